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
    return None


def need_source(line: Line, _terms: LabelTerms) -> str | None:
    """Why a line without a text cannot be worked on."""
    value = line.get("source")
    if value is None:
        return "has no `source`: this kind of work needs a text"
    return None if isinstance(value, str) else f"has the `source` {shown(value)}; it must be a text"


def task_object(line: Line, terms: LabelTerms) -> dict[str, Any]:
    """`task.input` of AWS's pre-annotation functions: the object itself and the labels to choose from."""
    return {"taskObject": line.get("source-ref", line.get("source")), "labels": list(terms.labels)}


def shown(value: object) -> str:
    """A value from outside in an error message."""
    text = repr(value)
    return text if len(text) <= 80 else text[:80] + "…"  # noqa: PLR2004 - said by the ellipsis
