"""Learns the crowd of a job in which workers choose one class from what they have said so far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from truthloop.consolidation.answer_table import answer_table
from truthloop.consolidation.known_values import known_values
from truthloop.consolidation.stopping_state import StoppingState, fit_stopping
from truthloop.labeling.known_crowds import KnownCrowd
from truthloop.labeling.worker_responses import worker_name
from truthloop.storage.crowd_rows import newest_answers
from truthloop.storage.database import Database
from truthloop.storage.gold_rows import gold_answers
from truthloop.task_types.class_votes import chosen_label
from truthloop.terms.labeling import AnsweredObject
from truthloop.terms.resources import Resource

MOST_OBJECTS = 20_000
"""The newest are learned from: they tell enough of everybody who still works."""


def learned_crowd(database: Database, job: Resource, labels: tuple[str, ...]) -> KnownCrowd:
    """The crowd of a job in which workers choose one of these labels, from its newest answers and its gold."""
    said, gold = answers_so_far(database, job, labels)
    if not said:
        return KnownCrowd(None, 0)
    numbers, workers, values = (list(column) for column in zip(*said, strict=True))
    table = answer_table(numbers, workers, values, values=labels)
    return KnownCrowd(fit_stopping(table, known=known_values(table, gold)), table.size)


def answers_so_far(
    database: Database, job: Resource, labels: tuple[str, ...]
) -> tuple[list[tuple[int, str, str]], dict[int, str]]:
    """(object, worker, label) of every answer that names one, and the label of each gold object."""
    golden = gold_answers(database, job.id)
    rows = [*newest_answers(database, job.id, MOST_OBJECTS), *golden]
    said = [
        (row["number"], worker_name(row["worker_id"], job.place.region), label)
        for row in rows
        if (label := chosen_label(orjson.loads(row["content"]))) in labels
    ]
    return said, {row["number"]: row["label"] for row in golden}


def said_of(found: AnsweredObject, state: StoppingState) -> Iterator[tuple[Any, Any]]:
    """(worker, label) of an object's answers that name a label."""
    for annotation in found.annotations:
        label = chosen_label(annotation.content)
        if label in state.labels:
            yield annotation.worker_id, label
