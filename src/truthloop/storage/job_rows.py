"""SQL of labeling jobs: what of them is counted or changes. The request itself is the resource's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from truthloop.storage.database import Database, Row, named, one_or_none, rows_of, statement
from truthloop.storage.resource_rows import COLUMNS as RESOURCE_COLUMNS
from truthloop.storage.resource_rows import Listing, resource
from truthloop.terms.resources import Resource

OPEN = named("""
INSERT INTO labeling_job (id, queue_id, reference_code, manifest_etag, manifest_bytes, most_at_once, wanted,
                          most_wanted, changed_at)
SELECT :id, q.id, :reference_code, :manifest_etag, :manifest_bytes, :most_at_once, :wanted, :wanted, :now
FROM queue q WHERE q.source_id = :id
""")
COUNTS = """
j.queue_id, j.reference_code, j.manifest_etag, j.manifest_bytes, j.read_bytes, j.read_lines, j.rejected, j.kept,
j.skipped, j.labeled, j.failed, j.most_at_once, j.wanted, j.most_wanted, j.wanted_confidence, j.stop_early_at,
j.first_wanted, j.stop_after, j.review_below, j.review_fraction, j.reopened_from, j.unread, j.blank_lines,
j.changed_at, j.written_at, j.failure_count, j.retry_at, j.ended_at
"""
BY_ID = named(f"SELECT j.id, {COUNTS} FROM labeling_job j WHERE j.id = :id")
BY_IDS = named(f"SELECT j.id, {COUNTS} FROM labeling_job j WHERE j.id = ANY(CAST(:ids AS bigint[]))")
UNENDED = named(f"""
SELECT {", ".join("r." + name.strip() for name in RESOURCE_COLUMNS.split(","))}
FROM resource r JOIN labeling_job j ON j.id = r.id
WHERE j.ended_at IS NULL AND (j.retry_at IS NULL OR j.retry_at <= :now) ORDER BY r.id
""")
OF_WORKTEAM = {
    order: named(f"""
SELECT {", ".join("r." + name.strip() for name in RESOURCE_COLUMNS.split(","))}
FROM resource r JOIN labeling_job j ON j.id = r.id JOIN queue q ON q.id = j.queue_id
WHERE q.workteam_id = :workteam_id
  AND (CAST(:created_after AS timestamptz) IS NULL OR r.created_at >= :created_after)
  AND (CAST(:created_before AS timestamptz) IS NULL OR r.created_at <= :created_before)
  AND (CAST(:code_contains AS text) IS NULL OR strpos(j.reference_code, :code_contains) > 0)
  AND (CAST(:after_id AS bigint) IS NULL
       OR (r.created_at, r.id) {beyond} (CAST(:after_value AS timestamptz), :after_id))
ORDER BY r.created_at {order}, r.id {order} LIMIT :limit
""")
    for order, beyond in (("ASC", ">"), ("DESC", "<"))
}
CHANGE_STATUS = named("""
UPDATE resource SET status = :status, failure_reason = coalesce(:reason, failure_reason), updated_at = :now
WHERE id = :id AND status = ANY(CAST(:from_statuses AS text[])) RETURNING id
""")
STOP_OFFERING = named("""
UPDATE task SET status = 'closing', open_slots = 0 WHERE job_id = :id AND status = 'open'
""")
END = named("UPDATE labeling_job SET ended_at = :now, reopened_from = NULL WHERE id = :id AND ended_at IS NULL")
IS_UNENDED = named("SELECT 1 FROM labeling_job WHERE id = :id AND ended_at IS NULL")
CLOSE_QUEUE = named("""
UPDATE queue SET closed_at = :now FROM labeling_job j WHERE j.id = :id AND queue.id = j.queue_id
""")
READ_ON = named("""
UPDATE labeling_job SET read_bytes = :read_bytes, read_lines = :read_lines, rejected = rejected + :rejected,
  kept = kept + :kept, failed = failed + :rejected, blank_lines = blank_lines + :blank, changed_at = :now
