"""Manifest lines as AWS documents them, labels drawn by chance, and the short way from lines to an export."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from truthloop.exchange_formats.exporting import Export
from truthloop.exchange_formats.importing import Import
from truthloop.exchange_formats.labelled_items import (
    Box,
    BoxLabels,
    Fetch,
    ImageSize,
    Keypoint,
    KeypointLabels,
    Label,
    LabelledItem,
    Outline,
    PolygonLabels,
    PolylineLabels,
    TextSpan,
    TextSpans,
)
from truthloop.exchange_formats.manifest_survey import survey
from truthloop.exchange_formats.remarks import Remarks

DATE = "2018-10-18T22:18:13.527256"
CLASSES = ("cat", "dog", "street lamp", 'quote " and: #hash', "한국어")

# The documented samples: https://docs.aws.amazon.com/sagemaker/latest/dg/sms-data-output.html
BOXES = {
    "source-ref": "s3://AWSDOC-EXAMPLE-BUCKET/example_image.png",
    "bounding-box-attribute-name": {
        "image_size": [{"width": 500, "height": 400, "depth": 3}],
        "annotations": [
            {"class_id": 0, "left": 111, "top": 134, "width": 61, "height": 128},
            {"class_id": 5, "left": 161, "top": 250, "width": 30, "height": 30},
            {"class_id": 5, "left": 20, "top": 20, "width": 30, "height": 30},
        ],
    },
    "bounding-box-attribute-name-metadata": {
        "objects": [{"confidence": 0.8}, {"confidence": 0.9}, {"confidence": 0.9}],
        "class-map": {"0": "dog", "5": "bone"},
        "type": "groundtruth/object-detection",
        "human-annotated": "yes",
        "creation-date": DATE,
        "job-name": "identify-dogs-and-toys",
    },
}
ONE_CLASS = {
    "source-ref": "s3://amzn-s3-demo-bucket/example_image.png",
    "species": "0",
    "species-metadata": {
        "class-name": "dog",
        "confidence": 0.00,
        "type": "groundtruth/image-classification",
        "job-name": "identify-animal-species",
        "human-annotated": "yes",
        "creation-date": DATE,
    },
}
SEVERAL_CLASSES = {
    "source-ref": "s3://amzn-s3-demo-bucket/example_image.jpg",
    "mylabel": [1, 0, 8],
    "mylabel-metadata": {
        "job-name": "labeling-job/mylabel",
        "class-map": {"1": "bicycle", "0": "person", "8": "clothing"},
        "human-annotated": "yes",
        "creation-date": "2020-02-27T21:36:25.000201",
        "confidence-map": {"1": 0.95, "0": 0.77, "8": 0.2},
        "type": "groundtruth/image-classification-multilabel",
    },
}
MASK = {
    "source-ref": "s3://amzn-s3-demo-bucket/example_city_image.png",
    "city-streets-ref": "s3://amzn-s3-demo-bucket/example_city_image-mask.png",
    "city-streets-ref-metadata": {
        "internal-color-map": {
            "0": {"class-name": "BACKGROUND", "confidence": 0.9, "hex-color": "#ffffff"},
            "1": {"class-name": "buildings", "confidence": 0.9, "hex-color": "#2acf59"},
            "2": {"class-name": "road", "confidence": 0.9, "hex-color": "#f28333"},
        },
        "type": "groundtruth/semantic-segmentation",
        "human-annotated": "yes",
        "creation-date": DATE,
        "job-name": "label-city-streets",
    },
}
ENTITIES = {
    "source": "Amazon SageMaker is a cloud machine-learning platform that was launched in November 2017.",
    "auto-labels": {
        "annotations": {
            "labels": [{"label": "Date", "shortDisplayName": "dt"}, {"label": "Product", "shortDisplayName": "pr"}],
            "entities": [
                {"label": "Product", "startOffset": 0, "endOffset": 16},
                {"label": "Date", "startOffset": 75, "endOffset": 88},
            ],
        }
    },
    "auto-labels-metadata": {
        "job-name": "labeling-job/auto-labels",
        "type": "groundtruth/text-span",
        "creation-date": "2020-05-12T18:19:26.812453",
        "human-annotated": "yes",
        "entities": [{"confidence": 0}, {"confidence": 0}],
    },
}
VERDICT = {
    "source-ref": "s3://amzn-s3-demo-bucket/image_example.png",
    "verify-bounding-box-attribute": "1",
    "verify-bounding-box-attribute-metadata": {
        "class-name": "bad",
        "confidence": 0.93,
        "type": "groundtruth/label-verification",
        "job-name": "verify-bounding-boxes",
        "human-annotated": "yes",
        "creation-date": "2018-11-20T22:18:13.527256",
        "worker-feedback": [{"comment": "The bounding box on the bird is too wide."}],
    },
}
DOCUMENTED: dict[str, dict[str, Any]] = {
    "bounding-box-attribute-name": BOXES,
    "species": ONE_CLASS,
    "mylabel": SEVERAL_CLASSES,
    "city-streets-ref": MASK,
    "auto-labels": ENTITIES,
    "verify-bounding-box-attribute": VERDICT,
}


def manifest(*lines: Mapping[str, Any] | str) -> list[bytes]:
    """Lines of a manifest."""
    return [(each if isinstance(each, str) else json.dumps(each)).encode() + b"\n" for each in lines]


def export_of(
    items: Iterable[LabelledItem],
    *,
    fetch: Fetch | None = None,
    categories: Sequence[str] | None = None,
    **options: Any,
) -> Export:
    """An export of items that a list can hold."""
    held = list(items)

    def opened() -> Any:
        return iter(held)

    return Export(opened, survey(opened, categories), Remarks(), fetch, **options)


def import_of(**options: Any) -> Import:
    """An import with the metadata of a test."""
    return Import(Remarks(), job_name="imported", creation_date=DATE, **options)


def image_item(line: int, label: Label, name: str = "") -> LabelledItem:
    """An item about an image."""
    return LabelledItem(line, f"s3://bucket/images/{name or f'{line}.jpg'}", None, label)


def written(write: Callable[[Export, Path], None], export: Export, out: Path) -> Path:
    """The path after writing to it."""
    write(export, out)
    return out


names = st.sampled_from(CLASSES)
sizes = st.builds(ImageSize, st.integers(1, 5000), st.integers(1, 5000))
texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("ab .,\n\t👨🏻‍🚒é"), min_size=1, max_size=60
)


@st.composite
def box_labels(draw: st.DrawFn) -> BoxLabels:
    size = draw(sizes)

    def box(name: str, ends: tuple[int, int, int, int]) -> Box:
        left, right, top, bottom = *sorted(ends[:2]), *sorted(ends[2:])
        return Box(name, CLASSES.index(name), left, top, right - left, bottom - top)

    corners = st.tuples(*(st.integers(0, size.width),) * 2, *(st.integers(0, size.height),) * 2)
    return BoxLabels(size, tuple(draw(st.lists(st.builds(box, names, corners), max_size=5))))


@st.composite
def outlines(draw: st.DrawFn, size: ImageSize, least: int) -> tuple[Outline, ...]:
    point = st.tuples(st.integers(0, size.width), st.integers(0, size.height))
    vertices = st.lists(point, min_size=least, max_size=8).map(tuple)
    made = st.builds(lambda name, given: Outline(name, CLASSES.index(name), given), names, vertices)
    return tuple(draw(st.lists(made, max_size=4)))


polygon_labels = sizes.flatmap(lambda size: outlines(size, 3).map(lambda made: PolygonLabels(size, made)))
polyline_labels = sizes.flatmap(lambda size: outlines(size, 2).map(lambda made: PolylineLabels(size, made)))


@st.composite
def keypoint_labels(draw: st.DrawFn) -> KeypointLabels:
    size = draw(sizes)
    point = st.builds(
        lambda name, x, y: Keypoint(name, CLASSES.index(name), x, y),
        names,
        st.integers(0, size.width),
        st.integers(0, size.height),
    )
    return KeypointLabels(size, tuple(draw(st.lists(point, max_size=6))))


@st.composite
def spoken_spans(draw: st.DrawFn, text: str) -> tuple[TextSpan, ...]:
    """Spans of a text that may overlap, each of one character or more."""
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda pair: pair[0] != pair[1])
    made = st.builds(lambda name, pair: TextSpan(name, min(pair), max(pair)), names, ends)
    return tuple(draw(st.lists(made, max_size=4)))


span_items = texts.flatmap(
    lambda text: spoken_spans(text).map(lambda spans: LabelledItem(1, None, text, TextSpans(spans)))
)
