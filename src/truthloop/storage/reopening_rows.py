"""SQL of objects that go for another round, and of jobs that ended and go on for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from truthloop.storage.database import Database, Row, named, rows_of, statement
from truthloop.terms.labeling import JobStatus

LOCK = named("""
SELECT r.status, j.unread, j.reopened_from FROM resource r JOIN labeling_job j ON j.id = r.id
WHERE j.id = :job_id FOR UPDATE OF r, j
""")
SEND_BACK = named("""
WITH given AS (
  UPDATE data_object SET status = 'waiting', label = NULL, revision = revision + 1,
    consolidated_revision = revision + 1, accepted = false, sent_back = :comment
  WHERE job_id = :job_id AND number = :number AND status = 'labeled' RETURNING revision),
superseded AS (
  UPDATE task SET superseded_at = :now FROM given
  WHERE job_id = :job_id AND object_number = :number AND superseded_at IS NULL),
counted AS (UPDATE labeling_job SET labeled = labeled - 1, changed_at = :now FROM given WHERE id = :job_id)
INSERT INTO label_edit (job_id, number, revision, at, actor, before, after, comment)
SELECT :job_id, :number, revision, :now, :actor, :before, '', :comment FROM given
""")
"""`labeled_at` stays: it says that there is a label to go back to, the one before the newest edit."""

SEND_BACK_FAILED = named("""
WITH given AS (
  UPDATE data_object SET status = 'waiting', label = NULL, failure = NULL, sent_back = :comment
  WHERE job_id = :job_id AND number = :number AND status = 'failed' AND position >= 0 RETURNING number),
superseded AS (
  UPDATE task SET superseded_at = :now FROM given
  WHERE job_id = :job_id AND object_number = given.number AND superseded_at IS NULL)
UPDATE labeling_job SET failed = failed - 1, changed_at = :now FROM given WHERE id = :job_id
""")
REOPEN = named("""
WITH reopened AS (
  UPDATE labeling_job SET ended_at = NULL, reopened_from = :reopened_from, failure_count = 0, retry_at = NULL,
    changed_at = :now
  WHERE id = :job_id RETURNING id, queue_id),
opened AS (UPDATE queue SET closed_at = NULL, paused_at = NULL FROM reopened WHERE queue.id = reopened.queue_id)
UPDATE resource SET status = 'InProgress', updated_at = :now FROM reopened WHERE resource.id = reopened.id
""")
SENT_BACK = named("""
SELECT EXISTS (
  SELECT 1 FROM data_object WHERE job_id = :job_id AND status = 'waiting' AND sent_back IS NOT NULL) AS found
""")

TO_GO_BACK = named("""
SELECT EXISTS (
  SELECT 1 FROM data_object WHERE job_id = :job_id AND status = 'waiting' AND sent_back IS NOT NULL
    AND labeled_at IS NOT NULL) AS found
""")


def locked_job(connection: Connection, job_id: int) -> Row:
    """status, unread and reopened_from of a job whose status nobody else changes meanwhile."""
    return rows_of(connection, LOCK, {"job_id": job_id})[0]


def supersede(
    connection: Connection, job_id: int, number: int, *, before: str, actor: str, comment: str, now: datetime
) -> None:
    """Take the label `before` off an object and let it wait for another round; its task stays, with its answers."""
    values = {"job_id": job_id, "number": number, "before": before, "actor": actor, "comment": comment, "now": now}
    rows_of(connection, SEND_BACK, values)


def supersede_failed(connection: Connection, job_id: int, number: int, *, comment: str, now: datetime) -> None:
    """Let an object without a label wait for another round; its task, if it ever had one, stays with its answers."""
    rows_of(connection, SEND_BACK_FAILED, {"job_id": job_id, "number": number, "comment": comment, "now": now})


def reopen(connection: Connection, job_id: int, reopened_from: str | None, now: datetime) -> None:
    """A job that ended goes on: for what was sent back alone, and to the same end, where `reopened_from` names it."""
    rows_of(connection, REOPEN, {"job_id": job_id, "reopened_from": reopened_from, "now": now})


def given_more(connection: Connection, job_id: int) -> bool:
    """Whether a job got something to do while it was coming to its end; nobody gives it more meanwhile.

    Also of a job that was told to stop in that very moment: labels that were taken off have to stand again.
    """
    found = locked_job(connection, job_id)
    if found["status"] == JobStatus.STOPPING:
        return bool(rows_of(connection, TO_GO_BACK, {"job_id": job_id})[0]["found"])
    sent_back = rows_of(connection, SENT_BACK, {"job_id": job_id})[0]["found"]
    return found["status"] == JobStatus.IN_PROGRESS and bool(found["unread"] or sent_back)


def sent_back_waits(database: Database, job_id: int) -> bool:
    """Whether an object that was sent back waits to be offered."""
    return bool(statement(database, SENT_BACK, job_id=job_id)[0]["found"])
