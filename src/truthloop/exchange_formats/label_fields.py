"""Reading fields of a label that somebody else wrote: what is wrong is said with its place."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from truthloop.exchange_formats.labelled_items import ImageSize

Json: TypeAlias = Any
"""A value out of a JSON document."""
_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\Z")


class UnreadableLabel(ValueError):
    """A label is not of the documented form; the message says where."""


def number(holder: Json, key: str, place: str) -> float:
    """A finite number, an int where it was one; a numeric string is taken too."""
    given = member(holder, key, place)
    if isinstance(given, str):
        try:
            given = float(given)
        except ValueError:
            raise UnreadableLabel(f"{place}.{key} is {given!r}, not a number") from None
    if isinstance(given, bool) or not isinstance(given, int | float) or not math.isfinite(given):
        raise UnreadableLabel(f"{place}.{key} is {given!r}, not a number")
    return int(given) if float(given).is_integer() else given


def whole(holder: Json, key: str, place: str) -> int:
    """A whole number; AWS writes some indices as numbers and some as strings, so both are taken."""
    given = number(holder, key, place)
    if not isinstance(given, int):
        raise UnreadableLabel(f"{place}.{key} is {given!r}, not a whole number")
    return given


def member(holder: Json, key: str, place: str) -> Json:
    """The value under a key of an object."""
    if not isinstance(holder, Mapping):
        raise UnreadableLabel(f"{place} is {type(holder).__name__}, not an object")
    if key not in holder:
        raise UnreadableLabel(f"{place}.{key} is missing")
    return holder[key]


def listed(holder: Json, key: str, place: str) -> Sequence[Any]:
    """A list under a key."""
    given = member(holder, key, place)
    if not isinstance(given, list):
        raise UnreadableLabel(f"{place}.{key} is {type(given).__name__}, not a list")
    return given


def text(holder: Json, key: str, place: str) -> str:
    """A string under a key."""
    given = member(holder, key, place)
    if not isinstance(given, str):
        raise UnreadableLabel(f"{place}.{key} is {given!r}, not a string")
    return given


def hex_color(holder: Json, key: str, place: str) -> str:
    """A colour as `#rrggbb` in lower case; `#rgb` and a missing `#` are taken."""
    given = text(holder, key, place)
    found = _HEX.match(given)
    if found is None:
        raise UnreadableLabel(f"{place}.{key} is {given!r}, not a colour like #2ca02c")
    digits = found[1].lower()
    return "#" + (digits if len(digits) == len("rrggbb") else "".join(digit * 2 for digit in digits))


def confidence(holder: Json) -> float | None:
    """The confidence of an object, None when it has none."""
    given = holder.get("confidence") if isinstance(holder, Mapping) else None
    return float(given) if isinstance(given, int | float) and not isinstance(given, bool) else None


def confidences(metadata: Mapping[str, Any], key: str, count: int) -> list[float | None]:
    """The confidences that stand beside `count` annotations, as many Nones as are missing."""
    beside = metadata.get(key)
    known = [confidence(each) for each in beside[:count]] if isinstance(beside, list) else []
    return known + [None] * (count - len(known))


def class_map(metadata: Mapping[str, Any]) -> dict[int, str]:
    """Class id to name, from `class-map` (or `class_map`, as some of AWS's samples spell it)."""
    given = metadata.get("class-map", metadata.get("class_map", {}))
    if not isinstance(given, Mapping):
        raise UnreadableLabel(f"the metadata's class-map is {type(given).__name__}, not an object")
    return {whole({"key": key}, "key", "class-map"): str(name) for key, name in given.items()}


def class_name(names: Mapping[int, str], class_id: int) -> str:
    """The class's name; a class that the map forgot is called by its number."""
    return names.get(class_id, str(class_id))


def image_size(value: Mapping[str, Any]) -> ImageSize | None:
    """The size of the label's image: a list of one object, or the bare object; None when it is missing or zero."""
    given = value.get("image_size", value.get("image-size"))
    first = given[0] if isinstance(given, list) and given else given
    if not isinstance(first, Mapping) or "width" not in first or "height" not in first:
        return None
    width, height = whole(first, "width", "image_size[0]"), whole(first, "height", "image_size[0]")
    if width < 1 or height < 1:
        return None
    return ImageSize(width, height, whole(first, "depth", "image_size[0]") if "depth" in first else 3)
