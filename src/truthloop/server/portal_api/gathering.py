"""Calls of one kind that come while another is under way wait for it and then go together.

A call that finds nothing under way goes at once, alone: nobody ever waits for company. Under load the calls that
gather meanwhile share one thread, one statement and one commit, in the order they came; the more wait, the less each
costs. A call that did not go smoothly with the others goes again by itself, and that answer is the one given.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import structlog
from starlette.requests import Request
from starlette.responses import Response

from truthloop.server.threads import in_thread
from truthloop.terms.errors import Unavailable

MOST = 64
"""Calls that go together."""

LARGEST = 64 * 1024
"""Bytes of a body; what is larger goes alone, and holds nobody up."""

Taken = TypeVar("Taken")
Given = TypeVar("Given")

log = structlog.get_logger("truthloop.gathering")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request whose body has been read."""

    request: Request
    body: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """An arrival, and who waits for its response."""

    arrival: Arrival
    response: asyncio.Future[Response | None]


Alone = Callable[[Arrival], Response]
Together = Callable[[Sequence[Arrival]], Sequence[Response | None]]
"""A response for each that went smoothly, in the same order."""


@dataclass(slots=True)
class Gathering:
    """The calls of one kind in one process. Used from the event loop alone, so it needs no lock."""

    alone: Alone
    together: Together
    waiting: deque[Waiting] = field(default_factory=deque)
    under_way: bool = False
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    """The event loop itself holds on to tasks only weakly."""

    async def answer(self, arrival: Arrival) -> Response:
        """The response to a call."""
        if len(arrival.body) > LARGEST:
            return await in_thread(self.alone, arrival)
        if not self.under_way:
            self.under_way = True
            try:
                return await in_thread(self.alone, arrival)
            finally:
                self.go_on()
        waiting = Waiting(arrival, asyncio.get_running_loop().create_future())
        self.waiting.append(waiting)
        response = await waiting.response
        return response if response is not None else await in_thread(self.alone, arrival)

    def go_on(self) -> None:
        """Send those on their way who gathered meanwhile."""
        batch = [self.waiting.popleft() for _ in range(min(MOST, len(self.waiting)))]
        self.under_way = bool(batch)
        if batch:
            task = asyncio.get_running_loop().create_task(self.go(batch))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def go(self, batch: Sequence[Waiting]) -> None:
        """Answer a batch; each that has no response afterwards goes alone."""
        responses: Sequence[Response | None] = [None] * len(batch)
        try:
            responses = await in_thread(self.together, [one.arrival for one in batch])
        except Unavailable:
            pass  # each will hear it by itself, or find that it was but a moment
        except Exception:
            log.exception("gathered_calls_failed", calls=len(batch))
        finally:
            self.go_on()
            for one, response in zip(batch, responses, strict=True):
                if not one.response.done():
                    one.response.set_result(response)


def for_those_left(
    taken: Sequence[Taken | None], work: Callable[[list[Taken]], Sequence[Given | None]]
) -> list[Given | None]:
    """What `work` gives for each that is not None, and None for the others; it is not asked for nobody."""
    left = [one for one in taken if one is not None]
    given = iter(work(left) if left else ())
    return [None if one is None else next(given) for one in taken]
