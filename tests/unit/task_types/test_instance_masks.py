"""Masks of single objects: one color each, matched between workers, voted on, and shown again."""

from __future__ import annotations

import base64
import io
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from truthloop.task_types.type_table import BY_FUNCTION
from truthloop.terms.labeling import Annotation, AnsweredObject, Label, LabelTerms

KIND = BY_FUNCTION["InstanceSegmentation"]
COLORS = [(255, 255, 255), (31, 119, 180), (44, 160, 44), (255, 127, 14)]
TERMS = LabelTerms(job_name="pets", attribute="pets-ref", labels=("Cat", "Dog"))
LINE = {"source-ref": "s3://examples/pets.jpg"}
TWO_CATS = [{"color": "#1f77b4", "label": "Cat"}, {"color": "#2ca02c", "label": "Cat"}]


def mask(*boxes: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    """The n-th box filled with the number n: left, top, right, bottom."""
    made = np.zeros((40, 60), dtype=np.uint8)
    for number, (left, top, right, bottom) in enumerate(boxes, start=1):
        made[top:bottom, left:right] = number
    return made


def answer(
    painted: NDArray[np.uint8], instances: Any, colors: list[tuple[int, int, int]] | None = None
) -> dict[str, Any]:
    file = io.BytesIO()
    Image.fromarray(np.array(colors or COLORS, dtype=np.uint8)[painted]).save(file, "PNG")
    text = base64.b64encode(file.getvalue()).decode()
    return {"annotatedResult": {"instances": instances, "labeledImage": {"pngImageData": text}}}


def made(*answers: dict[str, Any]) -> Label:
    annotations = tuple(Annotation(f"worker-{at}", content) for at, content in enumerate(answers))
    (label,) = KIND.consolidate([AnsweredObject(0, LINE, annotations)], TERMS)
    return label


def numbers(label: Label) -> NDArray[np.uint8]:
    assert label.file is not None
    return np.asarray(Image.open(io.BytesIO(label.file.body)))


def test_one_workers_objects_are_the_label_with_their_colors() -> None:
    painted = mask((2, 2, 20, 20), (20, 2, 40, 20))
    label = made(answer(painted, TWO_CATS))
    assert np.array_equal(numbers(label), painted)
    assert label.metadata["instances"] == [
        {"hex-color": "#1f77b4", "class-name": "Cat", "confidence": 0.0},
        {"hex-color": "#2ca02c", "class-name": "Cat", "confidence": 0.0},
    ]


def test_objects_are_matched_whatever_colors_and_order_workers_gave_them() -> None:
    painted = mask((2, 2, 20, 20), (20, 2, 40, 20))
    other = [COLORS[0], COLORS[2], COLORS[1], COLORS[3]]
    swapped = answer(painted, TWO_CATS[::-1], other)
    label = made(answer(painted, TWO_CATS), swapped, answer(painted, TWO_CATS))
    found = numbers(label)
    assert [each["class-name"] for each in label.metadata["instances"]] == ["Cat", "Cat"]
    assert len(np.unique(found[2:20, 2:20])) == len(np.unique(found[2:20, 20:40])) == 1
    assert found[5, 5] != found[5, 25]


def test_the_pixels_of_an_object_are_those_that_most_of_its_workers_gave_it() -> None:
    cat = [TWO_CATS[0]]
    label = made(*[answer(mask(box), cat) for box in ((2, 2, 20, 20), (2, 2, 22, 20), (2, 2, 20, 24))])
    assert np.array_equal(numbers(label) == 1, mask((2, 2, 20, 20)) == 1)
    assert 0.5 < label.metadata["instances"][0]["confidence"] < 1


def test_what_one_of_three_painted_is_left_out() -> None:
    one, two = mask((2, 2, 20, 20)), mask((2, 2, 20, 20), (40, 25, 50, 38))
    label = made(answer(one, TWO_CATS[:1]), answer(two, TWO_CATS), answer(one, TWO_CATS[:1]))
    assert not numbers(label)[25:38, 40:50].any()
    assert len(label.metadata["instances"]) == 1


@pytest.mark.parametrize("workers", [1, 3])
def test_nothing_to_paint_gives_a_mask_without_objects(workers: int) -> None:
    label = made(*[answer(mask(), [])] * workers)
    assert (label.failure, label.metadata["instances"]) == (None, [])
    assert not numbers(label).any()


@pytest.mark.parametrize(
    ("instances", "told"),
    [
        (None, "mask of single objects"),
        ([{"color": "red", "label": "Cat"}], "entry 0"),
        ([{"color": "#1f77b4", "label": "Bird"}], "Cat, Dog"),
        ([TWO_CATS[0], TWO_CATS[0]], "same color"),
        ([TWO_CATS[0]], "#2ca02c"),
    ],
)
def test_a_wrong_mask_is_told_what_is_wrong_with_it(instances: Any, told: str) -> None:
    content = answer(mask((2, 2, 20, 20), (20, 2, 40, 20)), instances)
    assert told in str(KIND.check_answer(content, TERMS))


def test_a_verification_shows_the_objects_that_were_written() -> None:
    label = made(answer(mask((2, 2, 20, 20), (20, 2, 40, 20)), TWO_CATS))
    line = {**LINE, "pets-ref": "s3://out/0.png", "pets-ref-metadata": {**label.metadata, "type": KIND.output_type}}
    verify = BY_FUNCTION["VerificationInstanceSegmentation"]
    given = LabelTerms(job_name="check", attribute="check", labels=("good", "bad"))
    assert verify.check_line(line, given) is None
    page = verify.task_input(line, given)
    assert (page["maskObject"], page["instances"]) == ("s3://out/0.png", TWO_CATS)
    broken = {**line, "pets-ref-metadata": {"type": KIND.output_type, "instances": [{"class-name": "Cat"}]}}
    assert "`hex-color`" in str(verify.check_line(broken, given))
