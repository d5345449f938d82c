"""SQL of workers and their memberships in work teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from truthloop.storage.database import Database, Row, named, one_or_none, rows_of, statement
from truthloop.terms.people import Worker

COLUMNS = """
w.id, w.email, w.sub::text AS sub, w.language, w.must_change_password, w.disabled_at IS NOT NULL AS disabled,
w.created_at
"""

INSERT = named("""
INSERT INTO worker (id, email, sub, password_hash, must_change_password, created_at)
VALUES (:id, :email, CAST(:sub AS uuid), :password_hash, :must_change_password, :now)
ON CONFLICT (lower(email)) DO NOTHING RETURNING id
""")
BY_EMAIL = named(f"SELECT {COLUMNS} FROM worker w WHERE lower(w.email) = lower(:email)")
CREDENTIALS = named(f"SELECT {COLUMNS}, w.password_hash FROM worker w WHERE lower(w.email) = lower(:email)")
PASSWORD = named("SELECT password_hash FROM worker WHERE id = :id")
REHASH = named("UPDATE worker SET password_hash = :password_hash WHERE id = :id AND password_hash = :former")
"""The same password under newer parameters; nothing when it was changed meanwhile."""
LANGUAGE = named("UPDATE worker SET language = :language WHERE id = :id")

DISABLE = named("""
WITH stopped AS (
  UPDATE worker SET disabled_at = coalesce(disabled_at, :now) WHERE id = :id RETURNING id),
ended AS (DELETE FROM session USING stopped WHERE session.worker_id = stopped.id),
void AS (UPDATE invitation SET used_at = :now FROM stopped
         WHERE invitation.worker_id = stopped.id AND invitation.used_at IS NULL)
SELECT id FROM stopped
""")
"""No further sign-in; every session and every unused link ends with it."""

ENABLE = named("UPDATE worker SET disabled_at = NULL WHERE id = :id RETURNING id")
SET_PASSWORD = named("""
WITH changed AS (
  UPDATE worker SET password_hash = CAST(:password_hash AS text), must_change_password = :must_change_password
  WHERE id = :id RETURNING id),
ended AS (DELETE FROM session USING changed
          WHERE session.worker_id = changed.id AND session.token_hash <> CAST(:kept AS bytea)),
void AS (UPDATE invitation SET used_at = :now FROM changed
         WHERE invitation.worker_id = changed.id AND invitation.used_at IS NULL)
SELECT id FROM changed
""")
"""A new password, or none: every other session and every unused link ends."""

JOIN_TEAM = named("""
INSERT INTO membership (workteam_id, worker_id, created_at) VALUES (:workteam_id, :worker_id, :now)
ON CONFLICT DO NOTHING RETURNING worker_id
""")
LEAVE_TEAM = named("""
DELETE FROM membership WHERE workteam_id = :workteam_id AND worker_id = :worker_id RETURNING worker_id
""")
MEMBERS = named(f"""
SELECT {COLUMNS} FROM worker w JOIN membership m ON m.worker_id = w.id
WHERE m.workteam_id = :workteam_id ORDER BY lower(w.email)
""")
DIRECTORY = named(f"""
SELECT {COLUMNS}, w.password_hash IS NOT NULL AS has_password,
  coalesce((SELECT json_agg(r.name ORDER BY r.name) FROM membership m JOIN resource r ON r.id = m.workteam_id
            WHERE m.worker_id = w.id), '[]') AS teams
FROM worker w
WHERE CAST(:workteam_id AS bigint) IS NULL
   OR EXISTS (SELECT 1 FROM membership m WHERE m.worker_id = w.id AND m.workteam_id = :workteam_id)
