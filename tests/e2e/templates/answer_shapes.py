"""Whether two answers have the same shape: the same keys, and the same kinds of values under them."""

from __future__ import annotations

from typing import Any


def differences(given: Any, documented: Any, place: str = "answer") -> list[str]:
    """In words, where an answer's shape is not the documented one. A list's items each are like one documented item."""
    if isinstance(documented, dict) and isinstance(given, dict):
        return _key_differences(given, documented, place)
    if isinstance(documented, list) and isinstance(given, list):
        return [found for item in given for found in _item_differences(item, documented, f"{place}[]")]
    if kind(given) != kind(documented):
        return [f"{place} is {kind(given)}, not {kind(documented)}: {given!r}"]
    return []


def kind(value: Any) -> str:
    """JSON's name for a value's type."""
    if value is None or isinstance(value, bool):
        return "null" if value is None else "boolean"
    if isinstance(value, int | float):
        return "number"
    return {"str": "string", "list": "list", "dict": "object"}[type(value).__name__]


def _item_differences(item: Any, documented: list[Any], place: str) -> list[str]:
    """Those from the documented item it is most like; an empty list says nothing of its items."""
    return min((differences(item, pattern, place) for pattern in documented), key=len, default=[])


def _key_differences(given: dict[str, Any], documented: dict[str, Any], place: str) -> list[str]:
    missing = [f"{place}.{key} is missing" for key in documented if key not in given]
    extra = [f"{place}.{key} is not documented" for key in given if key not in documented]
    both = [key for key in documented if key in given]
    return (
        missing
        + extra
        + [found for key in both for found in differences(given[key], documented[key], f"{place}.{key}")]
    )
