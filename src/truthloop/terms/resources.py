"""What a requester creates by name: worker templates, flow definitions, work teams, labeling jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The kinds of named resources; the value stands in the ARN."""

    HUMAN_TASK_UI = "human-task-ui"
    FLOW_DEFINITION = "flow-definition"
    WORKFORCE = "workforce"
    WORKTEAM = "workteam"
    LABELING_JOB = "labeling-job"


@dataclass(frozen=True, slots=True)
class Place:
    """An account and a region: the space in which names are unique."""

    account_id: str
    region: str

    def arn(self, kind: Kind | str, name: str) -> str:
        """The ARN of a resource here; private work teams stand under `private-crowd/`."""
        path = f"private-crowd/{name}" if kind == Kind.WORKTEAM else name
        return f"arn:aws:sagemaker:{self.region}:{self.account_id}:{kind}/{path}"


@dataclass(frozen=True, slots=True)
class Resource:
    """One named resource. The request is the record: it is given back as it came."""

    id: int
    """The row's number, for joins only."""
    place: Place
    kind: Kind
    name: str
    arn: str
    status: str
    """AWS's status where the kind has one, else `Active`."""
    failure_reason: str | None
    request: dict[str, Any]
    """The validated Create request, key order kept."""
    facts: dict[str, Any]
    """What only we know and describe must show (a template's SHA-256, …)."""
    created_at: datetime
    updated_at: datetime
