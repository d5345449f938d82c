"""SQL of data objects: a job's lines and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import dict_row
from sqlalchemy import Connection

from truthloop.storage.answer_conditions import counts
from truthloop.storage.database import Database, Row, named, one_or_none, rows_of, statement, transaction
from truthloop.storage.job_rows import READ_ON
from truthloop.terms.labeling import ObjectStatus

COPY = "COPY data_object (job_id, number, position, status, line, failure) FROM STDIN"

LABELED_AT = "CASE WHEN status = 'labeled' THEN labeled_at END AS labeled_at"
"""An object that was sent back remembers the moment of the label that was taken off."""

ONE = named(f"""
SELECT number, status, line, task_input, label, failure, revision, {LABELED_AT} FROM data_object
WHERE job_id = :job_id AND number = :number
""")
PAGE = named(f"""
SELECT number, status, line, label, failure, {LABELED_AT} FROM data_object
WHERE job_id = :job_id AND number >= :first AND (CAST(:status AS text) IS NULL OR status = :status)
ORDER BY number LIMIT :limit
""")
STREAM = f"""
SELECT number, status, line, label, failure, {LABELED_AT} FROM data_object WHERE job_id = %(job_id)s ORDER BY number
"""
LABELED_ANSWERS = f"""
SELECT d.number, d.labeled_at, CASE WHEN %(with_lines)s THEN d.line END AS line, min(g.label) AS gold,
  array_agg(a.worker_id ORDER BY a.submitted_at, a.assignment_id) AS workers,
  array_agg(a.content ORDER BY a.submitted_at, a.assignment_id) AS contents
FROM data_object d JOIN task t ON t.job_id = d.job_id AND t.object_number = d.number AND t.superseded_at IS NULL
JOIN answer a ON a.task_id = t.id AND {counts("a")}
LEFT JOIN gold_label g ON g.job_id = d.job_id AND g.number = d.number
WHERE d.job_id = %(job_id)s AND d.status = 'labeled' AND d.revision = d.consolidated_revision
GROUP BY d.job_id, d.number ORDER BY d.number
"""
RELABEL = named("""
UPDATE data_object d SET label = g.label
FROM unnest(CAST(:numbers AS bigint[]), CAST(:labels AS text[])) AS g(number, label)
WHERE d.job_id = :job_id AND d.number = g.number AND d.revision = d.consolidated_revision AND NOT d.accepted
""")
LABELS = named("""
SELECT number, label FROM data_object WHERE job_id = :job_id AND status = 'labeled' ORDER BY number LIMIT :limit
""")
REJECTED = named("""
SELECT CASE WHEN position = -1 AND e.manifest_uri IS NULL THEN number + 1 ELSE -position END AS line, d.failure,
  e.manifest_uri
FROM data_object d LEFT JOIN LATERAL (
  SELECT manifest_uri FROM job_extension WHERE job_id = d.job_id AND first_number <= d.number
  ORDER BY id DESC LIMIT 1) e ON true
WHERE d.job_id = :job_id AND d.status = 'failed' AND d.position < 0
ORDER BY d.number LIMIT :limit
""")
FETCHED_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class NewObject:
    """A line about to be kept."""

    number: int
    position: int
    """Its place in the order in which workers see objects; for a line that cannot be worked on, -1 times its number in
    the file (from 1, blank lines counted)."""
    status: ObjectStatus
    line: str
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class DataObject:
    """One line of a job's manifest and what became of it."""

    number: int
    status: ObjectStatus
    line: str
    label: str | None
    """JSON text of the label attribute and its metadata, as they stand in the output line."""
    failure: str | None
    labeled_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReadOn:
    """How far the manifest has been read with some lines."""

    job_id: int
    from_bytes: int
    read_bytes: int
    read_lines: int
    rejected: int
    kept: int
    blank: int
    """Lines that hold nothing."""
    at: datetime


def keep_lines(database: Database, objects: Iterable[NewObject], step: ReadOn) -> bool:
    """Keep some lines and how far the reading has come, together; False when another process was there first."""
    values = {
        "id": step.job_id,
        "from_bytes": step.from_bytes,
        "read_bytes": step.read_bytes,
        "read_lines": step.read_lines,
        "rejected": step.rejected,
        "kept": step.kept,
        "blank": step.blank,
        "now": step.at,
    }
    with transaction(database) as connection:
        if not rows_of(connection, READ_ON, values):
            return False
        copy_objects(connection, step.job_id, objects)
    return True


def copy_objects(connection: Connection, job_id: int, objects: Iterable[NewObject]) -> None:
    """Write down new objects."""
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(COPY) as copy:
        for found in objects:
            copy.write_row((job_id, found.number, found.position, found.status.value, found.line, found.failure))


def data_object(row: Row) -> DataObject:
    """A row as a DataObject."""
    return DataObject(
        row["number"], ObjectStatus(row["status"]), row["line"], row["label"], row["failure"], row["labeled_at"]
    )


def find_object(database: Database, job_id: int, number: int) -> Row | None:
    """One object with its task input."""
    return one_or_none(statement(database, ONE, job_id=job_id, number=number))


def objects_page(
    database: Database, job_id: int, *, first: int, limit: int, status: ObjectStatus | None = None
) -> list[DataObject]:
    """Objects from a number on."""
    rows = statement(database, PAGE, job_id=job_id, first=first, limit=limit, status=status)
    return [data_object(row) for row in rows]


def every_object(database: Database, job_id: int) -> Iterator[DataObject]:
    """All objects of a job by number, fetched little by little, as they stood when this began."""
    for row in streamed(database, STREAM, job_id):
        yield data_object(row)


def answers_of_labeled(database: Database, job_id: int, *, with_lines: bool) -> Iterator[Row]:
    """number, labeled_at, line, gold, workers, contents (JSON texts) of every object that consolidation labeled.

    By number. `line` is None unless wanted, `gold` the right class where that was said.
    """
    return streamed(database, LABELED_ANSWERS, job_id, with_lines=with_lines)


def streamed(database: Database, sql: str, job_id: int, **given: bool) -> Iterator[Row]:
    """The rows of a long statement about one job, fetched little by little."""
    with database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        with driver.cursor(name="streamed", row_factory=dict_row) as cursor:
            cursor.itersize = FETCHED_AT_ONCE
            cursor.execute(sql, {"job_id": job_id, **given})
            yield from cursor


def relabel(connection: Connection, job_id: int, numbers: Sequence[int], labels: Sequence[str]) -> None:
    """Put labels in the place of those that batches made; what a person edited or accepted stays."""
    rows_of(connection, RELABEL, {"job_id": job_id, "numbers": list(numbers), "labels": list(labels)})


def rejected_lines(database: Database, job_id: int, limit: int) -> list[tuple[int, str, str | None]]:
    """Lines that cannot be worked on, in their order.

    Which line of the file (from 1, blank ones counted), why, and the file's address when it is a further manifest.
    """
    rows = statement(database, REJECTED, job_id=job_id, limit=limit)
    return [(row["line"], row["failure"], row["manifest_uri"]) for row in rows]


def labels_of_objects(database: Database, job_id: int, limit: int) -> list[tuple[int, str]]:
    """Number and label (JSON text) of labelled objects, the first ones."""
    return [(row["number"], row["label"]) for row in statement(database, LABELS, job_id=job_id, limit=limit)]
