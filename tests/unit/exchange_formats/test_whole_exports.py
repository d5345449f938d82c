from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from exchange_samples import (
    BOXES,
    DOCUMENTED,
    ENTITIES,
    MASK,
    ONE_CLASS,
    VERDICT,
    export_of,
    image_item,
    import_of,
    manifest,
)
from truthloop.exchange_formats.format_table import EXPORTS, IMPORTS, export_labels, import_labels
from truthloop.exchange_formats.indexed_pictures import rgb_png
from truthloop.exchange_formats.labelled_items import ClassMask, MaskColour
from truthloop.exchange_formats.manifest_reading import chosen_attribute, labelled_items
from truthloop.terms.errors import Invalid, NotFound, Unavailable

CHAINED = {**BOXES, **{key: value for key, value in VERDICT.items() if key != "source-ref"}}


def picture(_ref: str) -> bytes:
    return rgb_png(np.full((4, 5), 0x2ACF59, dtype=np.uint32))


def holds(name: str, attribute: str) -> bool:
    item = next(labelled_items(manifest(DOCUMENTED[attribute]), attribute))
    return type(item.label) in EXPORTS[name].kinds


@pytest.mark.parametrize("attribute", DOCUMENTED)
@pytest.mark.parametrize("name", EXPORTS)
def test_every_documented_label_goes_into_every_format_that_can_hold_it_and_is_refused_by_others(
    name: str, attribute: str, tmp_path: Path
) -> None:
    def export() -> Any:
        return export_labels(lambda: manifest(DOCUMENTED[attribute]), name, tmp_path / "out.json", fetch=picture)

    if holds(name, attribute):
        assert export().written == 1
        assert (tmp_path / "out.json").exists()
    else:
        with pytest.raises(Invalid, match="holds"):
            export()
        assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    ("name", "attribute"),
    [(name, attribute) for name in IMPORTS for attribute in DOCUMENTED if holds(name, attribute)],
)
def test_what_went_out_comes_back_as_a_manifest_that_reads_the_same(name: str, attribute: str, tmp_path: Path) -> None:
    export_labels(lambda: manifest(DOCUMENTED[attribute]), name, tmp_path / "out.json", fetch=picture)
    out = io.BytesIO()
    importing = import_of(store=lambda file, _picture: f"s3://masks/{file}")
    remarks = import_labels(importing, name, tmp_path / "out.json", "again", out)
    assert (remarks.written, remarks.counts) == (1, {})
    lines = out.getvalue().splitlines(keepends=True)
    back = next(labelled_items(lines, chosen_attribute(lines, None)))
    before = next(labelled_items(manifest(DOCUMENTED[attribute]), attribute))
    assert (back.source_ref, back.text, back.missing) == (before.source_ref, before.text, "")
    assert type(back.label) is type(before.label) or isinstance(before.label, ClassMask)


def test_of_several_labels_the_one_named_is_exported_though_it_appears_late(tmp_path: Path) -> None:
    lines = manifest(*({"source-ref": f"s3://b/{i}"} for i in range(1500)), CHAINED)
    assert (
        export_labels(lambda: lines, "csv", tmp_path / "a.csv", attribute="verify-bounding-box-attribute").written == 1
    )
    with pytest.raises(Invalid, match="name one with --label"):
        export_labels(lambda: lines, "csv", tmp_path / "b.csv")


def test_an_unknown_format_is_told_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="coco, yolo"):
        export_labels(lambda: manifest(BOXES), "cocoa", tmp_path / "x")
    with pytest.raises(Invalid, match="coco, yolo"):
        import_labels(import_of(), "masks", tmp_path, "x", io.BytesIO())
    with pytest.raises(Invalid, match="There is no"):
        import_labels(import_of(), "coco", tmp_path / "gone", "x", io.BytesIO())


