"""SQL of sessions, sign-in attempts and one-time links. Tokens are never kept, only their SHA-256."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from truthloop.storage.database import Database, Row, named, one_or_none, statement
from truthloop.storage.worker_rows import COLUMNS as WORKER
from truthloop.storage.worker_rows import worker
from truthloop.terms.people import Session, Worker

OPEN = named(f"""
WITH opened AS (
  INSERT INTO session (token_hash, worker_id, csrf_token, created_at, expires_at, source_ip, user_agent)
  SELECT :token_hash, id, :csrf_token, :now, :expires_at, :source_ip, :user_agent
  FROM worker WHERE id = :worker_id AND disabled_at IS NULL
  RETURNING worker_id, csrf_token, expires_at),
noted AS (
  INSERT INTO audit (at, actor, action, subject, outcome, source_ip, request_id)
  SELECT :now, 'worker/' || worker_id, 'SignIn', 'worker/' || worker_id, 'ok', :source_ip, :request_id FROM opened)
SELECT {WORKER}, s.csrf_token, s.expires_at FROM opened s JOIN worker w ON w.id = s.worker_id
""")
"""A session begins, and the trail notes it; nothing for a disabled worker."""

READ = named(f"""
SELECT {WORKER}, s.csrf_token, s.expires_at FROM session s JOIN worker w ON w.id = s.worker_id
WHERE s.token_hash = :token_hash AND s.expires_at > :now AND w.disabled_at IS NULL
""")
RENEW = named(f"""
WITH s AS (
  UPDATE session SET expires_at = greatest(expires_at, :expires_at)
  WHERE token_hash = :token_hash AND expires_at > :now RETURNING worker_id, csrf_token, expires_at)
SELECT {WORKER}, s.csrf_token, s.expires_at FROM s JOIN worker w ON w.id = s.worker_id WHERE w.disabled_at IS NULL
""")
END = named("DELETE FROM session WHERE token_hash = :token_hash RETURNING worker_id")
SWEEP = named("""
WITH sessions AS (DELETE FROM session WHERE expires_at <= :now),
attempts AS (DELETE FROM sign_in_attempt WHERE at <= :forgotten)
DELETE FROM invitation WHERE expires_at <= :forgotten
""")

ATTEMPT = named("""
WITH by_email AS (
  SELECT at FROM sign_in_attempt a WHERE a.email = :email AND a.at > :since AND NOT a.succeeded
    AND NOT EXISTS (SELECT 1 FROM sign_in_attempt s WHERE s.email = a.email AND s.id > a.id AND s.succeeded)
  ORDER BY at DESC LIMIT :most_by_email),
by_ip AS (
  SELECT at FROM sign_in_attempt a WHERE a.source_ip = :source_ip AND a.at > :since AND NOT a.succeeded
  ORDER BY at DESC LIMIT :most_by_ip),
full_since AS (
  SELECT max(oldest) AS at FROM (
    SELECT min(at) AS oldest FROM by_email HAVING count(*) >= :most_by_email
    UNION ALL SELECT min(at) FROM by_ip HAVING count(*) >= :most_by_ip) f),
made AS (
  INSERT INTO sign_in_attempt (email, source_ip, at, succeeded)
  SELECT :email, :source_ip, :now, false WHERE (SELECT at FROM full_since) IS NULL RETURNING id)
SELECT (SELECT id FROM made) AS id, (SELECT at FROM full_since) AS full_since
""")
"""An attempt is written down as failed before the password is looked at, so that many at once count too; when there
were too many, it is not, and the answer says since when the window is full."""

SUCCEEDED = named("UPDATE sign_in_attempt SET succeeded = true WHERE id = :id")

INVITE = named("""
INSERT INTO invitation (token_hash, worker_id, created_at, expires_at)
VALUES (:token_hash, :worker_id, :now, :expires_at)
""")
INVITED = named(f"""
SELECT {WORKER} FROM invitation i JOIN worker w ON w.id = i.worker_id
WHERE i.token_hash = :token_hash AND i.used_at IS NULL AND i.expires_at > :now AND w.disabled_at IS NULL
""")
ACCEPT = named("""
WITH used AS (
  UPDATE invitation SET used_at = :now
  WHERE token_hash = :token_hash AND used_at IS NULL AND expires_at > :now RETURNING worker_id),
