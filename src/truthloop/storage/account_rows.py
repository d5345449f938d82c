"""SQL of accounts, access keys, the audit trail and installation-wide settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from truthloop.storage.database import Database, Row, named, one_or_none, statement

INSERT_ACCOUNT = named(
    "INSERT INTO account (id, name, created_at) VALUES (:id, :name, :now) ON CONFLICT DO NOTHING RETURNING id"
)
FIRST_ACCOUNT = named("SELECT id FROM account ORDER BY created_at, id LIMIT 1")
ACCOUNT = named("SELECT id FROM account WHERE id = :id")
ALL_ACCOUNTS = named("SELECT id, name, created_at FROM account ORDER BY created_at, id")

INSERT_KEY = named("""
INSERT INTO access_key (id, account_id, sealed_secret, session_token, principal_arn, purpose, created_at, expires_at)
VALUES (:id, :account_id, :sealed_secret, :session_token, :principal_arn, :purpose, :now, :expires_at)
""")
KEY = named("""
SELECT id, account_id, sealed_secret, session_token, principal_arn, purpose, created_at, expires_at
FROM access_key WHERE id = :id AND disabled_at IS NULL
""")
KEYS = named("""
SELECT id, account_id, purpose, principal_arn, created_at, expires_at, disabled_at
FROM access_key WHERE purpose = 'client' ORDER BY created_at
""")
KEY_FOR_PURPOSE = named("""
SELECT id, account_id, sealed_secret, session_token, principal_arn, purpose, created_at, expires_at
FROM access_key WHERE account_id = :account_id AND purpose = :purpose AND disabled_at IS NULL
ORDER BY created_at LIMIT 1
""")
DISABLE_KEY = named("UPDATE access_key SET disabled_at = :now WHERE id = :id AND disabled_at IS NULL RETURNING id")
DELETE_EXPIRED_KEYS = named("DELETE FROM access_key WHERE expires_at < :before")

INSERT_AUDIT = named("""
INSERT INTO audit (at, actor, action, subject, outcome, source_ip, request_id)
VALUES (:at, :actor, :action, :subject, :outcome, :source_ip, :request_id)
""")

KEEP_FIRST_SETTING = named("""
WITH kept AS (INSERT INTO setting (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING RETURNING value)
SELECT value FROM kept UNION ALL SELECT value FROM setting WHERE name = :name LIMIT 1
""")


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A client's key; the secret is sealed with the installation's own."""

    id: str
    account_id: str
    sealed_secret: bytes
    session_token: str | None
    principal_arn: str
    purpose: str
    """`client`, `role` (from AssumeRole) or `pages` (signs what worker pages show)."""
    expires_at: datetime | None


def add_account(database: Database, account_id: str, name: str, now: datetime) -> bool:
    """Record an account; False when it is there already."""
    return bool(statement(database, INSERT_ACCOUNT, id=account_id, name=name, now=now))


def first_account(database: Database) -> str | None:
    """The account made with the installation."""
    row = one_or_none(statement(database, FIRST_ACCOUNT))
    return None if row is None else row["id"]


def account_exists(database: Database, account_id: str) -> bool:
    """Whether an account is one of this installation."""
    return bool(statement(database, ACCOUNT, id=account_id))


def list_accounts(database: Database) -> Sequence[Row]:
    """Every account: id, name, created_at."""
    return statement(database, ALL_ACCOUNTS)


def add_key(database: Database, key: AccessKey, now: datetime) -> None:
    """Record an access key."""
    statement(
        database,
        INSERT_KEY,
        id=key.id,
        account_id=key.account_id,
        sealed_secret=key.sealed_secret,
        session_token=key.session_token,
        principal_arn=key.principal_arn,
        purpose=key.purpose,
        now=now,
        expires_at=key.expires_at,
    )


def find_key(database: Database, key_id: str) -> AccessKey | None:
    """An access key that is not disabled; expiry is the caller's to judge."""
    return access_key(one_or_none(statement(database, KEY, id=key_id)))


def find_key_for(database: Database, account_id: str, purpose: str) -> AccessKey | None:
    """The account's oldest enabled key of a purpose."""
    return access_key(one_or_none(statement(database, KEY_FOR_PURPOSE, account_id=account_id, purpose=purpose)))


def access_key(row: Row | None) -> AccessKey | None:
    """A row as an AccessKey."""
    if row is None:
        return None
    return AccessKey(
        row["id"],
        row["account_id"],
        bytes(row["sealed_secret"]),
        row["session_token"],
        row["principal_arn"],
        row["purpose"],
        row["expires_at"],
    )


def list_keys(database: Database) -> Sequence[Row]:
    """Every client key without its secret."""
    return statement(database, KEYS)


def disable_key(database: Database, key_id: str, now: datetime) -> bool:
    """Stop a key from working; False when there is none such."""
    return bool(statement(database, DISABLE_KEY, id=key_id, now=now))


def write_audit(
    database: Database,
    *,
    at: datetime,
    actor: str,
    action: str,
    subject: str,
    outcome: str,
    source_ip: str,
    request_id: str,
) -> None:
    """Append one line to the audit trail; lines are never changed."""
    statement(
        database,
        INSERT_AUDIT,
        at=at,
        actor=actor,
        action=action,
        subject=subject,
        outcome=outcome,
        source_ip=source_ip,
        request_id=request_id,
    )


def keep_first_setting(database: Database, name: str, value: str) -> str:
    """The value kept under a name: the given one if none was there. Safe among servers starting at once."""
    return str(statement(database, KEEP_FIRST_SETTING, name=name, value=value)[0]["value"])


def delete_expired_keys(database: Database, before: datetime) -> None:
    """Forget temporary keys that ended before a moment."""
    statement(database, DELETE_EXPIRED_KEYS, before=before)
