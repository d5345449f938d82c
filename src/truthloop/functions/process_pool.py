"""Warm processes: kept between calls, lent to one call at a time, replaced when they end, let go when idle.

A labeling job of 10,000 objects calls its pre-annotation function 10,000 times; starting a process and importing boto3
for each of them would take an hour.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from truthloop.functions.function_process import FOLDER_PREFIX, FunctionProcess, ProcessPlan, start_process
from truthloop.terms.errors import Unavailable

AT_ONCE: Final = 4
"""Processes of one function."""
IN_ALL: Final = 16
IDLE_SECONDS: Final = 300.0
CLOSING_SECONDS: Final = 10.0
STOPPING: Final = "Truthloop is stopping: no function is called any more."


@dataclass(slots=True)
class Kept:
    """A process and when it was last used."""

    key: Hashable
    process: FunctionProcess
    idle_since: float | None = None
    """None while it is lent."""


class ProcessPool:
    """Lends processes; safe between threads. `close` ends all of them."""

    def __init__(
        self,
        *,
        at_once: int = AT_ONCE,
        in_all: int = IN_ALL,
        idle_seconds: float = IDLE_SECONDS,
        start: Callable[[ProcessPlan], FunctionProcess] = start_process,
    ) -> None:
        self._at_once, self._in_all, self._idle_seconds, self._start = at_once, in_all, idle_seconds, start
        self._kept: list[Kept] = []
        self._starting: list[Hashable] = []
        self._changed = threading.Condition()
        self._reaper: threading.Thread | None = None
        self._closed = False
        # The kernel ends a child when the thread that started it ends: so one thread starts all, and stays.
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="function-starter")

    @contextmanager
    def lent(self, key: Hashable, plan: Callable[[], ProcessPlan]) -> Iterator[tuple[FunctionProcess, bool]]:
        """A process of a key for one call, and whether it is new, having yet to say that it is ready.

        An error that leaves the block ends the process: nobody knows what state it is in. Unavailable once the pool is
        closed, also where that ends the call under way.
        """
        kept, new = self._take(key, plan)
        try:
            yield kept.process, new
        except BaseException as error:
            self._end(kept)
            if self._closed and isinstance(error, Exception):
                raise Unavailable(STOPPING) from error
            raise
        self._give_back(kept)

    def processes(self) -> list[int]:
        """The numbers of all processes there are."""
        with self._changed:
            return [kept.process.pid for kept in self._kept]

    def close(self) -> None:
        """End every process; those under way too."""
        with self._changed:
            self._closed = True
            idle = [kept for kept in self._kept if kept.idle_since is not None]
            self._kept = [kept for kept in self._kept if kept not in idle]
            for kept in self._kept:
                kept.process.kill()  # who lent it sees it end, and clears up
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._kept, CLOSING_SECONDS)
        for kept in idle:
            kept.process.end()
        self._starter.shutdown()

    def _take(self, key: Hashable, plan: Callable[[], ProcessPlan]) -> tuple[Kept, bool]:
        with self._changed:
            while True:
                if self._closed:
                    raise Unavailable(STOPPING)
                if (idle := self._idle_of(key)) is not None:
                    idle.idle_since = None
                    return idle, False
                if self._room_for(key):
                    self._starting.append(key)
                    break
                self._changed.wait()
        return self._started(key, plan), True

    def _started(self, key: Hashable, plan: Callable[[], ProcessPlan]) -> Kept:
        try:
            kept = Kept(key, self._starter.submit(self._start, plan()).result())
        except BaseException:
            with self._changed:
                self._starting.remove(key)
                self._changed.notify_all()
            raise
        with self._changed:
            self._starting.remove(key)
            closed = self._closed
            if not closed:
                self._kept.append(kept)
        if closed:
            kept.process.end()
            raise Unavailable(STOPPING)
        return kept

    def _idle_of(self, key: Hashable) -> Kept | None:
        """The one used last: the others may fall idle for long enough to be let go."""
        idle = [kept for kept in self._kept if kept.key == key and kept.idle_since is not None]
        return max(idle, key=lambda kept: kept.idle_since or 0, default=None)

    def _room_for(self, key: Hashable) -> bool:
        """Whether another process of a key may start; another key's idle one makes room if need be."""
        own = sum(kept.key == key for kept in self._kept) + self._starting.count(key)
        if own >= self._at_once:
            return False
        if len(self._kept) + len(self._starting) < self._in_all:
            return True
        idle = [kept for kept in self._kept if kept.idle_since is not None]
        if not idle:
            return False
        longest = min(idle, key=lambda kept: kept.idle_since or 0)
        self._kept.remove(longest)
        longest.process.end()
        return True

    def _give_back(self, kept: Kept) -> None:
        with self._changed:
            closed = self._closed
            if not closed:
                kept.idle_since = time.monotonic()
                self._reap_from_now_on()
                self._changed.notify_all()
        if closed:
            self._end(kept)

    def _end(self, kept: Kept) -> None:
        kept.process.end()
        with self._changed:
            if kept in self._kept:
                self._kept.remove(kept)
            self._changed.notify_all()

    def _reap_from_now_on(self) -> None:
        if self._reaper is None:
            self._reaper = threading.Thread(target=self._reap, name="function-reaper", daemon=True)
            self._reaper.start()

    def _reap(self) -> None:
        """Let processes go that nobody has wanted for long; ends when there is none left to watch."""
        while True:
            with self._changed:
                now = time.monotonic()
                over = [one for one in self._kept if one.idle_since and one.idle_since + self._idle_seconds <= now]
                self._kept = [one for one in self._kept if one not in over]
                if not self._kept and not over:
                    self._reaper = None
                    return
            for one in over:
                one.process.end()
            with self._changed:
                due = [one.idle_since + self._idle_seconds for one in self._kept if one.idle_since]
                if due or self._kept:
                    self._changed.wait(max(min(due, default=now + self._idle_seconds) - time.monotonic(), 0.01))


def clear_leftovers() -> None:
    """Remove the folders of processes whose owner was killed; the processes themselves died with it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER_PREFIX}*"):
        owner = re.fullmatch(rf"{FOLDER_PREFIX}(\d+)-\w+", folder.name)
        with suppress(OSError):  # somebody else clears up too
            if owner and folder.lstat().st_uid == os.getuid() and not alive(int(owner[1])):
                shutil.rmtree(folder, ignore_errors=True)


def alive(pid: int) -> bool:
    """Whether a process of that number exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
