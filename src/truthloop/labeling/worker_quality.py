"""How well each worker of a job does: by gold, by the labels their answers became, and how fast.

Gold are ordinary lines of the manifest whose right class the requester knows: nothing that a worker sees tells them
from the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import orjson

from truthloop.consolidation.answer_table import answer_table
from truthloop.consolidation.quality.gold_skill import gold_skill
from truthloop.labeling.labeling_jobs import find_labeling_job, is_single_label, label_terms
from truthloop.labeling.quality_report import MOST_OBJECTS, against_labels, class_answers
from truthloop.storage.console_rows import workers_of_job
from truthloop.storage.database import Database, Row, transaction
from truthloop.storage.gold_rows import gold_answers, gold_count, put_gold, remove_gold
from truthloop.storage.object_rows import labels_of_objects
from truthloop.task_types.class_votes import chosen_label
from truthloop.terms.errors import Invalid
from truthloop.terms.resources import Place, Resource


def put_gold_labels(
    database: Database, place: Place, name: str, given: Sequence[tuple[int, str | None]], now: datetime
) -> tuple[Resource, int]:
    """Say what is right for some objects, None to take it back; the job, and how many of its objects are gold."""
    job = find_labeling_job(database, place, name)
    wanted = {number: label for number, label in given if label is not None}
    check_gold(job, given, wanted)
    with transaction(database) as connection:
        missing = sorted(set(wanted) - put_gold(connection, job.id, wanted, now))
        if missing:
            raise Invalid(f"LabelingJob {job.arn} has no object {missing[0]}; nothing was changed.")
        remove_gold(connection, job.id, [number for number, label in given if label is None])
        return job, gold_count(connection, job.id)


def check_gold(job: Resource, given: Sequence[tuple[int, str | None]], wanted: Mapping[int, str]) -> None:
    """Raise Invalid for work that is no choice of one class, a label the job has not, or an object named twice."""
    if not is_single_label(job):
        name = job.facts["task_type"]
        raise Invalid(f"Gold labels are for jobs in which workers choose one class; this one is {name}.")
    labels = label_terms(job).labels
    if len({number for number, _ in given}) < len(given):
        raise Invalid("GoldLabels names an object twice.")
    for number, label in wanted.items():
        if label not in labels:
            raise Invalid(f"GoldLabels says {label!r} of object {number}; the job's labels are {', '.join(labels)}.")


def worker_quality(database: Database, place: Place, name: str) -> list[dict[str, Any]]:
    """One entry a worker, the busiest first, by the names of the service model."""
    job = find_labeling_job(database, place, name)
    compared, gold = agreed_answers(database, job), by_gold(gold_answers(database, job.id))
    return [
        {
            "WorkerId": str(row["worker_id"]),
            "WorkerEmail": row["email"],
            "Answers": row["answers"],
            "MedianSeconds": float(row["median_seconds"]),
            **compared.get(row["worker_id"], {}),
            **gold.get(row["worker_id"], {}),
        }
        for row in workers_of_job(database, job.id)
    ]


def agreed_answers(database: Database, job: Resource) -> dict[str, dict[str, int]]:
    """Of each worker how many answers were compared with the label of their object, and how many are it."""
    attribute = job.request["LabelAttributeName"]
    named: dict[int, str | None] = {
        number: orjson.loads(text).get(f"{attribute}-metadata", {}).get("class-name")
        for number, text in labels_of_objects(database, job.id, MOST_OBJECTS)
    }
    rows = [row for row in class_answers(database, job, set(named)) if named[row[0]] is not None]
    return {
        entry["worker_id"]: {"Compared": entry["answers"], "Agreed": entry["agreed"]}
        for entry in against_labels(rows, named)
    }


def by_gold(answers: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """Of each worker who met gold: asked, right, and how probable a right answer is, with its 95 % interval."""
    rows = [
        (row["number"], row["worker_id"], label, row["label"])
        for row in answers
        if (label := chosen_label(orjson.loads(row["content"]))) is not None
    ]
    if not rows:
        return {}
    numbers, workers, said, right = (list(column) for column in zip(*rows, strict=True))
    table = answer_table(numbers, workers, said, values=sorted({*said, *right}))
    truth, codes = dict(zip(numbers, right, strict=True)), {value: code for code, value in enumerate(table.values)}
    known = np.asarray([codes[truth[number]] for number in table.tasks], dtype=np.int32)
    skill = gold_skill(table, known)
    low, high = skill.interval()
    return {
        worker: {
            "GoldAsked": int(skill.asked[at]),
            "GoldRight": int(skill.right[at]),
            "GoldMean": float(skill.mean()[at]),
            "GoldLow": float(low[at]),
            "GoldHigh": float(high[at]),
        }
        for at, worker in enumerate(skill.workers)
    }
