"""What gold says of a job: how often each worker is right, and whether labels are as sure as they should be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import orjson

from truthloop.consolidation.quality.reliability import reliability
from truthloop.labeling.worker_quality import by_gold
from truthloop.storage.database import Database
from truthloop.storage.gold_rows import gold_answers, gold_labels
from truthloop.terms.resources import Resource

ENOUGH = 20
"""Labels of gold below which their calibration says little: at 20, a share of right ones is known to about ± 0.2."""
MOST = 20_000


def gold_report(database: Database, job: Resource) -> dict[str, Any]:
    """The report as plain data. A label that names no class, or says not how sure it is, does not count."""
    rows = gold_labels(database, job.id, MOST)
    known = [known_label(row["truth"], row["label"], job.request["LabelAttributeName"]) for row in rows]
    return {
        "gold": len(rows),
        "enough": ENOUGH,
        "workers": [
            {
                "worker_id": worker,
                "asked": found["GoldAsked"],
                "right": found["GoldRight"],
                "mean": found["GoldMean"],
                "low": found["GoldLow"],
                "high": found["GoldHigh"],
            }
            for worker, found in by_gold(gold_answers(database, job.id)).items()
        ],
        "calibration": calibration([one for one in known if one is not None]),
    }


def known_label(truth: str, label: str | None, attribute: str) -> tuple[float, bool] | None:
    """How sure a label (JSON text) is and whether it is right; None where it does not say."""
    metadata = {} if label is None else orjson.loads(label).get(f"{attribute}-metadata", {})
    if "class-name" not in metadata or "confidence" not in metadata:
        return None
    return float(metadata["confidence"]), metadata["class-name"] == truth


def calibration(known: Sequence[tuple[float, bool]]) -> dict[str, Any] | None:
    """Bins of confidence against being right; None without a label."""
    sure = np.asarray([confidence for confidence, _ in known], dtype=np.float64)
    found = reliability(sure, np.asarray([right for _, right in known], dtype=np.bool_))
    if found is None:
        return None
    return {
        "labels": len(known),
        "counts": found.counts.tolist(),
        "confidence": found.confidence.tolist(),
        "right": found.right.tolist(),
        "error": found.error,
        "brier": found.brier,
    }
