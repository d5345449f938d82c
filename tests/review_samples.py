"""Loops and answers for tests that need no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from truthloop.terms.loops import Answer, HumanLoop, LoopProgress, LoopStatus
from truthloop.terms.resources import Place

NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)
PLACE = Place("111122223333", "us-east-1")
FLOW = PLACE.arn("flow-definition", "reviews")


def a_loop(**changed: Any) -> HumanLoop:
    loop = HumanLoop(
        id=7,
        place=PLACE,
        name="loop-1",
        arn=PLACE.arn("human-loop", "loop-1"),
        flow_definition_arn=FLOW,
        status=LoopStatus.IN_PROGRESS,
        input_content='{"z": 1, "a": "b"}',
        output_uri="s3://results/a2i/reviews/2026/11/22/12/00/00/loop-1/output.json",
        failure_code=None,
        failure_reason=None,
        created_at=NOON,
        ended_at=None,
    )
    return replace(loop, **changed)


def an_answer(**changed: Any) -> Answer:
    answer = Answer(
        worker_id="0123456789abcdef",
        worker_sub="5b1c7f2e-0000-4000-8000-000000000001",
        issuer="http://127.0.0.1:8080",
        content={"rating": {"best": True}, "why": "짧다"},
        accepted_at=NOON + timedelta(seconds=1),
        submitted_at=NOON + timedelta(seconds=20.5),
        seconds_spent=19.4661234,
    )
    return replace(answer, **changed)


def a_progress(**changed: Any) -> LoopProgress:
    progress = LoopProgress(
        loop=a_loop(status=changed.pop("status", LoopStatus.IN_PROGRESS)),
        task_id=3,
        wanted=2,
        answered=0,
        held=0,
        working=0,
        available_until=NOON + timedelta(days=1),
    )
    return replace(progress, **changed)
