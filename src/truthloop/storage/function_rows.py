"""SQL of functions and their logs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from truthloop.storage.database import Database, Row, named, one_or_none, statement

PUT = named("""
INSERT INTO function (account_id, subject, home, timeout_seconds, memory_mb, runtime, handler, code, code_sha256, url,
                      sealed_secret, profile, sealed_environment, created_at, updated_at)
VALUES (:account_id, :subject, :home, :timeout_seconds, :memory_mb, :runtime, :handler, :code, :code_sha256, :url,
        :sealed_secret, :profile, :sealed_environment, :now, :now)
ON CONFLICT (account_id, subject) DO UPDATE SET
    home = :home, timeout_seconds = :timeout_seconds, memory_mb = :memory_mb, runtime = :runtime, handler = :handler,
    code = :code, code_sha256 = :code_sha256, url = :url, sealed_secret = :sealed_secret, profile = :profile,
    sealed_environment = :sealed_environment, updated_at = :now
""")
COLUMNS = """
account_id, subject, home, timeout_seconds, memory_mb, runtime, handler, code_sha256, url, sealed_secret, profile,
sealed_environment, created_at, updated_at
"""
FIND = named(f"""
SELECT {COLUMNS} FROM function WHERE account_id = :account_id AND subject = ANY(CAST(:subjects AS text[]))
ORDER BY array_position(CAST(:subjects AS text[]), subject) LIMIT 1
""")
ALL = named(f"SELECT {COLUMNS} FROM function WHERE account_id = :account_id ORDER BY subject")
CODE = named("""
SELECT code FROM function WHERE account_id = :account_id AND subject = :subject AND code_sha256 = :code_sha256
""")
REMOVE = named("DELETE FROM function WHERE account_id = :account_id AND subject = :subject RETURNING subject")

WRITE_LOG = named("""
INSERT INTO function_log (account_id, subject, request_id, started_at, milliseconds, outcome, message, log)
VALUES (:account_id, :subject, :request_id, :started_at, :milliseconds, :outcome, :message, :log)
""")
LOGS = named("""
SELECT id, request_id, started_at, milliseconds, outcome, message, log FROM function_log
WHERE account_id = :account_id AND subject = :subject ORDER BY id DESC LIMIT :limit
""")
FORGET_LOGS = named("DELETE FROM function_log WHERE started_at < :before")


def put_function(database: Database, account_id: str, subject: str, now: datetime, **values: object) -> None:
    """Record a function, in place of what was there under its ARN or name. `values` are the other columns."""
    given = dict.fromkeys(
        ("runtime", "handler", "code", "code_sha256", "url", "sealed_secret", "profile", "sealed_environment")
    )
    statement(database, PUT, **(given | values), account_id=account_id, subject=subject, now=now)


def find_function(database: Database, account_id: str, subjects: Sequence[str]) -> Row | None:
    """The function under the first of several subjects that has one, without its code."""
    return one_or_none(statement(database, FIND, account_id=account_id, subjects=list(subjects)))


def list_functions(database: Database, account_id: str) -> Sequence[Row]:
    """An account's functions, without their code."""
    return statement(database, ALL, account_id=account_id)


def function_code(database: Database, account_id: str, subject: str, code_sha256: str) -> bytes | None:
    """A function's zip; None when it has been removed or replaced by another version."""
    row = one_or_none(statement(database, CODE, account_id=account_id, subject=subject, code_sha256=code_sha256))
    return None if row is None else bytes(row["code"])


def remove_function(database: Database, account_id: str, subject: str) -> bool:
    """Forget a function; False when there is none. Its log stays."""
    return bool(statement(database, REMOVE, account_id=account_id, subject=subject))


def write_function_log(
    database: Database,
    *,
    account_id: str,
    subject: str,
    request_id: str,
    started_at: datetime,
    milliseconds: int,
    outcome: str,
    message: str,
    log: str,
) -> None:
    """Keep what one call printed and how it went."""
    statement(
        database,
        WRITE_LOG,
        account_id=account_id,
        subject=subject,
        request_id=request_id,
        started_at=started_at,
        milliseconds=milliseconds,
        outcome=outcome,
        message=message,
        log=log,
    )


def function_logs(database: Database, account_id: str, subject: str, limit: int) -> Sequence[Row]:
    """The last calls that were kept, newest first: id, request_id, started_at, milliseconds, outcome, message, log."""
    return statement(database, LOGS, account_id=account_id, subject=subject, limit=limit)


def forget_function_logs(database: Database, before: datetime) -> None:
    """Drop what was printed before a moment."""
    statement(database, FORGET_LOGS, before=before)
