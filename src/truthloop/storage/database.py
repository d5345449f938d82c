"""The database: one engine, and two verbs over it.

Every statement of the house stands in this room, as a constant with a name and a sentence. A statement that must be
atomic by itself runs through `statement`: one round trip, committed when it returns. Several that belong together run
inside `transaction`.

`statement` takes its connection from SQLAlchemy's pool and hands the text straight to psycopg: what SQLAlchemy does
between the two costs more than everything else of a claim, and these statements need none of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import orjson
import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import set_json_loads
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.sql.elements import TextClause

from truthloop.terms.errors import Unavailable

P = ParamSpec("P")
R = TypeVar("R")

Row = Mapping[str, Any]
"""A row by column name."""

PARAMETER = re.compile(r"(?<![:\w]):(\w+)(?!:)")
"""`:name`, and not the `::` of a cast."""

set_json_loads(orjson.loads)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement in the forms of both its callers."""

    clause: TextClause
    """For SQLAlchemy, with `:name`."""
    direct: str
    """For psycopg, with `%(name)s`."""


@dataclass(frozen=True, slots=True)
class Database:
    """Connections to PostgreSQL; safe to share between threads. `engine.dispose()` closes all of them."""

    engine: Engine
    """For transactions."""
    direct: Engine
    """For statements that are their own transaction."""


def open_database(url: str, *, connections: int = 16) -> Database:
    """Two pools of at most `connections` each; `url` is a libpq URL or key=value string. Nothing is connected yet."""
    engine = create_engine(
        sqlalchemy_url(url),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=10,
        pool_use_lifo=True,
        hide_parameters=True,  # answers, inputs and hashes stay out of logs
        json_serializer=lambda value: orjson.dumps(value).decode(),
        json_deserializer=orjson.loads,
        connect_args=CONNECTING,
    )
    direct = create_engine(
        sqlalchemy_url(url),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=10,
        pool_use_lifo=True,
        pool_reset_on_return=None,
        connect_args={**CONNECTING, "autocommit": True, "row_factory": dict_row},
        _initialize=False,  # no questions on connecting: only the pool of this engine is used
    )
    event.listen(engine, "engine_disposed", lambda _engine: direct.dispose())
    return Database(engine, direct)


CONNECTING: Mapping[str, Any] = {"connect_timeout": 5, "application_name": "truthloop", "prepare_threshold": 2}


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
                raise unanswered() from error
            raise

    return guarded


def unanswered() -> Unavailable:
    """The error that says: try again."""
    return Unavailable("The database does not answer; try again in a moment.")


def named(sql: str) -> Statement:
    """A statement with `:name` parameters, prepared for both ways."""
    return Statement(text(sql), PARAMETER.sub(r"%(\1)s", sql.replace("%", "%%")))


@unavailable_when_lost
def statement(database: Database, sql: Statement, /, **values: object) -> Sequence[Row]:
    """The rows of one self-contained statement, committed when this returns.

    Unavailable when the connection is lost on the way: then it may have run or not, and callers whose statement must
    not run twice make it idempotent (a key, a status in its WHERE). Raises psycopg's IntegrityError.
    """
    pooled = database.direct.raw_connection()
    try:
        driver: psycopg.Connection[dict[str, Any]] = pooled.driver_connection  # type: ignore[assignment]
        try:
            cursor = driver.execute(sql.direct, values)
            return cursor.fetchall() if cursor.description else ()
        except psycopg.Error as error:
            if driver.closed:
                pooled.invalidate(error)
                database.direct.dispose()  # what lies in the pool is as dead
                raise unanswered() from error
            raise
    finally:
        pooled.close()


@contextmanager
def transaction(database: Database) -> Iterator[Connection]:
    """A transaction: committed at the end of the block, rolled back on any error."""
    try:
        with database.engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        if lost_connection(error):
            raise unanswered() from error
        raise


def rows_of(connection: Connection, sql: Statement, values: dict[str, Any]) -> Sequence[Row]:
    """The rows a statement of a transaction returns; none for one that returns nothing."""
    result = connection.execute(sql.clause, values)
    return result.mappings().all() if result.returns_rows else ()  # type: ignore[return-value]


def one_or_none(rows: Sequence[Row]) -> Row | None:
    """The only row, or None."""
    return rows[0] if rows else None
