"""The class names of a YOLO `data.yaml`.

Only `names:` is read, in the forms that the format's documentation and its tools write: a list or a map, in one line or
one entry a line. A YAML library is not among what Truthloop stands on, and a whole YAML reader is not needed for it.
"""

from __future__ import annotations

import json
import re

from truthloop.terms.errors import Invalid

_START = re.compile(r"names\s*:\s*(?P<rest>.*)\Z")
_ITEM = re.compile(r"\s*-\s+(?P<name>.*)\Z")
_PAIR = re.compile(r"\s*['\"]?(?P<number>\d+)['\"]?\s*:\s*(?P<name>.*)\Z")
_PIECE = re.compile(
    r"""\s*(?:['"]?(?P<number>\d+)['"]?\s*:\s*)?(?P<name>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,\]}'"]+)\s*(?:,|\Z)"""
)


def yolo_names(data_yaml: str) -> tuple[str, ...]:
    """Class names in the order of their numbers. Raises Invalid."""
    lines = data_yaml.splitlines()
    for place, line in enumerate(lines):
        if found := _START.match(line):
            rest = _without_comment(found["rest"]).strip()
            pairs = _in_one_line(rest, lines[place + 1 :]) if rest else _one_a_line(lines[place + 1 :])
            return _ordered(pairs)
    raise Invalid("The data.yaml has no line `names:`.")


def _in_one_line(rest: str, following: list[str]) -> list[tuple[int | None, str]]:
    opening, closing = rest[:1], {"[": "]", "{": "}"}.get(rest[:1])
    if closing is None:
        raise Invalid(f"The data.yaml's names are neither a list nor a map: {rest[:80]!r}.")
    whole = rest
    for line in following:
        if whole.rstrip().endswith(closing):
            break
        whole += " " + _without_comment(line).strip()
    inner = whole.strip().removeprefix(opening).removesuffix(closing).strip().rstrip(",")
    pairs, at = [], 0
    while at < len(inner):
        piece = _PIECE.match(inner, at)
        if piece is None:
            raise Invalid(f"The data.yaml's names cannot be read at {inner[at : at + 40]!r}.")
        pairs.append((None if piece["number"] is None else int(piece["number"]), _unquoted(piece["name"])))
        at = piece.end()
    return pairs


def _one_a_line(lines: list[str]) -> list[tuple[int | None, str]]:
    pairs: list[tuple[int | None, str]] = []
    for line in lines:
        plain = _without_comment(line)
        if not plain.strip():
            continue
        if item := _ITEM.match(plain):
            pairs.append((None, _unquoted(item["name"])))
        elif (pair := _PAIR.match(plain)) and plain[0].isspace():
            pairs.append((int(pair["number"]), _unquoted(pair["name"])))
        else:
            break
    return pairs


def _ordered(pairs: list[tuple[int | None, str]]) -> tuple[str, ...]:
    numbered = {place if number is None else number: name for place, (number, name) in enumerate(pairs)}
    if sorted(numbered) != list(range(len(pairs))):
        raise Invalid(f"The data.yaml numbers its names {sorted(numbered)}; they must run from 0 without gaps.")
    return tuple(numbered[place] for place in range(len(pairs)))


def _without_comment(line: str) -> str:
    quote = ""
    for place, sign in enumerate(line):
        if quote:
            quote = "" if sign == quote and line[place - 1] != "\\" else quote
        elif sign in "'\"":
            quote = sign
        elif sign == "#" and (place == 0 or line[place - 1].isspace()):
            return line[:place]
    return line


def _unquoted(given: str) -> str:
    name = given.strip()
    if name.startswith('"'):
        try:
            return str(json.loads(name))
        except json.JSONDecodeError as error:
            raise Invalid(f"The data.yaml's name {name} is not a quoted string: {error}.") from error
    return name[1:-1].replace("''", "'") if name.startswith("'") else name
