"""What many drawings of an object say besides its place: whether it is there, what it is, who overlooked it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from truthloop.consolidation.answer_table import answer_table
from truthloop.consolidation.arrays import Codes, Floats, Names, Offsets
from truthloop.consolidation.hierarchical_dawid_skene import hierarchical_dawid_skene
from truthloop.consolidation.shapes.object_existence import Sightings, object_existence


class DrawnObjects(Protocol):
    """n drawings of W workers on T images, each with one of K labels; rows ascend by image."""

    @property
    def workers(self) -> Names:
        """(W,)."""

    @property
    def labels(self) -> Names:
        """(K,)."""

    @property
    def image(self) -> Codes:
        """(n,)."""

    @property
    def worker(self) -> Codes:
        """(n,)."""

    @property
    def label(self) -> Codes:
        """(n,)."""

    @property
    def seen_worker(self) -> Codes:
        """(s,) who looked at an image, ascending by image, whether or not they drew anything."""

    @property
    def seen_starts(self) -> Offsets:
        """(T + 1,) those who looked at image t."""


@dataclass(frozen=True, slots=True, eq=False)
class JudgedObjects:
    """m objects, those included that probably are none, and W workers."""

    image: Codes
    """(m,) ascending."""
    label: Codes
    """(m,)"""
    label_probability: Floats
    """(m,) the probability of its label, if it exists."""
    existence: Floats
    """(m,) the probability that there is such an object."""
    found_by: Codes
    """(m,) how many drew it."""
    looked: Codes
    """(m,) how many looked at its image."""
    found: Codes
    """(W,) how many of the objects that exist each worker drew."""
    overlooked: Codes
    """(W,) how many they looked at and did not draw."""
    extra: Codes
    """(W,) how many they drew that do not exist."""


def judged_objects(table: DrawnObjects, member: Codes) -> JudgedObjects:
    """What is believed of each object; `member` (n,) is the object of each drawing, no two of one worker in one."""
    objects = int(member.max()) + 1 if len(member) else 0
    image = np.zeros(objects, dtype=np.int32)
    image[member] = table.image
    seen = sightings(table, member, image)
    existence = object_existence(seen).probability
    label, label_probability = classes(table, member, objects)
    exists, drew = (existence >= 0.5)[seen.item], seen.drew > 0  # noqa: PLR2004 - more probable than not
    counts = [
        np.bincount(seen.worker[chosen], minlength=len(table.workers)).astype(np.int32)
        for chosen in (drew & exists, ~drew & exists, drew & ~exists)
    ]
    return JudgedObjects(
        image=image,
        label=label,
        label_probability=label_probability,
        existence=existence,
        found_by=np.bincount(member, minlength=objects).astype(np.int32),
        looked=np.diff(table.seen_starts)[image].astype(np.int32),
        found=counts[0],
        overlooked=counts[1],
        extra=counts[2],
    )


def sightings(table: DrawnObjects, member: Codes, image: Codes) -> Sightings:
    """For each object, of everybody who looked at its image, whether they drew it."""
    lookers = np.diff(table.seen_starts)[image]
    item = np.repeat(np.arange(len(image), dtype=np.int32), lookers)
    place = np.arange(len(item)) - np.repeat(np.cumsum(lookers) - lookers, lookers)
    worker = table.seen_worker[table.seen_starts[image[item]] + place]
    workers = max(1, len(table.workers))
    key, drawn = item.astype(np.int64) * workers + worker, member.astype(np.int64) * workers + table.worker
    return Sightings(item, worker, np.isin(key, drawn).astype(np.float64), len(image), len(table.workers))


def classes(table: DrawnObjects, member: Codes, objects: int) -> tuple[Codes, Floats]:
    """(the label of each object, its probability), from the labels of its members."""
    if objects == 0 or len(table.labels) == 1:
        return np.zeros(objects, dtype=np.int32), np.ones(objects)
    given = answer_table(
        member,
        table.worker,
        table.label,
        tasks=range(objects),
        workers=range(len(table.workers)),
        values=range(len(table.labels)),
    )
    result = hierarchical_dawid_skene(given)
    return result.label, result.confidence
