from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as shapes
from PIL import Image
from pycocotools import mask as coco_mask

from exchange_samples import MASK, export_of, image_item, manifest
from truthloop.exchange_formats.brush_runs import brush_mask, brush_runs
from truthloop.exchange_formats.indexed_pictures import (
    distinct_colours,
    hex_of,
    indexed_png,
    indices_of,
    read_colours,
    read_indices,
    rgb_png,
)
from truthloop.exchange_formats.labelled_items import InstanceMask, MaskInstance
from truthloop.exchange_formats.manifest_reading import labelled_items
from truthloop.exchange_formats.mask_runs import Mask, mask_of, plain_counts, runs_of
from truthloop.exchange_formats.mask_writing import write_masks
from truthloop.terms.errors import Invalid

masks = shapes.arrays(np.bool_, st.tuples(st.integers(1, 30), st.integers(1, 30)))
pictures = shapes.arrays(
    np.uint32, st.tuples(st.integers(1, 12), st.integers(1, 12)), elements=st.integers(0, 0xFFFFFF)
)


@given(masks)
def test_runs_hold_a_mask_exactly_in_both_forms(mask: Mask) -> None:
    runs = runs_of(mask)
    size = [runs.height, runs.width]
    assert runs.area == mask.sum()
    assert np.array_equal(mask_of({"size": size, "counts": runs.counts}), mask)
    assert np.array_equal(mask_of({"size": size, "counts": plain_counts(mask)}), mask)
    packed = coco_mask.frPyObjects({"size": size, "counts": plain_counts(mask)}, *size)
    assert packed["counts"].decode() == runs.counts


@given(masks)
def test_label_studios_brush_holds_a_mask_exactly(mask: Mask) -> None:
    assert np.array_equal(brush_mask(brush_runs(mask), *mask.shape), mask)


def test_a_brush_is_written_bit_by_bit_as_its_format_says() -> None:
    bits = "".join(f"{byte:08b}" for byte in brush_runs(np.array([[True, False]])))
    head = f"{8:032b}" + f"{7:05b}" + "".join(f"{size - 1:04b}" for size in (3, 4, 8, 16))
    blocks = "1" + "00" + f"{3:03b}" + "11111111" + "1" + "00" + f"{3:03b}" + "00000000"
    assert bits.rstrip("0") == (head + blocks).rstrip("0")


def test_a_brush_of_single_values_one_after_the_other_is_read() -> None:
    head = f"{4:032b}" + f"{7:05b}" + "".join(f"{size - 1:04b}" for size in (3, 4, 8, 16))
    bits = head + "0" + "00" + f"{3:03b}" + "00000001" * 3 + "11111111"
    padded = bits.ljust(-(-len(bits) // 8) * 8, "0")
    assert brush_mask([int(padded[at : at + 8], 2) for at in range(0, len(padded), 8)], 1, 1).tolist() == [[True]]


@pytest.mark.parametrize("runs", [[], [0, 0, 0, 9], [255] * 4, brush_runs(np.ones((2, 2), dtype=np.bool_))[:8], [300]])
def test_a_brush_that_cannot_be_read_is_refused(runs: list[int]) -> None:
    with pytest.raises(Invalid):
        brush_mask(runs, 2, 2)


def test_runs_that_do_not_cover_the_picture_are_refused() -> None:
    for broken in ({"size": [2, 2], "counts": [1, 1]}, {"size": [2, 2]}, {"size": "ab", "counts": "x"}):
        with pytest.raises(Invalid):
            mask_of(broken)


@given(pictures)
def test_a_picture_keeps_every_colour(picture: np.ndarray) -> None:
    assert np.array_equal(read_colours(rgb_png(picture), "x"), picture)
    palette = sorted({hex_of(int(each)) for each in picture.ravel()})
    indexed = indexed_png(indices_of(picture, palette, 0), palette)
    assert np.array_equal(read_colours(indexed, "x"), picture)
    indices, said = read_indices(indexed, "x")
    assert list(said[: len(palette)]) == palette
    assert indices.max() < len(palette)


def test_colours_are_those_of_the_pascal_voc_palette_and_never_repeat() -> None:
    colours = distinct_colours(1000)
    assert colours[:4] == ["#800000", "#008000", "#808000", "#000080"]
    assert len(set(colours)) == 1000
    assert "#ffffff" not in colours[:255]
    assert "#000000" not in colours


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(Invalid, match="not a picture"):
        read_colours(b"<html>", "s3://b/m.png")
    with pytest.raises(Invalid, match="not an indexed picture"):
        read_indices(rgb_png(np.zeros((2, 2), dtype=np.uint32)), "m.png")


def test_class_masks_are_written_with_exact_colours_class_numbers_and_runs(tmp_path: Path) -> None:
    picture = np.full((6, 8), 0xFFFFFF, dtype=np.uint32)
    picture[:2], picture[4, 3], picture[5, 5] = 0x2ACF59, 0xF28333, 0x123456
    export = export_of(labelled_items(manifest(MASK), "city-streets-ref"), fetch=lambda _ref: rgb_png(picture))
    write_masks(export, tmp_path / "m")
    assert (tmp_path / "m/classes.txt").read_text().split() == ["BACKGROUND", "buildings", "road"]
    body = (tmp_path / "m/masks/example_city_image.png").read_bytes()
    assert np.array_equal(read_colours(body, "x"), picture)
    with Image.open(tmp_path / "m/masks/example_city_image.png") as opened:
        indices = np.asarray(opened)
    assert (indices[0, 0], indices[4, 3], indices[3, 3], indices[5, 5]) == (1, 2, 0, 3)
    (line,) = (tmp_path / "m/masks.jsonl").read_text().splitlines()
    segments = {each["class"]: each for each in json.loads(line)["segments"]}
    assert segments["buildings"]["area"] == 16
    assert np.array_equal(coco_mask.decode(segments["road"]["rle"]).astype(bool), picture == 0xF28333)
    assert sum(segments["road"]["runs"]) == picture.size
    assert export.remarks.counts == {"colours of no class": 1}


def test_more_objects_than_a_palette_holds_are_written_in_full_colour(tmp_path: Path) -> None:
    colours = distinct_colours(300)
    picture = np.array([[int(colour[1:], 16) for colour in colours]], dtype=np.uint32)
    label = InstanceMask("m", tuple(MaskInstance("cell", colour) for colour in colours))
    export = export_of([image_item(1, label)], fetch=lambda _ref: rgb_png(picture))
    write_masks(export, tmp_path / "m")
    assert np.array_equal(read_colours((tmp_path / "m/masks/1.png").read_bytes(), "x"), picture)
    assert export.remarks.counts == {"too many colours for a palette": 1}
