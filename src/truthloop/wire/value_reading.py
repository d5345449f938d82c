"""One value off the wire, JSON or text, as its shape says.

The sentences are AWS's where AWS's are known ("NUMBER_VALUE can not be converted to a String").
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, cast

from botocore.model import ListShape, MapShape, Shape, StructureShape

from truthloop.wire.timestamp_formats import from_epoch, from_text
from truthloop.wire.wire_errors import MalformedRequest

Params = dict[str, Any]
"""The parameters of a call, by the model's member names."""

_INTEGER_LIMITS: Final = {"integer": 2**31, "long": 2**63}
_DIGITS: Final = re.compile("-?[0-9]{1,19}")
_DECIMAL: Final = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?([eE][-+]?[0-9]{1,2})?")


def read_json(shape: Shape, value: Any) -> Any:  # noqa: ANN401 - JSON
    """A JSON value as the shape says; raises MalformedRequest for another type."""
    return _JSON_READERS[shape.type_name](shape, value)


def _read_structure(shape: Shape, value: object) -> Params:
    members = cast("StructureShape", shape).members
    given = _expect(value, dict)
    read: Params = {}
    for name, member in members.items():
        item = given.get(member.serialization.get("name", name))
        if item is not None:
            read[name] = read_json(member, item)
    return read


def _read_list(shape: Shape, value: object) -> list[Any]:
    member = cast("ListShape", shape).member
    # A null stays: input_validation says at which place it stands.
    return [None if item is None else read_json(member, item) for item in _expect(value, list)]


def _read_map(shape: Shape, value: object) -> Params:
    member = cast("MapShape", shape).value
    given = _expect(value, dict)
    return {key: None if item is None else read_json(member, item) for key, item in given.items()}


def _read_string(_shape: Shape, value: object) -> str:
    return cast("str", _expect(value, str))


def _read_boolean(_shape: Shape, value: object) -> bool:
    return cast("bool", _expect(value, bool))


def _read_integer(shape: Shape, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != int(value):
        raise MalformedRequest(f"{json_kind(value)} can not be converted to an Integer")
    limit = _INTEGER_LIMITS[shape.type_name]
    if not -limit <= value < limit:
        raise MalformedRequest(f"{value} is out of the range of {shape.type_name}")
    return int(value)


def _read_float(_shape: Shape, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise MalformedRequest(f"{json_kind(value)} can not be converted to a Float")
    return float(value)


def _read_timestamp(_shape: Shape, value: object) -> datetime:
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return from_epoch(value)
        return from_text(cast("str", _expect(value, str)))
    except (ValueError, OverflowError):
        raise MalformedRequest(f"{str(value)[:80]} can not be converted to milliseconds since epoch") from None


def _read_blob(_shape: Shape, value: object) -> bytes:
    try:
        return base64.b64decode(cast("str", _expect(value, str)), validate=True)
    except (binascii.Error, ValueError):
        raise MalformedRequest("A blob must be Base64.") from None


_JSON_READERS: Final[Mapping[str, Callable[[Shape, Any], Any]]] = {
    "structure": _read_structure,
    "list": _read_list,
    "map": _read_map,
    "string": _read_string,
    "character": _read_string,
    "boolean": _read_boolean,
    "integer": _read_integer,
    "long": _read_integer,
    "float": _read_float,
    "double": _read_float,
    "timestamp": _read_timestamp,
    "blob": _read_blob,
}


def read_text(shape: Shape, text: str) -> Any:  # noqa: ANN401 - whatever the shape says
    """A value that came as text (in a path, a query or a form); raises MalformedRequest."""
    reader: Callable[[Shape, str], Any] = _TEXT_READERS.get(shape.type_name, read_json)
    return reader(shape, text)


def _integer_text(shape: Shape, text: str) -> int:
    if not _DIGITS.fullmatch(text):
        raise MalformedRequest(f"'{text[:80]}' can not be converted to an Integer")
    return _read_integer(shape, int(text))


def _float_text(_shape: Shape, text: str) -> float:
    if not _DECIMAL.fullmatch(text):
        raise MalformedRequest(f"'{text[:80]}' can not be converted to a Float")
    return float(text)


def _boolean_text(_shape: Shape, text: str) -> bool:
    if text.lower() not in {"true", "false"}:
        raise MalformedRequest(f"'{text[:80]}' can not be converted to a Boolean")
    return text.lower() == "true"


_TEXT_READERS: Final[Mapping[str, Callable[[Shape, str], Any]]] = {
    "integer": _integer_text,
    "long": _integer_text,
    "float": _float_text,
    "double": _float_text,
    "boolean": _boolean_text,
}


def _expect(value: object, wanted: type) -> Any:  # noqa: ANN401 - of the type wanted
    if not isinstance(value, wanted):
        raise MalformedRequest(f"{json_kind(value)} can not be converted to {_WORDS[wanted]}")
    return value


_WORDS: Final[Mapping[type[object], str]] = {
    dict: "a structure or map",
    list: "a list",
    str: "a String",
    bool: "a Boolean",
}


def json_kind(value: object) -> str:
    """A JSON value's kind in AWS's words."""
    if value is None:
        return "NULL_VALUE"
    if isinstance(value, bool):
        return "TRUE_VALUE" if value else "FALSE_VALUE"
    if isinstance(value, (int, float)):
        return "NUMBER_VALUE"
    if isinstance(value, str):
        return "STRING_VALUE"
    return "START_ARRAY" if isinstance(value, list) else "START_OBJECT"
