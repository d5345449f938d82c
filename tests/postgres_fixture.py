"""A real PostgreSQL for tests: one server a session, an empty and migrated database for each test or file.

`database` is for one test, `module_database` for the tests of a file, `make_database` for as many as wanted. Every
worker process of pytest-xdist has a server of its own.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest

from truthloop.storage.database import Database, open_database
from truthloop.storage.migrate import migrate
from truthloop.supervision.embedded_postgres import Cluster, answers, prepare_cluster

TEMPLATE = "migrated"
# Nothing here must survive a power cut, and tests wait for every commit.
OPTIONS = ("listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
PATIENCE = 30.0
CONNECTIONS = 16


CLEAN = """
SET session_replication_role = replica;
DO $$
DECLARE
    thing text;
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
    FOR thing IN SELECT relid::regclass::text FROM pg_stat_user_tables WHERE relname <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %s', thing);
    END LOOP;
    PERFORM setval(c.oid::regclass, 1, false) FROM pg_class c WHERE c.relkind = 'S';
END $$
"""
"""Empty every table: much quicker than a new database where tests write little. (Our audit table refuses deletion by
trigger; replica mode passes by triggers and foreign keys.)"""


@dataclass(slots=True)
class TestServer:
    """A running PostgreSQL that lends databases."""

    __test__ = False

    cluster: Cluster
    process: subprocess.Popen[bytes]
    numbers: Iterator[int] = field(default_factory=count)
    clean: list[str] = field(default_factory=list)
    """Databases that a test has given back."""

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.cluster.sockets}"

    def run(self, sql: str, name: str = "postgres") -> None:
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            connection.execute(sql.encode())

    def make(self) -> str:
        name = f"test_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return name

    @contextmanager
    def fresh_url(self) -> Iterator[str]:
        """The address of a new, migrated database, which goes away afterwards."""
        name = self.make()
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    @contextmanager
    def fresh_database(self, connections: int = CONNECTIONS) -> Iterator[Database]:
        """An empty, migrated database."""
        name = self.clean.pop() if self.clean else self.make()
        database = open_database(self.url(name), connections=connections)
        try:
            yield database
        finally:
            database.engine.dispose()
            self.run(CLEAN, name)
            self.clean.append(name)


def start_server(folder: Path) -> TestServer:
    cluster = prepare_cluster(folder / "db")
    options = [part for option in OPTIONS for part in ("-c", option)]
    command = [str(cluster.programs / "postgres"), "-D", str(cluster.folder), "-k", str(cluster.sockets), *options]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            user=cluster.system_user,
            process_group=0,
        )
    deadline = time.monotonic() + PATIENCE
    while not answers(cluster.url):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
        time.sleep(0.02)
    return TestServer(cluster, process)


def make_template(server: TestServer) -> None:
    server.run(f"CREATE DATABASE {TEMPLATE}")
    database = open_database(server.url(TEMPLATE), connections=1)
    migrate(database)
    database.engine.dispose()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[TestServer]:
    """PostgreSQL with an empty, migrated template database."""
    # Short, because a Unix socket's path may have about a hundred characters, and pytest's own folders are deep.
    folder = Path(tempfile.mkdtemp(prefix="tl", dir="/tmp"))
    server = start_server(folder)
    try:
        make_template(server)
        yield server
    finally:
        os.kill(server.process.pid, signal.SIGINT)
        server.process.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database_url(postgres_server: TestServer) -> Iterator[str]:
    """The address of a fresh, migrated database."""
    with postgres_server.fresh_url() as url:
        yield url


@pytest.fixture
def database(postgres_server: TestServer) -> Iterator[Database]:
    """A fresh, migrated database for one test."""
    with postgres_server.fresh_database() as database:
        yield database


@pytest.fixture(scope="module")
def module_database(postgres_server: TestServer) -> Iterator[Database]:
    """A fresh, migrated database for the tests of one file, which must not mind each other."""
    with postgres_server.fresh_database() as database:
        yield database


@pytest.fixture
def make_database(postgres_server: TestServer) -> Iterator[Callable[[], Database]]:
    """Makes fresh, migrated databases."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(postgres_server.fresh_database())
