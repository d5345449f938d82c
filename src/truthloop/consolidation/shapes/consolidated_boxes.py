"""Boxes of many workers made one box per object, with how sure each is.

An object is a cluster of boxes (`box_clusters`). Whether it exists is judged by who drew it and who looked and did not
(`object_existence`), its class by Dawid-Skene with shrunken confusions. The box is the median of the members', side by
side: unmoved by one worker's slip.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats, Names, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.shapes.box_clusters import LEAST_OVERLAP, box_clusters
from truthloop.consolidation.shapes.box_overlap import overlap
from truthloop.consolidation.shapes.box_table import BoxTable
from truthloop.consolidation.shapes.judged_objects import judged_objects


@dataclass(frozen=True, slots=True, eq=False)
class ConsolidatedBoxes:
    """m objects, those included that probably are none."""

    images: Names
    """(T,)"""
    labels: Names
    """(K,)"""
    workers: Names
    """(W,)"""
    image: Codes
    """(m,) ascending."""
    boxes: Floats
    """(m, 4) left, top, width, height."""
    label: Codes
    """(m,)"""
    found_by: Codes
    """(m,) how many drew it."""
    looked: Codes
    """(m,) how many looked at its image."""
    existence: Floats
    """(m,) the probability that there is such an object."""
    label_probability: Floats
    """(m,) the probability of its label, if it exists."""
    tightness: Floats
    """(m,) the mean overlap of its members with the box; 1 for a single member, of whom nothing can be said."""
    member: Codes
    """(n,) the object of each box of the table."""
    found: Codes
    """(W,) how many of the objects that exist each worker drew."""
    overlooked: Codes
    """(W,) how many they looked at and did not draw."""
    extra: Codes
    """(W,) how many they drew that do not exist."""

    @property
    def confidence(self) -> Floats:
        """(m,) how much of the answer can be expected to be right: existence, label and place together."""
        return np.asarray(self.existence * self.label_probability * self.tightness)

    def kept(self, least: float = 0.5) -> Codes:
        """The places of the objects that exist with at least this probability."""
        return np.flatnonzero(self.existence >= least).astype(np.int32)


def consolidated_boxes(table: BoxTable, least_overlap: float = LEAST_OVERLAP) -> ConsolidatedBoxes:
    """One box per object."""
    member = box_clusters(table, least_overlap)
    objects = int(member.max()) + 1 if len(member) else 0
    corners, tightness = middle_boxes(
        table.corners, np.argsort(member, kind="stable"), np.bincount(member, minlength=objects)
    )
    judged = judged_objects(table, member)
    return ConsolidatedBoxes(
        images=table.images,
        labels=table.labels,
        workers=table.workers,
        image=judged.image,
        boxes=np.concatenate([corners[:, :2], corners[:, 2:] - corners[:, :2]], axis=1),
        label=judged.label,
        found_by=judged.found_by,
        looked=judged.looked,
        existence=judged.existence,
        label_probability=judged.label_probability,
        tightness=tightness,
        member=member,
        found=judged.found,
        overlooked=judged.overlooked,
        extra=judged.extra,
    )


@compiled
def middle_boxes(corners: Floats, order: Offsets, sizes: Offsets) -> tuple[Floats, Floats]:
    """(the median corners of each object (m, 4), its members' mean overlap with them (m,))."""
    middle, tight = np.zeros((len(sizes), 4)), np.zeros(len(sizes))
    begin = 0
    for each in range(len(sizes)):
        members = order[begin : begin + sizes[each]]
        for side in range(4):
            middle[each, side] = np.median(corners[members, side])
        for row in members:
            tight[each] += overlap(corners[row], middle[each]) / len(members)
        begin += sizes[each]
    return middle, tight
