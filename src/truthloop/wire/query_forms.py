"""The Query protocol's flat names (``Tags.member.1.Key``) made a tree, and the tree read by its shape."""

from __future__ import annotations

from typing import Any, Final, cast

from botocore.model import ListShape, MapShape, Shape, StructureShape

from truthloop.wire.exchange import WireRequest
from truthloop.wire.operation_routing import form_fields
from truthloop.wire.value_reading import Params, read_text
from truthloop.wire.wire_errors import MalformedRequest

DEEPEST: Final = 32
_OWN: Final = ""  # the key under which a node keeps the text given for its own name

Tree = dict[str, Any]


def parse_query(request: WireRequest, shape: StructureShape) -> Params:
    """The parameters of a Query call; raises MalformedRequest."""
    tree: Tree = {}
    for name, text in form_fields(request):
        _plant(tree, name, text)
    return cast("Params", _read(shape, tree))


def _plant(tree: Tree, name: str, text: str) -> None:
    segments = name.split(".", DEEPEST)
    if len(segments) > DEEPEST:
        raise MalformedRequest(f"A form field may be {DEEPEST} levels deep: '{name[:80]}' is deeper.")
    for segment in segments:
        tree = tree.setdefault(segment or " ", {})
    tree[_OWN] = text


def _read(shape: Shape, tree: Tree) -> Any:  # noqa: ANN401 - whatever the shape says
    if isinstance(shape, StructureShape):
        return {
            name: _read(member, tree[wire_name])
            for name, member in shape.members.items()
            if (wire_name := member.serialization.get("name", name)) in tree
        }
    if isinstance(shape, ListShape):
        items = tree.get(shape.member.serialization.get("name", "member"), {})
        return [_read(shape.member, items[index]) for index in _in_order(items)]
    if isinstance(shape, MapShape):
        entries = tree.get("entry", {})
        pairs = [entries[index] for index in _in_order(entries)]
        return {_own(pair.get("key", {})): _read(shape.value, pair.get("value", {})) for pair in pairs}
    return read_text(shape, _own(tree))


def _own(tree: Tree) -> str:
    return str(tree.get(_OWN, ""))


def _in_order(items: Tree) -> list[str]:
    numbers = [index for index in items if index.isascii() and index.isdigit()]
    return sorted(numbers, key=lambda index: (len(index.lstrip("0")), index.lstrip("0"), index))
