"""Polygons, polylines and keypoints: several workers' shapes made one, checked, and put right."""

from __future__ import annotations

from typing import Any

import pytest

from truthloop.task_types.type_table import BY_FUNCTION
from truthloop.terms.labeling import Annotation, AnsweredObject, Label, LabelTerms

SIZE = {"height": 640, "width": 960}
LABELS = ("road", "tree")
LINE = {"source-ref": "s3://examples/park.png"}
KEYS = {"Polygon": "polygons", "Polyline": "polylines", "Keypoint": "keypoints"}
WIDE_SQUARE = [(100, 100), (300, 100), (300, 300), (100, 300)]


def terms(choice: str | None = None) -> LabelTerms:
    return LabelTerms(job_name="park", attribute="park", labels=LABELS, consolidation=choice)


def traced(label: str, *places: tuple[float, float]) -> dict[str, Any]:
    return {"label": label, "vertices": [{"x": x, "y": y} for x, y in places]}


def point(label: str, x: float, y: float, **more: Any) -> dict[str, Any]:
    return {"label": label, "x": x, "y": y, **more}


def answer(kind: str, *shapes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"annotatedResult": {KEYS[kind]: list(shapes), "inputImageProperties": SIZE, **more}}


def made(kind: str, *contents: dict[str, Any], function: str | None = None, choice: str | None = None) -> Label:
    annotations = tuple(Annotation(f"worker-{at}", content) for at, content in enumerate(contents))
    (label,) = BY_FUNCTION[function or kind].consolidate([AnsweredObject(0, LINE, annotations)], terms(choice))
    return label


def shapes_of(kind: str, label: Label) -> list[Any]:
    found: list[Any] = label.value[KEYS[kind]]
    return found


def moved(places: list[tuple[int, int]], by: int) -> list[tuple[int, int]]:
    return [(x + by, y + by) for x, y in places]


@pytest.mark.parametrize("choice", ["median", "most-agreed"])
def test_of_three_outlines_the_label_is_the_one_between_the_others(choice: str) -> None:
    outlines = [traced("tree", *moved(WIDE_SQUARE, by)) for by in (0, 4, 12)]
    label = made("Polygon", *[answer("Polygon", outline) for outline in outlines], choice=choice)
    assert shapes_of("Polygon", label) == [{"class_id": 1, "vertices": outlines[1]["vertices"]}]
    assert label.metadata["class-map"] == {"1": "tree"}


def test_most_agreed_is_an_outline_that_somebody_drew() -> None:
    outlines = [traced("tree", *WIDE_SQUARE[:corners], (90, 200)) for corners in (4, 3, 4)]
    label = made("Polygon", *[answer("Polygon", outline) for outline in outlines], choice="most-agreed")
    assert shapes_of("Polygon", label)[0]["vertices"] in [outline["vertices"] for outline in outlines]


@pytest.mark.parametrize("kind", KEYS)
def test_union_keeps_what_one_of_three_drew(kind: str) -> None:
    def shape(by: int) -> dict[str, Any]:
        return point("tree", 100 + by, 100) if kind == "Keypoint" else traced("tree", *moved(WIDE_SQUARE, by))

    contents = [answer(kind, shape(0)), answer(kind, shape(0)), answer(kind, shape(0), shape(300))]
    assert len(shapes_of(kind, made(kind, *contents))) == 1
    label = made(kind, *contents, choice="union")
    assert len(shapes_of(kind, label)) == 2
    sure = [each["confidence"] for each in label.metadata["objects"]]
    assert sure[0] > sure[1]


def test_groups_of_points_are_matched_whatever_numbers_workers_gave_them() -> None:
    def person(group: int, x: int, seen: str = "visible") -> list[dict[str, Any]]:
        return [
            point("tree", x, 50, group=group, visibility="visible"),
            point("road", x, 250, group=group, visibility=seen),
        ]

    contents = [
        answer("Keypoint", *person(1, 100), *person(2, 600)),
        answer("Keypoint", *person(1, 604), *person(2, 102, "occluded")),
        answer("Keypoint", *person(7, 101, "occluded"), *person(9, 602)),
    ]
    found = shapes_of("Keypoint", made("Keypoint", *contents))
    assert len(found) == 4
    groups = {each["group"]: sorted(other["x"] for other in found if other["group"] == each["group"]) for each in found}
    assert groups.keys() == {1, 2}
    assert all(max(places) - min(places) < 5 for places in groups.values())
    (hidden,) = [each for each in found if each["visibility"] == "occluded"]
    assert (hidden["class_id"], hidden["x"]) == (0, 101)


