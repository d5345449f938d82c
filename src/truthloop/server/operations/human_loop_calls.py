"""The five operations of Augmented AI's runtime."""

from __future__ import annotations

from typing import Any

from truthloop.review.human_loops import (
    LoopRequest,
    delete_human_loop,
    find_human_loop,
    list_human_loops,
    start_human_loop,
    stop_human_loop,
)
from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.server.operations.list_paging import is_descending, page_size, place_of_token, split_page, token_after
from truthloop.storage.loop_rows import LoopPage
from truthloop.terms.chore_names import ChoreName
from truthloop.terms.loops import HumanLoop


def start(context: CallContext, params: Params) -> Output:
    """Put an input before people."""
    request = LoopRequest(
        params["HumanLoopName"],
        params["FlowDefinitionArn"],
        params["HumanLoopInput"]["InputContent"],
        (params.get("DataAttributes") or {}).get("ContentClassifiers", ()),
    )
    arn = start_human_loop(context.database, context.place, request, most_running=context.most_running, now=context.now)
    return {"HumanLoopArn": arn}


def describe(context: CallContext, params: Params) -> Output:
    """How a loop stands; where its output is, or will be, from the beginning."""
    found = find_human_loop(context.database, context.place, params["HumanLoopName"])
    return {
        **summary(found),
        "FailureCode": found.failure_code,
        "HumanLoopArn": found.arn,
        "HumanLoopOutput": {"OutputS3Uri": found.output_uri},
    }


def summary(loop: HumanLoop) -> dict[str, Any]:
    """What the list says of a loop."""
    return {
        "HumanLoopName": loop.name,
        "HumanLoopStatus": loop.status,
        "CreationTime": loop.created_at,
        "FailureReason": loop.failure_reason,
        "FlowDefinitionArn": loop.flow_definition_arn,
    }


def list_all(context: CallContext, params: Params) -> Output:
    """Loops of one flow definition by creation."""
    size = page_size(params)
    after_value, after_id = place_of_token(context, params)
    page = LoopPage(
        descending=is_descending(params),
        limit=size + 1,
        created_after=params.get("CreationTimeAfter"),
        created_before=params.get("CreationTimeBefore"),
        after_value=after_value,
        after_id=after_id,
    )
    found = list_human_loops(context.database, context.place, params["FlowDefinitionArn"], page)
    shown, last = split_page(found, size)
    token = None if last is None else token_after(context, params, last.created_at.isoformat(), last.id)
    return {"HumanLoopSummaries": [summary(loop) for loop in shown], "NextToken": token}


def stop(context: CallContext, params: Params) -> Output:
    """Begin to stop a loop."""
    stop_human_loop(context.database, context.place, params["HumanLoopName"])
    context.installation.wake(ChoreName.FINISH_LOOPS)
    return {}


def delete(context: CallContext, params: Params) -> Output:
    """Forget an ended loop."""
    delete_human_loop(context.database, context.place, params["HumanLoopName"])
    return {}
