"""SQL of human loops as the console shows them: of all flow definitions, the newest first, with their answers."""

from __future__ import annotations

from collections.abc import Sequence

from truthloop.storage.database import Database, Row, named, one_or_none, statement
from truthloop.terms.resources import Place

COLUMNS = """
h.id, h.name, h.arn, h.flow_definition_arn, h.status, h.created_at, h.ended_at, h.failure_code, h.failure_reason,
h.output_uri, t.wanted, t.answered, t.available_until
"""
PAGE = named(f"""
SELECT {COLUMNS} FROM human_loop h JOIN task t ON t.human_loop_id = h.id
WHERE h.account_id = :account_id AND h.region = :region
  AND (CAST(:before AS bigint) IS NULL OR h.id < :before)
  AND (CAST(:flow AS text) IS NULL OR h.flow_definition_arn = :flow)
  AND (CAST(:status AS text) IS NULL OR h.status = :status)
  AND (CAST(:part AS text) IS NULL OR strpos(h.name, :part) > 0)
ORDER BY h.id DESC LIMIT :limit
""")
ONE = named(f"""
SELECT {COLUMNS}, h.input_content,
  (SELECT count(*) FROM assignment a WHERE a.task_id = t.id AND a.status IN ('working', 'paused')) AS held
FROM human_loop h JOIN task t ON t.human_loop_id = h.id
WHERE h.account_id = :account_id AND h.region = :region AND h.name = :name
""")
ANSWERS = named("""
SELECT w.id AS worker_id, w.email, a.content, a.accepted_at, a.submitted_at, a.seconds_spent, a.late, a.superseded
FROM task t JOIN answer a ON a.task_id = t.id JOIN worker w ON w.id = a.worker_id
WHERE t.human_loop_id = :id ORDER BY a.submitted_at, a.assignment_id, a.version
""")


def loops_page(
    database: Database,
    place: Place,
    *,
    before: int | None,
    limit: int,
    flow: str | None = None,
    status: str | None = None,
    part: str | None = None,
) -> Sequence[Row]:
    """Loops started before one of them (by id), the newest first; `part` is a part of their names."""
    given = {"before": before, "limit": limit, "flow": flow, "status": status, "part": part}
    return statement(database, PAGE, account_id=place.account_id, region=place.region, **given)


def one_loop(database: Database, place: Place, name: str) -> Row | None:
    """A loop with its input and how many workers hold it now."""
    return one_or_none(statement(database, ONE, account_id=place.account_id, region=place.region, name=name))


def answers_to_loop(database: Database, loop_id: int) -> Sequence[Row]:
    """worker_id, email, content (JSON text), times, late and superseded of every answer to a loop."""
    return statement(database, ANSWERS, id=loop_id)
