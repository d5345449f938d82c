"""Tracks of many workers through the frames of a video made one per object, with a box in each frame.

Two tracks are alike by the overlap of their boxes, added over the frames and divided by the number of frames in which
either has one, times .7 where the labels differ. What is one object, whether it exists and what it is, as for all
drawings. An object has a box in the frames in which at least half of its members have one, whose sides are the medians
of theirs; it keeps its identity through all of them.

Association over whole tracks instead of frame by frame, as in the identity measures of E. Ristani, F. Solera, R. Zou,
R. Cucchiara and C. Tomasi, Performance measures and a data set for multi-target, multi-camera tracking, ECCV 2016
workshops.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.shapes.box_overlap import overlap
from truthloop.consolidation.shapes.found_groups import Place, found_groups
from truthloop.terms.errors import Invalid

LEAST_LIKENESS = 0.2
"""Tracks less alike are not of one object: people begin and end tracks at different frames."""
OTHER_LABEL = 0.7

Box: TypeAlias = tuple[float, float, float, float]
"""left, top, width, height."""
Track: TypeAlias = tuple[Any, Mapping[int, Box]]
"""(label, boxes by frame)."""


@dataclass(frozen=True, slots=True, eq=False)
class FrameBox:
    """An object in one frame."""

    box: Box
    presence: float
    """The share of those who track the object that see it in this frame."""
    tightness: float
    """The mean overlap of their boxes with this one; 1 for a single one, of which nothing can be said."""


@dataclass(frozen=True, slots=True, eq=False)
class FoundTrack:
    """An object through the frames."""

    label: Any
    frames: dict[int, FrameBox]
    """Ascending."""
    existence: float
    """The probability that there is such an object."""
    label_probability: float
    """The probability of its label, if it exists."""
    members: tuple[Place, ...]
    """(worker, which of their tracks), as places in the answers that were given."""

    @property
    def tightness(self) -> float:
        """The mean of its frames' tightness."""
        return float(np.mean([each.tightness for each in self.frames.values()]))

    @property
    def confidence(self) -> float:
        """How much of the answer can be expected to be right: existence, label and place together."""
        return self.existence * self.label_probability * self.tightness

    def frame_confidence(self, frame: int) -> float:
        """The same of one frame: existence, presence in it, label and place together."""
        here = self.frames[frame]
        return self.existence * here.presence * self.label_probability * here.tightness


def consolidate_tracks(answers: Sequence[Sequence[Track]], least: float = LEAST_LIKENESS) -> list[FoundTrack]:
    """The objects of one video; `answers` has for each worker who looked their (label, boxes by frame).

    `Invalid` for a track without boxes, numbers that are not finite, or a width or height below zero.
    """
    corners = [
        [{frame: sides(box, worker, frame) for frame, box in boxes.items()} for _, boxes in tracks]
        for worker, tracks in enumerate(answers)
    ]
    points = [
        [(label, first_corners(each)) for (label, _), each in zip(tracks, of_worker, strict=True)]
        for tracks, of_worker in zip(answers, corners, strict=True)
    ]

    def likeness(one: Place, other: Place) -> float:
        """Of two of the tracks."""
        same = answers[one[0]][one[1]][0] == answers[other[0]][other[1]][0]
        return track_likeness(corners[one[0]][one[1]], corners[other[0]][other[1]]) * (1.0 if same else OTHER_LABEL)

    return [
        FoundTrack(
            label=group.label,
            frames=fused_frames([corners[worker][place] for worker, place in group.members]),
            existence=group.existence,
            label_probability=group.label_probability,
            members=group.members,
        )
        for group in found_groups(points, likeness, least)
    ]


def sides(box: Box, worker: int, frame: int) -> Floats:
    """(4,) left, top, right, bottom."""
    given = np.asarray(box, dtype=np.float64)
    if given.shape != (4,) or not np.isfinite(given).all() or given[2:].min() < 0:
        raise Invalid(
            f"Worker {worker} has the box {box} in frame {frame}; a box is left, top, width, height, the last two 0 or "
            "more."
        )
    return np.concatenate([given[:2], given[:2] + given[2:]])


def first_corners(track: Mapping[int, Floats]) -> list[list[float]]:
    """What tracks are ordered by: frames and sides."""
    return [pair for frame in sorted(track) for pair in ([float(frame), 0.0], *track[frame].reshape(2, 2).tolist())]


def track_likeness(one: Mapping[int, Floats], other: Mapping[int, Floats]) -> float:
    """The boxes' overlaps, summed over the frames, as a share of all frames that either has."""
    shared = one.keys() & other.keys()
    return sum(overlap(one[frame], other[frame]) for frame in sorted(shared)) / max(1, len(one.keys() | other.keys()))


def fused_frames(members: Sequence[Mapping[int, Floats]]) -> dict[int, FrameBox]:
    """The box in each frame in which at least half of the members have one; in all frames if there is none such."""
    every = sorted({frame for each in members for frame in each})
    most = [frame for frame in every if 2 * sum(frame in each for each in members) >= len(members)]
    found = {}
    for frame in most or every:
        boxes = np.stack([each[frame] for each in members if frame in each])
        middle: Floats = np.median(boxes, axis=0)
        left, top, right, bottom = middle.tolist()
        found[frame] = FrameBox(
            box=(left, top, right - left, bottom - top),
            presence=len(boxes) / len(members),
            tightness=float(np.mean([overlap(each, middle) for each in boxes])),
        )
    return found
