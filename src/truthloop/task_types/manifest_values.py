"""What manifest lines hold, and the reasons for which one cannot be worked on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from truthloop.terms.labeling import LabelTerms

Line = Mapping[str, Any]


def need_source_ref(line: Line, _terms: LabelTerms) -> str | None:
    """Why a line without the address of a stored object cannot be worked on."""
    value = line.get("source-ref")
    if value is None:
        return "has no `source-ref`: this kind of work needs the S3 address of a file"
    if not isinstance(value, str) or not value.startswith("s3://"):
        return f"has the `source-ref` {shown(value)}; an address begins with s3://"
    if not value.removeprefix("s3://").partition("/")[2]:
        return f"has the `source-ref` {shown(value)}, which names a bucket and no file in it"
    return None


def need_source(line: Line, _terms: LabelTerms) -> str | None:
    """Why a line without a text cannot be worked on."""
    value = line.get("source")
    if value is None:
        return "has no `source`: this kind of work needs a text"
    return None if isinstance(value, str) else f"has the `source` {shown(value)}; it must be a text"


def need_one_source(line: Line, terms: LabelTerms) -> str | None:
    """Why a line that holds neither a text nor the address of a file, or both, cannot be worked on."""
    if "source" in line and "source-ref" in line:
        return "has both `source` and `source-ref`; exactly one of them says what to label"
    if "source" not in line and "source-ref" not in line:
        return "has neither `source` (a text) nor `source-ref` (the S3 address of a file): one of them is needed"
    return need_source(line, terms) if "source" in line else need_source_ref(line, terms)


def task_object(line: Line, terms: LabelTerms) -> dict[str, Any]:
    """`task.input` of AWS's pre-annotation functions: the object itself and the labels to choose from.

    Ours besides: the instructions of the label category configuration, for our own worker pages to show.
    """
    return {
        "taskObject": line.get("source-ref", line.get("source")),
        "labels": list(terms.labels),
        **instructions(terms.config),
    }


def instructions(config: Mapping[str, Any]) -> dict[str, str]:
    """`shortInstruction` and `fullInstruction` of a label category configuration, as HTML; those that it has."""
    given = config.get("instructions")
    found = given if isinstance(given, Mapping) else {}
    return {key: found[key] for key in ("shortInstruction", "fullInstruction") if isinstance(found.get(key), str)}


def shown(value: object) -> str:
    """A value from outside in an error message."""
    text = repr(value)
    return text if len(text) <= 80 else text[:80] + "…"  # noqa: PLR2004 - said by the ellipsis
