"""The work itself: queues, the next task, answers, drafts, parting."""

from __future__ import annotations

from datetime import datetime

import orjson

from truthloop.server.page_tokens import PageGrant, make_page_token
from truthloop.server.portal_api.accepted_languages import best_language
from truthloop.server.portal_api.json_bodies import (
    Json,
    count_field,
    number_in_path,
    optional_uuid_field,
    uuid_field,
    uuid_in_path,
)
from truthloop.server.portal_api.portal_calls import Call, acting
from truthloop.server.portal_api.portal_replies import Reply, nothing
from truthloop.storage.answer_rows import Submission
from truthloop.tasks.answering import answer_text, keep_draft, submit_answer
from truthloop.tasks.beginning_again import beginning_of
from truthloop.tasks.dispatch import (
    QueueOfWorker,
    next_task,
    open_next,
    open_task,
    queues,
    renew_holds,
    reserve_next,
)
from truthloop.tasks.parting import decline, release, stop_for_later
from truthloop.terms.assignments import Assignment
from truthloop.terms.chore_names import ChoreName
from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.people import Session

LOOKED_AFTER_BY = (ChoreName.FINISH_LOOPS, ChoreName.OFFER_OBJECTS, ChoreName.ADVANCE_JOBS)
"""The chores that look after loops and jobs with nothing more to wait for."""
ENDING = frozenset({"answered", "closing"})
"""Statuses of a task whose loop may have come to its end with what was just done."""


def get_queues(call: Call, session: Session) -> Reply:
    """GET queues: what the worker could work on, and has begun."""
    found = queues(call.installation.database, session.worker.id, call.at)
    return Reply({"queues": [queue_json(queue) for queue in found], "server_time": iso_milliseconds(call.at)})


def post_next(call: Call, session: Session) -> Reply:
    """POST queues/{queue_id}/next: the open task, else the next one, begun; null when nothing is left."""
    queue_id = number_in_path(call.path["queue_id"])
    found = next_task(call.installation.database, acting(call, session), queue_id, call.installation.new_uuid())
    return task_reply(call, session, found)


def task_reply(call: Call, session: Session, found: Assignment | None) -> Reply:
    """A task, or null."""
    return Reply({"task": task_json(call, session, found)})


def post_reserve(call: Call, session: Session) -> Reply:
    """POST queues/{queue_id}/reserve: the next task fetched ahead, not begun."""
    queue_id = number_in_path(call.path["queue_id"])
    found = reserve_next(call.installation.database, acting(call, session), queue_id, call.installation.new_uuid())
    return task_reply(call, session, found)


def post_open(call: Call, session: Session) -> Reply:
    """POST assignments/{id}/open: begin a reserved task or resume a stopped one."""
    found = open_task(call.installation.database, acting(call, session), assignment_in_path(call))
    return task_reply(call, session, found)


def post_renew(call: Call, session: Session) -> Reply:
    """POST assignments/{id}/renew {reserved_assignment_id?}: the page is still open."""
    reserved_id = optional_uuid_field(call.body, "reserved_assignment_id")
    renewal = renew_holds(call.installation.database, acting(call, session), assignment_in_path(call), reserved_id)
    return Reply(
        {
            "lease_expires_at": iso_milliseconds(renewal.lease_until),
            "deadline": maybe_time(renewal.deadline),
            "server_time": iso_milliseconds(call.at),
            "reserved_kept": renewal.reserved_kept,
        }
    )


def put_draft(call: Call, session: Session) -> Reply:
    """PUT assignments/{id}/draft {draft, revision}: keep unsent work."""
    draft, revision = answer_text(call.body.get("draft"), "draft"), count_field(call.body, "revision")
    keep_draft(call.installation.database, acting(call, session), assignment_in_path(call), draft, revision)
    return nothing()


def post_submit(call: Call, session: Session) -> Reply:
    """POST assignments/{id}/submit {answer, submission_key, open_next?, draft?}: replied to once it is durable."""
    status = submit_answer(call.installation.database, acting(call, session), submission_in(call, session))
    return submit_reply(call, session, status)


def submission_in(call: Call, session: Session) -> Submission:
    """The answer a call brings, the whole call checked."""
    assignment_id, actor = assignment_in_path(call), acting(call, session)
    key, _ = uuid_field(call.body, "submission_key"), optional_uuid_field(call.body, "open_next")
    content, draft = answer_text(call.body.get("answer")), optional_draft(call)
    return Submission(assignment_id, actor.worker_id, key, content, actor.at, actor.source_ip, actor.request_id, draft)


