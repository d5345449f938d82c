"""Earlier shapes and masks that a verification or adjustment job shows on their image, and whether they can be shown.

Source: "Verify and adjust labels", SageMaker developer guide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from truthloop.task_types.audited_label import NAMED_BY, audited_attribute, audited_object, metadata_of
from truthloop.task_types.manifest_values import Line, need_source_ref, shown
from truthloop.terms.labeling import LabelTerms


@dataclass(frozen=True, slots=True)
class AuditedKind:
    """A kind of label that can be shown again."""

    types: frozenset[str]
    """`type` in the label's metadata; several where AWS has written several."""
    plural: str
    """`bounding boxes`, for messages."""
    wrong: Callable[[Any, Mapping[str, Any]], str | None]
    """Why a label, given by value and metadata, cannot be shown, or None."""
    shown_as: Callable[[Any, Mapping[str, Any]], dict[str, Any]]
    """What the worker page needs of it, from value and metadata: `auditedLabels`, the labels in use, among others."""


def check_line(line: Line, terms: LabelTerms, kind: AuditedKind, *, adjusts: bool = False) -> str | None:
    """Why a line has nothing to verify or adjust. What is adjusted must be of the job's own labels."""
    missing = need_source_ref(line, terms)
    if missing is not None:
        return missing
    attribute = audited_attribute(line, terms, kind.types)
    if attribute is None:
        return no_label(line, terms, kind)
    wrong = kind.wrong(line[attribute], metadata_of(line, attribute))
    if wrong is not None:
        return f"has the label `{attribute}`, which cannot be shown as {kind.plural}: it {wrong}"
    return lost_label(line, attribute, terms, kind) if adjusts else None


def lost_label(line: Line, attribute: str, terms: LabelTerms, kind: AuditedKind) -> str | None:
    """Why what is there cannot be adjusted: pages leave out what has none of the job's labels."""
    given = kind.shown_as(line[attribute], metadata_of(line, attribute))
    strange = [label for label in given["auditedLabels"] if label not in terms.labels]
    if not strange:
        return None
    return (
        f"has {kind.plural} labelled {shown(strange[0])} under `{attribute}`; the label category configuration lacks "
        "that label, and what is adjusted with it would be lost: it must hold all earlier labels. It holds "
        f"{', '.join(terms.labels)}"
    )


def no_label(line: Line, terms: LabelTerms, kind: AuditedKind) -> str:
    """Why there is nothing to show, with what there is instead."""
    there = [f"`{name}`" for name in line if metadata_of(line, name)]
    has = f"the line has the labels {', '.join(there)}" if there else "the line has no labels"
    named = terms.config.get(NAMED_BY)
    if named is not None:
        return f"lacks the label {shown(named)} that `{NAMED_BY}` of the label category configuration names; {has}"
    return (
        f"has no {kind.plural} to show (no metadata with the type {' or '.join(sorted(kind.types))}); {has}. "
        "Begin with the output manifest of the job that made them"
    )


def task_input(line: Line, terms: LabelTerms, kind: AuditedKind) -> dict[str, Any]:
    """What AWS's functions give a page (`taskObject`, `labels`, `manifestLine`), and what ours needs besides."""
    given = audited_object(line, terms)
    attribute = audited_attribute(line, terms, kind.types)
    if attribute is None:
        return given
    return {**given, "auditedAttribute": attribute, **kind.shown_as(line[attribute], metadata_of(line, attribute))}
