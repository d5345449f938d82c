"""SQL of reviews: labels that somebody is to look at, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from truthloop.storage.database import Database, Row, named, one_or_none, rows_of, statement
from truthloop.terms.reviews import ReviewReason, ReviewStatus

REQUEST = named("""
INSERT INTO label_review (job_id, number, status, reason, requested_at)
SELECT d.job_id, d.number, 'pending', g.reason, :now
FROM unnest(CAST(:numbers AS bigint[]), CAST(:reasons AS text[])) AS g(number, reason)
JOIN data_object d ON d.job_id = :job_id AND d.number = g.number AND d.status = 'labeled' ORDER BY d.number
ON CONFLICT (job_id, number) WHERE status = 'pending' DO NOTHING RETURNING id
""")
SAMPLE = named("""
WITH queued AS (
  INSERT INTO label_review (job_id, number, status, reason, requested_at)
  SELECT d.job_id, d.number, 'pending', 'sampled', :now FROM data_object d
  WHERE d.job_id = :job_id AND d.number >= :first AND d.number < :end AND d.status = 'labeled'
    AND (CAST(:below AS bytea) IS NULL
      OR substring(sha256(convert_to(:drawn_for || d.number, 'UTF8')) FROM 1 FOR 8) < CAST(:below AS bytea))
  ORDER BY d.number
  ON CONFLICT (job_id, number) WHERE status = 'pending' DO NOTHING RETURNING 1)
SELECT count(*) AS n FROM queued
""")
"""The same draw as `review_choice.is_sampled`, where the objects are: bytes compare as the numbers they spell."""
END_OF_OBJECTS = named("SELECT coalesce(max(number) + 1, 0) AS n FROM data_object WHERE job_id = :job_id")
STATUSES = named("SELECT number, status FROM data_object WHERE job_id = :job_id AND number = ANY(:numbers)")
LABELED = named("""
SELECT number, label FROM data_object
WHERE job_id = :job_id AND number >= :first AND number < :end AND status = 'labeled' ORDER BY number
""")
DECIDE = named("""
UPDATE label_review SET status = :status, reviewer = :reviewer, reviewed_at = :now, comment = :comment, label = :label
WHERE job_id = :job_id AND number = :number AND status = 'pending' RETURNING id
""")
NOTE = named("""
INSERT INTO label_review (job_id, number, status, reason, requested_at, reviewer, reviewed_at, comment, label)
VALUES (:job_id, :number, :status, :reason, :now, :reviewer, :now, :comment, :label)
""")
LAST = named("""
SELECT status, reviewer, reviewed_at FROM label_review WHERE job_id = :job_id AND number = :number
ORDER BY id DESC LIMIT 1
""")
ACCEPTED = named("UPDATE data_object SET accepted = true WHERE job_id = :job_id AND number = :number")
PAGE = """
SELECT r.id, r.number, r.status, r.reason, r.requested_at, r.reviewer, r.reviewed_at, r.comment,
  coalesce(r.label, d.label) AS label,
  r.status = 'sent-back' AND d.status = 'labeled' AND d.labeled_at < r.reviewed_at AS unanswered
FROM label_review r JOIN data_object d ON d.job_id = r.job_id AND d.number = r.number
WHERE r.job_id = :job_id AND r.id > :after {filter} ORDER BY r.id LIMIT :limit
"""
EVERY_PAGE = named(PAGE.format(filter=""))
PAGE_OF_STATUS = named(PAGE.format(filter="AND r.status = :status"))
COUNTS = named("SELECT status, count(*) AS n FROM label_review WHERE job_id = :job_id GROUP BY status")


def request_reviews(
    connection: Connection, job_id: int, numbers: Sequence[int], reasons: Sequence[ReviewReason], now: datetime
) -> int:
    """Queue labeled objects for review, each for its reason; how many were not pending already."""
    values = {"job_id": job_id, "numbers": list(numbers), "reasons": [str(one) for one in reasons], "now": now}
    return len(rows_of(connection, REQUEST, values))


def statuses_of(database: Database, job_id: int, numbers: Sequence[int]) -> dict[int, str]:
    """The status of each of these objects that is there."""
    rows = statement(database, STATUSES, job_id=job_id, numbers=list(numbers))
    return {row["number"]: row["status"] for row in rows}


def end_of_objects(database: Database, job_id: int) -> int:
    """The number that the next object of a job would have."""
    return int(statement(database, END_OF_OBJECTS, job_id=job_id)[0]["n"])


def labeled_objects(database: Database, job_id: int, numbers: range) -> Sequence[Row]:
    """Number and label (JSON text) of the labeled objects among these."""
    return statement(database, LABELED, job_id=job_id, first=numbers.start, end=numbers.stop)


def request_sample(
    database: Database, job_id: int, numbers: range, *, drawn_for: str, below: bytes | None, now: datetime
) -> int:
    """Queue the labeled among these objects for review that are drawn; how many were not pending already.

    Drawn is whose SHA-256 of `drawn_for` and number is lower than `below`, 8 bytes; everyone without.
    """
    values = {"first": numbers.start, "end": numbers.stop, "drawn_for": drawn_for, "below": below, "now": now}
    return int(statement(database, SAMPLE, job_id=job_id, **values)[0]["n"])


def decide(
    connection: Connection,
    job_id: int,
    number: int,
    status: ReviewStatus,
    *,
    reviewer: str,
    comment: str,
    label: str,
    now: datetime,
) -> bool:
    """End the pending review of an object; `label` is the one it ended with. False when none is pending."""
    values = {
        "job_id": job_id,
        "number": number,
        "status": status,
        "reviewer": reviewer,
        "comment": comment or None,
        "label": label,
        "now": now,
    }
    return bool(rows_of(connection, DECIDE, values))


def note_unasked(
    connection: Connection,
    job_id: int,
    number: int,
    status: ReviewStatus,
    *,
    reviewer: str,
    comment: str,
    label: str,
    now: datetime,
) -> None:
    """Keep a decision nobody had asked for as a review that was requested and decided at once."""
    values = {
        "job_id": job_id,
        "number": number,
        "status": status,
        "reason": ReviewReason.REQUESTED,
        "reviewer": reviewer,
        "comment": comment,
        "label": label,
        "now": now,
    }
    rows_of(connection, NOTE, values)


def last_review(connection: Connection, job_id: int, number: int) -> Row | None:
    """status, reviewer, reviewed_at of an object's newest review."""
    return one_or_none(rows_of(connection, LAST, {"job_id": job_id, "number": number}))


def keep_accepted(connection: Connection, job_id: int, number: int) -> None:
    """From now on nothing but an edit or another round changes the label."""
    rows_of(connection, ACCEPTED, {"job_id": job_id, "number": number})


def reviews_page(
    database: Database, job_id: int, *, after: int, limit: int, status: ReviewStatus | None
) -> Sequence[Row]:
    """Reviews in the order they were asked for; label is the present one, or the one that was decided on."""
    if status is None:
        return statement(database, EVERY_PAGE, job_id=job_id, after=after, limit=limit)
    return statement(database, PAGE_OF_STATUS, job_id=job_id, after=after, limit=limit, status=status)


def review_counts(database: Database, job_id: int) -> dict[ReviewStatus, int]:
    """How many reviews of a job stand where; every status is there."""
    found = {row["status"]: row["n"] for row in statement(database, COUNTS, job_id=job_id)}
    return {status: found.get(status, 0) for status in ReviewStatus}
