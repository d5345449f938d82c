from __future__ import annotations

from typing import Any

import orjson
import pytest

from people_at_work import World, new_id
from truthloop.storage.answer_rows import answers_of_tasks
from truthloop.storage.assignment_rows import expire
from truthloop.storage.database import Database
from truthloop.storage.loop_rows import find_loop, stop_loop
from truthloop.tasks.answering import answer_text, keep_draft, submit_answer
from truthloop.tasks.dispatch import next_task, open_task
from truthloop.tasks.limits import DEEPEST_ANSWER, LARGEST_ANSWER
from truthloop.tasks.parting import clear_desk, decline, release, stop_for_later
from truthloop.terms.assignments import Assignment
from truthloop.terms.errors import Conflict, Invalid, LimitExceeded, NotFound
from truthloop.terms.people import Worker


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.team("team")
    return world


@pytest.fixture
def ann(world: World) -> Worker:
    return world.worker("ann@example.com", "team", password=None)


@pytest.fixture
def queue(world: World) -> int:
    return world.queue("flow", "team")


@pytest.fixture
def task(world: World, ann: Worker, queue: int) -> Assignment:
    world.loop("flow", wanted=2)
    found = next_task(world.database, world.acting(ann), queue, new_id())
    assert found is not None
    return found


def submitted(world: World, worker: Worker, task: Assignment, key: str = "", content: str = '{"a":1}') -> str | None:
    return submit_answer(world.database, world.acting(worker), world.submission(worker, task.id, content, key))


def refusal(world: World, worker: Worker, task: Assignment, key: str = "", content: str = "{}") -> tuple[str, object]:
    with pytest.raises(Conflict) as error:
        submitted(world, worker, task, key, content)
    return error.value.code, error.value.facts["kept"]


def answers(world: World) -> list[tuple[object, ...]]:
    return world.rows("SELECT content, late, seconds_spent FROM answer ORDER BY submitted_at")


def test_an_answer_is_kept_as_it_was_sent_with_its_times(world: World, ann: Worker, task: Assignment) -> None:
    world.clock.pass_time(seconds=42.5)
    content = '{"z":"ü 한국어","a":[1,2.5,{"deep":null}],"nul":"\\u0000"}'
    assert submitted(world, ann, task, content=content) == "open"
    (answer,) = answers_of_tasks(world.database, [task.task_id], "issuer")[task.task_id]
    assert list(answer.content) == ["z", "a", "nul"]
    assert world.scalar("SELECT content FROM answer") == content
    assert (answer.worker_id, answer.worker_sub, answer.issuer) == (ann.id, ann.sub, "issuer")
    assert (answer.accepted_at, answer.submitted_at) == (task.opened_at, world.clock())
    assert answer.seconds_spent == 42.5


def test_time_spent_leaves_pauses_out(world: World, ann: Worker, task: Assignment) -> None:
    for _ in range(2):
        world.clock.pass_time(seconds=30)
        stop_for_later(world.database, world.acting(ann), task.id)
        world.clock.pass_time(hours=5)
        open_task(world.database, world.acting(ann), task.id)
    world.clock.pass_time(seconds=12)
    submitted(world, ann, task)
    assert world.scalar("SELECT seconds_spent FROM answer") == 72


def test_a_stopped_task_may_be_submitted_from_another_tab(world: World, ann: Worker, task: Assignment) -> None:
    world.clock.pass_time(seconds=30)
    stop_for_later(world.database, world.acting(ann), task.id)
    world.clock.pass_time(hours=5)
    assert submitted(world, ann, task) == "open"
    assert world.scalar("SELECT seconds_spent FROM answer") == 30


def test_the_same_submission_again_is_the_same_answer(world: World, ann: Worker, task: Assignment) -> None:
    key = new_id()
    assert submitted(world, ann, task, key) == "open"
    assert submitted(world, ann, task, key.upper()) is None
    assert submitted(world, ann, task, key, '{"changed":true}') is None
    assert answers(world) == [('{"a":1}', False, 0.0)]
    assert world.scalar("SELECT answered FROM task") == 1


def test_a_second_answer_to_the_same_task_is_refused_and_the_first_stays(
    world: World, ann: Worker, task: Assignment
) -> None:
    submitted(world, ann, task)
    assert refusal(world, ann, task) == ("no-longer-yours", False)
    assert answers(world) == [('{"a":1}', False, 0.0)]


@pytest.mark.parametrize("swept", [False, True])
def test_an_answer_after_its_time_is_kept_but_not_counted(
    world: World, ann: Worker, task: Assignment, *, swept: bool
) -> None:
    world.clock.pass_time(seconds=611)
    if swept:
        expire(world.database, world.clock(), 10)
    key = new_id()
    assert refusal(world, ann, task, key, '{"late":1}') == ("time-is-up", True)
    assert refusal(world, ann, task, key, '{"late":1}') == ("time-is-up", True)
    assert [row[:2] for row in answers(world)] == [('{"late":1}', True)]
    assert world.scalar("SELECT answered FROM task") == 0
    assert answers_of_tasks(world.database, [task.task_id], "") == {task.task_id: []}


def test_an_answer_within_the_grace_counts(world: World, ann: Worker, task: Assignment) -> None:
    world.clock.pass_time(seconds=609)
    assert submitted(world, ann, task) == "open"


