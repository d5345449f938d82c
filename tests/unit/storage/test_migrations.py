"""Bringing databases to the present schema."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from truthloop.storage.database import named, open_database, statement
from truthloop.storage.migrate import migrate

if TYPE_CHECKING:
    from postgres_fixture import TestServer

TABLES = named("SELECT count(*) AS n FROM information_schema.tables WHERE table_schema = 'public'")


def test_servers_that_start_at_once_over_an_empty_database_all_find_it_ready(postgres_server: TestServer) -> None:
    postgres_server.run("CREATE DATABASE from_nothing")
    faults: list[BaseException] = []
    together = threading.Barrier(6)

    def start() -> None:
        database = open_database(postgres_server.url("from_nothing"), connections=1)
        try:
            together.wait()
            migrate(database)
            assert statement(database, TABLES)[0]["n"] > 15
        except BaseException as error:  # noqa: BLE001 - the test itself reports it
            faults.append(error)
        finally:
            database.engine.dispose()

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    postgres_server.run("DROP DATABASE from_nothing")
    assert faults == []
