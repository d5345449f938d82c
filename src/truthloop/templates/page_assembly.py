"""Turn a rendered template into the page that is served.

Three things change. Addresses of Amazon's elements become ours, so that templates run unchanged and without the
internet. At the start of the head stand the charset, where the portal is and in which language our own words shall be.
And a page without a doctype gets one, for fragments are written with a standards-mode page in mind. Everything
else stays letter by letter as the requester wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from truthloop.templates.start_tags import Attribute, attributes, read_tag, skip_comment, start_tags

Change = tuple[int, int, str]
"""From where to where, and what stands there instead."""

EMPTY_SCRIPT = "data:text/javascript,"

COLLECT_BLOCKED = (
    "{const blocked = document.truthloopBlocked = [];"
    " document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.blockedURI))}"
)
"""Remembers what the content policy refused before our elements run, which then tell the worker."""

_AMAZON = r"(?:https?:)?//assets\.crowd\.aws/"
# gen-ai-components is what the V2 elements were called while AWS tried them out; its sample templates kept it for long.
_ELEMENTS = re.compile(_AMAZON + r"(?:crowd-html-elements(?:-v2s?)?|gen-ai-components)\.js(?:[?#].*)?", re.IGNORECASE)
_STYLES = re.compile(_AMAZON + r"css/(?:crowd-html-elements-v2|gen-ai-components)\.css(?:[?#].*)?", re.IGNORECASE)
_TAG_NAME = re.compile(r"<(html|head)(?=[\s/>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageAssets:
    """Where our own bundle of elements is served: absolute addresses, because a page's origin is opaque."""

    script: str
    style: str


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What a page is told about the portal that holds it."""

    portal_origin: str
    """The only origin the page speaks to, such as `http://127.0.0.1:8080`."""
    language: str
    """`en`, `ko` or `pt-BR`."""
    readable_from: tuple[str, ...] = ()
    """Content policy sources the requester allows: from there the page may read pictures, not only show them."""


def assemble_page(html: str, assets: PageAssets, frame: PageFrame) -> str:
    """The page for a rendered template. Never fails, whatever the HTML; takes time proportional to its length."""
    tags = [(tag.name, attributes(html, tag)) for tag in start_tags(html) if tag.name in ("script", "link")]
    changes: list[Change] = []
    loaded = False
    for name, given in tags:
        loads = name == "script" and any(each.name == "src" and _is(_ELEMENTS, each) for each in given)
        # Some public templates load two generations of the elements, which both are ours: only the first defines them.
        changes += _own_addresses(name, given, EMPTY_SCRIPT if loads and loaded else escape(assets.script), assets)
        loaded = loaded or loads
    head = _head_lines(frame)
    if not loaded:
        head += f'<script src="{escape(assets.script)}"></script>'
    start, doctype = _head_start(html)
    if not doctype:
        changes.append((_after_mark(html), _after_mark(html), "<!DOCTYPE html>"))
    return _changed(html, [*changes, (start, start, head)])


def _head_lines(frame: PageFrame) -> str:
    readable = escape(" ".join(frame.readable_from))
    return (
        '<meta charset="utf-8">'
        f'<meta name="truthloop-portal" content="{escape(frame.portal_origin)}">'
        f'<meta name="truthloop-language" content="{escape(frame.language)}">'
        + (f'<meta name="truthloop-readable" content="{readable}">' if readable else "")
        + f"<script>{COLLECT_BLOCKED}</script>"
    )


def _is(address: re.Pattern[str], attribute: Attribute) -> bool:
    return address.fullmatch(attribute.value.strip()) is not None


def _own_addresses(name: str, given: tuple[Attribute, ...], script: str, assets: PageAssets) -> Iterator[Change]:
    """The changes that make a tag load our asset in place of Amazon's; their checksum would forbid ours: it goes."""
    wanted = "src" if name == "script" else "href"
    address = next((attribute for attribute in given if attribute.name == wanted), None)
    if address is None:
        return
    if _is(_ELEMENTS, address):
        yield address.start, address.end, script
    elif _is(_STYLES, address):
        yield address.start, address.end, escape(assets.style)
    else:
        return
    for attribute in given:
        if attribute.name == "integrity":
            yield attribute.start, attribute.end, ""


def _head_start(html: str) -> tuple[int, bool]:
    """Where the head's first element goes, and whether a doctype stands before it.

    That is after the head tag, else after the html tag or doctype, else at the beginning. Where a head tag is missing
    none is written: the browser makes one for the elements put here, and goes on as it would have.
    """
    best = position = _after_mark(html)
    doctype = False
    while True:
        position = _skip_space(html, position)
        if html.startswith(("<!", "<?"), position):
            after = skip_comment(html, position)
            if after is None:
                return best, doctype
            if html[position : position + 9].lower() == "<!doctype":
                best, doctype = after, True
            position = after
            continue
        name = _TAG_NAME.match(html, position)
        tag = read_tag(html, position, name.end(), name[1].lower()) if name else None
        if tag is None:
            return best, doctype
        best = position = tag.end
        if tag.name == "head":
            return best, doctype


def _after_mark(html: str) -> int:
    return 1 if html.startswith("\ufeff") else 0


def _skip_space(html: str, position: int) -> int:
    while html[position : position + 1].isspace():
        position += 1
    return position


def _changed(html: str, changes: list[Change]) -> str:
    pieces: list[str] = []
    position = 0
    for start, end, text in sorted(changes, key=lambda change: change[:2]):
        pieces += (html[position:start], text)
        position = end
    pieces.append(html[position:])
    return "".join(pieces)
