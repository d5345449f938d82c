"""Labeling jobs: their states, the objects they go through, and what people and consolidation say of those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class JobStatus(StrEnum):
    """LabelingJobStatus, as AWS spells it."""

    INITIALIZING = "Initializing"
    IN_PROGRESS = "InProgress"
    COMPLETED = "Completed"
    FAILED = "Failed"
    STOPPING = "Stopping"
    STOPPED = "Stopped"


JOB_ENDED = frozenset({JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.STOPPED})
"""Statuses from which a job does not move by itself; a reviewer or a further manifest can have it go on."""


class ObjectStatus(StrEnum):
    """Where one data object, a line of the input manifest, stands."""

    WAITING = "waiting"
    """No worker can see it yet."""
    OFFERED = "offered"
    """Its task is before workers, or its answers wait for consolidation."""
    LABELED = "labeled"
    FAILED = "failed"
    """Nobody answered in time, consolidation failed, or its line cannot be worked on."""
    KEPT = "kept"
    """It carried the job's label when it came: nothing to do."""
    SKIPPED = "skipped"
    """The pre-annotation function said that it needs no people."""


@dataclass(frozen=True, slots=True)
class LabelTerms:
    """What a task type has to know of a job."""

    job_name: str
    """In lower case, as AWS writes it into metadata."""
    attribute: str
    """LabelAttributeName."""
    labels: tuple[str, ...] = ()
    """The label categories in the order of their configuration: the index of each is its class id."""
    config: Mapping[str, Any] = field(default_factory=dict)
    """The whole label category configuration file."""
    consolidation: str | None = None
    """The requester's named choice; None for AWS's default."""
    workers_per_object: int = 1


@dataclass(frozen=True, slots=True)
class Annotation:
    """One worker's answer to one data object."""

    worker_id: str
    content: Mapping[str, Any]
    """The form's output: one key for each named element."""


@dataclass(frozen=True, slots=True)
class AnsweredObject:
    """A data object with every answer that counts, in the order they came; at least one."""

    number: int
    """The line's index in the manifest, from 0: AWS's datasetObjectId."""
    line: Mapping[str, Any]
    """The manifest line."""
    annotations: tuple[Annotation, ...]
    gold: str | None = None
    """The class that is right, where the requester has said so and the job's labels are pooled at its end."""


@dataclass(frozen=True, slots=True)
class LabelFile:
    """A file that a label points to (attributes that end in `-ref`)."""

    extension: str
    """Without a dot: `png`."""
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Label:
    """What consolidation made of an object's answers."""

    number: int
    value: Any = None
    """The label attribute; with a `file`, the address of it is put here."""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    """Without what every label has: job name, creation date, and that people made it."""
    file: LabelFile | None = None
    failure: str | None = None
    """Why there is no label."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every label's metadata says besides."""

    job_name: str
    human_annotated: bool
    created_at: datetime
    worker_response_uri: str | None = None
    """Where the object's raw answers are."""


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """What the decision about an object's task looks at."""

    id: int
    object_number: int
    status: str
    wanted: int
    answered: int
    available_until: datetime
    working: int
    """Workers in the middle of it."""
    paused: int
    declined: int
