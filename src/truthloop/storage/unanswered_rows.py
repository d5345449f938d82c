"""SQL of objects that were sent back and that nobody answered: the label that was taken off stands again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from truthloop.storage.database import Statement, named, rows_of


def standing_again(which: str) -> Statement:
    """The statement for objects with a label to go back to: `labeled_at` of an object without a label says so."""
    return named(f"""
WITH back AS (
  UPDATE data_object d SET status = 'labeled', label = e.before, sent_back = NULL FROM label_edit e
  WHERE d.job_id = :job_id AND {which} AND d.status IN ('waiting', 'offered') AND d.labeled_at IS NOT NULL
    AND e.job_id = d.job_id AND e.number = d.number AND e.revision = d.revision AND e.after = ''
  RETURNING d.number)
UPDATE labeling_job SET labeled = labeled + back.n, changed_at = :now FROM (SELECT count(*) AS n FROM back) back
WHERE id = :job_id AND back.n > 0
""")


THESE = standing_again("d.number = ANY(CAST(:numbers AS bigint[]))")
EVERY = standing_again("d.sent_back IS NOT NULL")


def stand_again(connection: Connection, job_id: int, numbers: Sequence[int], now: datetime) -> None:
    """Of these objects, those that were sent back have the label they had. The others stay. Safe to repeat.

    The revision stays that of the sending: no answer of the present round can make such a label anew.
    """
    if numbers:
        rows_of(connection, THESE, {"job_id": job_id, "numbers": list(numbers), "now": now})


def all_stand_again(connection: Connection, job_id: int, now: datetime) -> None:
    """The same for every object of a job in which nobody is asked any more."""
    rows_of(connection, EVERY, {"job_id": job_id, "now": now})
