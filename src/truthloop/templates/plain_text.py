"""How a value is written on a page, and how escaped text is read back."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable

from liquid import Markup
from liquid.undefined import Undefined

_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonText(str):
    """Text that `to_json` made.

    Known by its type, so that it can stay safe inside a script when it is not escaped.
    """

    __slots__ = ()


def text_of(value: object, produced: Callable[[int], None]) -> str:
    """`value` as Liquid prints it: objects and arrays as compact JSON, nothing for nil, `true` and `false`."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, Undefined):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list | tuple):
        return json_of(value, produced)
    if isinstance(value, range):
        return f"{value.start}..{value.stop - 1}"
    return str(value)


def json_of(value: object, produced: Callable[[int], None]) -> JsonText:
    """`value` as JSON: no spaces, keys in their order, characters beyond ASCII kept.

    A list is written item by item and each piece is counted through `produced`: a template can make a list that
    holds the same large object very many times, but not a list within a list.
    """
    if not isinstance(value, list | tuple):
        return JsonText(_dump(value))
    pieces = []
    for item in value:
        piece = _dump(item)
        produced(len(piece) + 1)
        pieces.append(piece)
    return JsonText("[" + ",".join(pieces) + "]")


def _dump(value: object) -> str:
    return json.dumps(unescaped(value), ensure_ascii=False, separators=(",", ":"), default=_foreign)


def _foreign(value: object) -> str | list[int] | None:
    if isinstance(value, range):
        return list(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return None


def unescaped(value: object) -> object:
    """The text behind captured, hence already escaped, text; anything else as it is.

    Undoes exactly the five replacements that escaping makes: reading every entity that HTML knows would turn the
    `&copy` of `?a=1&copy=2` into a sign.
    """
    if not isinstance(value, Markup):
        return value
    plain = str.replace(str(value), "&#34;", '"')
    for entity, character in (("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain


def encodable(text: str) -> str:
    """`text` with halves of surrogate pairs, which JSON can carry and UTF-8 cannot, replaced by U+FFFD."""
    if _SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
