"""Drawings of many workers made one per object, whatever kind of drawing it is.

An object is a cluster of drawings that are like each other (`likeness_clusters`). Whether it exists is judged by who
drew it and who looked and did not, its label by Dawid-Skene with shrunken confusions (`judged_objects`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats, Names
from truthloop.consolidation.shapes.drawing_table import DrawingTable
from truthloop.consolidation.shapes.judged_objects import JudgedObjects, judged_objects
from truthloop.consolidation.shapes.likeness_clusters import likeness_clusters


@dataclass(frozen=True, slots=True)
class DrawingKind:
    """How drawings of one kind are compared and made one."""

    likeness: Callable[[Floats, Floats], float]
    """Of two drawings' vertices (k, 2), (l, 2): 1 for the same, 0 for nothing in common."""
    fused: Callable[[Sequence[Floats]], Floats]
    """The vertices of one drawing from those of its members."""
    least: float
    """Drawings less alike than this are not of one object."""
    other_label: float
    """What a likeness is worth where the labels differ."""


@dataclass(frozen=True, slots=True, eq=False)
class ConsolidatedDrawings:
    """m objects, those included that probably are none."""

    images: Names
    """(T,)"""
    labels: Names
    """(K,)"""
    workers: Names
    """(W,)"""
    vertices: tuple[Floats, ...]
    """m times (vertices, 2)."""
    tightness: Floats
    """(m,) the mean likeness of its members to the drawing; 1 for a single one, of which nothing can be said."""
    member: Codes
    """(n,) the object of each drawing of the table."""
    judged: JudgedObjects
    """Image, label, existence and finders of each object."""

    @property
    def confidence(self) -> Floats:
        """(m,) how much of the answer can be expected to be right: existence, label and place together."""
        return np.asarray(self.judged.existence * self.judged.label_probability * self.tightness)

    def kept(self, least: float = 0.5) -> Codes:
        """The places of the objects that exist with at least this probability."""
        return np.flatnonzero(self.judged.existence >= least).astype(np.int32)


def consolidated_drawings(table: DrawingTable, kind: DrawingKind) -> ConsolidatedDrawings:
    """One drawing per object."""
    member = np.zeros(len(table.label), dtype=np.int32)
    found = 0
    for image in range(len(table.images)):
        begin, end = int(table.starts[image]), int(table.starts[image + 1])
        if end > begin:
            member[begin:end] = clusters(table, begin, end, kind) + found
            found = int(member[begin:end].max()) + 1
    of_object: list[list[Floats]] = [[] for _ in range(found)]
    for place, each in enumerate(member):
        of_object[each].append(table.vertices[place])
    fused = tuple(kind.fused(members) if len(members) > 1 else members[0] for members in of_object)
    tightness = [
        float(np.mean([kind.likeness(each, whole) for each in members])) if len(members) > 1 else 1.0
        for members, whole in zip(of_object, fused, strict=True)
    ]
    return ConsolidatedDrawings(
        images=table.images,
        labels=table.labels,
        workers=table.workers,
        vertices=fused,
        tightness=np.array(tightness, dtype=np.float64),
        member=member,
        judged=judged_objects(table, member),
    )


def clusters(table: DrawingTable, begin: int, end: int, kind: DrawingKind) -> Codes:
    """The clusters of one image's drawings, from 0."""
    drawn, worker, label = table.vertices[begin:end], table.worker[begin:end], table.label[begin:end]
    like = np.zeros((end - begin, end - begin))
    for one in range(len(drawn)):
        for other in range(one):
            if worker[one] != worker[other] and (label[one] == label[other] or kind.other_label > 0):
                worth = 1.0 if label[one] == label[other] else kind.other_label
                like[one, other] = like[other, one] = worth * kind.likeness(drawn[one], drawn[other])
    order = sorted(range(len(drawn)), key=lambda row: drawn[row].ravel().tolist())
    rank = np.empty(len(drawn), dtype=np.int32)
    rank[order] = np.arange(len(drawn))
    return likeness_clusters(like, worker, rank, kind.least)
