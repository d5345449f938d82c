"""AWS's operations as boto3 sends them, called from the console: what the form shows is what runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from truthloop.server.console_api.console_people import place_of
from truthloop.server.operations.call_context import CallContext
from truthloop.server.operations.operation_table import OPERATIONS
from truthloop.server.portal_api.portal_calls import Call
from truthloop.server.portal_api.portal_replies import Reply
from truthloop.storage.account_rows import write_audit
from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.console_roles import Role, may
from truthloop.terms.errors import Invalid, NotFound, Refused
from truthloop.terms.people import Session
from truthloop.wire.input_validation import validate
from truthloop.wire.service_models import A2I, SAGEMAKER, SERVED, TRUTHLOOP, operation_model
from truthloop.wire.wire_errors import WireError

READING: Final = (
    "DescribeLabelingJob",
    "ListLabelingJobs",
    "ListLabelingJobsForWorkteam",
    "ListWorkteams",
    "DescribeWorkteam",
    "ListFlowDefinitions",
    "DescribeFlowDefinition",
    "ListHumanLoops",
    "DescribeHumanLoop",
    "ListHumanTaskUis",
    "ListTags",
    "DescribeLabelingJobSettings",
    "ListDataObjects",
    "DescribeDataObject",
    "DescribeWorkerQuality",
    "ListReviews",
    "ListWorkerSkills",
)
REVIEWING: Final = ("AcceptLabel", "EditLabel", "SendBackObject")
"""What changes labels, and is the work of reviewers."""
CHANGING: Final = (
    "CreateLabelingJob",
    "StopLabelingJob",
    "StopHumanLoop",
    "AddTags",
    "DeleteTags",
    "PauseLabelingJob",
    "ResumeLabelingJob",
    "UpdateLabelingJob",
    "RevertLabel",
    "PutGoldLabels",
    "RequestReviews",
    "ExtendLabelingJob",
    "PutWorkerSkill",
    "DeleteWorkerSkill",
)
OFFERED: Final = (*READING, *REVIEWING, *CHANGING)
SERVICE_OF: Final = {
    name: next(service for service in (SAGEMAKER, A2I, TRUTHLOOP) if name in SERVED[service]) for name in OFFERED
}


def call_operation(call: Call, session: Session, role: Role) -> Reply:
    """POST operations/{operation} with the request's JSON: the operation's output, times as text."""
    name = call.path["operation"]
    if name not in SERVICE_OF:
        raise NotFound(f"The console does not call {name}. It calls: {', '.join(SERVICE_OF)}.")
    if name in CHANGING and not may(role, Role.REQUESTER):
        raise Refused(f"{name} needs the role requester; yours is {role}.", code="role-too-low")
    params = checked(name, call.body)
    operation = OPERATIONS[name]
    context = context_of(call, session, name)
    outcome = "failed"
    try:
        output = operation.call(context, params)
        outcome = "ok"
    finally:
        if operation.subject is not None:
            record(call, session, name, operation.subject(context, params), outcome)
    return Reply(plain(output))


def checked(name: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The parameters after every rule of AWS's model; `Invalid` in AWS's words."""
    try:
        validate(body, operation_model(SERVICE_OF[name], name).input_shape)
    except WireError as error:
        raise Invalid(error.message) from error
    return body


def context_of(call: Call, session: Session, operation: str) -> CallContext:
    """Who calls, as operations see it."""
    place = place_of(call)
    return CallContext(
        installation=call.installation,
        operation=operation,
        place=place,
        principal_arn=f"arn:aws:iam::{place.account_id}:user/console/{session.worker.email}",
        request_id=call.request_id,
        source_ip=call.source_ip,
        now=call.at,
    )


def record(call: Call, session: Session, action: str, subject: str, outcome: str) -> None:
    """The audit trail names the person."""
    write_audit(
        call.installation.database,
        at=call.at,
        actor=f"console/{session.worker.email}",
        action=action,
        subject=subject,
        outcome=outcome,
        source_ip=call.source_ip,
        request_id=call.request_id,
    )


def plain(value: Any) -> Any:  # noqa: ANN401 - an operation's output
    """Output as JSON: times as text, absent members left out."""
    if isinstance(value, datetime):
        return iso_milliseconds(value)
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items() if inner is not None}
    return [plain(inner) for inner in value] if isinstance(value, list | tuple) else value
