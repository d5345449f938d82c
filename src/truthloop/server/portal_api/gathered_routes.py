"""The actions workers call most, for several of them at once. Each has its single form in `task_routes`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from truthloop.server.portal_api.gathering import for_those_left
from truthloop.server.portal_api.json_bodies import number_in_path
from truthloop.server.portal_api.portal_calls import Visit, acting
from truthloop.server.portal_api.portal_replies import Reply
from truthloop.server.portal_api.task_routes import submission_in, submit_reply, task_reply
from truthloop.storage.answer_rows import Submission
from truthloop.tasks.gathered_steps import NextStep, next_tasks, submit_answers
from truthloop.terms.errors import TruthloopError


def post_next(visits: Sequence[Visit]) -> list[Reply | None]:
    """POST queues/{queue_id}/next."""
    database = visits[0].call.installation.database
    found = for_those_left([next_step(visit) for visit in visits], lambda left: next_tasks(database, left))
    return [
        None if task is None else task_reply(visit.call, visit.session, task)
        for visit, task in zip(visits, found, strict=True)
    ]


def next_step(visit: Visit) -> NextStep | None:
    """What a call asks for; None for one that is refused."""
    call = visit.call
    with suppress(TruthloopError):
        return NextStep(
            acting(call, visit.session), number_in_path(call.path["queue_id"]), call.installation.new_uuid()
        )
    return None


def post_submit(visits: Sequence[Visit]) -> list[Reply | None]:
    """POST assignments/{id}/submit. What a worker has fetched ahead is begun one by one afterwards."""
    database = visits[0].call.installation.database
    kept = for_those_left([submission_of(visit) for visit in visits], lambda left: submit_answers(database, left))
    return [
        None if status is None else submit_reply(visit.call, visit.session, status)
        for visit, status in zip(visits, kept, strict=True)
    ]


def submission_of(visit: Visit) -> Submission | None:
    """The answer a call brings; None for one that is refused."""
    with suppress(TruthloopError):
        return submission_in(visit.call, visit.session)
    return None
