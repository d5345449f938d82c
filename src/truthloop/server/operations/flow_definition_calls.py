"""CreateFlowDefinition, DescribeFlowDefinition, DeleteFlowDefinition, ListFlowDefinitions."""

from __future__ import annotations

from truthloop.review.activation_conditions.condition_checking import check_conditions
from truthloop.review.flow_definitions import create_flow_definition, delete_flow_definition, find_flow_definition
from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.server.operations.list_paging import resource_page
from truthloop.server.operations.tag_rules import tags_of, without_tags
from truthloop.terms.chore_names import ChoreName
from truthloop.terms.resources import Kind


def create(context: CallContext, params: Params) -> Output:
    """Record a flow definition; a chore makes it Active."""
    made = create_flow_definition(
        context.database,
        context.place,
        without_tags(params),
        tags_of(params.get("Tags")),
        check_conditions=check_conditions,
        now=context.now,
    )
    context.installation.wake(ChoreName.SETTLE_RESOURCES)
    return {"FlowDefinitionArn": made.arn}


def describe(context: CallContext, params: Params) -> Output:
    """The request as it came, and what became of it."""
    found = find_flow_definition(context.database, context.place, params["FlowDefinitionName"])
    return {
        **found.request,
        "FlowDefinitionArn": found.arn,
        "FlowDefinitionStatus": found.status,
        "CreationTime": found.created_at,
        "FailureReason": found.failure_reason,
    }


def delete(context: CallContext, params: Params) -> Output:
    """Begin to delete a flow definition; chores end its loops and remove it."""
    delete_flow_definition(context.database, context.place, params["FlowDefinitionName"], context.now)
    context.installation.wake(ChoreName.FINISH_LOOPS)
    context.installation.wake(ChoreName.SETTLE_RESOURCES)
    return {}


def list_all(context: CallContext, params: Params) -> Output:
    """Flow definitions by creation."""
    page, token = resource_page(context, params, Kind.FLOW_DEFINITION)
    summaries = [
        {
            "FlowDefinitionName": found.name,
            "FlowDefinitionArn": found.arn,
            "FlowDefinitionStatus": found.status,
            "CreationTime": found.created_at,
            "FailureReason": found.failure_reason,
        }
        for found in page
    ]
    return {"FlowDefinitionSummaries": summaries, "NextToken": token}
