"""Rooms without the wire: what must hold when requests come at the same time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from people_at_work import World
from truthloop.review.flow_definitions import (
    create_flow_definition,
    delete_flow_definition,
    find_flow_definition,
    settle_flow_definitions,
)
from truthloop.review.human_loops import LoopRequest, find_human_loop, start_human_loop, stop_human_loop
from truthloop.review.human_task_uis import create_human_task_ui
from truthloop.review.task_content import read_task_content
from truthloop.storage.database import Database
from truthloop.terms.errors import AlreadyExists, Conflict, Invalid, NotFound
from truthloop.terms.loops import LoopStatus

AT_ONCE = 8


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


def make_flow(world: World, name: str = "reviews") -> str:
    now, place = world.clock(), world.place
    request = {"HumanTaskUiName": f"{name}-ui", "UiTemplate": {"Content": "<p>page</p>"}}
    ui = create_human_task_ui(world.database, place, request, {}, check_template=lambda _text: None, now=now)
    work = {
        "WorkteamArn": world.team("people").arn,
        "HumanTaskUiArn": ui.arn,
        "TaskTitle": "t",
        "TaskDescription": "d",
        "TaskCount": 2,
    }
    flow = {
        "FlowDefinitionName": name,
        "HumanLoopConfig": work,
        "OutputConfig": {"S3OutputPath": "s3://results"},
        "RoleArn": "arn:aws:iam::111122223333:role/Any",
    }
    return create_flow_definition(
        world.database, place, flow, {}, check_conditions=lambda _text, _source: None, now=now
    ).arn


def active_flow(world: World) -> str:
    arn = make_flow(world)
    assert settle_flow_definitions(world.database, world.clock())
    return arn


def start(world: World, flow: str, name: str = "loop-1") -> str:
    request = LoopRequest(name, flow, "{}")
    return start_human_loop(world.database, world.place, request, most_running=None, now=world.clock())


def outcomes(calls: list[Callable[[], Any]]) -> list[object]:
    """What each of several calls at the same time gave or raised."""

    def tried(call: Callable[[], Any]) -> object:
        try:
            return call()
        except (AlreadyExists, Conflict, Invalid, NotFound) as error:
            return type(error)

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(tried, calls))


def test_of_many_who_start_a_loop_of_one_name_one_starts_it(world: World) -> None:
    flow = active_flow(world)
    told = outcomes([lambda: start(world, flow)] * AT_ONCE)
    assert told.count(AlreadyExists) == AT_ONCE - 1
    assert world.rows("SELECT count(*) FROM task") == [(1,)]


def test_of_many_who_make_a_flow_definition_of_one_name_one_makes_it_with_one_queue(world: World) -> None:
    make_flow(world, "other")
    told = outcomes([lambda: make_flow(world)] * AT_ONCE)
    assert told.count(AlreadyExists) == AT_ONCE - 1
    assert world.rows("SELECT count(*) FROM queue") == [(2,)]


@pytest.mark.parametrize("turn", range(3))
def test_a_loop_that_starts_while_its_flow_definition_goes_is_stopped_with_it(world: World, turn: int) -> None:
    flow = active_flow(world)
    calls: list[Callable[[], Any]] = [partial(start, world, flow, f"loop-{number}") for number in range(AT_ONCE)]
    deletion = partial(delete_flow_definition, world.database, world.place, "reviews", world.clock())
    outcomes([*calls[: turn + 1], deletion, *calls[turn + 1 :]])
    settle_flow_definitions(world.database, world.clock())
    assert world.rows("SELECT count(*) FROM human_loop WHERE status = 'InProgress'") == [(0,)]


def test_settling_moves_each_flow_definition_once(world: World) -> None:
    make_flow(world)
    assert settle_flow_definitions(world.database, world.clock())
    assert not settle_flow_definitions(world.database, world.clock())


def test_deleting_twice_is_a_conflict_that_says_why(world: World) -> None:
    flow = active_flow(world)
    start(world, flow)
    delete_flow_definition(world.database, world.place, "reviews", world.clock())
    with pytest.raises(Conflict, match="Deleting"):
        delete_flow_definition(world.database, world.place, "reviews", world.clock())
    assert find_flow_definition(world.database, world.place, "reviews").status == "Deleting"


def test_nobody_gets_the_task_of_a_stopping_loop(world: World) -> None:
    start(world, active_flow(world))
    stop_human_loop(world.database, world.place, "loop-1")
    assert find_human_loop(world.database, world.place, "loop-1").status == LoopStatus.STOPPING
    assert world.rows("SELECT status, open_slots FROM task") == [("closing", 0)]


def test_the_content_of_a_task_that_is_gone_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        read_task_content(world.database, 1)


def test_a_page_knows_in_whose_name_it_reads(world: World) -> None:
    start(world, active_flow(world))
    content = read_task_content(world.database, int(str(world.scalar("SELECT id FROM task"))))
    assert (content.place, content.template, content.input_content) == (world.place, "<p>page</p>", "{}")
    assert content.role_arn == "arn:aws:iam::111122223333:role/Any"
