"""The server process: `python -m truthloop.supervision.serve`, started by the supervisor."""

from __future__ import annotations

import gc
import os

import uvicorn

from truthloop.assembly import assemble, open_object_store, open_seal, prepare_account, utc_now
from truthloop.background.waking import Waker
from truthloop.running_file import await_running
from truthloop.server.application import build_application
from truthloop.server.json_logs import configure_logging
from truthloop.server.threads import THREADS
from truthloop.settings import read_settings
from truthloop.storage.database import open_database


def main() -> None:
    """Serve until SIGTERM; requests under way are finished first."""
    configure_logging()
    settings = read_settings(os.environ)
    running = await_running(settings.data, os.getppid())
    prepare_account(open_database(running.database_url, connections=1), open_seal(settings), utc_now())
    waker = Waker(running.database_url)
    installation = assemble(settings, running, wake=waker.wake, connections=THREADS)
    spare_the_collector()
    application = build_application(installation, open_object_store(running))
    uvicorn.run(
        application,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=10,
        backlog=1024,
    )


def spare_the_collector() -> None:
    """What was loaded at the start is never garbage; requests leave few cycles. Look less often, and at less."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


if __name__ == "__main__":
    main()
