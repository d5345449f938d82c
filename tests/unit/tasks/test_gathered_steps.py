"""What several workers do in the same statement must be what each would have done alone, or nothing."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from people_at_work import World, new_id
from truthloop.storage.answer_rows import Submission
from truthloop.storage.database import Database
from truthloop.tasks.answering import submit_answer
from truthloop.tasks.dispatch import next_task, reserve_next
from truthloop.tasks.gathered_steps import NextStep, next_tasks, submit_answers
from truthloop.tasks.parting import decline
from truthloop.terms.assignments import Assignment, AssignmentStatus
from truthloop.terms.errors import Conflict
from truthloop.terms.people import Worker


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.fixture
def queue(world: World) -> int:
    return world.queue("flow", "team")


@pytest.fixture
def crowd(world: World) -> list[Worker]:
    return [world.worker(f"worker{n}@example.com", "team", password=None) for n in range(6)]


def asked(world: World, workers: Sequence[Worker], *queues: int) -> list[Assignment | None]:
    steps = [NextStep(world.acting(worker), queue, new_id()) for worker in workers for queue in queues]
    return next_tasks(world.database, steps)


def got(found: Sequence[Assignment | None]) -> list[Assignment]:
    assert None not in found
    return [one for one in found if one is not None]


def sending(world: World, held: Assignment, content: str = '{"a":1}', key: str = "") -> Submission:
    return Submission(held.id, held.worker_id, key or new_id(), content, world.clock(), "192.0.2.7", new_id())


def test_each_of_several_workers_gets_a_task_of_the_head_of_the_line_begun(
    world: World, queue: int, crowd: list[Worker]
) -> None:
    tasks = [world.loop("flow") for _ in range(10)]
    found = got(asked(world, crowd, queue))
    assert sorted(one.task_id for one in found) == tasks[:6]
    assert [one.worker_id for one in found] == [worker.id for worker in crowd]
    for one in found:
        assert one.status is AssignmentStatus.WORKING
        assert one.opened_at == world.clock()
        assert one.deadline == world.clock() + timedelta(minutes=10)
        assert one.lease_until > one.deadline


def test_a_gathered_hold_looks_in_every_column_like_a_single_one(world: World, queue: int, crowd: list[Worker]) -> None:
    for _ in range(3):
        world.loop("flow")
    together = got(asked(world, crowd[:2], queue))[0]
    alone = next_task(world.database, world.acting(crowd[2]), queue, new_id())
    assert alone is not None
    columns = """status, opened_at, deadline, lease_until, paused_at, remaining_seconds, seconds_spent,
        clock_started_at, draft, draft_revision, ended_at, queue_id"""
    rows = [world.rows(f"SELECT {columns} FROM assignment WHERE id = '{one.id}'") for one in (together, alone)]
    assert rows[0] == rows[1]


def test_every_claim_and_every_answer_is_in_the_trail_with_who_and_from_where(
    world: World, queue: int, crowd: list[Worker]
) -> None:
    for _ in range(6):
        world.loop("flow")
    found = got(asked(world, crowd, queue))
    submit_answers(world.database, [sending(world, one) for one in found])
    for action in ("ClaimTask", "SubmitAnswer"):
        trail = world.rows(f"SELECT actor, subject, outcome, source_ip FROM audit WHERE action = '{action}'")
        expected = [(f"worker/{one.worker_id}", f"assignment/{one.id}", "ok", "192.0.2.7") for one in found]
        assert sorted(trail) == sorted(expected)


def test_who_has_a_task_open_gets_that_one_again_and_no_second(world: World, queue: int, crowd: list[Worker]) -> None:
    for _ in range(20):
        world.loop("flow")
    first = got(asked(world, crowd[:3], queue))
    again = got(asked(world, crowd, queue))
    assert [one.id for one in again[:3]] == [one.id for one in first]
    assert len({one.task_id for one in again}) == 6
    assert world.scalar("SELECT count(*) FROM assignment") == 6


def test_two_tabs_of_one_worker_in_the_same_moment_get_the_same_task(
    world: World, queue: int, crowd: list[Worker]
) -> None:
    for _ in range(3):
        world.loop("flow")
    found = got(asked(world, [crowd[0], crowd[0], crowd[1]], queue))
    assert found[0].id == found[1].id != found[2].id


def test_a_task_that_wants_three_answers_goes_to_three_of_those_who_ask(
    world: World, queue: int, crowd: list[Worker]
) -> None:
    first, second = (world.loop("flow", wanted=3) for _ in range(2))
    found = got(asked(world, crowd, queue))
    assert sorted(one.task_id for one in found) == [first] * 3 + [second] * 3
    assert world.rows("SELECT open_slots FROM task") == [(0,), (0,)]


def test_lines_of_different_queues_are_kept_apart(world: World, queue: int, crowd: list[Worker]) -> None:
    other = world.queue("other flow", "team")
    here, there = world.loop("flow"), world.loop("other flow")
    found = got(asked(world, crowd[:1], queue, other))
    assert [(one.queue_id, one.task_id) for one in found] == [(queue, here), (other, there)]


def test_a_task_declined_before_is_not_offered_again(world: World, queue: int, crowd: list[Worker]) -> None:
    world.loop("flow")
    for one in got(asked(world, crowd[:1], queue)):
        decline(world.database, world.acting(crowd[0]), one.id)
    assert asked(world, crowd[:1], queue) == [None]
    assert world.rows("SELECT open_slots FROM task") == [(1,)]


def test_who_is_not_of_the_team_gets_nothing_among_those_who_are(world: World, queue: int, crowd: list[Worker]) -> None:
    stranger = world.worker("stranger@example.com", "elsewhere", password=None)
    for _ in range(3):
        world.loop("flow")
    found = asked(world, [crowd[0], stranger, crowd[1]], queue)
    assert [one is None for one in found] == [False, True, False]


def test_who_has_a_task_fetched_ahead_is_left_to_the_single_step(world: World, queue: int, crowd: list[Worker]) -> None:
    for _ in range(3):
        world.loop("flow")
    ahead = reserve_next(world.database, world.acting(crowd[0]), queue, new_id())
    assert ahead is not None
    found = asked(world, crowd[:2], queue)
    assert found[0] is None
    assert found[1] is not None
    begun = next_task(world.database, world.acting(crowd[0]), queue, new_id())
    assert begun is not None
    assert begun.id == ahead.id


def test_a_task_no_longer_available_is_passed_over(world: World, queue: int, crowd: list[Worker]) -> None:
    world.loop("flow", available=timedelta(minutes=1))
    world.clock.pass_time(minutes=2)
    there = world.loop("flow")
    found = asked(world, crowd[:2], queue)
    assert [one.task_id for one in found if one is not None] == [there]


def test_answers_sent_in_the_same_moment_are_all_kept_and_counted(
    world: World, queue: int, crowd: list[Worker]
) -> None:
    world.loop("flow", wanted=3)
    world.loop("flow", wanted=4)
    found = got(asked(world, crowd, queue))
    world.clock.pass_time(seconds=7)
    statuses = submit_answers(world.database, [sending(world, one, f'{{"by":"{one.worker_id}"}}') for one in found])
    first = min(one.task_id for one in found)
    assert statuses == ["answered" if one.task_id == first else "open" for one in found]
    kept = world.rows("SELECT worker_id, content, accepted_at, submitted_at, seconds_spent, late FROM answer")
    opened, sent = world.clock() - timedelta(seconds=7), world.clock()
    expected = [(w.id, f'{{"by":"{w.id}"}}', opened, sent, 7.0, False) for w in crowd]
    assert sorted(kept) == sorted(expected)
    assert sorted(world.rows("SELECT answered, status FROM task")) == [(3, "answered"), (3, "open")]


def test_an_answer_after_its_time_is_left_out_and_the_others_are_kept(
    world: World, queue: int, crowd: list[Worker]
) -> None:
    for _ in range(2):
        world.loop("flow")
    slow = got(asked(world, crowd[:1], queue))[0]
    world.clock.pass_time(minutes=11)
    quick = got(asked(world, crowd[1:2], queue))[0]
    assert submit_answers(world.database, [sending(world, slow), sending(world, quick)]) == [None, "answered"]
    assert world.rows("SELECT worker_id FROM answer") == [(crowd[1].id,)]
    with pytest.raises(Conflict) as error:
        submit_answer(world.database, world.acting(crowd[0]), sending(world, slow))
    assert error.value.facts["kept"] is True


def test_the_same_answer_twice_in_one_moment_is_one_answer(world: World, queue: int, crowd: list[Worker]) -> None:
    world.loop("flow")
    held = got(asked(world, crowd[:1], queue))[0]
    twice = sending(world, held)
    statuses = submit_answers(world.database, [twice, sending(world, held, key=twice.submission_key)])
    assert sorted(statuses, key=str) == [None, "answered"]
    assert submit_answer(world.database, world.acting(crowd[0]), twice) is None
    assert world.scalar("SELECT count(*) FROM answer") == 1


def test_nobody_can_send_an_answer_to_anothers_task(world: World, queue: int, crowd: list[Worker]) -> None:
    world.loop("flow")
    held = got(asked(world, crowd[:1], queue))[0]
    stolen = world.submission(crowd[1], held.id)
    assert submit_answers(world.database, [stolen]) == [None]
    assert world.scalar("SELECT count(*) FROM answer") == 0


@pytest.mark.parametrize("content", ['{"a":"\\\\u0000 \\" 한국어 😀"}', '{"a":"' + "x" * 50_000 + '"}'])
def test_an_answer_is_kept_to_the_letter(world: World, queue: int, crowd: list[Worker], content: str) -> None:
    world.loop("flow")
    held = got(asked(world, crowd[:1], queue))[0]
    assert submit_answers(world.database, [sending(world, held, content)]) == ["answered"]
    assert world.rows("SELECT content FROM answer") == [(content,)]


def test_a_conflict_undoes_all_of_it_and_everybody_may_go_alone(world: World, queue: int, crowd: list[Worker]) -> None:
    tasks = [world.loop("flow") for _ in range(4)]
    taken = new_id()
    assert next_task(world.database, world.acting(crowd[2]), queue, taken) is not None
    steps = [NextStep(world.acting(crowd[n]), queue, new_id() if n else taken) for n in range(2)]
    assert next_tasks(world.database, steps) == [None, None]
    assert world.scalar("SELECT sum(open_slots) FROM task") == 3
    for worker in crowd[:2]:
        found = next_task(world.database, world.acting(worker), queue, new_id())
        assert found is not None
        assert found.task_id in tasks


def test_crowds_and_single_workers_reaching_at_once_share_no_task(world: World, queue: int) -> None:
    workers = [world.worker(f"hand{n}@example.com", "team", password=None) for n in range(32)]
    for _ in range(120):
        world.loop("flow", wanted=2)
    barrier = threading.Barrier(8)

    def reaching(mine: Sequence[Worker]) -> None:
        barrier.wait(60)
        for _ in range(5):
            found = asked(world, mine, queue) if mine[0] is not workers[0] else [None] * len(mine)
            for worker, one in zip(mine, found, strict=True):
                held = one or next_task(world.database, world.acting(worker), queue, new_id())
                if held is not None:
                    submit_answers(world.database, [sending(world, held)])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(reaching, [workers[n::8] for n in range(8)]))
    answered = "SELECT count(*) AS n, count(DISTINCT worker_id) AS people FROM answer GROUP BY task_id"
    assert {row for row in world.rows(answered) if row[0] != row[1] or row[0] > 2} == set()
    assert world.rows("SELECT id FROM task WHERE open_slots + answered <> wanted") == []
    assert world.scalar("SELECT count(*) FROM answer") == world.scalar("SELECT count(*) FROM assignment")
