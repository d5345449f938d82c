"""How right labels are: the share of classes, the F1 of boxes (IoU of at least 0.75) and of entities (exact)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from truthloop.demo.sample_data import DemoJob

LEAST_OVERLAP = 0.75


def right_in(job: DemoJob, truth: Any, said: Any) -> tuple[float, float, float]:  # noqa: ANN401 - as the job has it
    """How many things were said rightly, said at all, and there to be said, of one object."""
    if job.task == "ImageMultiClass":
        return float(truth == said), 1.0, 1.0
    if job.task == "BoundingBox":
        return float(boxes_found(truth, said)), float(len(said)), float(len(truth))
    spans = {span_of(entity) for entity in said}
    return float(len(spans & {span_of(entity) for entity in truth})), float(len(spans)), float(len(truth))


def f1(counts: Sequence[tuple[float, float, float]]) -> float:
    """The F1 of many objects; for classes it is the share of right ones."""
    right, said, there = (sum(column) for column in zip(*counts, strict=True))
    return 2 * right / (said + there) if said + there else 1.0


def span_of(entity: Mapping[str, Any]) -> tuple[int, int, str]:
    """What must agree of an entity."""
    return entity["startOffset"], entity["endOffset"], entity["label"]


def boxes_found(truth: Sequence[Mapping[str, Any]], said: Sequence[Mapping[str, Any]]) -> int:
    """How many of the true boxes have one of their own that fits."""
    left = list(said)
    found = 0
    for box in truth:
        best = max(left, key=lambda other: overlap(box, other), default=None)
        if best is not None and overlap(box, best) >= LEAST_OVERLAP:
            left.remove(best)
            found += 1
    return found


def overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """Intersection over union."""
    width = min(one["left"] + one["width"], other["left"] + other["width"]) - max(one["left"], other["left"])
    height = min(one["top"] + one["height"], other["top"] + other["height"]) - max(one["top"], other["top"])
    both = max(0, width) * max(0, height)
    return float(both / (one["width"] * one["height"] + other["width"] * other["height"] - both))
