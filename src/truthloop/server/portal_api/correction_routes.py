"""A worker's own last answers, and correcting them until they are counted."""

from __future__ import annotations

from datetime import timedelta

from truthloop.server.portal_api.json_bodies import Json, number_in_path
from truthloop.server.portal_api.portal_calls import Call, acting
from truthloop.server.portal_api.portal_replies import Reply, nothing
from truthloop.server.portal_api.task_routes import (
    assignment_in_path,
    maybe_time,
    submission_in,
    task_json,
)
from truthloop.storage.correction_rows import LastAnswer
from truthloop.tasks.correcting import answers_in, correct_answer, reopen_answer
from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.people import Session


def get_answers(call: Call, session: Session) -> Reply:
    """GET queues/{queue_id}/answers: what the worker answered last, and what of it can be corrected."""
    found = answers_in(call.installation.database, session.worker.id, number_in_path(call.path["queue_id"]))
    return Reply({"answers": [answer_json(one) for one in found], "server_time": iso_milliseconds(call.at)})


def answer_json(found: LastAnswer) -> dict[str, Json]:
    """One answer of the list."""
    return {
        "assignment_id": found.assignment_id,
        "submitted_at": iso_milliseconds(found.submitted_at),
        "corrected": found.version > 0,
        "correctable": found.correctable,
        "correctable_until": maybe_time(found.correctable_until),
    }


def post_reopen(call: Call, session: Session) -> Reply:
    """POST answers/{id}/reopen: the page again, with the draft that puts it back as it was answered."""
    task = reopen_answer(call.installation.database, acting(call, session), assignment_in_path(call))
    until = call.at + timedelta(seconds=task.time_limit_seconds)
    return Reply({"task": task_json(call, session, task, until)})


def post_correct(call: Call, session: Session) -> Reply:
    """POST answers/{id}/correct {answer, submission_key, draft?}: a further version of the answer, which counts."""
    correct_answer(call.installation.database, acting(call, session), submission_in(call, session))
    return nothing()
