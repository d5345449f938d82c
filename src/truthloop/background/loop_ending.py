"""Ends loops: writes output.json, moves the status, and puts the event in the outbox. Decided in `review.ending`.

Safe to kill anywhere: the document depends on nothing but the answers, so writing it again writes the same bytes, and
the status moves in the same transaction that records the event.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import structlog

from truthloop.background.standing import Standing
from truthloop.review.ending import Step, next_step
from truthloop.review.output_document import output_document
from truthloop.review.status_event import status_event
from truthloop.storage.answer_rows import answers_of_task
from truthloop.storage.database import transaction
from truthloop.storage.event_rows import record_event, webhook_urls
from truthloop.storage.loop_rows import answered_loops, end_loop, stopping_loops, unavailable_loops
from truthloop.storage.objects.object_store import put
from truthloop.storage.objects.s3_uri import parse_s3_uri
from truthloop.terms.errors import TruthloopError
from truthloop.terms.loops import LoopProgress

BATCH = 200
AT_ONCE = 6
"""Documents written at the same time; each waits mostly for the object store."""

Read = Callable[[int, int], list[LoopProgress]]

log = structlog.get_logger("truthloop.loops")


def end_loops(standing: Standing) -> None:
    """Bring every loop to its end that has come to it: answered, stopped, or no longer available."""
    database = standing.database
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="end-loops") as pool:
        for read in (
            lambda after, limit: answered_loops(database, after, limit),
            lambda after, limit: stopping_loops(database, after, limit),
            lambda after, limit: unavailable_loops(database, standing.now(), after, limit),
        ):
            end_all(standing, read, pool)


def end_all(standing: Standing, read: Read, pool: ThreadPoolExecutor) -> None:
    """Go through one kind of loops in batches. One that fails is passed by and met again at the next turn."""
    after = 0
    while batch := read(after, BATCH):
        list(pool.map(lambda progress: try_to_end(standing, progress), batch))
        after = batch[-1].task_id


def try_to_end(standing: Standing, progress: LoopProgress) -> None:
    """Take a loop's next step; a loop that cannot be ended now does not keep the others waiting."""
    try:
        step = next_step(progress, standing.now())
        if step is not None:
            take(standing, progress, step)
    except TruthloopError as error:
        log.warning("loop_waits", loop=progress.loop.arn, reason=error.message)


def take(standing: Standing, progress: LoopProgress, step: Step) -> None:
    """Write first, then say so."""
    loop = progress.loop
    if step.write_output:
        answers = answers_of_task(standing.database, progress.task_id, issuer(standing))
        body = output_document(loop, answers)
        put(standing.store, parse_s3_uri(loop.output_uri), body, content_type="application/json")
    now = standing.now()
    with transaction(standing.database) as connection:
        if not end_loop(connection, progress, step.status, now, step.failure):
            return
        urls = set(webhook_urls(connection, loop.place.account_id, loop.flow_definition_arn))
        for url in sorted(urls | ({standing.settings.webhook_url} - {None})):
            event_id = standing.new_uuid()
            body_of_event = status_event(loop, step, event_id=event_id, at=now)
            record_event(connection, event_id, loop.place.account_id, loop.arn, body_of_event, str(url), now)


def issuer(standing: Standing) -> str:
    """Who vouches for our workers' identities: the installation itself."""
    return standing.settings.public_url
