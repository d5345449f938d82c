from __future__ import annotations

from datetime import timedelta

import pytest

from people_at_work import World
from truthloop.storage.assignment_rows import expire
from truthloop.storage.database import Database
from truthloop.storage.loop_rows import find_loop, stop_loop
from truthloop.storage.worker_rows import leave_team
from truthloop.tasks.answering import keep_draft
from truthloop.tasks.limits import GRACE_SECONDS
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


def test_tasks_come_in_the_order_they_were_asked_for(world: World, ann: Desk) -> None:
    tasks = [world.loop("flow") for _ in range(4)]
    given = []
    while (task := ann.next()) is not None:
        given.append(task.task_id)
        ann.submit(task)
    assert given == tasks


def test_a_task_begun_has_its_time_limit_and_a_little_grace(world: World, ann: Desk) -> None:
    world.loop("flow")
    task = ann.got()
    assert (task.status, task.opened_at) == (AssignmentStatus.WORKING, world.clock())
    assert task.deadline == world.clock() + timedelta(seconds=600)
    assert task.lease_until == task.deadline + timedelta(seconds=GRACE_SECONDS)
    assert (task.title, task.time_limit_seconds, task.draft) == ("Look at flow", 600, None)


def test_asking_again_gives_the_open_task_with_its_draft_and_its_first_deadline(world: World, ann: Desk) -> None:
    world.loop("flow")
    world.loop("flow")
    task = ann.got()
    keep_draft(world.database, world.acting(ann.worker), task.id, '{"half":"done"}', 3)
    world.clock.pass_time(minutes=2)
    again = ann.got()
    assert (again.id, again.deadline) == (task.id, task.deadline)
    assert (again.draft, again.draft_revision) == ('{"half":"done"}', 3)


def test_nobody_elses_queue_gives_anything_and_looks_as_if_it_did_not_exist(world: World, ann: Desk) -> None:
    world.loop("flow")
    stranger = Desk(world, world.worker("eve@example.com", "others", password=None), ann.queue)
    for ask in (stranger.next, stranger.reserved):
        with pytest.raises(NotFound):
            ask()
    nowhere = Desk(world, ann.worker, 10**12)
    with pytest.raises(NotFound):
        nowhere.next()
    assert stranger.queues() == []


def test_who_leaves_the_team_is_given_nothing_more(world: World, ann: Desk) -> None:
    world.loop("flow")
    reserved = ann.ahead()
    leave_team(world.database, world.team("team").id, ann.worker.id)
    with pytest.raises(NotFound):
        ann.next()
    with pytest.raises(Conflict):
        ann.open(reserved)


def test_a_declined_task_is_not_offered_to_the_same_worker_again(world: World, ann: Desk, bob: Desk) -> None:
    world.loop("flow")
    ann.decline(ann.got())
    assert ann.next() is None
    assert ann.reserved() is None
    assert ann.waiting() == 0
    assert bob.waiting() == 1
    assert bob.got()


def test_a_released_task_goes_to_the_end_of_the_line_and_not_to_the_same_worker(
    world: World, ann: Desk, bob: Desk
) -> None:
    tasks = [world.loop("flow") for _ in range(3)]
    ann.release(ann.got())
    assert [ann.submit(ann.got()) for _ in range(2)] == ["answered", "answered"]
    assert ann.next() is None
    assert bob.got().task_id == tasks[0]


def test_a_task_whose_time_ran_out_goes_to_others_only(world: World, ann: Desk, bob: Desk) -> None:
    world.loop("flow")
    ann.got()
    world.clock.pass_time(seconds=600 + GRACE_SECONDS)
    assert expire(world.database, world.clock(), 100) == 1
    assert ann.next() is None
    assert bob.got()


def test_what_is_no_longer_available_is_not_given_out_nor_opened(world: World, ann: Desk, bob: Desk) -> None:
    world.loop("flow", available=timedelta(hours=1))
    world.loop("flow", available=timedelta(hours=1))
    reserved = ann.ahead()
    world.clock.pass_time(minutes=59)
    ann.ahead()
    world.clock.pass_time(minutes=1)
    with pytest.raises(Conflict):
        ann.open(reserved)
    assert bob.next() is None
    assert bob.waiting() == 0


def test_a_stopping_loop_is_given_to_nobody_and_finished_by_who_is_in_the_middle(
    world: World, ann: Desk, bob: Desk
) -> None:
    world.loop("flow", wanted=2)
    task = ann.got()
    loop = find_loop(world.database, world.place, "loop-1")
    assert loop is not None
    assert stop_loop(world.database, loop.id)
    assert bob.next() is None
    assert ann.got().id == task.id
    assert ann.submit(task) == "closing"


def test_the_queue_list_shows_what_is_waiting_and_what_is_open(world: World, ann: Desk) -> None:
    for _ in range(3):
        world.loop("flow")
    task = ann.got()
    ann.ahead()
    (queue,) = ann.queues()
    assert queue.queue.waiting == 2
    assert queue.working is not None
    assert (queue.working.id, queue.working.deadline) == (task.id, task.deadline)
    assert (queue.queue.title, queue.queue.keywords, queue.queue.time_limit_seconds) == (
        "Look at flow",
        ("look", "say"),
        600,
    )


def test_claiming_and_opening_are_noted_in_the_audit_trail(world: World, ann: Desk) -> None:
    world.loop("flow")
    world.loop("flow")
    task, reserved = ann.got(), ann.ahead()
    ann.submit(task)
    ann.open(reserved)
    assert world.rows("SELECT actor, action, subject FROM audit ORDER BY id") == [
        (f"worker/{ann.worker.id}", "ClaimTask", f"assignment/{task.id}"),
        (f"worker/{ann.worker.id}", "SubmitAnswer", f"assignment/{task.id}"),
        (f"worker/{ann.worker.id}", "OpenTask", f"assignment/{reserved.id}"),
    ]
