"""Every rule of the model, checked; every broken one reported in AWS's words.

``1 validation error detected: Value 'x' at 'humanLoopConfig.workteamArn' failed to satisfy constraint:
Member must satisfy regular expression pattern: …``. Paths begin lower-case; a structure in a list stands
at ``tags.1.member.key``; plain values in lists and maps are reported on the list, with all its rules.
botocore's own validator checks neither patterns, enums nor greatest lengths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, cast

from botocore.model import ListShape, MapShape, Shape, StructureShape

from truthloop.wire.constraint_patterns import matches
from truthloop.wire.wire_errors import ValidationFailed

MOST_REPORTED: Final = 20
LONGEST_VALUE_SHOWN: Final = 256
_SIZED: Final = frozenset({"string", "list", "map", "blob"})
_NUMBERS: Final = frozenset({"integer", "long", "float", "double"})


def validate(params: Mapping[str, Any], shape: Shape | None) -> None:
    """Raise ValidationFailed naming every rule of ``shape`` that ``params`` breaks (at most 20 are spelt out)."""
    if shape is None:
        return
    found = list(islice(_violations(shape, params, ""), MOST_REPORTED))
    if found:
        raise validation_error(found)


def validation_error(violations: list[str]) -> ValidationFailed:
    """The error for rules that were broken, each a text of ``violation``."""
    plural = "s" if len(violations) > 1 else ""
    return ValidationFailed(f"{len(violations)} validation error{plural} detected: {'; '.join(violations)}")


def violation(shown_value: str, path: str, rule: str) -> str:
    """One broken rule in AWS's words; ``shown_value`` in quotes already where AWS quotes it."""
    return f"Value {shown_value} at '{path}' failed to satisfy constraint: {rule}"


def _violations(shape: Shape, value: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - any parameter
    for rule in broken_rules(shape, value):
        yield violation(_quoted(shape, value), path, rule)
    if isinstance(shape, StructureShape):
        yield from _in_structure(shape, value, path)
    elif isinstance(shape, ListShape):
        yield from _in_list(shape, value, path)
    elif isinstance(shape, MapShape):
        yield from _in_map(shape, value, path)


def _in_structure(shape: StructureShape, value: Mapping[str, Any], path: str) -> Iterator[str]:
    required = set(shape.required_members)
    for name, member in shape.members.items():
        at = f"{path}.{_lowered(name)}" if path else _lowered(name)
        if value.get(name) is not None:
            yield from _violations(member, value[name], at)
        elif name in required:
            yield violation("null", at, "Member must not be null")


def _in_list(shape: ListShape, value: list[Any], path: str) -> Iterator[str]:
    member = shape.member
    if _is_plain(member):
        if any(item is None or _is_broken(member, item) for item in value):
            rules = ", ".join(_all_rules(member)) or "Member must not be null"
            yield violation(_quoted(shape, value), path, f"Member must satisfy constraint: [{rules}]")
        return
    for index, item in enumerate(value, 1):
        at = f"{path}.{index}.member"
        if item is None:
            yield violation("null", at, "Member must not be null")
        else:
            yield from _violations(member, item, at)


def _in_map(shape: MapShape, value: Mapping[str, Any], path: str) -> Iterator[str]:
    if any(_is_broken(shape.key, key) for key in value):
        rules = ", ".join(_all_rules(shape.key))
        yield violation(_quoted(shape, value), path, f"Map keys must satisfy constraint: [{rules}]")
    if _is_plain(shape.value):
        if any(item is None or _is_broken(shape.value, item) for item in value.values()):
            rules = ", ".join(_all_rules(shape.value)) or "Member must not be null"
            yield violation(_quoted(shape, value), path, f"Map value must satisfy constraint: [{rules}]")
        return
    for key, item in value.items():
        at = f"{path}.{key}.member"
        if item is None:
            yield violation("null", at, "Member must not be null")
        else:
            yield from _violations(shape.value, item, at)


def broken_rules(shape: Shape, value: Any) -> Iterator[str]:  # noqa: ANN401 - any parameter
    """The rules of the shape itself (not of what it holds) that a value breaks, in AWS's order."""
    for check, rule in _rules(shape):
        if not check(value):
            yield rule


def _rules(shape: Shape) -> Iterator[tuple[Callable[[Any], bool], str]]:
    facts = shape.metadata
    low, high = facts.get("min"), facts.get("max")
    if shape.type_name in _SIZED:
        if high is not None:
            yield lambda value: len(value) <= high, f"Member must have length less than or equal to {high}"
        if low is not None:
            yield lambda value: len(value) >= low, f"Member must have length greater than or equal to {low}"
    elif shape.type_name in _NUMBERS:
        if high is not None:
            yield lambda value: value <= high, f"Member must have value less than or equal to {high}"
        if low is not None:
            yield lambda value: value >= low, f"Member must have value greater than or equal to {low}"
    if "enum" in facts:
        allowed = facts["enum"]
        yield lambda value: value in allowed, f"Member must satisfy enum value set: [{', '.join(allowed)}]"
    if "pattern" in facts:
        pattern = cast("str", facts["pattern"])
        yield lambda value: matches(pattern, value), f"Member must satisfy regular expression pattern: {pattern}"


def _all_rules(shape: Shape) -> list[str]:
    return [rule for _, rule in _rules(shape)]


def _is_broken(shape: Shape, value: object) -> bool:
    return next(broken_rules(shape, value), None) is not None


def _is_plain(shape: Shape) -> bool:
    return shape.type_name not in {"structure", "list", "map"}


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


def _quoted(shape: Shape, value: Any) -> str:  # noqa: ANN401 - any parameter
    text = _shown(shape, value)
    if len(text) > LONGEST_VALUE_SHOWN:
        text = text[:LONGEST_VALUE_SHOWN] + "..."
    return f"'{text}'"


def _shown(shape: Shape, value: Any) -> str:  # noqa: ANN401 - any parameter
    """A value as Java prints it; what the model calls sensitive never."""
    if value is None:
        return "null"
    if shape.metadata.get("sensitive"):
        return "***"
    if isinstance(shape, StructureShape):
        pairs = [(name, member) for name, member in shape.members.items() if name in value]
        return "{" + ", ".join(f"{name}={_shown(member, value[name])}" for name, member in pairs) + "}"
    if isinstance(shape, ListShape):
        return "[" + ", ".join(_shown(shape.member, item) for item in value) + "]"
    if isinstance(shape, MapShape):
        return "{" + ", ".join(f"{key}={_shown(shape.value, item)}" for key, item in value.items()) + "}"
    return str(value)