def optional_draft(call: Call) -> str | None:
    """What puts an answered page back as it was, where the call brings it."""
    return None if call.body.get("draft") is None else answer_text(call.body["draft"], "draft")


def submit_reply(call: Call, session: Session, task_status: str | None) -> Reply:
    """The answer is kept; its loop may end, and the task fetched ahead begins."""
    finish_if_ending(call, task_status)
    opens = optional_uuid_field(call.body, "open_next")
    following = None if opens is None else open_next(call.installation.database, acting(call, session), opens)
    return Reply({"answer_id": assignment_in_path(call), "next": task_json(call, session, following)})


def post_decline(call: Call, session: Session) -> Reply:
    """POST assignments/{id}/decline: never again to this worker."""
    finish_if_ending(call, decline(call.installation.database, acting(call, session), assignment_in_path(call)))
    return nothing()


def post_release(call: Call, session: Session) -> Reply:
    """POST assignments/{id}/release: back to the others, the work on it lost."""
    finish_if_ending(call, release(call.installation.database, acting(call, session), assignment_in_path(call)))
    return nothing()


def post_pause(call: Call, session: Session) -> Reply:
    """POST assignments/{id}/pause: stop, to be resumed later."""
    status = stop_for_later(call.installation.database, acting(call, session), assignment_in_path(call))
    finish_if_ending(call, status)
    return nothing()


def finish_if_ending(call: Call, task_status: str | None) -> None:
    """Have the task's loop or job looked after, if there may be nothing more to wait for."""
    if task_status in ENDING:
        for chore in LOOKED_AFTER_BY:
            call.installation.wake(chore)


def assignment_in_path(call: Call) -> str:
    """The assignment a call is about."""
    return uuid_in_path(call.path["assignment_id"])


def task_json(
    call: Call, session: Session, task: Assignment | None, until: datetime | None = None
) -> dict[str, Json] | None:
    """The Task of the portal's API; its page is good while the hold lasts, or `until` then."""
    if task is None:
        return None
    begins = beginning_of(call.installation.database, task)
    return {
        "assignment_id": task.id,
        "queue_id": task.queue_id,
        "status": task.status.value,
        "title": task.title,
        "description": task.description,
        "page_url": page_url(call, session, task, until or task.lease_until),
        "draft": None if begins.draft is None else orjson.Fragment(begins.draft),
        "draft_origin": begins.origin,
        "draft_revision": task.draft_revision,
        "note": task.note,
        "time_limit_seconds": task.time_limit_seconds,
        "opened_at": maybe_time(task.opened_at),
        "deadline": maybe_time(task.deadline),
        "lease_expires_at": iso_milliseconds(task.lease_until),
        "server_time": iso_milliseconds(call.at),
    }


def page_url(call: Call, session: Session, task: Assignment, until: datetime) -> str:
    """The signed address of the task's page."""
    language = session.worker.language or best_language(call.headers.get("accept-language", ""))
    grant = PageGrant(task.id, session.worker.id, language, until)
    return f"/pages/{make_page_token(call.portal.page_key, grant, call.at)}"


def queue_json(found: QueueOfWorker) -> dict[str, Json]:
    """A queue of the portal's API."""
    queue, working = found.queue, found.working
    return {
        "id": queue.id,
        "title": queue.title,
        "description": queue.description,
        "keywords": queue.keywords,
        "waiting": queue.waiting,
        "answered": queue.answered,
        "correctable": queue.correctable,
        "needs": [{"skill": one.skill, "minimum": one.minimum, "score": one.score} for one in queue.needs],
        "open_assignment": None
        if working is None
        else {
            "assignment_id": working.id,
            "status": working.status.value,
            "deadline": maybe_time(working.deadline),
        },
        "paused": [
            {
                "assignment_id": paused.id,
                "paused_at": maybe_time(paused.paused_at),
                "remaining_seconds": round(paused.remaining_seconds or 0, 3),
            }
            for paused in found.paused
        ],
        "time_limit_seconds": queue.time_limit_seconds,
        "created_at": iso_milliseconds(queue.created_at),
    }


def maybe_time(moment: datetime | None) -> str | None:
    """A time as we write them, or nothing."""
    return None if moment is None else iso_milliseconds(moment)
