"""Calls that come while another is under way go together; none waits for company, none is lost."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
from starlette.requests import Request
from starlette.responses import Response

from truthloop.server.portal_api.gathering import LARGEST, MOST, Arrival, Gathering

Given = TypeVar("Given")


@dataclass
class Kitchen:
    """Answers calls with how they went; the first lone call waits until it is told to go on."""

    refused: frozenset[bytes] = frozenset()
    broken: bool = False
    going: threading.Event = field(default_factory=threading.Event)
    batches: list[list[bytes]] = field(default_factory=list)
    lone: list[bytes] = field(default_factory=list)

    def alone(self, arrival: Arrival) -> Response:
        self.lone.append(arrival.body[:9])
        assert self.going.wait(30)
        if arrival.body == b"burnt":
            raise ValueError("burnt")
        return Response(b"alone " + arrival.body[:9])

    def together(self, arrivals: Sequence[Arrival]) -> list[Response | None]:
        self.batches.append([arrival.body for arrival in arrivals])
        if self.broken:
            raise ValueError("broken")
        return [None if a.body in self.refused else Response(b"together " + a.body) for a in arrivals]


def arrival(body: bytes) -> Arrival:
    return Arrival(Request({"type": "http", "headers": []}), body)


def in_a_loop_of_its_own(work: Coroutine[Any, Any, Given]) -> Given:
    """The result of a coroutine; in a thread, as a browser test of this process may hold a loop in its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def served(kitchen: Kitchen, *bodies: bytes) -> list[bytes | str]:
    """What each call is answered when the first is held until all the others have come."""

    async def all_of_them() -> list[Response | BaseException]:
        gathering = Gathering(kitchen.alone, kitchen.together)
        calls = [asyncio.create_task(gathering.answer(arrival(body))) for body in bodies]
        await asyncio.sleep(0)
        kitchen.going.set()
        return await asyncio.gather(*calls, return_exceptions=True)

    responses = in_a_loop_of_its_own(all_of_them())
    return [bytes(one.body) if isinstance(one, Response) else str(one) for one in responses]


def test_a_call_that_finds_nothing_under_way_goes_at_once_alone() -> None:
    kitchen = Kitchen()
    assert served(kitchen, b"a") == [b"alone a"]
    assert kitchen.batches == []


def test_those_that_come_meanwhile_go_together_in_the_order_they_came() -> None:
    kitchen = Kitchen()
    assert served(kitchen, b"a", b"b", b"c", b"d") == [b"alone a", b"together b", b"together c", b"together d"]
    assert kitchen.batches == [[b"b", b"c", b"d"]]


def test_a_call_that_did_not_go_smoothly_with_the_others_goes_again_alone() -> None:
    kitchen = Kitchen(refused=frozenset({b"c"}))
    assert served(kitchen, b"a", b"b", b"c", b"d") == [b"alone a", b"together b", b"alone c", b"together d"]


def test_when_going_together_fails_each_goes_alone() -> None:
    kitchen = Kitchen(broken=True)
    assert served(kitchen, b"a", b"b", b"c") == [b"alone a", b"alone b", b"alone c"]


def test_a_failure_of_one_is_its_own_and_the_way_is_free_again() -> None:
    kitchen = Kitchen(refused=frozenset({b"burnt"}))
    assert served(kitchen, b"burnt", b"b", b"burnt", b"d") == ["burnt", b"together b", "burnt", b"together d"]


def test_more_than_go_together_go_in_turns() -> None:
    kitchen = Kitchen()
    bodies = [str(n).encode() for n in range(2 * MOST)]
    assert served(kitchen, *bodies)[1:] == [b"together " + body for body in bodies[1:]]
    assert kitchen.batches == [bodies[1 : MOST + 1], bodies[MOST + 1 :]]


@pytest.mark.parametrize(("size", "company"), [(LARGEST, True), (LARGEST + 1, False)])
def test_a_large_body_goes_alone_and_holds_nobody_up(size: int, company: bool) -> None:
    kitchen = Kitchen()
    answers = served(kitchen, b"a", b"x" * size, b"b")
    assert (answers[1] == b"alone xxxxxxxxx") is not company
    assert answers[2] == b"together b"
    assert (len(kitchen.batches[0]) == 2) is company


def test_once_all_are_answered_the_next_call_goes_alone_again() -> None:
    kitchen = Kitchen()
    kitchen.going.set()

    async def one_after_another() -> list[Response]:
        gathering = Gathering(kitchen.alone, kitchen.together)
        first = await asyncio.gather(*(gathering.answer(arrival(body)) for body in (b"a", b"b", b"c")))
        return [*first, await gathering.answer(arrival(b"d"))]

    assert in_a_loop_of_its_own(one_after_another())[-1].body == b"alone d"
