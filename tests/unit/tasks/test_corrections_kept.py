"""Answers that their workers correct: every version stays, the newest before counting counts."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from people_at_work import World, new_id
from truthloop.storage.answer_rows import Submission, answers_of_tasks
from truthloop.storage.correction_rows import reopened_task
from truthloop.storage.database import Database, transaction
from truthloop.storage.loop_end_rows import end_loops
from truthloop.storage.loop_rows import answered_loops
from truthloop.storage.loop_view_rows import answers_to_loop, one_loop
from truthloop.tasks.answering import submit_answer
from truthloop.tasks.correcting import answers_in, correct_answer, reopen_answer
from truthloop.tasks.dispatch import next_task, queues
from truthloop.tasks.gathered_steps import submit_answers
from truthloop.terms.assignments import Assignment
from truthloop.terms.errors import Conflict, NotFound
from truthloop.terms.loops import LoopStatus
from truthloop.terms.people import Worker

FIRST = '{"label":"cat"}'
BETTER = '{"label":"dog"}'
FILLED = '{"answer":{},"controls":[{"name":"label","index":0,"state":"cat"}]}'


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.fixture
def ann(world: World) -> Worker:
    return world.worker("ann@example.com", "team", password=None)


@pytest.fixture
def queue(world: World, ann: Worker) -> int:
    assert ann
    return world.queue("flow", "team")


def answered(world: World, worker: Worker, queue: int, wanted: int = 2) -> Assignment:
    world.loop("flow", wanted=wanted)
    task = next_task(world.database, world.acting(worker), queue, new_id())
    assert task is not None
    world.clock.pass_time(seconds=10)
    sent = world.submission(worker, task.id, FIRST, draft=FILLED)
    submit_answer(world.database, world.acting(worker), sent)
    return task


def correction(world: World, worker: Worker, task: Assignment, content: str = BETTER, key: str = "") -> Submission:
    return world.submission(worker, task.id, content, key)


def correct(world: World, worker: Worker, sent: Submission) -> None:
    correct_answer(world.database, world.acting(worker), sent)


def end_all(world: World) -> int:
    found = answered_loops(world.database, 0, 10)
    with transaction(world.database) as connection:
        return len(end_loops(connection, [(one, LoopStatus.COMPLETED, None) for one in found], world.clock()))


def test_a_correction_counts_and_the_answer_before_it_stays_as_it_was_sent(
    world: World, ann: Worker, queue: int
) -> None:
    task = answered(world, ann, queue)
    world.clock.pass_time(minutes=5)
    assert reopen_answer(world.database, world.acting(ann), task.id).draft == FILLED
    world.clock.pass_time(seconds=4)
    correct(world, ann, correction(world, ann, task))
    (answer,) = answers_of_tasks(world.database, [task.task_id], "issuer")[task.task_id]
    assert (answer.content, answer.accepted_at, answer.submitted_at) == (
        {"label": "dog"},
        task.opened_at,
        world.clock(),
    )
    assert answer.seconds_spent == 14
    assert world.rows("SELECT content, version, superseded FROM answer ORDER BY version") == [
        (FIRST, 0, True),
        (BETTER, 1, False),
    ]
    assert world.scalar("SELECT answered FROM task") == 1
    assert [
        row[0]
        for row in world.rows("SELECT action FROM audit WHERE subject = :s ORDER BY id", s=f"assignment/{task.id}")
    ][-2:] == [
        "ReopenAnswer",
        "CorrectAnswer",
    ]


def test_a_loop_tells_which_of_its_answers_were_corrected(world: World, ann: Worker, queue: int) -> None:
    task = answered(world, ann, queue)
    correct(world, ann, correction(world, ann, task))
    loop = one_loop(world.database, world.place, "loop-1")
    assert loop is not None
    told = answers_to_loop(world.database, loop["id"])
    assert [(one["content"], one["superseded"]) for one in told] == [(FIRST, True), (BETTER, False)]


def test_the_same_correction_sent_twice_is_one_and_an_answer_may_be_corrected_again(
    world: World, ann: Worker, queue: int
) -> None:
    task = answered(world, ann, queue)
    once = correction(world, ann, task)
    correct(world, ann, once)
    correct(world, ann, once)
    correct(world, ann, correction(world, ann, task, FIRST))
    assert [row[0] for row in world.rows("SELECT content FROM answer ORDER BY version")] == [FIRST, BETTER, FIRST]
    (answer,) = answers_of_tasks(world.database, [task.task_id], "issuer")[task.task_id]
    assert answer.content == {"label": "cat"}
    assert answers_in(world.database, ann.id, queue)[0].version == 2


def test_a_correction_after_the_answer_was_counted_is_refused_kept_and_left_out(
    world: World, ann: Worker, queue: int
) -> None:
    task = answered(world, ann, queue, wanted=1)
    assert reopen_answer(world.database, world.acting(ann), task.id)
    assert end_all(world) == 1
    sent = correction(world, ann, task)
    for _ in range(2):
        with pytest.raises(Conflict) as refused:
            correct(world, ann, sent)
        assert (refused.value.code, refused.value.facts["kept"]) == ("already-counted", True)
    with pytest.raises(Conflict):
        reopen_answer(world.database, world.acting(ann), task.id)
    (answer,) = answers_of_tasks(world.database, [task.task_id], "issuer")[task.task_id]
    assert answer.content == {"label": "cat"}
    assert world.rows("SELECT content, late, superseded FROM answer ORDER BY version") == [
        (FIRST, False, False),
        (BETTER, True, False),
    ]
    assert world.scalar("SELECT draft FROM assignment") is None


def test_a_loop_whose_answer_is_corrected_while_its_output_is_written_ends_with_the_correction(
    world: World, ann: Worker, queue: int
) -> None:
    task = answered(world, ann, queue, wanted=1)
    read_before = answered_loops(world.database, 0, 10)
    correct(world, ann, correction(world, ann, task))
    with transaction(world.database) as connection:
        assert end_loops(connection, [(read_before[0], LoopStatus.COMPLETED, None)], world.clock()) == set()
    assert world.scalar("SELECT status FROM human_loop") == "InProgress"
    assert end_all(world) == 1


def test_only_who_answered_can_reopen_or_correct(world: World, ann: Worker, queue: int) -> None:
    bob = world.worker("bob@example.com", "team", password=None)
    task = answered(world, ann, queue)
    with pytest.raises(NotFound):
        reopen_answer(world.database, world.acting(bob), task.id)
    with pytest.raises(NotFound):
        correct(world, bob, correction(world, bob, task))
    begun = next_task(world.database, world.acting(bob), queue, new_id())
    assert begun is not None
    with pytest.raises(NotFound):
        reopen_answer(world.database, world.acting(bob), begun.id)
    assert reopened_task(world.database, task.id, bob.id) is None
    assert answers_in(world.database, bob.id, queue) == []


def test_the_last_answers_come_newest_first_with_what_can_be_done(world: World, ann: Worker, queue: int) -> None:
    tasks = [answered(world, ann, queue, wanted=wanted) for wanted in (1, 2, 2)]
    assert end_all(world) == 1
    found = answers_in(world.database, ann.id, queue)
    assert [one.assignment_id for one in found] == [task.id for task in reversed(tasks)]
    assert [one.correctable for one in found] == [True, True, False]
    (shown,) = queues(world.database, ann.id, world.clock())
    assert (shown.queue.answered, shown.queue.correctable) == (True, 2)


def test_answers_kept_together_keep_what_puts_their_pages_back(world: World, ann: Worker, queue: int) -> None:
    world.loop("flow", wanted=2)
    task = next_task(world.database, world.acting(ann), queue, new_id())
    assert task is not None
    sent = world.submission(ann, task.id, FIRST, draft=FILLED)
    assert submit_answers(world.database, [sent]) == ["open"]
    assert reopen_answer(world.database, world.acting(ann), task.id).draft == FILLED
    assert world.scalar("SELECT answered_at FROM task") == world.clock()


def test_two_tabs_that_correct_at_once_leave_one_answer_that_counts(world: World, ann: Worker, queue: int) -> None:
    task = answered(world, ann, queue)
    together = threading.Barrier(4)

    def go(number: int) -> None:
        sent = correction(world, ann, task, f'{{"tab":{number}}}')
        together.wait(30)
        correct(world, ann, sent)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(go, range(4)))
    assert world.scalar("SELECT count(*) FROM answer") == 5
    assert world.scalar("SELECT count(*) FROM answer WHERE NOT superseded AND NOT late") == 1
    assert len(answers_of_tasks(world.database, [task.task_id], "issuer")[task.task_id]) == 1
