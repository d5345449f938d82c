"""SQL of further manifests: data objects that a job is given after it was made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from truthloop.storage.database import Database, Row, named, one_or_none, rows_of, statement, transaction
from truthloop.storage.object_rows import NewObject, copy_objects

ADD = named("""
WITH job AS (
  UPDATE labeling_job SET unread = unread + 1, changed_at = :now, reopened_from = NULL,
    stop_after = CASE WHEN labeled >= stop_after AND NOT :by_percent THEN NULL ELSE stop_after END
  WHERE id = :job_id RETURNING id)
INSERT INTO job_extension (job_id, manifest_uri, manifest_etag, manifest_bytes, added_at)
SELECT id, :uri, :etag, :bytes, :now FROM job
""")
STAY_LONGER = named("""
UPDATE task SET available_until = available_until + make_interval(secs => :seconds)
WHERE job_id = :job_id AND status = 'open'
""")
UNREAD = named("""
SELECT id, manifest_uri, manifest_etag, manifest_bytes, first_number, read_bytes, read_lines, rejected
FROM job_extension WHERE job_id = :job_id AND ended_at IS NULL ORDER BY id LIMIT 1
""")
READ_ON = named("""
WITH job AS (
  UPDATE labeling_job SET read_lines = read_lines + :objects, rejected = rejected + :rejected,
    failed = failed + :rejected, kept = kept + :kept, changed_at = :now
  WHERE id = :job_id AND read_lines = :first
    AND EXISTS (SELECT 1 FROM job_extension WHERE id = :id AND read_bytes = :from_bytes AND ended_at IS NULL)
  RETURNING id)
UPDATE job_extension SET read_bytes = :read_bytes, read_lines = read_lines + :lines, rejected = rejected + :rejected,
  first_number = coalesce(first_number, :first)
FROM job WHERE job_extension.id = :id AND job_extension.read_bytes = :from_bytes RETURNING job_extension.id
""")
END = named("""
WITH ended AS (
  UPDATE job_extension SET ended_at = :now, failure = :failure
  WHERE id = :id AND ended_at IS NULL RETURNING job_id, first_number)
UPDATE labeling_job SET unread = unread - 1, changed_at = :now,
  stop_after = stop_after
    + ceil((labeling_job.read_lines - coalesce(ended.first_number, labeling_job.read_lines))
           * CAST(:stop_percent AS numeric) / 100)
FROM ended WHERE labeling_job.id = ended.job_id
""")
EVERY = named("""
SELECT manifest_uri, added_at, ended_at, read_lines, rejected, failure FROM job_extension
WHERE job_id = :job_id ORDER BY id
""")


@dataclass(frozen=True, slots=True)
class Extension:
    """A further manifest and how far it has been read."""

    id: int
    manifest_uri: str
    manifest_etag: str
    manifest_bytes: int
    first_number: int | None
    """The number of its first object; None before anything was read."""
    read_bytes: int
    read_lines: int
    """Lines of the file, blank ones counted."""
    rejected: int


@dataclass(frozen=True, slots=True)
class ReadMore:
    """How far an extension has been read with some lines."""

    job_id: int
    id: int
    first: int
    """The number of the first of these lines: how many lines the job had before."""
    from_bytes: int
    read_bytes: int
    lines: int
    """Blank ones counted; those are no objects."""
    objects: int
    rejected: int
    kept: int
    at: datetime


def add_extension(
    connection: Connection, job_id: int, *, uri: str, etag: str, size: int, by_percent: bool, now: datetime
) -> None:
    """Give a job a further manifest of `size` bytes; a number of labels that had stopped it holds no more."""
    values = {"job_id": job_id, "uri": uri, "etag": etag, "bytes": size, "by_percent": by_percent, "now": now}
    rows_of(connection, ADD, values)


def stay_longer(connection: Connection, job_id: int, seconds: int) -> None:
    """The tasks that are before workers now may be taken so much longer."""
    rows_of(connection, STAY_LONGER, {"job_id": job_id, "seconds": seconds})


def unread_extension(database: Database, job_id: int) -> Extension | None:
    """The first further manifest that has not been read to its end."""
    row = one_or_none(statement(database, UNREAD, job_id=job_id))
    return None if row is None else Extension(**row)


def keep_more_lines(database: Database, objects: Iterable[NewObject], step: ReadMore) -> bool:
    """Keep some lines and how far the reading has come, together; False when another process was there first."""
    values = {
        "job_id": step.job_id,
        "id": step.id,
        "first": step.first,
        "from_bytes": step.from_bytes,
        "read_bytes": step.read_bytes,
        "lines": step.lines,
        "objects": step.objects,
        "rejected": step.rejected,
        "kept": step.kept,
        "now": step.at,
    }
    with transaction(database) as connection:
        if not rows_of(connection, READ_ON, values):
            return False
        copy_objects(connection, step.job_id, objects)
    return True


def end_extension(database: Database, extension_id: int, now: datetime, *, failure: str | None, percent: int) -> None:
    """An extension has been read, or cannot be; `percent` of its lines are added to the labels that stop the job."""
    statement(database, END, id=extension_id, now=now, failure=failure, stop_percent=percent)


def extensions_of(connection: Connection, job_id: int) -> Sequence[Row]:
    """manifest_uri, added_at, ended_at, read_lines, rejected, failure of every further manifest, oldest first."""
    return rows_of(connection, EVERY, {"job_id": job_id})
