"""Intersection over union of boxes given by their corners."""

from __future__ import annotations

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.compiled import compiled


@compiled
def overlap(one: Floats, other: Floats) -> float:
    """The area two boxes (left, top, right, bottom) share as a part of what they cover; 1 for equal ones of no area."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width < 0.0 or height < 0.0:
        return 0.0
    shared = width * height
    union = (one[2] - one[0]) * (one[3] - one[1]) + (other[2] - other[0]) * (other[3] - other[1]) - shared
    if union <= 0.0:
        return 1.0 if width == 0.0 and height == 0.0 and one[0] == other[0] and one[1] == other[1] else 0.0
    return float(shared / union)
