"""The chores: what has to be done besides answering requests. Each may be killed anywhere and repeated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import text

from truthloop.background.event_delivery import deliver_events
from truthloop.background.job_advancing import advance_jobs, offer_objects, write_manifests
from truthloop.background.loop_ending import finish_loops
from truthloop.background.standing import Standing
from truthloop.background.tidying import settle_resources, tidy
from truthloop.storage.assignment_rows import expire
from truthloop.terms.chore_names import ChoreName

BATCH = 200


@dataclass(frozen=True, slots=True)
class Chore:
    """A piece of work done by the clock, and sooner when somebody wakes it."""

    name: ChoreName
    run: Callable[[Standing], None]
    every: str
    """A cron line of six fields, seconds last."""


def expire_leases(standing: Standing) -> None:
    """End holds whose time is up."""
    while expire(standing.database, standing.now(), BATCH) == BATCH:
        pass


CHORES = (
    Chore(ChoreName.FINISH_LOOPS, finish_loops, "* * * * * */2"),
    Chore(ChoreName.ADVANCE_JOBS, advance_jobs, "* * * * * */2"),
    Chore(ChoreName.OFFER_OBJECTS, offer_objects, "* * * * * *"),
    Chore(ChoreName.WRITE_MANIFESTS, write_manifests, "* * * * * */5"),
    Chore(ChoreName.EXPIRE_LEASES, expire_leases, "* * * * * */5"),
    Chore(ChoreName.SETTLE_RESOURCES, settle_resources, "* * * * * */2"),
    Chore(ChoreName.DELIVER_EVENTS, deliver_events, "* * * * * */2"),
    Chore(ChoreName.TIDY, tidy, "*/10 * * * *"),
)


@contextmanager
def alone(standing: Standing, chore: ChoreName) -> Iterator[bool]:
    """Whether this is the only process doing a chore. The lock ends with its connection, however that ends."""
    with standing.database.engine.connect() as connection:
        held = bool(
            connection.execute(
                text("SELECT pg_try_advisory_lock(hashtext(:name))"), {"name": f"chore/{chore}"}
            ).scalar()
        )
        connection.commit()
        try:
            yield held
        finally:
            if held:
                connection.execute(text("SELECT pg_advisory_unlock(hashtext(:name))"), {"name": f"chore/{chore}"})
                connection.commit()


def run_chore(standing: Standing, chore: Chore) -> None:
    """Do a chore unless another process is at it."""
    with alone(standing, chore.name) as held:
        if held:
            chore.run(standing)
