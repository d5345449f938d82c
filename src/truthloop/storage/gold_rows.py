"""SQL of gold labels: objects whose right class is known, and what workers said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from truthloop.storage.answer_conditions import counts
from truthloop.storage.database import Database, Row, named, one_or_none, rows_of, statement

PUT = named("""
INSERT INTO gold_label (job_id, number, label, set_at)
SELECT d.job_id, d.number, g.label, :now
FROM unnest(CAST(:numbers AS bigint[]), CAST(:labels AS text[])) AS g(number, label)
JOIN data_object d ON d.job_id = :job_id AND d.number = g.number
ON CONFLICT (job_id, number) DO UPDATE SET label = excluded.label, set_at = excluded.set_at
RETURNING number
""")
REMOVE = named("DELETE FROM gold_label WHERE job_id = :job_id AND number = ANY(CAST(:numbers AS bigint[]))")
COUNT = named("SELECT count(*) AS n FROM gold_label WHERE job_id = :job_id")
LABELS = named("""
SELECT g.number, g.label AS truth, CASE WHEN d.status = 'labeled' THEN d.label END AS label
FROM gold_label g JOIN data_object d ON d.job_id = g.job_id AND d.number = g.number
WHERE g.job_id = :job_id ORDER BY g.number LIMIT :limit
""")
ONE = named("SELECT label FROM gold_label WHERE job_id = :job_id AND number = :number")
ANSWERS = named(f"""
SELECT g.number, g.label, a.worker_id, a.content FROM gold_label g
JOIN task t ON t.job_id = g.job_id AND t.object_number = g.number AND t.superseded_at IS NULL
JOIN answer a ON a.task_id = t.id AND {counts("a")}
WHERE g.job_id = :job_id ORDER BY g.number, a.submitted_at, a.assignment_id
""")


def put_gold(connection: Connection, job_id: int, labels: Mapping[int, str], now: datetime) -> set[int]:
    """Say what is right for some objects; the numbers of those that are there."""
    values = {"job_id": job_id, "numbers": list(labels), "labels": list(labels.values()), "now": now}
    return {row["number"] for row in rows_of(connection, PUT, values)}


def remove_gold(connection: Connection, job_id: int, numbers: Sequence[int]) -> None:
    """These objects are no gold any more."""
    rows_of(connection, REMOVE, {"job_id": job_id, "numbers": list(numbers)})


def gold_count(connection: Connection, job_id: int) -> int:
    """How many objects of a job are gold."""
    return int(rows_of(connection, COUNT, {"job_id": job_id})[0]["n"])


def gold_answers(database: Database, job_id: int) -> Sequence[Row]:
    """number, label, worker_id, content (JSON text) of every counted answer to gold."""
    return statement(database, ANSWERS, job_id=job_id)


def gold_of(database: Database, job_id: int, number: int) -> str | None:
    """What is right for an object, if that was said."""
    row = one_or_none(statement(database, ONE, job_id=job_id, number=number))
    return None if row is None else str(row["label"])


def gold_labels(database: Database, job_id: int, limit: int) -> Sequence[Row]:
    """number, truth (the right class), label (JSON text; None before there is one) of gold objects."""
    return statement(database, LABELS, job_id=job_id, limit=limit)