WHERE id = :id AND read_bytes = :from_bytes RETURNING id
""")
COUNT_IN = named("""
UPDATE labeling_job SET labeled = labeled + :labeled, failed = failed + :failed, skipped = skipped + :skipped,
  failure_count = 0, retry_at = NULL, changed_at = :now
WHERE id = :id
""")
WRITTEN = named("UPDATE labeling_job SET written_at = :now WHERE id = :id")
SET_STOP = named("UPDATE labeling_job SET stop_after = :stop_after WHERE id = :id")
WAIT = named("""
UPDATE labeling_job SET failure_count = failure_count + 1,
  retry_at = CAST(:now AS timestamptz) + make_interval(secs => power(2, least(failure_count, 6) + 1))
WHERE id = :id RETURNING failure_count
""")


@dataclass(frozen=True, slots=True)
class JobCounts:
    """How far a job has come."""

    id: int
    queue_id: int
    reference_code: str
    manifest_etag: str
    """Of the manifest as it was when the job was made: it must not change while it is read."""
    manifest_bytes: int
    read_bytes: int
    read_lines: int
    """Objects known so far; all of them once `read_bytes` is `manifest_bytes`."""
    rejected: int
    """Lines that cannot be worked on; they count among the failed too."""
    kept: int
    skipped: int
    labeled: int
    failed: int
    most_at_once: int
    """MaxConcurrentTaskCount: objects before workers at a time."""
    wanted: int
    most_wanted: int
    """Workers for an object whose label is contested."""
    wanted_confidence: float | None
    """A label less sure than this is contested."""
    stop_early_at: float | None
    """An object as sure as this gets no further worker, however many are wanted."""
    first_wanted: int | None
    """Workers an object is shown to before it is first looked at; None: as many as are wanted."""
    stop_after: int | None
    """Labeled objects that stop the job."""
    review_below: float | None
    """A label less sure than this is queued for review."""
    review_fraction: float | None
    """This share of labels is queued for review."""
    reopened_from: str | None
    """The status the job had when objects were sent back: it goes on for those alone, and then has it again."""
    unread: int
    """Further manifests that have not been read to their end."""
    blank_lines: int
    """Lines of the manifest that hold nothing, among those read so far: they are no objects."""
    changed_at: datetime
    written_at: datetime | None
    """When the output manifest was written last."""
    failure_count: int
    """Chores on it that failed in a row."""
    retry_at: datetime | None
    ended_at: datetime | None

    @property
    def is_read(self) -> bool:
        """Whether every manifest is in."""
        return self.read_bytes >= self.manifest_bytes and not self.unread

    @property
    def unlabeled(self) -> int:
        """Objects still without a label."""
        return self.read_lines - self.kept - self.labeled - self.failed

    @property
    def unfinished(self) -> int:
        """Objects people still have to see."""
        return self.unlabeled - self.skipped


def counts(row: Row) -> JobCounts:
    """A row as JobCounts."""
    return JobCounts(**row)


def open_job(
    connection: Connection,
    job_id: int,
    *,
    reference_code: str,
    manifest_etag: str,
    manifest_bytes: int,
    most_at_once: int,
    wanted: int,
    now: datetime,
) -> None:
    """Begin to count a job whose queue is open."""
    values = {
        "id": job_id,
        "reference_code": reference_code,
        "manifest_etag": manifest_etag,
        "manifest_bytes": manifest_bytes,
        "most_at_once": most_at_once,
        "wanted": wanted,
        "now": now,
    }
    rows_of(connection, OPEN, values)


def read_counts(database: Database, job_id: int) -> JobCounts:
    """How far a job has come."""
    row = one_or_none(statement(database, BY_ID, id=job_id))
    if row is None:
        raise LookupError(f"labeling job {job_id}")
    return counts(row)


def counts_of(database: Database, job_ids: Sequence[int]) -> dict[int, JobCounts]:
    """How far each of several jobs has come."""
    return {row["id"]: counts(row) for row in statement(database, BY_IDS, ids=list(job_ids))}


def unended_jobs(database: Database, now: datetime) -> list[Resource]:
    """Jobs with something left to do, oldest first; not those that wait after a failure."""
    return [resource(row) for row in statement(database, UNENDED, now=now)]


def jobs_of_workteam(
    database: Database, workteam_id: int, code_contains: str | None, listing: Listing
) -> list[Resource]:
    """The jobs given to a work team, a page of them by creation."""
    rows = statement(
        database,
        OF_WORKTEAM["DESC" if listing.descending else "ASC"],
        workteam_id=workteam_id,
        code_contains=code_contains,
        created_after=listing.created_after,
        created_before=listing.created_before,
        after_value=listing.after_value,
        after_id=listing.after_id,
        limit=listing.limit,
    )
    return [resource(row) for row in rows]


def change_status(
    connection: Connection,
    job_id: int,
    status: str,
    from_statuses: Sequence[str],
    now: datetime,
    reason: str | None = None,
) -> bool:
    """Move a job's status on; False when it was in none of those named."""
    values = {"id": job_id, "status": status, "from_statuses": list(from_statuses), "now": now, "reason": reason}
    return bool(rows_of(connection, CHANGE_STATUS, values))


