"""Amazon's own Liquid filters, and bounded forms of the standard ones that would otherwise have no end.

Every filter here may be given hostile text: none takes more than time and room proportional to what it is given or
gives.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from liquid import Markup, escape
from liquid.builtin.filters.misc import date as library_date
from liquid.exceptions import FilterError
from liquid.filter import flatten, with_context, with_environment

from truthloop.templates.plain_text import JsonText, encodable, json_of, text_of, unescaped
from truthloop.templates.read_access import AddressRefusedError, SigningFailedError, stored_object

if TYPE_CHECKING:
    from liquid import Environment

    from truthloop.templates.page_context import PageContext

LONGEST_DATE = 128
"""Longer text is no date; the library's parser need not find that out."""

_UNESCAPED = re.compile(r"""["'<>]|&(?!(?:[a-zA-Z]+|#\d+);)""")
_HIDDEN = re.compile(r"<(?:(script|style)\b|!--)", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


@with_context
def grant_read_access(value: object, *, context: PageContext) -> str:
    """A short-lived address of a stored object; any other address as it is. Newer pages call it `s3_presign`."""
    address = text_of(unescaped(value), context.meter.produce)
    stored = stored_object(encodable(address))
    if stored is None:
        return address
    try:
        return context.sign(stored)
    except AddressRefusedError as refused:
        raise FilterError(f"{stored} cannot be shown: {refused}", token=None) from refused
    except Exception as error:
        raise SigningFailedError(error) from error


@with_context
def to_json(value: object, *, context: PageContext) -> JsonText:
    """`value` as compact JSON."""
    return json_of(value, context.meter.produce)


def skip_autoescape(value: object) -> object:
    """`value` as HTML. JSON made by `to_json` keeps its meaning but cannot end a script: `<` becomes its code."""
    if isinstance(value, JsonText):
        return Markup(value.replace("<", "\\u003c"))
    return Markup(value) if isinstance(value, str) else value


def escape_text(value: str) -> Markup:
    """Escaped text; text that is escaped already stays as it is."""
    return escape(value)


def escape_once(value: str) -> Markup:
    """Escaped text in which entities already there are left alone."""
    return Markup(_UNESCAPED.sub(lambda found: str(escape(found.group())), str(value)))


@with_context
def replace(value: str, old: object, new: object = "", *, context: PageContext) -> str:
    """`value` with every `old` replaced by `new`; what comes out is counted before it is made."""
    pattern = text_of(old, context.meter.produce)
    substitute = text_of(new, context.meter.produce)
    count = value.count(pattern)
    context.meter.produce(count * len(substitute))
    return value.replace(pattern, substitute)


@with_context
def split(value: str, separator: object = None, *, context: PageContext) -> list[str]:
    """.

    Arts of `value` between separators; single characters when the separator is empty, words when it is a space.
    """
    mark = text_of(separator, context.meter.produce)
    if not value or value == mark:
        return []
    context.meter.produce(value.count(mark))
    if not mark:
        return list(value)
    return value.split(None if mark == " " else mark)


@with_context
def join(value: object, separator: object = " ", *, context: PageContext) -> str:
    """The items of a list as one text. Escaped items stay escaped, and then the others become so."""
    produce = context.meter.produce
    items = flatten(value) if isinstance(value, list | tuple | range) else [value]
    glue = text_of(separator, produce)
    texts = []
    for item in items:
        text = text_of(item, produce)
        produce(len(text) + len(glue))
        texts.append(text)
    if any(isinstance(text, Markup) for text in texts):
        return Markup(glue if isinstance(glue, Markup) else escape(glue)).join(texts)
    return glue.join(texts)


@with_context
def uniq(value: object, key: object = None, *, context: PageContext) -> list[object]:
    """A list without repetitions. Compared by their JSON, so that a million items need no trillion comparisons."""
    items = flatten(value) if isinstance(value, list | tuple | range) else [value]
    seen: set[str] = set()
    known: dict[int, str] = {}
    kept = []
    for item in items:
        compared = item
        if key is not None:
            compared = item.get(key) if isinstance(item, Mapping) else None
        name = known.get(id(compared)) or json_of(compared, context.meter.produce)
        known[id(compared)] = name
        if name not in seen:
            seen.add(name)
            kept.append(item)
    return kept


def strip_html(value: str) -> str:
    """`value` without tags, comments, and what scripts and styles hold."""
    text = _without_hidden(str(value))
    last = text.rfind(">") + 1
    stripped = _TAG.sub("", text[:last]) + text[last:]
    return Markup(stripped) if isinstance(value, Markup) else stripped


def _without_hidden(text: str) -> str:
    pieces = []
    position = 0
    while (found := _HIDDEN.search(text, position)) is not None:
        ending = f"</{found[1]}" if found[1] else "-->"
        closing = re.compile(re.escape(ending), re.IGNORECASE).search(text, found.end())
        if closing is None:
            break
        pieces.append(text[position : found.start()])
        position = closing.end()
        if found[1]:
            position = max(text.find(">", position) + 1, position)
    pieces.append(text[position:])
    return "".join(pieces)


@with_environment
def date(value: object, form: object = "", *, environment: Environment) -> object:
    """A date written by a `strftime` pattern; what is no date comes back as it is."""
    if isinstance(value, str) and len(value) > LONGEST_DATE:
        return value
    if not isinstance(value, str | int | dt.date):
        return "" if value is None else value
    try:
        return library_date(value, form, environment=environment)
    except (ValueError, OverflowError, OSError):
        return value


PAGE_FILTERS: dict[str, Callable[..., object]] = {
    "grant_read_access": grant_read_access,
    "s3_presign": grant_read_access,
    "to_json": to_json,
    "skip_autoescape": skip_autoescape,
    "escape": escape_text,
    "escape_once": escape_once,
    "replace": replace,
    "split": split,
    "join": join,
    "uniq": uniq,
    "strip_html": strip_html,
    "date": date,
}
"""What replaces or joins the library's standard filters."""

TEXT_FILTERS = frozenset(
    (
        "append",
        "base64_decode",
        "base64_encode",
        "base64_url_safe_decode",
        "base64_url_safe_encode",
        "capitalize",
        "downcase",
        "escape",
        "escape_once",
        "escapejs",
        "lstrip",
        "newline_to_br",
        "prepend",
        "remove",
        "remove_first",
        "remove_last",
        "replace",
        "replace_first",
        "replace_last",
        "rstrip",
        "split",
        "squish",
        "strip",
        "strip_html",
        "strip_newlines",
        "truncate",
        "truncatewords",
        "upcase",
        "url_decode",
        "url_encode",
    )
)
"""Filters of text: objects, arrays and true or false given to these are written out first as on the page."""

FLATTENING_FILTERS = frozenset(
    (
        "compact",
        "concat",
        "find",
        "find_index",
        "has",
        "join",
        "map",
        "reject",
        "reverse",
        "sort",
        "sort_natural",
        "sum",
        "uniq",
        "where",
    )
)
"""Filters that take lists within lists apart."""
