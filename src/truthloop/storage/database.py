"""The database: one engine, and two verbs over it.

Every statement of the house stands in this room, as a constant with a name and a sentence. A statement that
must be atomic by itself runs through `statement` (one round trip, autocommitted); several that belong together
run inside `transaction`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import orjson
from sqlalchemy import Connection, Engine, RowMapping, create_engine, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.sql.elements import TextClause

from truthloop.terms.errors import Unavailable

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Database:
    """Connections to PostgreSQL; safe to share between threads."""

    engine: Engine
    autocommit: Engine
    """The same pool, each statement its own transaction."""


def open_database(url: str, *, connections: int = 16) -> Database:
    """A pool of at most `connections`; `url` is a libpq URL or key=value string.

    Nothing is connected yet. A dead connection is noticed at checkout only when it was idle, so a statement
    may meet one after PostgreSQL was restarted: `statement` then tries once more on a fresh one.
    """
    engine = create_engine(
        sqlalchemy_url(url),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=10,
        pool_use_lifo=True,
        hide_parameters=True,  # answers, inputs and hashes stay out of logs
        json_serializer=lambda value: orjson.dumps(value).decode(),
        json_deserializer=orjson.loads,
        connect_args={"connect_timeout": 5, "application_name": "truthloop", "prepare_threshold": 2},
    )
    return Database(engine, engine.execution_options(isolation_level="AUTOCOMMIT"))


def sqlalchemy_url(url: str) -> str:
    """The psycopg 3 form of a `postgresql://` address."""
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def lost_connection(error: DBAPIError) -> bool:
    """Whether an error says the connection, not the statement, was at fault."""
    return isinstance(error, OperationalError | InterfaceError) and (
        error.connection_invalidated or "connection" in str(error.orig).lower()
    )


def unavailable_when_lost(call: Callable[P, R]) -> Callable[P, R]:
    """Turn a lost connection into the error that says: try again."""

    @wraps(call)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return call(*args, **kwargs)
        except DBAPIError as error:
            if lost_connection(error):
                raise Unavailable("The database does not answer; try again in a moment.") from error
            raise

    return guarded


def named(sql: str) -> TextClause:
    """A statement with `:name` parameters, parsed once."""
    return text(sql)


@unavailable_when_lost
def statement(database: Database, sql: TextClause, /, **values: object) -> Sequence[RowMapping]:
    """The rows of one self-contained statement, committed when this returns.

    A connection found dead is replaced and the statement sent once more only if it never reached the server;
    that is known when the pool reports it at connect. Callers whose statement must not run twice make it
    idempotent (a key, a status in its WHERE).
    """
    with database.autocommit.connect() as connection:
        return rows_of(connection, sql, values)


@contextmanager
def transaction(database: Database) -> Iterator[Connection]:
    """A transaction: committed at the end of the block, rolled back on any error."""
    try:
        with database.engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        if lost_connection(error):
            raise Unavailable("The database does not answer; try again in a moment.") from error
        raise


def rows_of(connection: Connection, sql: TextClause, values: dict[str, Any]) -> Sequence[RowMapping]:
    """The rows a statement returns; none for one that returns nothing."""
    result = connection.execute(sql, values)
    return result.mappings().all() if result.returns_rows else ()


def one_or_none(rows: Sequence[RowMapping]) -> RowMapping | None:
    """The only row, or None."""
    return rows[0] if rows else None
