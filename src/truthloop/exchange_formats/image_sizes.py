"""The size of an image: what the label says, or what the image's own header says when it may be opened."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

from truthloop.exchange_formats.exporting import Export, fetched
from truthloop.exchange_formats.labelled_items import (
    BoxLabels,
    ImageSize,
    KeypointLabels,
    Label,
    LabelledItem,
    PolygonLabels,
    PolylineLabels,
)


def label_size(label: Label | None) -> ImageSize | None:
    """The size that the label itself tells."""
    return label.size if isinstance(label, BoxLabels | PolygonLabels | PolylineLabels | KeypointLabels) else None


def size_of(export: Export, item: LabelledItem) -> ImageSize | None:
    """The size in pixels of the stored image, or None when neither the label nor the image tells."""
    told = label_size(item.label)
    if told is not None or export.fetch is None or item.source_ref is None:
        return told
    body = fetched(export, item, item.source_ref, "Images are opened for their size")
    return None if body is None else opened_size(body)


def opened_size(image: bytes) -> ImageSize | None:
    """The size that an image's header tells (EXIF orientation ignored, as labels do), None for what is no image."""
    try:
        with Image.open(io.BytesIO(image)) as opened:
            return ImageSize(opened.width, opened.height, len(opened.getbands()))
    except UnidentifiedImageError:
        return None
