"""The chores process: `python -m truthloop.supervision.chores`, started by the supervisor."""

from __future__ import annotations

import asyncio
import os
import random
from contextlib import AsyncExitStack

from truthloop.assembly import fresh_uuid, open_calling, open_object_store, open_seal, utc_now
from truthloop.background.runner import chore_app
from truthloop.background.standing import Standing
from truthloop.functions.registered_functions import RegisteredFunctions
from truthloop.outbound.address_policy import parse_policy
from truthloop.outbound.outbound_client import open_outbound
from truthloop.running_file import await_running
from truthloop.server.json_logs import configure_logging
from truthloop.settings import read_settings
from truthloop.storage.database import open_database


def main() -> None:
    """Run chores until SIGTERM; those under way are finished first."""
    configure_logging()
    asyncio.run(run())


NICENESS = 15
"""Chores are derived work and give way to people who wait. Starting does not: it is what the supervisor waits for."""


async def run() -> None:
    """Open the queue, say that we are ready, work."""
    settings = read_settings(os.environ)
    running = await_running(settings.data, os.getppid())
    database, seal = open_database(running.database_url, connections=16), open_seal(settings)
    outbound = open_outbound(parse_policy(settings.outbound_allow))
    calling = open_calling(settings, database, seal, outbound)
    standing = Standing(
        settings=settings,
        database=database,
        store=open_object_store(running),
        seal=seal,
        outbound=outbound,
        functions=RegisteredFunctions(calling),
        now=utc_now,
        new_uuid=fresh_uuid,
        jitter=random.random,
    )
    app = chore_app(standing, running.database_url)
    async with app.open_async(), AsyncExitStack() as at_the_end:
        at_the_end.callback(calling.processes.close)
        (settings.data / "chores.ready").touch()
        os.nice(NICENESS)
        await app.run_worker_async(
            queues=["chores"],
            concurrency=6,
            delete_jobs="always",
            fetch_job_polling_interval=2.0,
            shutdown_graceful_timeout=20,
        )


if __name__ == "__main__":
    main()
