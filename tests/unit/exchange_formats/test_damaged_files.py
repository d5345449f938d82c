"""Other people's files with something wrong somewhere: never a traceback, never a silent loss."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange_samples import export_of, image_item, import_of
from truthloop.exchange_formats.format_table import EXPORTS, IMPORTS, import_labels
from truthloop.exchange_formats.indexed_pictures import rgb_png
from truthloop.exchange_formats.labelled_items import (
    Box,
    BoxLabels,
    ClassChoice,
    ImageSize,
    InstanceMask,
    Keypoint,
    KeypointLabels,
    Label,
    LabelledItem,
    MaskInstance,
    Outline,
    PolygonLabels,
    TextSpan,
    TextSpans,
)
from truthloop.exchange_formats.manifest_reading import label_attributes
from truthloop.exchange_formats.manifest_writing import attribute_name, manifest_line
from truthloop.terms.errors import Invalid

SIZE = ImageSize(40, 30)
LABELS: dict[str, Label] = {
    "boxes": BoxLabels(SIZE, (Box("cat", 0, 1, 2, 3, 4, 0.5),)),
    "polygons": PolygonLabels(SIZE, (Outline("cat", 0, ((1, 1), (9, 1), (5, 7))),)),
    "keypoints": KeypointLabels(SIZE, (Keypoint("nose", 0, 1, 2),)),
    "masks": InstanceMask("m", (MaskInstance("cat", "#000000"),)),
    "classes": ClassChoice("cat", 0),
    "spans": TextSpans((TextSpan("City", 0, 5),)),
}
JUNK = [None, "x", "", -1, 0, 3.5, 10**400, True, [], [[]], [1], {}, {"a": 1}]


def document(name: str, kind: str) -> Any:
    """A whole file as our own export writes it."""
    label = LABELS[kind]
    item = LabelledItem(1, None, "Seoul wins", label) if kind == "spans" else image_item(1, label)
    with TemporaryDirectory() as folder:
        out = Path(folder, "x.json")
        EXPORTS[name].write(export_of([item], fetch=lambda _ref: rgb_png(np.zeros((30, 40), dtype=np.uint32))), out)
        return json.loads(out.read_bytes())


DOCUMENTS = {
    (name, kind): document(name, kind)
    for name in ("coco", "label-studio")
    for kind in LABELS
    if type(LABELS[kind]) in EXPORTS[name].kinds
}


def places(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield before
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*before, key))
    if isinstance(value, list):
        for number, inner in enumerate(value[:40]):
            yield from places(inner, (*before, number))


def damaged(whole: Any, place: tuple[Any, ...], junk: Any) -> Any:
    if not place:
        return junk
    made = copy.deepcopy(whole)
    holder = made
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = junk
    return made


@pytest.mark.parametrize(("name", "kind"), DOCUMENTS)
@settings(max_examples=150)
@given(st.data())
def test_a_file_damaged_anywhere_is_read_or_refused_in_words(name: str, kind: str, data: st.DataObject) -> None:
    whole = DOCUMENTS[name, kind]
    place = data.draw(st.sampled_from(list(places(whole))))
    broken = damaged(whole, place, data.draw(st.sampled_from(JUNK)))
    with TemporaryDirectory() as folder:
        path = Path(folder, "broken.json")
        path.write_text(json.dumps(broken))
        importing = import_of(prefix="s3://bucket/p/", store=lambda file, _picture: file)
        items: list[LabelledItem] = []
        with suppress(Invalid):
            items = list(IMPORTS[name](importing, path))
            emptied = broken == [] or (isinstance(broken, dict) and broken.get("images") == [])
            assert items or importing.remarks.counts or emptied
        for item in items:
            written = orjson.dumps(manifest_line(item, "again"))
            assert label_attributes([written]) == ([] if item.label is None else [attribute_name("again", item.label)])


@pytest.mark.parametrize("name", IMPORTS)
def test_bytes_that_are_nothing_of_the_kind_are_refused_in_words(name: str, tmp_path: Path) -> None:
    path = tmp_path / "noise"
    if name in {"yolo", "voc"}:
        (path / "labels").mkdir(parents=True)
        (path / "Annotations").mkdir()
        (path / "Annotations" / "1.xml").write_bytes(b"\xff\xfe\x00")
        for each in ("data.yaml", "sources.jsonl"):
            (path / each).write_bytes(b"\xff\xfe\x00")
    else:
        path.write_bytes(b"\xff\xfe\x00 noise \x80")
    importing = import_of(prefix="s3://bucket/p/")
    try:
        import_labels(importing, name, path, "label", io.BytesIO())
    except Invalid as error:
        said = str(error)
    else:
        said = " ".join(map(str, importing.remarks.first))
    assert "noise" in said
