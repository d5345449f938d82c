"""SQL of functions as the console shows them: with the last call that was kept, and the failures of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from truthloop.storage.database import Database, Row, named, statement

ALL = named("""
SELECT f.subject, f.home, f.timeout_seconds, f.memory_mb, f.runtime, f.handler, f.code_sha256, f.url, f.profile,
  f.updated_at, l.started_at AS last_at, l.outcome AS last_outcome,
  (SELECT count(*) FROM function_log g
   WHERE g.account_id = f.account_id AND g.subject = f.subject AND g.started_at >= :since AND g.outcome <> 'ok'
  ) AS failures
FROM function f LEFT JOIN LATERAL (
  SELECT started_at, outcome FROM function_log g
  WHERE g.account_id = f.account_id AND g.subject = f.subject ORDER BY g.id DESC LIMIT 1) l ON true
WHERE f.account_id = :account_id ORDER BY f.subject
""")


def functions_shown(database: Database, account_id: str, since: datetime) -> Sequence[Row]:
    """An account's functions, with what was kept of the last call, and how many calls failed since a moment."""
    return statement(database, ALL, account_id=account_id, since=since)
