"""SQL of human loops and the task each one puts before people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import Connection

from truthloop.storage.database import Database, Row, named, one_or_none, rows_of, statement
from truthloop.terms.loops import HumanLoop, LoopProgress, LoopStatus
from truthloop.terms.resources import Place

COLUMNS = """
h.id, h.account_id, h.region, h.name, h.arn, h.flow_definition_arn, h.status, h.input_content, h.output_uri,
h.failure_code, h.failure_reason, h.created_at, h.ended_at
"""
SUMMARY = COLUMNS.replace("h.input_content", "'' AS input_content")

START = named("""
WITH flow AS (
  SELECT r.id, q.id AS queue_id FROM resource r JOIN queue q ON q.source_id = r.id
  WHERE r.id = :flow_definition_id AND r.status = 'Active'),
made AS (
  INSERT INTO human_loop (account_id, region, name, arn, flow_definition_id, flow_definition_arn, status,
                          input_content, content_classifiers, output_uri, created_at)
  SELECT :account_id, :region, :name, :arn, flow.id, :flow_definition_arn, 'InProgress',
         :input_content, CAST(:content_classifiers AS json), :output_uri, :now FROM flow
  ON CONFLICT DO NOTHING RETURNING id),
placed AS (
  INSERT INTO task (queue_id, human_loop_id, wanted, open_slots, available_until)
  SELECT flow.queue_id, made.id, :wanted, :wanted, :available_until FROM flow, made)
SELECT id FROM made
""")
"""A loop and its task in line, together; nothing when the name is taken or the flow definition not active."""

BY_NAME = named(f"""
SELECT {COLUMNS} FROM human_loop h WHERE account_id = :account_id AND region = :region AND name = :name
""")
LISTING = {
    order: named(f"""
SELECT {SUMMARY} FROM human_loop h
WHERE h.flow_definition_id = :flow_definition_id
  AND (CAST(:created_after AS timestamptz) IS NULL OR h.created_at >= :created_after)
  AND (CAST(:created_before AS timestamptz) IS NULL OR h.created_at <= :created_before)
  AND (CAST(:after_id AS bigint) IS NULL
       OR (h.created_at, h.id) {beyond} (CAST(:after_value AS timestamptz), :after_id))
ORDER BY h.created_at {order}, h.id {order} LIMIT :limit
""")
    for order, beyond in (("ASC", ">"), ("DESC", "<"))
}

PROGRESS_COLUMNS = f"""
{COLUMNS}, t.id AS task_id, t.wanted, t.answered, t.available_until, t.corrections,
(SELECT count(*) FROM assignment a WHERE a.task_id = t.id AND a.status IN ('working', 'paused')) AS held,
(SELECT count(*) FROM assignment a WHERE a.task_id = t.id AND a.status = 'working') AS working
"""
ANSWERED = named(f"""
SELECT {PROGRESS_COLUMNS} FROM task t JOIN human_loop h ON h.id = t.human_loop_id
WHERE t.status = 'answered' AND t.id > :after ORDER BY t.id LIMIT :limit
""")
STOPPING = named(f"""
SELECT {PROGRESS_COLUMNS} FROM human_loop h JOIN task t ON t.human_loop_id = h.id
WHERE h.status = 'Stopping' AND t.id > :after ORDER BY t.id LIMIT :limit
""")
UNAVAILABLE = named(f"""
SELECT {PROGRESS_COLUMNS} FROM task t JOIN human_loop h ON h.id = t.human_loop_id
WHERE t.status = 'open' AND t.available_until <= :now AND t.id > :after ORDER BY t.id LIMIT :limit
""")

STOP = named("""
WITH stopped AS (
  UPDATE human_loop SET status = 'Stopping' WHERE id = :id AND status = 'InProgress' RETURNING id)
UPDATE task SET status = 'closing', open_slots = 0 FROM stopped
WHERE task.human_loop_id = stopped.id AND task.status = 'open' RETURNING task.id
""")
"""From now on nobody can claim the task; whoever is in the middle of it may finish."""

DELETE = named("DELETE FROM human_loop WHERE id = :id AND status IN ('Completed', 'Failed', 'Stopped') RETURNING id")
STOP_ALL = named("""
WITH stopped AS (
  UPDATE human_loop SET status = 'Stopping' WHERE flow_definition_id = :flow_definition_id AND status = 'InProgress'
  RETURNING id)