changed AS (
  UPDATE worker SET password_hash = :password_hash, must_change_password = false
  FROM used WHERE worker.id = used.worker_id AND worker.disabled_at IS NULL RETURNING worker.id),
void AS (
  UPDATE invitation SET used_at = :now FROM changed
  WHERE invitation.worker_id = changed.id AND invitation.used_at IS NULL AND invitation.token_hash <> :token_hash),
ended AS (DELETE FROM session USING changed WHERE session.worker_id = changed.id)
SELECT id FROM changed
""")
"""A link is used up: the password is set, other links and every session of the worker end."""


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session about to begin."""

    token_hash: bytes
    worker_id: str
    csrf_token: str
    now: datetime
    expires_at: datetime
    source_ip: str
    user_agent: str
    request_id: str


def session(row: Row | None) -> Session | None:
    """A row as a Session."""
    return None if row is None else Session(worker(row), row["csrf_token"], row["expires_at"])


def open_session(database: Database, new: NewSession) -> Session | None:
    """Begin a session; None when the worker is disabled."""
    rows = statement(
        database,
        OPEN,
        token_hash=new.token_hash,
        worker_id=new.worker_id,
        csrf_token=new.csrf_token,
        now=new.now,
        expires_at=new.expires_at,
        source_ip=new.source_ip,
        user_agent=new.user_agent,
        request_id=new.request_id,
    )
    return session(one_or_none(rows))


def read_session(database: Database, token_hash: bytes, now: datetime) -> Session | None:
    """The session of a token, while it lasts and its worker is enabled."""
    return session(one_or_none(statement(database, READ, token_hash=token_hash, now=now)))


def renew_session(database: Database, token_hash: bytes, now: datetime, expires_at: datetime) -> Session | None:
    """The session, lasting at least until `expires_at`."""
    rows = statement(database, RENEW, token_hash=token_hash, now=now, expires_at=expires_at)
    return session(one_or_none(rows))


def end_session(database: Database, token_hash: bytes) -> bool:
    """Forget a session; False when there was none."""
    return bool(statement(database, END, token_hash=token_hash))


def sweep_sessions(database: Database, now: datetime, forgotten: datetime) -> None:
    """Drop expired sessions, and attempts and links older than `forgotten`."""
    statement(database, SWEEP, now=now, forgotten=forgotten)


def record_attempt(
    database: Database,
    *,
    email: str,
    source_ip: str,
    now: datetime,
    since: datetime,
    most_by_email: int,
    most_by_ip: int,
) -> tuple[int | None, datetime | None]:
    """The attempt's number, or None and the time of the oldest attempt that fills the window."""
    row = statement(
        database,
        ATTEMPT,
        email=email,
        source_ip=source_ip,
        now=now,
        since=since,
        most_by_email=most_by_email,
        most_by_ip=most_by_ip,
    )[0]
    return row["id"], row["full_since"]


def attempt_succeeded(database: Database, attempt_id: int) -> None:
    """The attempt was good after all: earlier failures of the address no longer count."""
    statement(database, SUCCEEDED, id=attempt_id)


def invite(database: Database, token_hash: bytes, worker_id: str, now: datetime, expires_at: datetime) -> None:
    """Keep a one-time link."""
    statement(database, INVITE, token_hash=token_hash, worker_id=worker_id, now=now, expires_at=expires_at)


def find_invited(database: Database, token_hash: bytes, now: datetime) -> Worker | None:
    """Whom an unused, unexpired link is for."""
    row = one_or_none(statement(database, INVITED, token_hash=token_hash, now=now))
    return None if row is None else worker(row)


def accept_invitation(database: Database, token_hash: bytes, password_hash: str, now: datetime) -> str | None:
    """Use a link up and set the password; the worker's id, or None when another was quicker."""
    rows = statement(database, ACCEPT, token_hash=token_hash, password_hash=password_hash, now=now)
    row = one_or_none(rows)
    return None if row is None else row["id"]
