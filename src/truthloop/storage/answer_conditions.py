"""The SQL that says which answers count, and which can still be corrected; parts of statements that read answers."""

from __future__ import annotations


def counts(answer: str) -> str:
    """A condition on a row of `answer`: it came in time, and its worker has not put another in its place."""
    return f"(NOT {answer}.late AND NOT {answer}.superseded)"


def correctable(task: str) -> str:
    """A condition on a row of `task`: no answer to it is in a label or in the output of a loop yet."""
    return f"({task}.batch_id IS NULL AND {task}.status IN ('open', 'answered', 'closing'))"
