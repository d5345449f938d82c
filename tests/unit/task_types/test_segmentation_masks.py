"""Masks: read by their exact colors, made one by a vote on each pixel, and written for any reader."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from truthloop.task_types.mask_colors import label_colors
from truthloop.task_types.mask_pictures import MOST_PIXELS
from truthloop.task_types.type_table import BY_FUNCTION
from truthloop.terms.labeling import Annotation, AnsweredObject, Label, LabelTerms

ELEMENT = "crowd-semantic-segmentation"
CAT, DOG = (0x1F, 0x77, 0xB4), (0xFF, 0x7F, 0x0E)
COLORS = np.array([(255, 255, 255), CAT, DOG], dtype=np.uint8)
MAPPINGS = {"Cat": {"color": "#1f77b4"}, "Dog": {"color": "#ff7f0e"}}
LINE = {"source-ref": "s3://examples/pets.jpg"}
SEGMENT = BY_FUNCTION["SemanticSegmentation"]
ADJUST = BY_FUNCTION["AdjustmentSemanticSegmentation"]


def terms(labels: tuple[str, ...] = ("Cat", "Dog"), consolidation: str | None = None) -> LabelTerms:
    return LabelTerms(job_name="pets", attribute="pets-ref", labels=labels, consolidation=consolidation)


def numbers(*rows: str) -> NDArray[np.uint8]:
    return np.array([[int(each) for each in row] for row in rows], dtype=np.uint8)


def png(picture: Image.Image) -> str:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def colored(mask: NDArray[np.uint8]) -> Image.Image:
    return Image.fromarray(COLORS[mask])


def answer(
    text: object, mappings: object = MAPPINGS, size: tuple[int, int] | None = None, **more: Any
) -> dict[str, Any]:
    given = {"labelMappings": mappings, "labeledImage": {"pngImageData": text}, **more}
    return {ELEMENT: {**given, "inputImageProperties": {"width": size[0], "height": size[1]}} if size else given}


def made(*answers: dict[str, Any], kind: str = "SemanticSegmentation", given: LabelTerms | None = None) -> Label:
    annotations = tuple(Annotation(f"worker-{at}", content) for at, content in enumerate(answers))
    (label,) = BY_FUNCTION[kind].consolidate([AnsweredObject(0, LINE, annotations)], given or terms())
    return label


def picture_of(label: Label) -> Image.Image:
    assert label.file is not None
    return Image.open(io.BytesIO(label.file.body))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_a_mask_of_any_usual_kind_of_png_is_read_by_its_colors(mode: str) -> None:
    mask = numbers("0012", "0112", "2220")
    picture = colored(mask).quantize(8) if mode == "P" else colored(mask).convert(mode)
    label = made(answer(png(picture)))
    assert np.array_equal(np.asarray(picture_of(label)), mask)
    assert np.array_equal(np.asarray(picture_of(label).convert("RGB")), COLORS[mask])


def test_what_is_wholly_transparent_is_background() -> None:
    mask = numbers("12", "00")
    clear = np.dstack([np.where(mask[..., None] > 0, COLORS[mask], 0), np.where(mask > 0, 255, 0)]).astype(np.uint8)
    assert SEGMENT.check_answer(answer(png(Image.fromarray(clear))), terms()) is None
    assert np.array_equal(np.asarray(picture_of(made(answer(png(Image.fromarray(clear)))))), mask)


def test_the_numbers_and_colors_of_the_mask_are_explained_as_aws_explains_them() -> None:
    label = made(answer(png(colored(numbers("01", "12")))))
    assert label.metadata["internal-color-map"] == {
        "0": {"class-name": "BACKGROUND", "hex-color": "#ffffff", "confidence": 0.0},
        "1": {"class-name": "Cat", "hex-color": "#1f77b4", "confidence": 0.0},
        "2": {"class-name": "Dog", "hex-color": "#ff7f0e", "confidence": 0.0},
    }
    assert label.file is not None
    assert (label.file.extension, label.file.content_type) == ("png", "image/png")


@pytest.mark.parametrize("choice", [None, "staple"])
def test_three_workers_masks_are_voted_on_pixel_by_pixel(choice: str | None) -> None:
    right, wrong = np.zeros((24, 24), dtype=np.uint8), np.zeros((24, 24), dtype=np.uint8)
    right[4:12, 4:12], right[14:20, 3:20] = 1, 2
    wrong[0:3, 0:3] = 2
    label = made(*[answer(png(colored(mask))) for mask in (right, wrong, right)], given=terms(consolidation=choice))
    found = np.asarray(picture_of(label))
    assert not found[0:3, 0:3].any()
    assert (found != right).sum() <= 8, "smoothing may round the corners of two areas, no more"
    assert 0.5 < label.metadata["internal-color-map"]["1"]["confidence"] <= 1


def test_workers_whose_colors_differ_agree_by_label() -> None:
    mask = numbers("0012", "0112", "2220")
    swapped = Image.fromarray(COLORS[[0, 2, 1]][mask])
    other = {"Cat": {"color": "#ff7f0e"}, "Dog": {"color": "#1f77b4"}}
    label = made(answer(png(colored(mask))), answer(png(colored(mask))), answer(png(swapped), other))
    assert np.array_equal(np.asarray(picture_of(label)), mask)
    assert label.metadata["internal-color-map"]["1"]["hex-color"] == "#1f77b4"
    assert label.metadata["internal-color-map"]["1"]["confidence"] == 1.0


def test_a_mask_of_another_size_than_most_is_left_out() -> None:
    label = made(*[answer(png(colored(numbers(*rows)))) for rows in (("01", "10"), ("011", "100"), ("01", "10"))])
    assert picture_of(label).size == (2, 2)


def test_more_labels_than_a_palette_holds_are_written_in_true_colors() -> None:
    labels = tuple(f"label {number}" for number in range(300))
    mappings = {name: {"color": f"#{at + 1:06x}"} for at, name in enumerate(labels)}
    mask = np.arange(300, dtype=np.uint32).reshape(15, 20) + 1
    picture = Image.fromarray(np.dstack([mask >> 16, mask >> 8 & 255, mask & 255]).astype(np.uint8))
    label = made(answer(png(picture), mappings), given=terms(labels))
    assert np.array_equal(np.asarray(picture_of(label)), np.asarray(picture))


def test_no_two_labels_get_the_same_color_and_none_gets_white() -> None:
    labels = [f"label {number}" for number in range(1000)]
    colors = label_colors(labels, [{"label 0": 0x1F77B4, "label 7": 0x1F77B4}, {"label 7": 0xFFFFFF}])
    assert colors["label 0"] == 0x1F77B4
    assert len(set(colors.values()) - {0xFFFFFF}) == 1000


def header_of(width: int, height: int) -> str:
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return base64.b64encode(body).decode()


BROKEN = png(colored(numbers("01", "12")))
SMOOTH = png(
    colored(np.kron(numbers("01", "12"), np.ones((9, 9), dtype=np.uint8))).resize((30, 30), Image.Resampling.BICUBIC)
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({}, "labeledImage"),
        (answer(None), "base64"),
        (answer("§§§"), "no base64"),
        (answer("bm8gcGljdHVyZQ=="), "no PNG"),
        (answer(BROKEN[: len(BROKEN) // 2 // 4 * 4]), "broken PNG"),
        (answer(header_of(100_000, 100_000)), f"{MOST_PIXELS:,}"),
        (answer(png(colored(numbers("01"))), mappings=None), "no `labelMappings`"),
        (answer(png(colored(numbers("01"))), mappings={"Bird": {"color": "#1f77b4"}}), "job's labels: Cat, Dog"),
        (answer(png(colored(numbers("01"))), mappings={"Cat": {"color": "blue"}}), "#1f77b4"),
        (answer(png(colored(numbers("01"))), mappings={"Cat": {"color": "#ffffff"}}), "not white"),
        (answer(png(colored(numbers("01"))), mappings={name: {"color": "#ff7f0e"} for name in MAPPINGS}), "same color"),
        (answer(png(colored(numbers("01"))), size=(4, 4)), "2 × 1 pixels for an image of 4 × 4"),
        (answer(png(colored(numbers("12"))), mappings={"Cat": {"color": "#1f77b4"}}), "1 of them #ff7f0e"),
        (answer(SMOOTH), "antialiased"),
    ],
)
def test_a_wrong_mask_is_told_what_is_wrong_with_it(content: dict[str, Any], told: str) -> None:
    assert told in str(SEGMENT.check_answer(content, terms()))


def test_an_object_without_a_readable_mask_fails_and_says_why() -> None:
    assert "no PNG" in str(made(answer("bm8gcGljdHVyZQ==")).failure)


def test_strange_colors_of_an_earlier_mask_do_not_stop_the_one_who_adjusts_it() -> None:
    content = answer(png(colored(numbers("12"))), mappings={"Cat": {"color": "#1f77b4"}}, initialValueModified=False)
    assert ADJUST.check_answer(content, terms()) is None
    label = made(content, kind="AdjustmentSemanticSegmentation")
    assert label.metadata["adjustment-status"] == "unadjusted"


def test_a_mask_is_verified_and_adjusted_with_the_colors_it_was_written_with() -> None:
    label = made(answer(png(colored(numbers("01", "12")))))
    line = {**LINE, "pets-ref": "s3://out/0.png", "pets-ref-metadata": {**label.metadata, "type": SEGMENT.output_type}}
    given = replace(terms(), attribute="better-ref")
    assert ADJUST.check_line(line, given) is None
    for kind in ("AdjustmentSemanticSegmentation", "VerificationSemanticSegmentation"):
        page = BY_FUNCTION[kind].task_input(line, given)
        assert (page["maskObject"], page["labelMappings"]) == ("s3://out/0.png", MAPPINGS)


@pytest.mark.parametrize(
    ("value", "colors", "told"),
    [
        ("s3://out/0.png", None, "no `internal-color-map`"),
        ("s3://out/0.png", {"1": {"class-name": "Cat", "color": [1, 2, 3]}}, "#2ca02c"),
        ("s3://out/0.png", {"1": {"hex-color": "#112233"}}, "names no `class-name`"),
        (3, {"1": {"class-name": "Cat", "hex-color": "#112233"}}, "S3 address"),
    ],
)
def test_a_mask_that_cannot_be_shown_again_is_told_why(value: Any, colors: Any, told: str) -> None:
    metadata = {"type": SEGMENT.output_type, "internal-color-map": colors}
    line = {**LINE, "old-ref": value, "old-ref-metadata": metadata}
    assert told in str(ADJUST.check_line(line, terms()))
