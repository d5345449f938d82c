"""Ends loops: writes output.json, moves the status, and puts the event in the outbox. Decided in `review.ending`.

Safe to kill anywhere: the document depends on nothing but the answers, so writing it again writes the same bytes, and
the status moves in the same transaction that records the event.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy import Connection

from truthloop.background.standing import Standing
from truthloop.review.ending import Ending, next_step
from truthloop.review.output_document import output_document
from truthloop.review.status_event import status_event
from truthloop.storage.answer_rows import answers_of_task
from truthloop.storage.bucket_rows import BucketOwnership
from truthloop.storage.database import transaction
from truthloop.storage.event_rows import record_event, webhook_urls
from truthloop.storage.loop_rows import answered_loops, end_loop, stopping_loops, unavailable_loops
from truthloop.storage.objects.object_errors import NoSuchBucket
from truthloop.storage.objects.object_store import put
from truthloop.storage.objects.s3_uri import parse_s3_uri
from truthloop.terms.errors import TruthloopError
from truthloop.terms.loops import HumanLoop, LoopProgress, LoopStatus

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
        ending = next_step(progress, standing.now())
        if ending is not None:
            take(standing, progress, ending)
    except TruthloopError as error:
        log.warning("loop_waits", loop=progress.loop.arn, reason=error.message)


def take(standing: Standing, progress: LoopProgress, ending: Ending) -> None:
    """Write first, then say so."""
    loop = progress.loop
    if ending.write_output:
        ending = write_output(standing, progress, ending)
    now = standing.now()
    with transaction(standing.database) as connection:
        if end_loop(connection, progress, ending.status, now, ending.failure):
            record_change(standing, connection, ended(loop, ending, now))


def write_output(standing: Standing, progress: LoopProgress, ending: Ending) -> Ending:
    """Write output.json; where its bucket is missing or somebody else's the loop fails, as on AWS, answers kept."""
    loop = progress.loop
    place = parse_s3_uri(loop.output_uri)
    owner = BucketOwnership(standing.database, standing.settings.region).owner_of(place.bucket)
    if owner not in {None, loop.place.account_id}:
        return unwritable(f"AccessDenied: bucket {place.bucket} belongs to another account.")
    body = output_document(loop, answers_of_task(standing.database, progress.task_id, issuer(standing)))
    try:
        put(standing.store, place, body, content_type="application/json")
    except NoSuchBucket:
        return unwritable(f"NoSuchBucket: there is no bucket {place.bucket} to write {loop.output_uri} to.")
    return ending


def unwritable(reason: str) -> Ending:
    """The end of a loop whose output cannot be written where the flow definition says."""
    return Ending(LoopStatus.FAILED, write_output=False, failure=("ClientError", reason))


def ended(loop: HumanLoop, ending: Ending, now: datetime) -> HumanLoop:
    """The loop as it is after its end."""
    code, reason = ending.failure or (None, None)
    return replace(loop, status=ending.status, ended_at=now, failure_code=code, failure_reason=reason)


def record_change(standing: Standing, connection: Connection, loop: HumanLoop) -> None:
    """Put the event in the outbox, once for each address that wants it."""
    urls = set(webhook_urls(connection, loop.place.account_id, loop.flow_definition_arn))
    for url in sorted(urls):
        body = status_event(loop)
        record_event(
            connection, standing.new_uuid(), loop.place.account_id, loop.arn, body, url, loop.ended_at or standing.now()
        )


def issuer(standing: Standing) -> str:
    """Who vouches for our workers' identities: the installation itself."""
    return standing.settings.public_url
