"""Ends loops: writes output.json, moves the status, and puts the event in the outbox. Decided in `review.ending`.

Safe to kill anywhere: a document depends on nothing but the answers, so writing it again writes the same bytes, and
the status moves in the same transaction that records the event. Loops go through in batches: documents side by side,
because each waits for the object store, then one transaction for all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

import structlog
from sqlalchemy import Connection

from truthloop.background.standing import Standing
from truthloop.review.ending import Ending, next_step
from truthloop.review.output_document import output_document
from truthloop.review.status_event import status_event
from truthloop.storage.account_rows import first_account
from truthloop.storage.answer_rows import answers_of_tasks
from truthloop.storage.bucket_rows import BucketOwnership
from truthloop.storage.database import transaction
from truthloop.storage.event_rows import record_event, webhook_urls
from truthloop.storage.loop_end_rows import end_loops
from truthloop.storage.loop_rows import answered_loops, stopping_loops, unavailable_loops
from truthloop.storage.objects.object_errors import NoSuchBucket
from truthloop.storage.objects.object_store import put
from truthloop.storage.objects.s3_uri import parse_s3_uri
from truthloop.terms.errors import TruthloopError
from truthloop.terms.loops import Answer, HumanLoop, LoopProgress, LoopStatus

BATCH = 100
AT_ONCE = 2
"""Documents written at the same time; each waits mostly for the object store."""

Read = Callable[[int, int], list[LoopProgress]]

log = structlog.get_logger("truthloop.loops")


@dataclass(frozen=True, slots=True)
class Closing:
    """A loop and the end it comes to."""

    progress: LoopProgress
    ending: Ending


def finish_loops(standing: Standing) -> None:
    """Bring every loop to its end that has come to it: answered, stopped, or no longer available."""
    database = standing.database
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="end-loops") as pool:
        for read in (
            lambda after, limit: answered_loops(database, after, limit),
            lambda after, limit: stopping_loops(database, after, limit),
            lambda after, limit: unavailable_loops(database, standing.now(), after, limit),
        ):
            finish_all(standing, read, pool)


def finish_all(standing: Standing, read: Read, pool: ThreadPoolExecutor) -> None:
    """Go through one kind of loops in batches. One that cannot be ended now is met again at the next turn."""
    after = 0
    while batch := read(after, BATCH):
        now = standing.now()
        found = [Closing(one, ending) for one in batch if (ending := next_step(one, now)) is not None]
        if found:
            close(standing, written(standing, found, pool))
        after = batch[-1].task_id


def written(standing: Standing, found: Sequence[Closing], pool: ThreadPoolExecutor) -> list[Closing]:
    """Those whose output is where it belongs, or that need none; a failed write may have changed the ending."""
    answers = answers_of_tasks(
        standing.database, [one.progress.task_id for one in found if one.ending.write_output], issuer(standing)
    )
    ownership, home = BucketOwnership(standing.database, standing.settings.region), first_account(standing.database)
    owner_of = lru_cache(lambda bucket: ownership.owner_of(bucket) or home)

    def write(one: Closing) -> Closing | None:
        if not one.ending.write_output:
            return one
        try:
            return write_output(standing, one, answers[one.progress.task_id], owner_of)
        except TruthloopError as error:
            log.warning("loop_waits", loop=one.progress.loop.arn, reason=error.message)
            return None

    return [one for one in pool.map(write, found) if one is not None]


def write_output(
    standing: Standing, one: Closing, answers: Sequence[Answer], owner_of: Callable[[str], str | None]
) -> Closing:
    """Write output.json; where its bucket is missing or somebody else's the loop fails, as on AWS, answers kept."""
    loop = one.progress.loop
    place = parse_s3_uri(loop.output_uri)
    if owner_of(place.bucket) != loop.place.account_id:
        return replace(one, ending=unwritable(f"AccessDenied: bucket {place.bucket} belongs to another account."))
    try:
        put(standing.store, place, output_document(loop, answers), content_type="application/json")
    except NoSuchBucket:
        reason = f"NoSuchBucket: there is no bucket {place.bucket} to write {loop.output_uri} to."
        return replace(one, ending=unwritable(reason))
    return one


def unwritable(reason: str) -> Ending:
    """The end of a loop whose output cannot be written where the flow definition says."""
    return Ending(LoopStatus.FAILED, write_output=False, failure=("ClientError", reason))


def close(standing: Standing, closing: Sequence[Closing]) -> None:
    """Say so, for all at once, and record what is to be told of it."""
    if not closing:
        return
    now = standing.now()
    with transaction(standing.database) as connection:
        ended = end_loops(connection, [(one.progress, one.ending.status, one.ending.failure) for one in closing], now)
        urls: dict[tuple[str, str], list[str]] = {}
        for one in closing:
            loop = one.progress.loop
            subject = (loop.place.account_id, loop.flow_definition_arn)
            if subject not in urls:
                urls[subject] = webhook_urls(connection, *subject)
            if loop.id in ended:
                record_change(standing, connection, loop_after(loop, one.ending, now), urls[subject])


def loop_after(loop: HumanLoop, ending: Ending, now: datetime) -> HumanLoop:
    """The loop as it is after its end."""
    code, reason = ending.failure or (None, None)
    return replace(loop, status=ending.status, ended_at=now, failure_code=code, failure_reason=reason)


def record_change(standing: Standing, connection: Connection, loop: HumanLoop, urls: Sequence[str]) -> None:
    """Put the event in the outbox, once for each address that wants it."""
    at = loop.ended_at or standing.now()
    for url in sorted(set(urls)):
        event_id = standing.new_uuid()
        record_event(connection, event_id, loop.place.account_id, loop.arn, status_event(loop), url, at)


def issuer(standing: Standing) -> str:
    """Who vouches for our workers' identities: the installation itself."""
    return standing.settings.public_url
