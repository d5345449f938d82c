"""Human loops as their requester sees them: start, look, list, stop, delete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson

from truthloop.review.flow_definitions import ACTIVE, find_flow_definition_by_arn, missing
from truthloop.review.flow_terms import flow_terms
from truthloop.review.human_task_uis import find_human_task_ui_by_arn
from truthloop.review.loop_output_place import loop_output_uri
from truthloop.storage.database import Database
from truthloop.storage.loop_rows import (
    LoopPage,
    NewLoop,
    count_unfinished,
    delete_loop,
    find_loop,
    list_loops,
    start_loop,
    stop_loop,
)
from truthloop.terms.errors import AlreadyExists, Invalid, LimitExceeded, NotFound
from truthloop.terms.loops import ENDED, HumanLoop, LoopStatus
from truthloop.terms.resources import Place, Resource

MOST_INPUT_BYTES = 3 * 1024 * 1024
"""Bytes of UTF-8 in InputContent."""


@dataclass(frozen=True, slots=True)
class LoopRequest:
    """What StartHumanLoop asks for."""

    name: str
    flow_definition_arn: str
    input_content: str
    """JSON text."""
    content_classifiers: Sequence[str] = ()


def start_human_loop(
    database: Database, place: Place, request: LoopRequest, *, most_running: int | None, now: datetime
) -> str:
    """Put an input before people; the loop's ARN.

    `most_running` is how many loops of one flow definition may run at once (None: any number). Raises Invalid,
    LimitExceeded, and AlreadyExists when the name is taken, in that order.
    """
    check_input_content(request.input_content)
    flow = startable_flow(database, place, request.flow_definition_arn)
    if most_running is not None and count_unfinished(database, flow.id) >= most_running:
        raise LimitExceeded(
            f"{most_running} human loops of {flow.arn} are running, which is the most allowed. "
            "Wait until some have ended, stop some, or ask the operator to raise TRUTHLOOP_RUNNING_LOOPS."
        )
    if not start_loop(database, new_loop(place, request, flow, now)):
        raise why_not_started(database, place, request)
    return place.arn("human-loop", request.name)


def check_input_content(text: str) -> None:
    """Raise Invalid unless the text is one JSON value of at most 3 MiB."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_INPUT_BYTES:
        raise Invalid(f"InputContent has {size:,} bytes of UTF-8; at most {MOST_INPUT_BYTES:,} (3 MiB) are allowed.")
    try:
        orjson.loads(text)
    except ValueError as error:
        raise Invalid(f"InputContent must be valid JSON: {error}") from error


def startable_flow(database: Database, place: Place, arn: str) -> Resource:
    """The flow definition that a loop can be started in now, or Invalid."""
    flow = find_flow_definition_by_arn(database, place, arn)
    if flow is None:
        raise Invalid(missing("FlowDefinition", arn))
    if flow.status != ACTIVE:
        raise Invalid(f"FlowDefinition {arn} is {flow.status}; loops can be started while it is {ACTIVE}.")
    human_task_ui_arn = flow_terms(flow.request).human_task_ui_arn
    if find_human_task_ui_by_arn(database, place, human_task_ui_arn) is None:
        raise Invalid(
            f"{missing('HumanTaskUi', human_task_ui_arn)} FlowDefinition {arn} needs it to start human loops."
        )
    return flow


def new_loop(place: Place, request: LoopRequest, flow: Resource, now: datetime) -> NewLoop:
    """The loop to record."""
    terms = flow_terms(flow.request)
    return NewLoop(
        place=place,
        name=request.name,
        flow_definition_id=flow.id,
        flow_definition_arn=flow.arn,
        input_content=request.input_content,
        content_classifiers=request.content_classifiers,
        output_uri=str(loop_output_uri(terms.output, flow.name, request.name, now)),
        wanted=terms.task_count,
        available_until=now + timedelta(seconds=terms.availability_seconds),
        created_at=now,
    )


def why_not_started(database: Database, place: Place, request: LoopRequest) -> AlreadyExists | Invalid:
    """Taken name, or a flow definition that left Active meanwhile."""
    if find_loop(database, place, request.name) is not None:
        arn = place.arn("human-loop", request.name)
        return AlreadyExists(f"A human loop with this name exists already: {arn}. Choose another name.")
    return Invalid(f"FlowDefinition {request.flow_definition_arn} is being deleted; no loop can be started in it.")


def find_human_loop(database: Database, place: Place, name: str) -> HumanLoop:
    """The human loop of a name, or NotFound."""
    found = find_loop(database, place, name)
    if found is None:
        raise NotFound(f"HumanLoop does not exist: {place.arn('human-loop', name)}")
    return found


def list_human_loops(database: Database, place: Place, flow_definition_arn: str, page: LoopPage) -> list[HumanLoop]:
    """One page of a flow definition's loops, without their input; NotFound once it has been deleted."""
    flow = find_flow_definition_by_arn(database, place, flow_definition_arn)
    if flow is None:
        raise NotFound(missing("FlowDefinition", flow_definition_arn))
    return list_loops(database, flow.id, page)


def stop_human_loop(database: Database, place: Place, name: str) -> HumanLoop:
    """Begin to stop a loop. Stopping one that is stopping already changes nothing; Invalid for one that has ended."""
    found = find_human_loop(database, place, name)
    if found.status in ENDED:
        raise Invalid(f"HumanLoop {found.arn} is {found.status}; only a loop that is InProgress can be stopped.")
    if found.status != LoopStatus.STOPPING:
        stop_loop(database, found.id)
    return found


def delete_human_loop(database: Database, place: Place, name: str) -> HumanLoop:
    """Forget an ended loop; what it wrote stays in S3. Invalid for one that has not ended."""
    found = find_human_loop(database, place, name)
    if not delete_loop(database, found.id):
        present = find_human_loop(database, place, name)
        raise Invalid(
            f"HumanLoop {present.arn} is {present.status}; only loops that are Completed, Failed or Stopped can be "
            "deleted. Stop it first."
        )
    return found
