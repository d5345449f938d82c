"""Keypoints of several workers made one for each place and label; in groups, one skeleton for each thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truthloop.consolidation.shapes.consolidated_keypoints import consolidate_keypoints
from truthloop.consolidation.shapes.consolidated_skeletons import Joint, Skeleton, consolidate_skeletons
from truthloop.task_types.drawn_answers import Drawing, Drawn, Fused
from truthloop.task_types.fused_points import PROBABLE, answers_of

VISIBLE, OCCLUDED = "visible", "occluded"


def middle_keypoints(drawings: Sequence[Drawing]) -> Iterator[Fused]:
    """The points that probably exist, each at the geometric median of those of the workers."""
    return keypoints(drawings, PROBABLE)


def every_keypoint(drawings: Sequence[Drawing]) -> Iterator[Fused]:
    """Whatever anybody set, once."""
    return keypoints(drawings, 0.0)


def keypoints(drawings: Sequence[Drawing], least: float) -> Iterator[Fused]:
    """The points that exist with at least this probability."""
    grouped = any("group" in shape.more for each in drawings for shape in each.shapes)
    return grouped_points(drawings, least) if grouped else single_points(drawings, least)


def single_points(drawings: Sequence[Drawing], least: float) -> Iterator[Fused]:
    """Points that belong to no group."""
    for found in consolidate_keypoints(answers_of(drawings)):
        if found.existence >= least:
            members = [drawings[worker].shapes[place] for worker, place in found.members]
            x, y = found.vertices[0].tolist()
            yield Fused(Drawn(int(found.label), (x, y), voted_visibility(members)), found.confidence)


def voted_visibility(members: Sequence[Drawn]) -> dict[str, str]:
    """Whether most say that a point is seen, and yes if as many; nothing where nobody says."""
    said = [shape.more["visibility"] for shape in members if "visibility" in shape.more]
    if not said:
        return {}
    return {"visibility": OCCLUDED if 2 * said.count(OCCLUDED) > len(said) else VISIBLE}


def grouped_points(drawings: Sequence[Drawing], least: float) -> Iterator[Fused]:
    """Points in groups, numbered anew from 1 in the order of their places: workers' own numbers mean nothing."""
    shows = any("visibility" in shape.more for each in drawings for shape in each.shapes)
    found = [each for each in consolidate_skeletons([skeletons(each) for each in drawings]) if each.existence >= least]
    found.sort(key=lambda each: sorted((name, *joint.place.tolist()) for name, joint in each.joints.items()))
    for group, each in enumerate(found, start=1):
        for class_id, joint in each.joints.items():
            x, y = joint.place.tolist()
            seen = {"visibility": VISIBLE if joint.visible else OCCLUDED} if shows else {}
            sure = each.existence * joint.set_by * joint.tightness
            yield Fused(Drawn(int(class_id), (x, y), {"group": group, **seen}), sure)


def skeletons(drawing: Drawing) -> list[Skeleton]:
    """One worker's groups; points without one are a group of their own each."""
    groups: dict[object, dict[str, Joint]] = {}
    for place, shape in enumerate(drawing.shapes):
        joints = groups.setdefault(shape.more.get("group", ("alone", place)), {})
        x, y = shape.numbers
        joints.setdefault(str(shape.class_id), (x, y, shape.more.get("visibility") != OCCLUDED))
    return [("", joints) for joints in groups.values()]
