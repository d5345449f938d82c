"""Runs the chores on procrastinate: by the clock, and at once when woken."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from procrastinate import App, PsycopgConnector

from truthloop.background.chore_list import CHORES, Chore, run_chore
from truthloop.background.standing import Standing
from truthloop.terms.errors import TruthloopError

log = structlog.get_logger("truthloop.chores")


def chore_app(standing: Standing, database_url: str) -> App:
    """The queue with every chore in it."""
    app = App(connector=PsycopgConnector(conninfo=database_url, min_size=1, max_size=8))
    for chore in CHORES:
        task = app.task(name=chore.name, queue="chores", queueing_lock=chore.name)(doing(standing, chore))
        app.periodic(cron=chore.every)(task)
    return app


def doing(standing: Standing, chore: Chore) -> Callable[..., None]:
    """A chore as the queue calls it. A failure is logged and met again at the next turn of the clock."""

    def do(**_arguments: object) -> None:
        try:
            run_chore(standing, chore)
        except TruthloopError as error:
            log.warning("chore_waits", chore=chore.name, reason=error.message)
        except Exception:
            log.exception("chore_failed", chore=chore.name)

    do.__name__ = chore.name
    return do
