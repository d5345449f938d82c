"""The size of an image: what the label says, or what the image's own header says when it may be opened."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

from truthloop.exchange_formats.labelled_items import (
    BoxLabels,
    Fetch,
    ImageSize,
    KeypointLabels,
    LabelledItem,
    PolygonLabels,
    PolylineLabels,
)


def size_of(item: LabelledItem, fetch: Fetch | None) -> ImageSize | None:
    """The size in pixels of the stored image, or None when neither the label nor the image tells.

    `fetch` gives the bytes of an image; without it nothing is opened. What it raises is not caught here.
    """
    match item.label:
        case (
            BoxLabels(size=size) | PolygonLabels(size=size) | PolylineLabels(size=size) | KeypointLabels(size=size)
        ) if size is not None:
            return size
        case _:
            return None if fetch is None or item.source_ref is None else opened_size(fetch(item.source_ref))


def opened_size(image: bytes) -> ImageSize | None:
    """The size that an image's header tells (EXIF orientation ignored, as labels do), None for what is no image."""
    try:
        with Image.open(io.BytesIO(image)) as opened:
            return ImageSize(opened.width, opened.height, len(opened.getbands()))
    except UnidentifiedImageError:
        return None
