"""Cuts a template into Liquid tokens in time proportional to its length.

It takes the place of the library's own lexer, which is one regular expression: 128,000 opening braces keep that one
busy for a quarter of an hour, and so does `{{`, a hundred thousand spaces and `}}`. The tokens are the library's.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from liquid.exceptions import LiquidSyntaxError
from liquid.token import (
    TOKEN_COMMENT,
    TOKEN_CONTENT,
    TOKEN_DOC,
    TOKEN_EOF,
    TOKEN_EXPRESSION,
    TOKEN_OUTPUT,
    TOKEN_TAG,
    Token,
)

LONGEST_EXPRESSION = 8_192
"""Characters between `{{` and `}}` or in a tag: the library's expression lexer looks ahead and must not look far."""

Cut = Generator[Token, None, tuple[int, bool | None]]

_MARKUP = re.compile(r"\{[{%]")
_TAG_NAME = re.compile(r"#|\w+")
_COMMENT_TAG = re.compile(r"\{%-?\s*(end)?comment\b[^%]*%\}")
_VERBATIM_ENDS = {name: re.compile(rf"\{{%-?\s*end{name}\s*(-?)%\}}") for name in ("raw", "doc")}


def scan(source: str) -> Iterator[Token]:
    """Yield the tokens of a template. Raises `LiquidSyntaxError` at markup that is never closed or has no name."""
    position = 0
    trim = False
    while position < len(source):
        opening = _MARKUP.search(source, position)
        end = opening.start() if opening else len(source)
        yield from _content(
            source, position, end, trim=trim, trim_end=opening is not None and source[end + 2 : end + 3] == "-"
        )
        if opening is None:
            return
        closing = _closing(source, end)
        trim = source[closing - 1] == "-" and closing - 1 >= end + 2
        inner_start = end + 3 if source[end + 2] == "-" else end + 2
        inner_end = max(inner_start, closing - 1 if trim else closing)
        if opening.group() == "{{":
            expression = _expression(source, inner_start, inner_end)
            if expression.value:  # `{{ }}` prints nothing, as in Shopify's Liquid
                yield Token(TOKEN_OUTPUT, source[end : closing + 2], end, source)
                yield expression
            position = closing + 2
        else:
            position, trim_after = yield from _tag(source, inner_start, inner_end, closing + 2)
            trim = trim if trim_after is None else trim_after


def unclosed_block(source: str) -> tuple[str, int] | None:
    """Name and place of the innermost block that a scannable template opens and never closes."""
    blocks = ("if", "unless", "case", "for", "tablerow", "capture", "ifchanged")
    opened: list[tuple[str, int]] = []
    for token in scan(source):
        if token.kind != TOKEN_TAG:
            continue
        if token.value in blocks:
            opened.append((token.value, token.start_index))
        elif opened and token.value == "end" + opened[-1][0]:
            opened.pop()
    return opened[-1] if opened else None


def _content(source: str, start: int, end: int, *, trim: bool, trim_end: bool) -> Iterator[Token]:
    text = source[start:end]
    if trim:
        text = text.lstrip()
    if trim_end:
        text = text.rstrip()
    if text:
        yield Token(TOKEN_CONTENT, text, start, source)


def _closing(source: str, start: int) -> int:
    mark = "}}" if source.startswith("{{", start) else "%}"
    closing = source.find(mark, start + 2)
    if closing < 0:
        raise _fault(f"expected '{mark}', found end of file", source, start)
    return closing


def _expression(source: str, start: int, end: int) -> Token:
    text = source[start:end]
    stripped = text.strip()
    if len(stripped) > LONGEST_EXPRESSION:
        message = f"an expression has {len(stripped):,} characters; at most {LONGEST_EXPRESSION:,} are allowed"
        raise _fault(message, source, start)
    return Token(TOKEN_EXPRESSION, stripped, start + len(text) - len(text.lstrip()), source)


def _tag(source: str, start: int, end: int, after: int) -> Cut:
    """One tag; returns where to go on, and whether to trim there if that differs from the tag's own sign."""
    while start < end and source[start].isspace():
        start += 1
    name = _TAG_NAME.match(source, start, end)
    if name is None:
        raise _fault("missing tag name", source, start)
    word = name.group()
    expression = _expression(source, name.end(), end)
    if word in _VERBATIM_ENDS and not expression.value:
        return (yield from _verbatim(source, word, name.start(), after))
    yield Token(TOKEN_TAG, word, name.start(), source)
    if expression.value:
        yield expression
    if word == "comment":
        return (yield from _comment(source, name.start(), after))
    return after, None


def _verbatim(source: str, word: str, start: int, after: int) -> Cut:
    closing = _VERBATIM_ENDS[word].search(source, after)
    if closing is None:
        raise _fault(f"{word} tag was never closed", source, start)
    text = source[after : closing.start()]
    if text or word == "doc":
        yield Token(TOKEN_CONTENT if word == "raw" else TOKEN_DOC, text, after, source)
    return closing.end(), closing.group(1) == "-"


def _comment(source: str, start: int, after: int) -> Cut:
    depth = 1
    for tag in _COMMENT_TAG.finditer(source, after):
        depth += -1 if tag.group(1) else 1
        if depth == 0:
            yield Token(TOKEN_COMMENT, source[after : tag.start()], after, source)
            yield Token(TOKEN_TAG, "endcomment", tag.start(), source)
            return tag.end(), tag.group().endswith("-%}")
    raise _fault("comment tag was never closed", source, start)


def _fault(message: str, source: str, start: int) -> LiquidSyntaxError:
    return LiquidSyntaxError(message, token=Token(TOKEN_EOF, "", start, source))
