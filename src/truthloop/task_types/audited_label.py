"""Which earlier label of a manifest line a verification or adjustment job looks at, and whether people changed it.

AWS: "chain" a job by giving it the output manifest of an earlier one. Its label keeps its name beside the new one's.
Source: "Verify and adjust labels", SageMaker developer guide.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from truthloop.task_types.manifest_values import Line, task_object
from truthloop.task_types.task_type import CheckLine, Consolidate
from truthloop.terms.labeling import AnsweredObject, Label, LabelTerms

Noted = TypeVar("Noted")

NAMED_BY = "auditLabelAttributeName"
"""The key of the label category configuration that says which label is meant."""


def audited_attribute(line: Line, terms: LabelTerms, output_types: frozenset[str]) -> str | None:
    """The label to look at: the one the configuration names, else the newest whose type fits; None if none."""
    named = terms.config.get(NAMED_BY)
    if isinstance(named, str):
        return named if named in line else None
    fitting = [
        (str(metadata_of(line, name).get("creation-date", "")), place, name)
        for place, name in enumerate(line)
        if name != terms.attribute and metadata_of(line, name).get("type") in output_types
    ]
    return max(fitting)[2] if fitting else None


def metadata_of(line: Line, attribute: str) -> Mapping[str, Any]:
    """The metadata beside a label; empty when there is none."""
    found = line.get(f"{attribute}-metadata")
    return found if isinstance(found, Mapping) else {}


def need_audited_label(source: CheckLine, output_types: frozenset[str]) -> CheckLine:
    """Why a line cannot be worked on: its object is missing, or there is no label of these types to look at."""

    def check(line: Line, terms: LabelTerms) -> str | None:
        fault = source(line, terms)
        if fault or audited_attribute(line, terms, output_types):
            return fault
        named = terms.config.get(NAMED_BY)
        if isinstance(named, str):
            return f"has no label `{named}`, the one that `{NAMED_BY}` of the label category configuration names"
        wanted = " or ".join(sorted(output_types))
        return (
            f"carries no label of the type {wanted}: verification and adjustment begin with the output manifest of the "
            "job that made the labels"
        )

    return check


def audited_object(line: Line, terms: LabelTerms) -> dict[str, Any]:
    """`task.input` of AWS's verification and adjustment functions: object, labels, and the whole manifest line."""
    return {**task_object(line, terms), "manifestLine": dict(line)}


def with_adjustment_status(
    consolidate: Consolidate, changed: Callable[[AnsweredObject, LabelTerms], bool]
) -> Consolidate:
    """The same labels, each saying whether any worker changed what came: `adjusted` or `unadjusted`."""

    def adjusted(objects: Iterable[AnsweredObject], terms: LabelTerms) -> Iterator[Label]:
        for label, was in beside(consolidate, objects, terms, lambda found: changed(found, terms)):
            status = {"adjustment-status": "adjusted" if was else "unadjusted"}
            yield label if label.failure else replace(label, metadata={**label.metadata, **status})

    return adjusted


def beside(
    consolidate: Consolidate,
    objects: Iterable[AnsweredObject],
    terms: LabelTerms,
    note: Callable[[AnsweredObject], Noted],
) -> Iterator[tuple[Label, Noted]]:
    """Each label with what was noted of its object in passing; objects stream as far as `consolidate` lets them."""
    noted: deque[Noted] = deque()

    def passing() -> Iterator[AnsweredObject]:
        for found in objects:
            noted.append(note(found))
            yield found

    for label in consolidate(passing(), terms):
        yield label, noted.popleft()
