"""What a task type says: the one form that all of them fill in.

pre-annotation      manifest line → task.input of the worker page
worker page         Liquid with crowd elements, used when the requester brings no template
answer check        what is wrong with a worker's answer, if anything
consolidation       every object's answers → labels with their metadata, to AWS's letter
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from importlib.resources import files
from typing import Any

from truthloop.terms.labeling import AnsweredObject, Label, LabelTerms, Stamp

CONFIDENCE_DECIMALS = 2
"""Of the confidences in metadata, as AWS writes them."""

Line = Mapping[str, Any]
CheckLine = Callable[[Line, LabelTerms], str | None]
"""Why a manifest line cannot be worked on, or None."""
TaskInput = Callable[[Line, LabelTerms], dict[str, Any]]
CheckAnswer = Callable[[Mapping[str, Any], LabelTerms], str | None]
"""What is wrong with an answer's content, or None."""
Consolidate = Callable[[Iterable[AnsweredObject], LabelTerms], Iterator[Label]]
"""One label for each object, in their order; the same answers give the same label, whatever their order."""
Stamping = Callable[[Mapping[str, Any], Stamp], dict[str, Any]]


class RefName(StrEnum):
    """Whether the label attribute's name ends in `-ref`: the label is then the address of a file."""

    REQUIRED = "required"
    FORBIDDEN = "forbidden"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class TaskType:
    """One kind of work."""

    name: str
    """Kebab-case; its folder has the same name with underscores."""
    function_names: tuple[str, ...]
    """X of AWS's PRE-X and ACS-X; for kinds AWS has no functions for, our own."""
    output_type: str
    """`type` in the label's metadata."""
    fewest_labels: int
    """Label categories needed; 0 when none have to be given."""
    check_line: CheckLine
    task_input: TaskInput
    check_answer: CheckAnswer
    consolidate: Consolidate
    needs_instructions: bool = False
    """The label category configuration must have instructions, as AWS's page has no other place for them."""
    ref_name: RefName = RefName.FORBIDDEN
    consolidations: tuple[str, ...] = ()
    """The named choices of consolidation a requester has, AWS's way first."""
    pools_skills: bool = False
    """Labels depend on what all workers did in the whole job: they are made anew, from all answers, at its end."""
    pooled_choices: frozenset[str] = frozenset()
    """Where not every choice does, the named ones that do."""
    reads_lines: bool = False
    """Consolidation looks at manifest lines; where skills are pooled, the last pass brings them only then."""
    job_name_prefix: str = ""
    """`labeling-job/` where AWS writes it."""
    stamp: Stamping | None = None
    """Replaces the usual way of completing metadata."""
    template: str = field(default="", repr=False)
    """Our own worker page."""


def pools(task_type: TaskType, choice: str | None) -> bool:
    """Whether a job with this choice of consolidation gets its labels anew at its end."""
    return task_type.pools_skills or choice in task_type.pooled_choices


def own_page(package: str, name: str) -> str:
    """A worker page that lies beside its task type."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def creation_date(moment: datetime) -> str:
    """`2018-10-18T22:18:13.527256`: UTC without saying so, as AWS writes it."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def stamped(task_type: TaskType, metadata: Mapping[str, Any], stamp: Stamp) -> dict[str, Any]:
    """The whole metadata of a label."""
    if task_type.stamp is not None:
        return task_type.stamp(metadata, stamp)
    return {
        **metadata,
        "type": task_type.output_type,
        "job-name": task_type.job_name_prefix + stamp.job_name,
        "human-annotated": "yes" if stamp.human_annotated else "no",
        "creation-date": creation_date(stamp.created_at),
    }
