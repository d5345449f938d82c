"""How good a job's labels are, as far as its own answers tell: agreement, who differs from the labels, confidence.

Agreement is Krippendorff's alpha over the classes people chose; for other kinds of work it is left out. The newest
`MOST_OBJECTS` labelled objects are looked at: more say little more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

import numpy as np
import orjson

from truthloop.consolidation.answer_table import answer_table
from truthloop.consolidation.quality.krippendorff_alpha import krippendorff_alpha
from truthloop.labeling.label_confidence import confidences
from truthloop.labeling.labeling_jobs import label_terms
from truthloop.labeling.worker_pairs import worker_pairs
from truthloop.storage.database import Database
from truthloop.storage.object_rows import answers_of_labeled, labels_of_objects
from truthloop.task_types.class_votes import chosen_label
from truthloop.terms.resources import Resource

MOST_OBJECTS = 20_000
BINS = 10


def quality_report(database: Database, job: Resource) -> dict[str, Any]:
    """The report as plain data."""
    attribute = job.request["LabelAttributeName"]
    labels = dict(labels_of_objects(database, job.id, MOST_OBJECTS))
    metadata = {number: orjson.loads(text).get(f"{attribute}-metadata", {}) for number, text in labels.items()}
    rows = class_answers(database, job, set(labels))
    named = {number: entry.get("class-name") for number, entry in metadata.items()}
    return {
        "objects": len(labels),
        "agreement": agreement(rows),
        "confusion": confusion(rows, named, label_terms(job).labels),
        "workers": against_labels(rows, named),
        "pairs": worker_pairs(rows),
        "confidence": histogram(sure for entry in metadata.values() for sure in confidences(entry)),
    }


def class_answers(database: Database, job: Resource, numbers: set[int]) -> list[tuple[int, str, str]]:
    """Object, worker and class of every answer that names one."""
    found = []
    for row in islice(answers_of_labeled(database, job.id, with_lines=False), MOST_OBJECTS):
        if row["number"] in numbers:
            for worker, content in zip(row["workers"], row["contents"], strict=True):
                label = chosen_label(orjson.loads(content))
                if label is not None:
                    found.append((row["number"], worker, label))
    return found


def agreement(rows: list[tuple[int, str, str]]) -> dict[str, float] | None:
    """Krippendorff's alpha with its interval, and how many answers it stands on; None without two for any object."""
    if not rows or max(Counter(number for number, _, _ in rows).values()) < 2:  # noqa: PLR2004 - a pair
        return None
    table = answer_table(*(list(column) for column in zip(*rows, strict=True)))
    found = krippendorff_alpha(table, random=np.random.default_rng(0), resamples=200)
    return {"alpha": found.value, "low": found.low, "high": found.high, "answers": len(rows)}


def confusion(
    rows: list[tuple[int, str, str]], named: Mapping[int, str | None], labels: tuple[str, ...]
) -> list[dict[str, Any]]:
    """How often each class was answered where each was the label."""
    counts = Counter((named.get(number), label) for number, _, label in rows)
    return [
        {"label": label, "answered": [counts[label, other] for other in labels]}
        for label in labels
        if any(counts[label, other] for other in labels)
    ]


def against_labels(rows: list[tuple[int, str, str]], named: Mapping[int, str | None]) -> list[dict[str, Any]]:
    """For each worker the share of answers that became the label."""
    right: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for number, worker, label in rows:
        right[worker][0] += label == named.get(number)
        right[worker][1] += 1
    return [
        {"worker_id": worker, "agreed": agreed, "answers": answers, "share": agreed / answers}
        for worker, (agreed, answers) in sorted(right.items())
    ]


def histogram(values: Iterable[float]) -> list[int]:
    """How many values lie in each tenth from 0 to 1."""
    counts = [0] * BINS
    for value in values:
        counts[min(BINS - 1, max(0, int(value * BINS)))] += 1
    return counts