@pytest.mark.parametrize("deed", [decline, release])
def test_an_answer_to_a_task_given_up_is_kept_but_not_counted(
    world: World, ann: Worker, task: Assignment, deed: Any
) -> None:
    deed(world.database, world.acting(ann), task.id)
    assert refusal(world, ann, task) == ("no-longer-yours", True)
    assert world.scalar("SELECT answered FROM task") == 0
    assert world.scalar("SELECT outcome FROM audit ORDER BY id DESC LIMIT 1") == "late"


def test_an_answer_to_a_task_never_held_is_not_kept(world: World, ann: Worker, task: Assignment) -> None:
    bob = world.worker("bob@example.com", "team", password=None)
    for assignment in (task.id, new_id()):
        with pytest.raises(NotFound):
            submit_answer(world.database, world.acting(bob), world.submission(bob, assignment))
    assert answers(world) == []
    assert submitted(world, ann, task) == "open"


def test_a_task_counts_each_of_its_workers_once(world: World, ann: Worker, queue: int, task: Assignment) -> None:
    bob = world.worker("bob@example.com", "team", password=None)
    assert submitted(world, ann, task) == "open"
    other = next_task(world.database, world.acting(bob), queue, new_id())
    assert other is not None
    assert submitted(world, bob, other) == "answered"
    assert world.rows("SELECT answered, status FROM task") == [(2, "answered")]


def test_parting_from_a_stopping_loops_task_says_that_it_is_ending(world: World, ann: Worker, task: Assignment) -> None:
    loop = find_loop(world.database, world.place, "loop-1")
    assert loop is not None
    stop_loop(world.database, loop.id)
    assert stop_for_later(world.database, world.acting(ann), task.id) == "closing"
    assert world.scalar("SELECT status FROM assignment") == "released"


def test_stopping_twice_and_declining_twice_are_no_errors(world: World, ann: Worker, task: Assignment) -> None:
    for _ in range(2):
        assert stop_for_later(world.database, world.acting(ann), task.id) is None
    for _ in range(2):
        assert decline(world.database, world.acting(ann), task.id) == "open"
    with pytest.raises(Conflict):
        release(world.database, world.acting(ann), task.id)
    assert world.scalar("SELECT open_slots FROM task") == 2


def test_clearing_a_desk_gives_everything_back(world: World, ann: Worker, queue: int, task: Assignment) -> None:
    stop_for_later(world.database, world.acting(ann), task.id)
    world.loop("flow")
    assert next_task(world.database, world.acting(ann), queue, new_id())
    assert clear_desk(world.database, world.acting(ann)) == ["open", "open"]
    assert world.scalar("SELECT count(*) FROM task WHERE open_slots = wanted") == 2


def test_an_older_draft_that_arrives_late_changes_nothing(world: World, ann: Worker, task: Assignment) -> None:
    keep_draft(world.database, world.acting(ann), task.id, '{"n":2}', 2)
    with pytest.raises(Conflict) as error:
        keep_draft(world.database, world.acting(ann), task.id, '{"n":1}', 1)
    assert (error.value.code, error.value.facts["revision"]) == ("newer-draft", 2)
    keep_draft(world.database, world.acting(ann), task.id, '{"n":3}', 2)
    assert world.scalar("SELECT draft FROM assignment") == '{"n":3}'


def test_a_draft_for_a_task_not_held_is_refused(world: World, ann: Worker, task: Assignment) -> None:
    bob = world.worker("bob@example.com", "team", password=None)
    with pytest.raises(NotFound):
        keep_draft(world.database, world.acting(bob), task.id, "{}", 1)
    submitted(world, ann, task)
    with pytest.raises(Conflict) as error:
        keep_draft(world.database, world.acting(ann), task.id, "{}", 1)
    assert error.value.code == "no-longer-yours"
    assert world.scalar("SELECT draft FROM assignment") is None


@pytest.mark.parametrize(
    ("answer", "said"),
    [(None, "missing or null"), ([1], "a list"), ("text", "a text"), (7, "a number"), (True, "true or false")],
)
def test_an_answer_is_an_object(answer: object, said: str) -> None:
    with pytest.raises(Invalid, match=said) as error:
        answer_text(answer)
    assert error.value.code == "malformed-answer"


def test_an_answer_is_nested_only_so_deep() -> None:
    deepest: dict[str, Any] = {}
    for _ in range(DEEPEST_ANSWER - 1):
        deepest = {"in": deepest}
    assert orjson.loads(answer_text(deepest)) == deepest
    with pytest.raises(Invalid, match="levels deep"):
        answer_text({"in": deepest})
    lists: list[Any] = []
    for _ in range(5000):
        lists = [lists]
    with pytest.raises(Invalid, match="levels deep"):
        answer_text({"in": lists})


def test_an_answer_of_six_mebibytes_is_taken_and_one_byte_more_is_not() -> None:
    frame = len('{"t":""}')
    assert len(answer_text({"t": "x" * (LARGEST_ANSWER - frame)})) == LARGEST_ANSWER
    with pytest.raises(LimitExceeded, match="6,291,457 bytes") as error:
        answer_text({"t": "x" * (LARGEST_ANSWER - frame + 1)})
    assert error.value.code == "answer-too-large"


def test_an_answer_of_ten_thousand_shapes_is_taken() -> None:
    shapes = {"boxes": [{"left": n, "top": n, "points": [[n, n], [n, n]]} for n in range(10_000)]}
    assert orjson.loads(answer_text(shapes)) == shapes
