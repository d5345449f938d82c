"""Flow definitions: what is asked, of whom, with which template, and where results go. Immutable once made.

Initializing ──(chore)──▶ Active ──DeleteFlowDefinition──▶ Deleting ──(chore, when every loop has ended)──▶ gone
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from truthloop.review.flow_terms import CheckConditions, FlowTerms, check_flow_request
from truthloop.review.human_task_uis import find_human_task_ui_by_arn, template_text
from truthloop.storage.database import Database, transaction
from truthloop.storage.loop_rows import count_unfinished, open_queue, stop_all_loops
from truthloop.storage.resource_rows import (
    delete_resource,
    find_resource,
    find_resource_by_arn,
    insert_resource,
    move_status,
    put_tags,
    unsettled_resources,
)
from truthloop.terms.errors import AlreadyExists, Conflict, Invalid, NotFound
from truthloop.terms.resources import Kind, Place, Resource

INITIALIZING, ACTIVE, DELETING = "Initializing", "Active", "Deleting"


def create_flow_definition(
    database: Database,
    place: Place,
    request: Mapping[str, Any],
    tags: Mapping[str, str],
    *,
    check_conditions: CheckConditions,
    now: datetime,
) -> Resource:
    """Record a flow definition and its line of tasks; `request` is CreateFlowDefinition's, without tags.

    Raises Invalid for what breaks a rule or names something that is not there, AlreadyExists when the name is taken.
    """
    terms = check_flow_request(request, check_conditions)
    workteam = find_workteam(database, place, terms.workteam_arn)
    human_task_ui = find_human_task_ui_by_arn(database, place, terms.human_task_ui_arn)
    if human_task_ui is None:
        raise Invalid(missing("HumanTaskUi", terms.human_task_ui_arn))
    # The copy is what loops under way show once the template itself has been deleted.
    facts = {"template": template_text(human_task_ui)}
    return record(database, place, request, tags, terms=terms, workteam_id=workteam.id, facts=facts, now=now)


def find_workteam(database: Database, place: Place, arn: str) -> Resource:
    """The private work team of an ARN in this account and region, or Invalid."""
    found = find_resource_by_arn(database, place.account_id, arn)
    if found is None or found.kind != Kind.WORKTEAM or found.place != place:
        raise Invalid(missing("Workteam", arn))
    return found


def missing(what: str, arn: str) -> str:
    """AWS's sentence for an ARN that leads nowhere."""
    return f"The specified {what} '{arn}' does not exist or you do not have access to it."


def record(
    database: Database,
    place: Place,
    request: Mapping[str, Any],
    tags: Mapping[str, str],
    *,
    terms: FlowTerms,
    workteam_id: int,
    facts: Mapping[str, Any],
    now: datetime,
) -> Resource:
    """Flow definition, queue and tags: all or none."""
    name = request["FlowDefinitionName"]
    with transaction(database) as connection:
        made = insert_resource(
            connection, place, Kind.FLOW_DEFINITION, name, status=INITIALIZING, request=request, facts=facts, now=now
        )
        if made is None:
            raise AlreadyExists(f"FlowDefinition already exists: {place.arn(Kind.FLOW_DEFINITION, name)}")
        open_queue(
            connection,
            workteam_id=workteam_id,
            source_id=made.id,
            title=terms.title,
            description=terms.description,
            keywords=terms.keywords,
            time_limit_seconds=terms.time_limit_seconds,
            now=now,
        )
        put_tags(connection, made.arn, tags)
    return made


def find_flow_definition(database: Database, place: Place, name: str) -> Resource:
    """The flow definition of a name, or NotFound."""
    found = find_resource(database, place, Kind.FLOW_DEFINITION, name)
    if found is None:
        raise NotFound(f"FlowDefinition does not exist: {place.arn(Kind.FLOW_DEFINITION, name)}")
    return found


def find_flow_definition_by_arn(database: Database, place: Place, arn: str) -> Resource | None:
    """The flow definition of an ARN, if it is in this account and region."""
    found = find_resource_by_arn(database, place.account_id, arn)
    return found if found is not None and found.kind == Kind.FLOW_DEFINITION and found.place == place else None


def delete_flow_definition(database: Database, place: Place, name: str, now: datetime) -> Resource:
    """Begin to delete: no loop starts from now on, running ones stop. Conflict unless it was Active."""
    found = find_flow_definition(database, place, name)
    deleting = move_status(database, found.id, ACTIVE, DELETING, now)
    if deleting is None:
        present = find_flow_definition(database, place, name)
        raise Conflict(
            f"FlowDefinition {present.arn} is {present.status}; only an {ACTIVE} flow definition can be deleted."
        )
    stop_all_loops(database, found.id)
    return deleting


def settle_flow_definitions(database: Database, now: datetime, limit: int = 1000) -> bool:
    """Move flow definitions on from Initializing and Deleting; whether any moved. Safe to repeat and to interrupt.

    Every loop of one being deleted is asked to stop again here: one may have started in the very moment.
    """
    moved = False
    for new in unsettled_resources(database, Kind.FLOW_DEFINITION, INITIALIZING, limit):
        moved |= move_status(database, new.id, INITIALIZING, ACTIVE, now) is not None
    for old in unsettled_resources(database, Kind.FLOW_DEFINITION, DELETING, limit):
        stop_all_loops(database, old.id)
        if count_unfinished(database, old.id) == 0:
            with transaction(database) as connection:
                moved |= delete_resource(connection, old.id, old.arn)
    return moved
