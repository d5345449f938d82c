"""Several workers' single objects made one each, as `consolidate_instances` does, numbered from the surest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.shapes.consolidated_instances import consolidate_instances
from truthloop.task_types.mask_pictures import LabelMap


@dataclass(frozen=True, slots=True)
class AgreedObjects:
    """All objects of an image."""

    labels: LabelMap
    """0 for background, n + 1 for the n-th object."""
    class_ids: tuple[int, ...]
    confidences: tuple[float, ...]


def agreed_objects(maps: Sequence[LabelMap], class_ids: Sequence[Sequence[int]]) -> AgreedObjects:
    """The objects that probably exist, out of two or more workers' masks of one size; the surest first."""
    answers = [(labels, dict(enumerate(ids, start=1))) for labels, ids in zip(maps, class_ids, strict=True)]
    found = consolidate_instances(answers, "vote")
    pixels = np.bincount(found.instance_map.reshape(-1), minlength=len(found.instances) + 1)
    # An object may lose its last pixel to surer ones: it is on no map then.
    kept = [each for each in found.instances if each.number and pixels[each.number]]
    kept.sort(key=lambda each: (-round(each.confidence, 9), each.number))
    places = np.zeros(len(pixels), dtype=np.uint8 if len(kept) < 1 << 8 else np.uint16)
    for place, each in enumerate(kept, start=1):
        places[each.number] = place
    return AgreedObjects(
        places[found.instance_map], tuple(int(each.label) for each in kept), tuple(each.confidence for each in kept)
    )
