"""SQL of labels edited after consolidation, and of output manifests to be written again because of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from truthloop.storage.database import Database, Row, named, one_or_none, rows_of, statement
from truthloop.storage.resource_rows import COLUMNS as RESOURCE_COLUMNS
from truthloop.storage.resource_rows import resource
from truthloop.terms.resources import Resource

LOCKED = named("""
SELECT status, label, revision, position FROM data_object WHERE job_id = :job_id AND number = :number FOR UPDATE
""")
EDIT = named("""
WITH edited AS (
  UPDATE data_object SET label = :after, revision = revision + 1
  WHERE job_id = :job_id AND number = :number RETURNING revision),
due AS (UPDATE labeling_job SET changed_at = :now, rewrite_at = :now WHERE id = :job_id)
INSERT INTO label_edit (job_id, number, revision, at, actor, before, after, comment)
SELECT :job_id, :number, revision, :now, :actor, :before, :after, :comment FROM edited RETURNING revision
""")
HISTORY = named("""
SELECT revision, at, actor, before, after, comment FROM label_edit
WHERE job_id = :job_id AND number = :number ORDER BY revision
""")
TO_REWRITE = named(f"""
SELECT {", ".join("r." + name.strip() for name in RESOURCE_COLUMNS.split(","))}, j.rewrite_at
FROM resource r JOIN labeling_job j ON j.id = r.id
WHERE j.rewrite_at IS NOT NULL AND j.ended_at IS NOT NULL ORDER BY r.id
""")
REWRITTEN = named("UPDATE labeling_job SET rewrite_at = NULL WHERE id = :job_id AND rewrite_at = :asked_at")


def locked_label(connection: Connection, job_id: int, number: int) -> Row | None:
    """status, label, revision, position of an object that nobody else changes meanwhile."""
    return one_or_none(rows_of(connection, LOCKED, {"job_id": job_id, "number": number}))


def edit_label(
    connection: Connection,
    job_id: int,
    number: int,
    *,
    before: str,
    after: str,
    actor: str,
    comment: str,
    now: datetime,
) -> int:
    """Put a label in another's place and note it; the new revision. The output manifest is due."""
    values = {
        "job_id": job_id,
        "number": number,
        "before": before,
        "after": after,
        "actor": actor,
        "comment": comment,
        "now": now,
    }
    return int(rows_of(connection, EDIT, values)[0]["revision"])


def history_in(connection: Connection, job_id: int, number: int) -> Sequence[Row]:
    """revision, at, actor, before, after, comment of every edit, oldest first."""
    return rows_of(connection, HISTORY, {"job_id": job_id, "number": number})


def edits_of_label(database: Database, job_id: int, number: int) -> Sequence[Row]:
    """The same outside a transaction."""
    return statement(database, HISTORY, job_id=job_id, number=number)


def jobs_to_rewrite(database: Database) -> list[tuple[Resource, datetime]]:
    """Ended jobs whose labels were edited since their manifest was written, and when that was asked for."""
    found = []
    for row in statement(database, TO_REWRITE):
        values = dict(row)
        asked_at = values.pop("rewrite_at")
        found.append((resource(values), asked_at))
    return found


def mark_rewritten(database: Database, job_id: int, asked_at: datetime) -> None:
    """Done, unless it was asked for again meanwhile."""
    statement(database, REWRITTEN, job_id=job_id, asked_at=asked_at)