UPDATE task SET status = 'closing', open_slots = 0 FROM stopped
WHERE task.human_loop_id = stopped.id AND task.status = 'open'
""")
UNFINISHED = named("""
SELECT count(*) AS n FROM human_loop
WHERE flow_definition_id = :flow_definition_id AND status IN ('InProgress', 'Stopping')
""")

OPEN_QUEUE = named("""
INSERT INTO queue (workteam_id, source_id, title, description, keywords, time_limit_seconds, created_at)
VALUES (:workteam_id, :source_id, :title, :description, CAST(:keywords AS json), :time_limit_seconds, :now)
""")
CONTENT_OF_TASK = named("""
SELECT h.input_content, h.flow_definition_id, h.account_id, h.region FROM task t
JOIN human_loop h ON h.id = t.human_loop_id WHERE t.id = :task_id
""")


@dataclass(frozen=True, slots=True)
class NewLoop:
    """A loop about to start."""

    place: Place
    name: str
    flow_definition_id: int
    flow_definition_arn: str
    input_content: str
    content_classifiers: Sequence[str]
    output_uri: str
    wanted: int
    """How many distinct workers answer it (TaskCount)."""
    available_until: datetime
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LoopPage:
    """What ListHumanLoops asks for."""

    descending: bool
    limit: int
    created_after: datetime | None = None
    created_before: datetime | None = None
    after_value: str | None = None
    after_id: int | None = None


def loop(row: Row) -> HumanLoop:
    """A row as a HumanLoop."""
    return HumanLoop(
        row["id"],
        Place(row["account_id"], row["region"]),
        row["name"],
        row["arn"],
        row["flow_definition_arn"],
        LoopStatus(row["status"]),
        row["input_content"],
        row["output_uri"],
        row["failure_code"],
        row["failure_reason"],
        row["created_at"],
        row["ended_at"],
    )


def progress(row: Row) -> LoopProgress:
    """A row as a LoopProgress."""
    counts = (row["task_id"], row["wanted"], row["answered"], row["held"], row["working"])
    return LoopProgress(loop(row), *counts, row["available_until"], row["corrections"])


def start_loop(database: Database, new: NewLoop) -> bool:
    """Record a loop and put its task in line; False when the name is taken or the flow definition not active."""
    return bool(
        statement(
            database,
            START,
            account_id=new.place.account_id,
            region=new.place.region,
            name=new.name,
            arn=new.place.arn("human-loop", new.name),
            flow_definition_id=new.flow_definition_id,
            flow_definition_arn=new.flow_definition_arn,
            input_content=new.input_content,
            content_classifiers=orjson.dumps(list(new.content_classifiers)).decode(),
            output_uri=new.output_uri,
            wanted=new.wanted,
            available_until=new.available_until,
            now=new.created_at,
        )
    )


def find_loop(database: Database, place: Place, name: str) -> HumanLoop | None:
    """The loop of a name in an account and region."""
    row = one_or_none(statement(database, BY_NAME, account_id=place.account_id, region=place.region, name=name))
    return None if row is None else loop(row)


def list_loops(database: Database, flow_definition_id: int, page: LoopPage) -> list[HumanLoop]:
    """One page of a flow definition's loops, without their input."""
    rows = statement(
        database,
        LISTING["DESC" if page.descending else "ASC"],
        flow_definition_id=flow_definition_id,
        created_after=page.created_after,
        created_before=page.created_before,
        after_value=page.after_value,
        after_id=page.after_id,
        limit=page.limit,
    )
    return [loop(row) for row in rows]


def answered_loops(database: Database, after: int, limit: int) -> list[LoopProgress]:
    """Loops whose last answer is in, beyond task number `after`."""
    return [progress(row) for row in statement(database, ANSWERED, after=after, limit=limit)]


def stopping_loops(database: Database, after: int, limit: int) -> list[LoopProgress]:
    """Loops asked to stop, beyond task number `after`."""
    return [progress(row) for row in statement(database, STOPPING, after=after, limit=limit)]


def unavailable_loops(database: Database, now: datetime, after: int, limit: int) -> list[LoopProgress]:
    """Loops whose availability lifetime is over, beyond task number `after`."""
    return [progress(row) for row in statement(database, UNAVAILABLE, now=now, after=after, limit=limit)]


def stop_loop(database: Database, loop_id: int) -> bool:
    """Begin to stop a loop; False when it was not in progress or its last answer is in."""
    return bool(statement(database, STOP, id=loop_id))


def stop_all_loops(database: Database, flow_definition_id: int) -> None:
    """Begin to stop every running loop of a flow definition."""
    statement(database, STOP_ALL, flow_definition_id=flow_definition_id)


def count_unfinished(database: Database, flow_definition_id: int) -> int:
    """Loops of a flow definition that have not ended."""
    return int(statement(database, UNFINISHED, flow_definition_id=flow_definition_id)[0]["n"])


def delete_loop(database: Database, loop_id: int) -> bool:
    """Forget an ended loop; False when it has not ended."""
    return bool(statement(database, DELETE, id=loop_id))


def open_queue(
    connection: Connection,
    *,
    workteam_id: int,
    source_id: int,
    title: str,
    description: str,
    keywords: Sequence[str],
    time_limit_seconds: int,
    now: datetime,
) -> None:
    """Give a flow definition its line of tasks."""
    values = {
        "workteam_id": workteam_id,
        "source_id": source_id,
        "title": title,
        "description": description,
        "keywords": orjson.dumps(list(keywords)).decode(),
        "time_limit_seconds": time_limit_seconds,
        "now": now,
    }
    rows_of(connection, OPEN_QUEUE, values)


def content_of_task(database: Database, task_id: int) -> Row | None:
    """input_content, flow_definition_id, account_id and region of the loop behind a task."""
    return one_or_none(statement(database, CONTENT_OF_TASK, task_id=task_id))
