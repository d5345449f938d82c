"""What every reader of other people's formats is given, and how its entries become labelled items."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from truthloop.exchange_formats.indexed_pictures import Colours
from truthloop.exchange_formats.label_fields import UnreadableLabel
from truthloop.exchange_formats.labelled_items import ImageSize, Label, LabelledItem
from truthloop.exchange_formats.remarks import Remarks
from truthloop.terms.errors import Invalid

WHITE = 0xFFFFFF
MOST_PIXELS = 1 << 28
"""Of a picture made of somebody else's masks; AWS's limit of an image is 100 million."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import: what the files themselves do not say, and where remarks go."""

    remarks: Remarks
    job_name: str
    """Stands in the metadata as the job that made the labels."""
    creation_date: str
    """The same: UTC, ISO 8601 with microseconds and no zone, as AWS writes it."""
    prefix: str | None = None
    """Where the objects are, `s3://bucket/folder/`; file names are appended to it. Without it the address that the
    file recorded is taken, where the format has a place for one and it was filled."""
    categories: tuple[str, ...] | None = None
    """Class names in the order of their numbers, when the file's own order shall not count."""
    kind: str | None = None
    """Which labels to make where a file could be read as several, `polygons`."""
    first_pixel: int = 1
    """The number of the first pixel in Pascal VOC's boxes: 1 by its own rules, 0 by those of some tools."""
    store: Callable[[str, bytes], str] | None = None
    """Keeps a picture that the import made under a name, and gives its address."""


def source_ref(importing: Import, name: str, recorded: object = None) -> str:
    """The object's address. Raises Invalid when nothing tells it."""
    if importing.prefix is not None:
        return importing.prefix.rstrip("/") + "/" + name.lstrip("/")
    if isinstance(recorded, str) and recorded.startswith("s3://"):
        return recorded
    raise Invalid(f"The file does not say where {name!r} is stored. Give --prefix s3://BUCKET/FOLDER/.")


def labelled_item(
    importing: Import, number: int, label: Label | None, *, ref: str | None = None, text: str | None = None
) -> LabelledItem:
    """An item of the manifest being made, counted in `written`."""
    importing.remarks.written += 1
    return LabelledItem(number, ref, text, label, job_name=importing.job_name, creation_date=importing.creation_date)


def class_numbers(importing: Import, names: Sequence[str]) -> dict[str, int]:
    """Class name to class id: the place in the categories given, else in the file's own order. Raises Invalid."""
    if importing.categories is None:
        return {name: place for place, name in enumerate(dict.fromkeys(names))}
    numbers = {name: place for place, name in enumerate(importing.categories)}
    if unknown := sorted(set(names) - numbers.keys()):
        raise Invalid(f"The file has the classes {unknown}; the label categories are {list(importing.categories)}.")
    return numbers


def numbered(importing: Import, numbers: dict[str, int], name: str) -> int:
    """The class id of a name met while reading: its place in the categories given, else in the order of meeting.

    Raises Invalid when the categories do not have it.
    """
    if importing.categories is not None and not numbers:
        numbers |= class_numbers(importing, ())
    if importing.categories is not None and name not in numbers:
        class_numbers(importing, [name])
    return numbers.setdefault(name, len(numbers))


def stored(importing: Import, name: str, picture: bytes) -> str:
    """The address of a picture that the import made. Raises Invalid when nothing can keep it."""
    if importing.store is None:
        raise Invalid(
            "The labels are masks, and no place for their pictures was given. Give --masks s3://BUCKET/FOLDER/."
        )
    return importing.store(name, picture)


def objects_of(document: Mapping[str, Any], key: str, what: str) -> list[Mapping[str, Any]]:
    """A list of objects in a document that somebody else wrote. Raises Invalid."""
    given = document.get(key)
    if not isinstance(given, list) or not all(isinstance(each, Mapping) for each in given):
        raise Invalid(f"{what} has no list of objects under {key!r}.")
    return given


def blank(size: ImageSize) -> Colours:
    """A white picture to paint masks on. Raises UnreadableLabel when nobody can have meant so large a one."""
    if size.width * size.height > MOST_PIXELS:
        raise UnreadableLabel(f"an image of {size.width} x {size.height} pixels is larger than {MOST_PIXELS} pixels")
    return np.full((size.height, size.width), WHITE, dtype=np.uint32)


def snapped(value: float) -> float:
    """A coordinate that was divided and multiplied: a whole pixel when it is one but for rounding."""
    nearest = round(value)
    return nearest if abs(value - nearest) < 1e-3 else round(value, 4)  # noqa: PLR2004 (a thousandth of a pixel)
