"""The row of an object, locked, and whether it has a label: what everything that is done to a label begins with."""

from __future__ import annotations

from sqlalchemy import Connection

from truthloop.storage.database import Row
from truthloop.storage.edit_rows import locked_label
from truthloop.terms.errors import Conflict, NotFound
from truthloop.terms.labeling import ObjectStatus
from truthloop.terms.resources import Resource


def locked_labeled(connection: Connection, job: Resource, number: int, done: str) -> Row:
    """status, label, revision of a labeled object that nobody else changes meanwhile.

    NotFound, or Conflict where there is no label yet that could be `done` (edited, accepted, …).
    """
    row = locked_object(connection, job, number)
    check_labeled(row, number, done)
    return row


def locked_object(connection: Connection, job: Resource, number: int) -> Row:
    """The same of any object, labeled or not; NotFound."""
    row = locked_label(connection, job.id, number)
    if row is None:
        raise NotFound(f"LabelingJob {job.arn} has no object {number}.")
    return row


def check_labeled(row: Row, number: int, done: str) -> None:
    """Conflict where an object has no label that could be `done`."""
    if row["status"] != ObjectStatus.LABELED:
        raise Conflict(f"Object {number} is {row['status']}; only a labeled object's label can be {done}.")
