from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange_samples import (
    BOXES,
    CLASSES,
    DOCUMENTED,
    box_labels,
    export_of,
    image_item,
    import_of,
    keypoint_labels,
    manifest,
    polygon_labels,
    polyline_labels,
    span_items,
)
from truthloop.exchange_formats.indexed_pictures import rgb_png
from truthloop.exchange_formats.labelled_items import (
    BoxLabels,
    ClassChoice,
    ClassChoices,
    InstanceMask,
    LabelledItem,
    MaskInstance,
    TextSpan,
    TextSpans,
)
from truthloop.exchange_formats.manifest_reading import labelled_items
from truthloop.exchange_formats.parquet_reading import read_parquet
from truthloop.exchange_formats.parquet_writing import write_parquet
from truthloop.terms.errors import Invalid


def picture(_ref: str) -> bytes:
    return rgb_png(np.zeros((3, 4), dtype=np.uint32))


def there_and_back(items: list[LabelledItem], **options: Any) -> list[LabelledItem]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.parquet")
        write_parquet(export_of(items, fetch=picture, categories=CLASSES), path)
        return list(read_parquet(import_of(**options), path))


drawn = st.one_of(box_labels(), polygon_labels, polyline_labels, keypoint_labels())
choices = st.builds(
    lambda name, sure: ClassChoice(name, CLASSES.index(name), sure), st.sampled_from(CLASSES), st.floats(0, 1)
)


@settings(max_examples=60)
@given(st.one_of(drawn, choices, st.lists(choices, max_size=3).map(lambda each: ClassChoices(tuple(each)))))
def test_every_label_comes_back_the_same(label: Any) -> None:
    (back,) = there_and_back([image_item(1, label)])
    assert back.source_ref == "s3://bucket/images/1.jpg"
    assert back.label == label


@settings(max_examples=60)
@given(span_items)
def test_spans_come_back_the_same_overlaps_too(item: LabelledItem) -> None:
    (back,) = there_and_back([item])
    assert isinstance(back.label, TextSpans)
    assert isinstance(item.label, TextSpans)
    assert (back.text, back.label.spans) == (item.text, item.label.spans)


def test_masks_carry_their_pictures_and_come_back() -> None:
    label = InstanceMask("s3://bucket/m.png", (MaskInstance("cat", "#010203", 0.5),))
    (back,) = there_and_back([image_item(1, label)])
    assert back.label == label
    kept: list[tuple[str, bytes]] = []
    (moved,) = there_and_back(
        [image_item(1, label)], store=lambda name, body: kept.append((name, body)) or "s3://new/1.png"
    )
    assert moved.label == InstanceMask("s3://new/1.png", label.instances)
    assert kept == [("1.png", picture(""))]


def test_pandas_reads_the_documented_boxes(tmp_path: Path) -> None:
    write_parquet(export_of(labelled_items(manifest(BOXES), "bounding-box-attribute-name")), tmp_path / "b.parquet")
    (row,) = pd.read_parquet(tmp_path / "b.parquet").to_dict("records")
    assert (row["source_ref"], row["width"], row["height"]) == (
        "s3://AWSDOC-EXAMPLE-BUCKET/example_image.png",
        500,
        400,
    )
    assert [list(box) for box in row["objects"]["bbox"]] == [[111, 134, 61, 128], [161, 250, 30, 30], [20, 20, 30, 30]]
    assert list(row["objects"]["category"]) == [0, 1, 1]


@pytest.mark.parametrize("attribute", DOCUMENTED)
def test_the_features_for_datasets_describe_exactly_the_columns(attribute: str, tmp_path: Path) -> None:
    """`datasets` drops a feature whose Arrow type differs from its column's: types are rebuilt here by its rules."""
    write_parquet(
        export_of(labelled_items(manifest(DOCUMENTED[attribute]), attribute), fetch=picture), tmp_path / "f.parquet"
    )
    schema = pq.read_schema(tmp_path / "f.parquet")
    features = json.loads(schema.metadata[b"huggingface"])["info"]["features"]
    assert list(features) == schema.names
    for name in schema.names:
        assert schema.field(name).type == arrow_of(features[name]), name


