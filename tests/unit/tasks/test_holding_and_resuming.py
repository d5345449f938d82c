from __future__ import annotations

from datetime import timedelta

import pytest

from people_at_work import World
from truthloop.storage.assignment_rows import expire
from truthloop.storage.database import Database
from truthloop.tasks.answering import keep_draft
from truthloop.tasks.dispatch import open_next
from truthloop.tasks.limits import RESERVED_FOR
from truthloop.tasks.parting import let_go_of_reservations
from truthloop.terms.assignments import AssignmentStatus
from truthloop.terms.errors import Conflict, NotFound
from worker_desk import Desk


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.fixture
def ann(world: World) -> Desk:
    return Desk(world, world.worker("ann@example.com", "team", password=None), world.queue("flow", "team"))


@pytest.fixture
def bob(world: World, ann: Desk) -> Desk:
    return Desk(world, world.worker("bob@example.com", "team", password=None), ann.queue)


def code_of(error: pytest.ExceptionInfo[Conflict]) -> str:
    return error.value.code


def test_what_is_reserved_is_neither_seen_nor_timed_until_it_is_opened(world: World, ann: Desk) -> None:
    world.loop("flow")
    reserved = ann.ahead()
    assert (reserved.status, reserved.opened_at, reserved.deadline) == (AssignmentStatus.RESERVED, None, None)
    assert reserved.lease_until == world.clock() + RESERVED_FOR
    world.clock.pass_time(minutes=1)
    opened = ann.open(reserved)
    assert (opened.status, opened.opened_at) == (AssignmentStatus.WORKING, world.clock())


def test_a_worker_reserves_one_task_of_a_queue_at_a_time_and_asking_again_keeps_it(world: World, ann: Desk) -> None:
    for _ in range(5):
        world.loop("flow")
    ann.got()
    first = ann.ahead()
    for _ in range(5):
        world.clock.pass_time(seconds=100)
        again = ann.ahead()
        assert again.id == first.id
        assert again.lease_until == world.clock() + RESERVED_FOR
    assert world.scalar("SELECT count(*) FROM assignment") == 2


def test_a_reserved_task_comes_before_the_line(world: World, ann: Desk) -> None:
    for _ in range(3):
        world.loop("flow")
    reserved = ann.ahead()
    assert ann.got().id == reserved.id


def test_an_idle_colleague_takes_over_what_was_only_reserved(world: World, ann: Desk, bob: Desk) -> None:
    world.loop("flow")
    world.loop("flow")
    ann.got()
    reserved = ann.ahead()
    taken = bob.got()
    assert taken.task_id == reserved.task_id
    with pytest.raises(NotFound):
        ann.open(reserved)
    assert open_next(world.database, world.acting(ann.worker), reserved.id) is None


def test_a_reservation_taken_over_counts_as_unseen_and_may_come_back(world: World, ann: Desk, bob: Desk) -> None:
    world.loop("flow")
    reserved = ann.ahead()
    bob.release(bob.got())
    assert ann.got().task_id == reserved.task_id


def test_one_with_a_task_of_the_line_left_takes_nothing_over(world: World, ann: Desk, bob: Desk) -> None:
    reserved_task, other = world.loop("flow"), world.loop("flow")
    assert ann.ahead().task_id == reserved_task
    assert bob.got().task_id == other


def test_reserving_never_takes_a_colleagues_reservation(world: World, ann: Desk, bob: Desk) -> None:
    world.loop("flow")
    ann.ahead()
    assert bob.reserved() is None


def test_a_reservation_not_renewed_lapses_and_goes_back(world: World, ann: Desk, bob: Desk) -> None:
    world.loop("flow")
    world.loop("flow")
    working, reserved = ann.got(), ann.ahead()
    world.clock.pass_time(seconds=90)
    assert ann.renew(working, reserved).reserved_kept
    world.clock.pass_time(seconds=90)
    assert expire(world.database, world.clock(), 100) == 0
    world.clock.pass_time(seconds=31)
    assert expire(world.database, world.clock(), 100) == 1
    assert not ann.renew(working, reserved).reserved_kept
    assert bob.got().task_id == reserved.task_id


def test_signing_out_gives_reservations_back_and_keeps_the_open_task(world: World, ann: Desk, bob: Desk) -> None:
    world.loop("flow")
    world.loop("flow")
    working, reserved = ann.got(), ann.ahead()
    let_go_of_reservations(world.database, ann.worker.id)
    assert bob.got().task_id == reserved.task_id
    assert ann.got().id == working.id


def test_renewing_tells_the_deadline_and_does_not_move_it(world: World, ann: Desk) -> None:
    world.loop("flow")
    task = ann.got()
    world.clock.pass_time(minutes=5)
    renewal = ann.renew(task)
    assert (renewal.deadline, renewal.lease_until, renewal.reserved_kept) == (task.deadline, task.lease_until, False)


def test_renewing_what_is_over_or_not_ones_own_says_so(world: World, ann: Desk, bob: Desk) -> None:
    world.loop("flow")
    task = ann.got()
    with pytest.raises(NotFound):
        bob.renew(task)
    world.clock.pass_time(seconds=611)
    with pytest.raises(Conflict) as error:
        ann.renew(task)
    assert code_of(error) == "time-is-up"


def test_a_stopped_task_keeps_its_draft_and_the_time_that_was_left(world: World, ann: Desk, bob: Desk) -> None:
    world.loop("flow")
    task = ann.got()
    keep_draft(world.database, world.acting(ann.worker), task.id, '{"a":1}', 1)
    world.clock.pass_time(minutes=4)
    ann.stop(task)
    assert bob.next() is None
    world.clock.pass_time(days=2)
    (queue,) = ann.queues()
    assert queue.working is None
    assert [(p.id, p.remaining_seconds) for p in queue.paused] == [(task.id, 360.0)]
    resumed = ann.open(task)
    assert resumed.draft == '{"a":1}'
    assert resumed.deadline == world.clock() + timedelta(seconds=360)
    assert resumed.opened_at == task.opened_at


def test_a_stopped_task_does_not_keep_the_worker_from_the_next_one(world: World, ann: Desk) -> None:
    first, second = world.loop("flow"), world.loop("flow")
    task = ann.got()
    assert task.task_id == first
    ann.stop(task)
    following = ann.got()
    assert following.task_id == second
    with pytest.raises(Conflict) as error:
        ann.open(task)
    assert code_of(error) == "another-task-open"
    ann.submit(following)
    assert ann.open(task).id == task.id


def test_a_task_stopped_for_too_long_goes_to_others(world: World, ann: Desk, bob: Desk) -> None:
    world.loop("flow", available=timedelta(days=30))
    task = ann.got()
    ann.stop(task)
    world.clock.pass_time(days=7)
    expire(world.database, world.clock(), 100)
    with pytest.raises(Conflict) as error:
        ann.open(task)
    assert code_of(error) == "no-longer-yours"
    assert bob.got().task_id == task.task_id


def test_opening_what_is_open_gives_it_again(world: World, ann: Desk) -> None:
    world.loop("flow")
    task = ann.got()
    assert ann.open(task) == task
    assert open_next(world.database, world.acting(ann.worker), task.id) == task


def test_nobody_opens_renews_or_answers_anothers_task(world: World, ann: Desk, bob: Desk) -> None:
    world.loop("flow")
    task = ann.got()
    for deed in (bob.open, bob.submit, bob.decline, bob.release, bob.stop):
        with pytest.raises(NotFound):
            deed(task)
    assert ann.submit(task) == "answered"
