from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from exchange_samples import DOCUMENTED, export_of, image_item, manifest
from truthloop.exchange_formats.labelled_items import BoxLabels, ImageSize, Outline, PolylineLabels
from truthloop.exchange_formats.manifest_reading import labelled_items
from truthloop.exchange_formats.table_rows import COLUMNS, write_csv, write_jsonl

ROWS = {"bounding-box-attribute-name": 3, "mylabel": 3, "city-streets-ref": 3, "auto-labels": 2}


@pytest.mark.parametrize("attribute", DOCUMENTED)
def test_every_documented_label_has_a_row_for_each_mark_and_a_line_for_each_object(
    attribute: str, tmp_path: Path
) -> None:
    export = export_of(labelled_items(manifest(DOCUMENTED[attribute]), attribute))
    write_csv(export, tmp_path / "t.csv")
    write_jsonl(export, tmp_path / "t.jsonl")
    frame = pd.read_csv(tmp_path / "t.csv")
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == ROWS.get(attribute, 1)
    (entry,) = (json.loads(line) for line in (tmp_path / "t.jsonl").read_text().splitlines())
    assert entry["source-ref"] == DOCUMENTED[attribute].get("source-ref")
    assert entry["label"]


def test_an_object_with_an_empty_label_has_a_row_and_names_with_commas_and_breaks_stay_whole(tmp_path: Path) -> None:
    outline = Outline('a, "b"\nc', 0, ((0, 0), (1.5, 2)))
    items = [image_item(1, BoxLabels(ImageSize(3, 4), ())), image_item(2, PolylineLabels(None, (outline,)))]
    write_csv(export_of(items), tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(newline="") as sheet:
        first, second = csv.DictReader(sheet)
    assert (first["source-ref"], first["class"], first["image-width"]) == ("s3://bucket/images/1.jpg", "", "3")
    assert second["class"] == 'a, "b"\nc'
    assert json.loads(second["vertices"]) == [[0, 0], [1.5, 2]]