def stop_offering(connection: Connection, job_id: int) -> None:
    """From now on nobody can claim a task of the job; whoever is in the middle of one may finish."""
    rows_of(connection, STOP_OFFERING, {"id": job_id})


def end_job(connection: Connection, job_id: int, now: datetime) -> None:
    """The job has come to its end: its queue is gone from the portal."""
    rows_of(connection, END, {"id": job_id, "now": now})
    rows_of(connection, CLOSE_QUEUE, {"id": job_id, "now": now})


def count_in(
    connection: Connection, job_id: int, now: datetime, *, labeled: int = 0, failed: int = 0, skipped: int = 0
) -> None:
    """Add to a job's counters."""
    rows_of(connection, COUNT_IN, {"id": job_id, "labeled": labeled, "failed": failed, "skipped": skipped, "now": now})


def mark_written(database: Database, job_id: int, now: datetime) -> None:
    """The output manifest shows the job as it was at this moment."""
    statement(database, WRITTEN, id=job_id, now=now)


def set_stop_after(connection: Connection, job_id: int, stop_after: int | None) -> None:
    """After how many labels the job stops."""
    rows_of(connection, SET_STOP, {"id": job_id, "stop_after": stop_after})


def wait_a_little(database: Database, job_id: int, now: datetime) -> int:
    """Leave a job alone after a failure, twice as long each time; how many failures there were in a row."""
    return int(statement(database, WAIT, id=job_id, now=now)[0]["failure_count"])


def job_is_unended(database: Database, job_id: int) -> bool:
    """Whether a job has something left to do."""
    return bool(statement(database, IS_UNENDED, id=job_id))


@contextmanager
def manifest_turn(database: Database, job_id: int, *, wait: bool) -> Iterator[bool]:
    """Whether it is our turn to write a job's output manifest; `wait` until it is.

    The lock ends with its connection, however that ends. Without it a manifest begun before the last answers could be
    put in the place of the final one.
    """
    lock = f"pg_{'' if wait else 'try_'}advisory_lock(hashtext(:name))"
    name = {"name": f"manifest/{job_id}"}
    with database.engine.connect() as connection:
        given = connection.execute(text(f"SELECT {lock}"), name).scalar()
        connection.commit()
        try:
            yield wait or bool(given)
        finally:
            if wait or given:
                connection.execute(text("SELECT pg_advisory_unlock(hashtext(:name))"), name)
                connection.commit()