ORDER BY lower(w.email)
""")
TEAM_SIZES = named("""
SELECT m.workteam_id, count(*) AS members FROM membership m
WHERE m.workteam_id = ANY(CAST(:workteam_ids AS bigint[])) GROUP BY m.workteam_id
""")


def worker(row: Row) -> Worker:
    """A row as a Worker."""
    return Worker(
        row["id"],
        row["email"],
        row["sub"],
        row["language"],
        row["must_change_password"],
        row["disabled"],
        row["created_at"],
    )


def insert_worker(
    connection: Connection,
    *,
    worker_id: str,
    email: str,
    sub: str,
    password_hash: str | None,
    must_change_password: bool,
    now: datetime,
) -> bool:
    """Record a worker; False when the e-mail address is taken, in whatever case."""
    values = {
        "id": worker_id,
        "email": email,
        "sub": sub,
        "password_hash": password_hash,
        "must_change_password": must_change_password,
        "now": now,
    }
    return bool(rows_of(connection, INSERT, values))


def find_worker(database: Database, email: str) -> Worker | None:
    """The worker of an e-mail address, compared without case."""
    row = one_or_none(statement(database, BY_EMAIL, email=email))
    return None if row is None else worker(row)


def find_credentials(database: Database, email: str) -> tuple[Worker, str | None] | None:
    """The worker of an e-mail address and the password hash."""
    row = one_or_none(statement(database, CREDENTIALS, email=email))
    return None if row is None else (worker(row), row["password_hash"])


def read_password_hash(database: Database, worker_id: str) -> str | None:
    """The worker's password hash; None before a first password."""
    row = one_or_none(statement(database, PASSWORD, id=worker_id))
    return None if row is None else row["password_hash"]


def replace_hash(database: Database, worker_id: str, former: str, password_hash: str) -> None:
    """Keep the same password's newer hash."""
    statement(database, REHASH, id=worker_id, former=former, password_hash=password_hash)


def set_language(database: Database, worker_id: str, language: str | None) -> None:
    """Keep the worker's language; None means the browser's."""
    statement(database, LANGUAGE, id=worker_id, language=language)


def disable_worker(database: Database, worker_id: str, now: datetime) -> None:
    """End the worker's sessions and links, and let no new ones begin."""
    statement(database, DISABLE, id=worker_id, now=now)


def enable_worker(database: Database, worker_id: str) -> None:
    """Let a disabled worker sign in again."""
    statement(database, ENABLE, id=worker_id)


def set_password(
    database: Database,
    worker_id: str,
    password_hash: str | None,
    *,
    must_change_password: bool,
    kept_session: bytes = b"",
    now: datetime,
) -> None:
    """Replace the password (None: no sign-in by password) and end every session but the kept one."""
    statement(
        database,
        SET_PASSWORD,
        id=worker_id,
        password_hash=password_hash,
        must_change_password=must_change_password,
        kept=kept_session,
        now=now,
    )


def join_team(connection: Connection, workteam_id: int, worker_id: str, now: datetime) -> bool:
    """Make a worker a member; False when already one."""
    values = {"workteam_id": workteam_id, "worker_id": worker_id, "now": now}
    return bool(rows_of(connection, JOIN_TEAM, values))


def leave_team(database: Database, workteam_id: int, worker_id: str) -> bool:
    """End a membership; False when there was none."""
    return bool(statement(database, LEAVE_TEAM, workteam_id=workteam_id, worker_id=worker_id))


def members_of(database: Database, workteam_id: int) -> list[Worker]:
    """A team's members by e-mail address."""
    return [worker(row) for row in statement(database, MEMBERS, workteam_id=workteam_id)]


def directory(database: Database, workteam_id: int | None = None) -> Sequence[Row]:
    """Every worker, or a team's: the columns of Worker, has_password, teams (names)."""
    return statement(database, DIRECTORY, workteam_id=workteam_id)


def team_sizes(database: Database, workteam_ids: Sequence[int]) -> dict[int, int]:
    """How many members each team has; teams without members are absent."""
    rows = statement(database, TEAM_SIZES, workteam_ids=list(workteam_ids))
    return {row["workteam_id"]: row["members"] for row in rows}
