from __future__ import annotations

from datetime import timedelta

import pytest

from people_at_work import World, new_id
from truthloop.storage.assignment_rows import expire
from truthloop.storage.database import Database
from truthloop.storage.loop_rows import find_loop, stop_loop
from truthloop.storage.worker_rows import leave_team
from truthloop.tasks.answering import keep_draft, submit_answer
from truthloop.tasks.dispatch import (
    QueueOfWorker,
    Renewal,
    next_task,
    open_next,
    open_task,
    queues,
    renew_holds,
    reserve_next,
)
from truthloop.tasks.limits import GRACE_SECONDS, RESERVED_FOR
from truthloop.tasks.parting import decline, let_go_of_reservations, release, stop_for_later
from truthloop.terms.assignments import Assignment, AssignmentStatus
from truthloop.terms.errors import Conflict, NotFound
from truthloop.terms.people import Worker


class Desk:
    """A worker at a queue of one team, ten minutes a task."""

    def __init__(self, world: World, worker: Worker, queue: int) -> None:
        self.world, self.worker, self.queue = world, worker, queue

    def next(self) -> Assignment | None:
        return next_task(self.world.database, self.world.acting(self.worker), self.queue, new_id())

    def got(self) -> Assignment:
        found = self.next()
        assert found is not None
        return found

    def reserved(self) -> Assignment | None:
        return reserve_next(self.world.database, self.world.acting(self.worker), self.queue, new_id())

    def ahead(self) -> Assignment:
        found = self.reserved()
        assert found is not None
        return found

    def open(self, assignment: Assignment) -> Assignment:
        return open_task(self.world.database, self.world.acting(self.worker), assignment.id)

    def renew(self, assignment: Assignment, reserved: Assignment | None = None) -> Renewal:
        acting = self.world.acting(self.worker)
        return renew_holds(self.world.database, acting, assignment.id, None if reserved is None else reserved.id)

    def submit(self, assignment: Assignment) -> str | None:
        return submit_answer(self.world.database, self.world.acting(self.worker), assignment.id, new_id(), "{}")

    def decline(self, assignment: Assignment) -> None:
        decline(self.world.database, self.world.acting(self.worker), assignment.id)

    def release(self, assignment: Assignment) -> None:
        release(self.world.database, self.world.acting(self.worker), assignment.id)

    def stop(self, assignment: Assignment) -> None:
        stop_for_later(self.world.database, self.world.acting(self.worker), assignment.id)

    def queues(self) -> list[QueueOfWorker]:
        return queues(self.world.database, self.worker.id, self.world.clock())

    def waiting(self) -> int:
        return self.queues()[0].queue.waiting


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
    with pytest.raises(Conflict) as error:
        bob.renew(task)
    assert code_of(error) == "no-longer-yours"
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