@pytest.mark.parametrize("name", ["coco", "voc", "masks", "label-studio", "parquet"])
def test_a_mask_that_cannot_be_fetched_is_said_and_never_taken_for_an_empty_one(name: str, tmp_path: Path) -> None:
    two = [{**MASK, "source-ref": f"s3://b/{i}.png", "city-streets-ref": f"s3://b/m{i}.png"} for i in (1, 2, 3)]

    def fetch(ref: str) -> bytes:
        if ref.endswith("m1.png"):
            raise NotFound("gone")
        return b"no picture" if ref.endswith("m2.png") and name != "parquet" else picture(ref)

    remarks = export_labels(lambda: manifest(*two), name, tmp_path / "out.json", fetch=fetch)
    assert remarks.counts["could not be fetched"] == 1
    assert remarks.counts["no picture"] == (0 if name == "parquet" else 1)
    if name == "label-studio":
        tasks = json.loads((tmp_path / "out.json").read_text())
        assert ["annotations" in task for task in tasks] == [False, False, True]
    else:
        assert remarks.written == 3 - remarks.counts.total()


def test_a_store_that_does_not_answer_ends_the_export_and_leaves_nothing(tmp_path: Path) -> None:
    def down(_ref: str) -> bytes:
        raise Unavailable("down")

    with pytest.raises(Unavailable):
        export_labels(lambda: manifest(MASK), "coco", tmp_path / "c.json", fetch=down)
    with pytest.raises(Invalid, match="no object store can be reached"):
        export_labels(lambda: manifest(MASK), "coco", tmp_path / "c.json")
    assert list(tmp_path.iterdir()) == []


def test_a_job_that_names_its_classes_numbers_them_so_though_some_were_never_chosen(tmp_path: Path) -> None:
    names = ["cat", "bone", "dog"]
    export_labels(lambda: manifest(BOXES), "coco", tmp_path / "c.json", categories=names)
    assert [each["name"] for each in json.loads((tmp_path / "c.json").read_text())["categories"]] == names
    masks = ["road", "buildings", "sky"]
    export_labels(lambda: manifest(MASK), "masks", tmp_path / "m", categories=masks, fetch=picture)
    assert (tmp_path / "m/classes.txt").read_text().split() == ["BACKGROUND", *masks]


def test_a_line_that_is_not_json_is_said_with_its_number(tmp_path: Path) -> None:
    remarks = export_labels(lambda: manifest(BOXES, "{oops"), "coco", tmp_path / "c.json")
    assert str(remarks.first[0]).startswith("line 2: no label: the line is not JSON")


LINES = 2_400


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("coco", BOXES),
        ("conll", ENTITIES),
        ("parquet", ONE_CLASS),
        ("parquet", ENTITIES),
        ("label-studio", BOXES),
        ("csv", BOXES),
        ("jsonl", BOXES),
    ],
)
def test_memory_does_not_grow_with_the_manifest(name: str, line: dict[str, Any], tmp_path: Path) -> None:
    body = json.dumps(line).encode() + b"\n"

    def lines(count: int) -> Callable[[], Iterator[bytes]]:
        return lambda: (body for _ in range(count))

    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            assert export_labels(lines(count), name, tmp_path / f"{name}-{count}").written == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    few = peak(LINES // 3)
    assert peak(LINES) < few * 1.3 + 2**20


def test_many_rows_are_written_in_groups_that_fit_together(tmp_path: Path) -> None:
    body = json.dumps(ONE_CLASS).encode()
    export_labels(lambda: (body for _ in range(25_000)), "parquet", tmp_path / "p.parquet")
    file = pq.ParquetFile(tmp_path / "p.parquet")
    assert (file.metadata.num_rows, file.num_row_groups) == (25_000, 3)
    assert file.read(["line"])["line"].to_pylist() == list(range(1, 25_001))


def test_a_background_that_job_categories_do_not_name_comes_first() -> None:
    mask = ClassMask("m", (MaskColour("BACKGROUND", 0, "#ffffff"), MaskColour("road", 1, "#000001")))
    assert export_of([image_item(1, mask)], categories=["sky", "road"]).survey.classes == ("BACKGROUND", "sky", "road")
