"""Asking chores to run soon, from the server.

What a chore has to do is always written in the tables themselves, and every chore also runs by the clock: a wake-up
that is lost costs a second, never work. So waking is cheap and lazy: requests only raise a flag, and one thread turns
flags into queued chores a few times a second, at most one waiting of each name.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog
from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

from truthloop.terms.chore_names import ChoreName

PAUSE = 0.15
"""Seconds between two rounds: many answers in that time need one wake-up."""

log = structlog.get_logger("truthloop.waking")


class Waker:
    """Raises chores; `wake` may be called from any thread and never blocks."""

    def __init__(self, database_url: str) -> None:
        self._app = App(connector=SyncPsycopgConnector(conninfo=database_url, min_size=1, max_size=1))
        self._asked: set[ChoreName] = set()
        self._lock = threading.Lock()
        self._ring = threading.Event()
        self._closing = threading.Event()
        threading.Thread(target=self._run, name="waker", daemon=True).start()

    def wake(self, chore: ChoreName) -> None:
        """Ask for a chore."""
        with self._lock:
            self._asked.add(chore)
        self._ring.set()

    def close(self) -> None:
        """End the thread."""
        self._closing.set()
        self._ring.set()

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                self._app.open()
                self._serve(self._defer)
            except Exception:
                log.warning("waking_failed", exc_info=True)
                self._closing.wait(1)

    def _serve(self, defer: Callable[[ChoreName], None]) -> None:
        while not self._closing.is_set():
            self._ring.wait()
            self._ring.clear()
            with self._lock:
                asked, self._asked = self._asked, set()
            for chore in sorted(asked):
                defer(chore)
            self._closing.wait(PAUSE)

    def _defer(self, chore: ChoreName) -> None:
        try:
            self._app.configure_task(chore, queueing_lock=chore, queue="chores").defer()
        except AlreadyEnqueued:
            pass  # one is waiting already: it will see our work too
        except ConnectorException:
            self.wake(chore)
            raise
