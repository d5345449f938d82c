"""Many hands reaching for the same tasks, for real: threads against PostgreSQL."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from sqlalchemy import text

from people_at_work import World, new_id
from truthloop.storage.database import Database
from truthloop.tasks.answering import submit_answer
from truthloop.tasks.dispatch import next_task, open_task, reserve_next
from truthloop.tasks.parting import decline, release
from truthloop.terms.assignments import Assignment
from truthloop.terms.errors import Conflict, NotFound
from truthloop.terms.people import Worker

T = TypeVar("T")
MANY = 64
HELD = "('reserved', 'working', 'paused', 'submitted')"


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


def crowd(world: World, number: int) -> list[Worker]:
    return [world.worker(f"worker{n}@example.com", "team", password=None) for n in range(number)]


def at_once(deeds: list[Callable[[], T]]) -> list[T]:
    """The results of deeds that all begin in the same moment."""
    barrier = threading.Barrier(len(deeds))

    def together(deed: Callable[[], T]) -> T:
        barrier.wait(60)
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(together, deeds))


def asking(world: World, worker: Worker, queue: int) -> Callable[[], Assignment | None]:
    return lambda: next_task(world.database, world.acting(worker), queue, new_id())


def submitted(world: World, worker: Worker, task: Assignment) -> str | None:
    return submit_answer(world.database, world.acting(worker), world.submission(worker, task.id))


def check_nobody_shares(world: World) -> None:
    """No task is held by more people than wanted it, none twice by one, and every slot is accounted for."""
    wrong = world.rows(f"""
        SELECT t.id FROM task t LEFT JOIN assignment a ON a.task_id = t.id AND a.status IN {HELD}
        WHERE t.status IN ('open', 'answered') GROUP BY t.id
        HAVING count(a.id) > t.wanted OR count(DISTINCT a.worker_id) <> count(a.id)
            OR count(a.id) + t.open_slots <> t.wanted
    """)
    assert wrong == []


def test_64_workers_reaching_at_once_get_64_different_tasks(world: World) -> None:
    workers, queue = crowd(world, MANY), world.queue("flow", "team")
    for _ in range(MANY):
        world.loop("flow")
    found = at_once([asking(world, worker, queue) for worker in workers])
    # One passing by while others' hands are on the last tasks may find nothing, once; asked again, it is there.
    tasks = {a.task_id for a in found if a is not None}
    assert len(tasks) == sum(a is not None for a in found)
    for worker, first in zip(workers, found, strict=True):
        again = asking(world, worker, queue)()
        assert again is not None
        assert first is None or again.id == first.id
        tasks.add(again.task_id)
    assert len(tasks) == MANY
    check_nobody_shares(world)


@pytest.mark.parametrize("wanted", [1, 2, 3])
def test_a_loop_is_answered_by_as_many_distinct_workers_as_it_wants(world: World, wanted: int) -> None:
    workers, queue = crowd(world, 12), world.queue("flow", "team")
    for _ in range(10):
        world.loop("flow", wanted=wanted)

    def work(worker: Worker) -> int:
        done = 0
        while (task := asking(world, worker, queue)()) is not None:
            assert submitted(world, worker, task) is not None
            done += 1
        return done

    done = sum(at_once([lambda w=w: work(w) for w in workers]))  # type: ignore[misc]
    # Whoever found only tasks that others' hands were on asks again, as the portal does.
    done += sum(work(worker) for worker in workers)
    assert done == 10 * wanted
    assert world.rows("SELECT answered, status FROM task GROUP BY answered, status") == [(wanted, "answered")]
    by_too_few = "SELECT task_id FROM answer GROUP BY task_id HAVING count(DISTINCT worker_id) <> :wanted"
    assert world.rows(by_too_few, wanted=wanted) == []
    check_nobody_shares(world)


def test_two_tabs_asking_at_once_are_given_the_same_task(world: World) -> None:
    (worker,), queue = crowd(world, 1), world.queue("flow", "team")
    for _ in range(40):
        world.loop("flow", wanted=2)
    for _ in range(10):
        found = at_once([asking(world, worker, queue)] * 6)
        assert len({a.id for a in found if a is not None}) == 1
        assert None not in found
        check_nobody_shares(world)
        assert found[0] is not None
        decline(world.database, world.acting(worker), found[0].id)


def test_two_tabs_fetching_ahead_at_once_are_given_the_same_task(world: World) -> None:
    (worker,), queue = crowd(world, 1), world.queue("flow", "team")
    for _ in range(10):
        world.loop("flow")
    reserve = lambda: reserve_next(world.database, world.acting(worker), queue, new_id())  # noqa: E731
    found = at_once([reserve] * 8)
    assert None not in found
    assert len({a.id for a in found if a is not None}) == 1
    assert world.scalar("SELECT count(*) FROM assignment") == 1
    check_nobody_shares(world)


def test_a_hundred_submits_of_one_answer_at_once_are_one_answer(world: World) -> None:
    (worker,), queue = crowd(world, 1), world.queue("flow", "team")
    world.loop("flow")
    task = asking(world, worker, queue)()
    assert task is not None
    sent = world.submission(worker, task.id, '{"a":1}')
    submit = lambda: submit_answer(world.database, world.acting(worker), sent)  # noqa: E731
    replies = at_once([submit] * 32)
    assert Counter(replies) == {"answered": 1, None: 31}
    assert world.rows("SELECT answered FROM task") == [(1,)]
    assert world.rows("SELECT count(*) FROM answer") == [(1,)]


def test_an_open_and_a_take_over_at_once_leave_one_holder(world: World) -> None:
    ann, bob = crowd(world, 2)
    queue = world.queue("flow", "team")
    for _ in range(20):
        world.loop("flow")
        reserved = reserve_next(world.database, world.acting(ann), queue, new_id())
        assert reserved is not None

        def opening(reserved: Assignment = reserved) -> Assignment | None:
            try:
                return open_task(world.database, world.acting(ann), reserved.id)
            except (Conflict, NotFound):
                return None

        holders = [a for a in at_once([opening, asking(world, bob, queue)]) if a is not None]
        assert len(holders) == 1
        check_nobody_shares(world)
        holder = ann if holders[0].worker_id == ann.id else bob
        submitted(world, holder, holders[0])


def test_a_day_of_everything_at_once_keeps_every_slot_and_answer(world: World) -> None:
    workers, queue = crowd(world, 24), world.queue("flow", "team")
    for number in range(60):
        world.loop("flow", wanted=1 + number % 3)
    kept: list[str] = []

    def day(worker: Worker, chance: random.Random) -> None:
        for _ in range(30):
            if chance.random() < 0.3:
                reserve_next(world.database, world.acting(worker), queue, new_id())
            task = asking(world, worker, queue)()
            if task is None:
                continue
            what = chance.random()
            if what < 0.1:
                release(world.database, world.acting(worker), task.id)
            elif what < 0.2:
                decline(world.database, world.acting(worker), task.id)
            elif submitted(world, worker, task) is not None:
                kept.append(task.id)

    at_once([lambda w=w, n=n: day(w, random.Random(n)) for n, w in enumerate(workers)])  # type: ignore[misc]
    assert sorted(kept) == sorted(str(row[0]) for row in world.rows("SELECT assignment_id FROM answer"))
    miscounted = "SELECT id FROM task t WHERE answered <> (SELECT count(*) FROM answer a WHERE a.task_id = t.id)"
    assert world.rows(miscounted) == []
    check_nobody_shares(world)


def test_a_worker_at_the_end_of_the_line_finds_what_was_locked_when_passing_by(world: World) -> None:
    ann, bob = crowd(world, 2)
    queue = world.queue("flow", "team")
    first, second = world.loop("flow"), world.loop("flow")
    with world.database.engine.connect() as connection, connection.begin():
        connection.execute(text("SELECT id FROM task WHERE id = :id FOR UPDATE"), {"id": first})
        passed = asking(world, bob, queue)()
        assert passed is not None
        assert passed.task_id == second
        submitted(world, bob, passed)
        assert asking(world, bob, queue)() is None
    again = asking(world, bob, queue)()
    assert again is not None
    assert again.task_id == first
    assert asking(world, ann, queue)() is None