def test_confidence_falls_as_outlines_differ() -> None:
    sure = []
    for by in (0, 10, 40):
        contents = [answer("Polygon", traced("tree", *moved(WIDE_SQUARE, step * by))) for step in range(3)]
        sure.append(made("Polygon", *contents).metadata["objects"][0]["confidence"])
    assert sure[0] > sure[1] > sure[2]


def test_a_line_is_the_same_line_in_whichever_direction_it_was_drawn() -> None:
    there = [(0, 436), (480, 430), (960, 436)]
    contents = [answer("Polyline", traced("road", *line)) for line in (there, there[::-1], there)]
    label = made("Polyline", *contents)
    (shape,) = shapes_of("Polyline", label)
    assert shape["class_id"] == 0
    assert label.metadata["objects"][0]["confidence"] > 0.8


def test_two_lines_side_by_side_stay_two() -> None:
    two = [traced("road", (0, 100), (900, 100)), traced("road", (0, 200), (900, 200))]
    assert len(shapes_of("Polyline", made("Polyline", *[answer("Polyline", *two)] * 3))) == 2


def test_the_place_of_a_point_is_the_median_and_a_careless_worker_is_left_out() -> None:
    contents = [answer("Keypoint", point("tree", x, 50)) for x in (100, 101, 103)]
    contents.append(answer("Keypoint", point("tree", 700, 500)))
    assert shapes_of("Keypoint", made("Keypoint", *contents)) == [{"class_id": 1, "x": 101, "y": 50}]


def test_one_workers_points_keep_their_group_and_visibility() -> None:
    label = made("Keypoint", answer("Keypoint", point("tree", 1.4, 2.6, group=2, visibility="occluded")))
    assert shapes_of("Keypoint", label) == [{"class_id": 1, "x": 1, "y": 3, "group": 2, "visibility": "occluded"}]


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("workers", [1, 3])
def test_nothing_to_mark_gives_empty_lists(kind: str, workers: int) -> None:
    label = made(kind, *[answer(kind)] * workers)
    assert (label.failure, shapes_of(kind, label), label.metadata["objects"]) == (None, [], [])


@pytest.mark.parametrize("kind", KEYS)
def test_the_order_of_workers_changes_nothing_even_where_all_differ(kind: str) -> None:
    def shape(by: int) -> dict[str, Any]:
        return point("tree", 100 + by, 100) if kind == "Keypoint" else traced("tree", *moved(WIDE_SQUARE, by))

    contents = [answer(kind, shape(by)) for by in (0, 5, 9, 2)]
    named = [Annotation(f"worker-{at}", content) for at, content in enumerate(contents)]
    labels = [
        list(BY_FUNCTION[kind].consolidate([AnsweredObject(0, LINE, tuple(order))], terms()))
        for order in (named, named[::-1], [named[2], named[0], named[3], named[1]])
    ]
    assert labels[0] == labels[1] == labels[2]


@pytest.mark.parametrize(
    ("kind", "shape", "told"),
    [
        ("Polygon", traced("tree", (1, 2), (3, 4)), "3 or more"),
        ("Polygon", {"label": "tree"}, "`vertices`"),
        ("Polyline", traced("road", (1, 2)), "2 or more"),
        ("Polyline", {"label": "road", "vertices": [[1, 2], [3, 4]]}, '{"x": 1, "y": 2}'),
        ("Keypoint", {"label": "tree", "x": "1", "y": 2}, "'1' for `x`"),
        ("Keypoint", point("house", 1, 2), "road, tree"),
    ],
)
def test_a_wrong_shape_is_told_what_it_lacks(kind: str, shape: dict[str, Any], told: str) -> None:
    assert told in str(BY_FUNCTION[kind].check_answer(answer(kind, shape), terms()))


@pytest.mark.parametrize("kind", KEYS)
def test_shapes_come_back_to_be_adjusted_as_they_were_drawn(kind: str) -> None:
    drawn = point("tree", 100, 200, group=1) if kind == "Keypoint" else traced("tree", *WIDE_SQUARE)
    label = made(kind, answer(kind, drawn))
    old = {**label.metadata, "type": BY_FUNCTION[kind].output_type, "creation-date": "2026-01-01T00:00:00.000000"}
    line = {**LINE, "old": label.value, "old-metadata": old}
    adjust = BY_FUNCTION[f"Adjustment{kind}"]
    assert adjust.check_line(line, terms()) is None
    assert adjust.task_input(line, terms())["initialValue"] == [drawn]
    again = made(kind, answer(kind, drawn, initialValueModified=False), function=f"Adjustment{kind}")
    assert (again.value, again.metadata["adjustment-status"]) == (label.value, "unadjusted")
