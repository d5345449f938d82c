"""Find the start tags of HTML as a browser would, without changing a letter of it.

Worker templates are fragments with mismatched tags that browsers forgive; taking them apart and writing them anew
would change them. So this only says where tags are, after the tokenization rules of the HTML standard (section
13.2.5): comments, scripts and other raw text are passed over, quotes count only after `=`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKUP = re.compile(r"<(?:(?P<comment>!--)|(?P<bogus>[!?]|/(?![a-zA-Z]))|(?P<end>/)?(?P<name>[a-zA-Z][^\s/>]*))")
_COMMENT_END = re.compile(r"--!?>")
_NAME = r"[\s/]*+(?P<name>=[^\s/>=]*+|[^\s/>=]++)"
_VALUE = r"(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s>\"'][^\s>]*+)|(?=>))"
_ATTRIBUTE = re.compile(rf"{_NAME}(?:\s*+=\s*+{_VALUE}|(?!\s*+=))")
_TAG_END = re.compile(r"[\s/]*+>")
_WHOLE_TAG = re.compile(rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', _ATTRIBUTE.pattern)})*+{_TAG_END.pattern}")

RAW_TEXT = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"))
"""Elements whose content holds no tags (`noscript` because pages are shown with scripts on)."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute as it is written. `start` and `end` bound its value without quotes."""

    name: str
    """In lower case."""
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StartTag:
    """A start tag, from its `<` to after its `>`."""

    name: str
    """In lower case."""
    start: int
    after_name: int
    end: int


def start_tags(html: str) -> Iterator[StartTag]:
    """Yield the start tags of `html` in order, in time proportional to its length."""
    position = 0
    while (found := _MARKUP.search(html, position)) is not None:
        if found["name"] is None:
            after = skip_comment(html, found.start())
            if after is None:
                return
            position = after
            continue
        tag = read_tag(html, found.start(), found.end(), found["name"].lower())
        if tag is None:
            return
        position = tag.end
        if found["end"] is None:
            yield tag
            if tag.name == "plaintext":
                return
            if tag.name in RAW_TEXT:
                closing = re.compile(rf"</{tag.name}(?=[\s/>])", re.IGNORECASE).search(html, tag.end)
                if closing is None:
                    return
                position = closing.start()


def skip_comment(html: str, start: int) -> int | None:
    """The place after the comment, doctype or other declaration at `start`; None when it never ends."""
    if html.startswith(("<!-->", "<!--->"), start):
        return html.index(">", start) + 1
    if html.startswith("<!--", start):
        closing = _COMMENT_END.search(html, start + 4)
        return None if closing is None else closing.end()
    end = html.find(">", start)
    return None if end < 0 else end + 1


def read_tag(html: str, start: int, after_name: int, name: str) -> StartTag | None:
    """The tag whose name ends at `after_name`; None when it never ends."""
    whole = _WHOLE_TAG.match(html, after_name)
    return None if whole is None else StartTag(name, start, after_name, whole.end())


def attributes(html: str, tag: StartTag) -> tuple[Attribute, ...]:
    """The attributes of a tag of `html`, in order."""
    found = []
    position = tag.after_name
    while (one := _ATTRIBUTE.match(html, position, tag.end)) is not None:
        kind = next((kind for kind in ("double", "single", "bare") if one[kind] is not None), None)
        value, span = (one[kind], one.span(kind)) if kind else ("", (one.end(), one.end()))
        found.append(Attribute(one["name"].lower(), value, *span))
        position = one.end()
    return tuple(found)