def arrow_of(feature: Any) -> Any:
    kind = feature.get("_type")
    if kind == "Sequence":
        return pa.list_(arrow_of(feature["feature"]))
    if kind == "Image":
        return pa.struct({"bytes": pa.binary(), "path": pa.string()})
    if kind == "ClassLabel":
        return pa.int64()
    if kind == "Value":
        return pa.type_for_alias(feature["dtype"])
    return pa.struct({key: arrow_of(each) for key, each in feature.items()})


def test_class_names_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    write_parquet(export_of([image_item(1, ClassChoice("dog", 1))], categories=["cat", "dog"]), tmp_path / "c.parquet")
    said = json.loads(pq.read_schema(tmp_path / "c.parquet").metadata[b"huggingface"])["info"]["features"]["label"]
    assert said == {"names": ["cat", "dog"], "_type": "ClassLabel"}
    assert pq.read_table(tmp_path / "c.parquet")["label"].to_pylist() == [1]


def test_tags_for_token_classifiers_stand_beside_the_spans(tmp_path: Path) -> None:
    item = LabelledItem(1, None, "New York!", TextSpans((TextSpan("City", 0, 8),)))
    write_parquet(export_of([item]), tmp_path / "t.parquet")
    table = pq.read_table(tmp_path / "t.parquet")
    names = json.loads(table.schema.metadata[b"huggingface"])["info"]["features"]["ner_tags"]["feature"]["names"]
    (tags,) = table["ner_tags"].to_pylist()
    assert list(zip(table["tokens"].to_pylist()[0], (names[tag] for tag in tags), strict=True)) == [
        ("New", "B-City"),
        ("York", "I-City"),
        ("!", "O"),
    ]


def test_other_peoples_usual_columns_are_read(tmp_path: Path) -> None:
    tables = {
        "classes": {"text": ["good", "bad"], "label": ["pos", "neg"]},
        "images": {"image": [{"bytes": b"x", "path": "a/1.jpg"}], "label": [3]},
        "tags": {"tokens": [["I", "love", "Seoul"]], "ner_tags": [["O", "O", "B-City"]]},
        "listed": {"image": ["1.jpg"], "objects": [[{"bbox": [1.0, 2.0, 3.0, 4.5], "category": "cat"}]]},
    }
    found = {}
    for name, columns in tables.items():
        pq.write_table(pa.table(columns), tmp_path / name)
        found[name] = list(read_parquet(import_of(prefix="s3://bucket/i/"), tmp_path / name))
    assert [(item.text, item.label) for item in found["classes"]] == [
        ("good", ClassChoice("pos", 0)),
        ("bad", ClassChoice("neg", 1)),
    ]
    assert [(item.source_ref, item.label) for item in found["images"]] == [("s3://bucket/i/1.jpg", ClassChoice("3", 0))]
    (tagged,) = found["tags"]
    assert (tagged.text, tagged.label) == ("I love Seoul", TextSpans((TextSpan("City", 7, 12),)))
    (listed,) = found["listed"]
    assert isinstance(listed.label, BoxLabels)
    assert [(b.name, b.left, b.height) for b in listed.label.boxes] == [("cat", 1, 4.5)]


def test_what_is_no_such_file_or_several_kinds_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no").write_text("no")
    with pytest.raises(Invalid, match="not a Parquet file"):
        list(read_parquet(import_of(), tmp_path / "no"))
    pq.write_table(pa.table({"zeal": [1]}), tmp_path / "zeal")
    with pytest.raises(Invalid, match="zeal"):
        list(read_parquet(import_of(), tmp_path / "zeal"))
    with pytest.raises(Invalid, match="one kind"):
        write_parquet(
            export_of([image_item(1, ClassChoice("a", 0)), image_item(2, BoxLabels(None, ()))]), tmp_path / "m"
        )
