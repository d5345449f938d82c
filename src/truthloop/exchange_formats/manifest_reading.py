"""Augmented output manifests in: which label attributes they hold, and the stream of labelled items of one.

A manifest is read line by line and never held; a line that cannot be read becomes an item without a label that says
why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

import orjson

from truthloop.exchange_formats.label_fields import UnreadableLabel
from truthloop.exchange_formats.label_values import read_label
from truthloop.exchange_formats.labelled_items import Label, LabelledItem
from truthloop.terms.errors import Invalid

METADATA = "-metadata"
REF = "-ref"
_INPUTS = frozenset({"source", "source-ref"})
LOOKED_AT = 1000
"""Lines from the start in which label attributes are looked for."""
_BOM = b"\xef\xbb\xbf"


def label_attributes(lines: Iterable[bytes]) -> list[str]:
    """The label attributes of the first thousand lines, in the order in which they appear."""
    found: dict[str, None] = {}
    for entry in (_entry(line) for line in islice(lines, LOOKED_AT)):
        if isinstance(entry, dict):
            found |= dict.fromkeys(filter(None, (_attribute(key, entry) for key in entry)))
    return list(found)


def chosen_attribute(lines: Iterable[bytes], wanted: str | None) -> str:
    """The attribute to read: the one wanted, wherever it first appears, or the only one there is. Raises Invalid."""
    remaining = iter(lines)
    first = list(islice(remaining, LOOKED_AT))
    if wanted is not None and (found := _first_named(chain(first, remaining), wanted)):
        return found
    there = label_attributes(first)
    shown = ", ".join(there) or "none"
    if wanted is not None:
        raise Invalid(
            f"No line of the manifest holds a label {wanted!r}. Labels in its first {LOOKED_AT} lines: {shown}."
        )
    if len(there) != 1:
        count = f"{len(there)} label attributes" if there else "no label attribute"
        raise Invalid(
            f"The manifest's first {LOOKED_AT} lines hold {count}; name one with --label. Labels there: {shown}."
        )
    return there[0]


def _first_named(lines: Iterable[bytes], wanted: str) -> str | None:
    """The name as it stands in the first line that has it, with or without the ending of masks."""
    for entry in (_entry(line) for line in lines):
        for name in (wanted, wanted + REF):
            if isinstance(entry, dict) and name not in _INPUTS and (name in entry or name + METADATA in entry):
                return name
    return None


def labelled_items(lines: Iterable[bytes], attribute: str) -> Iterator[LabelledItem]:
    """Every line as an item, in order; blank lines are passed over but counted."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _item(number, line, attribute)


def _item(number: int, line: bytes, attribute: str) -> LabelledItem:
    entry = _entry(line)
    if not isinstance(entry, dict):
        return LabelledItem(number, None, None, None, missing=entry)
    metadata = _metadata(entry, attribute)
    source, ref = entry.get("source"), entry.get("source-ref")
    label, missing = _label(entry, attribute, metadata)
    return LabelledItem(
        line=number,
        source_ref=ref if isinstance(ref, str) else None,
        text=source if isinstance(source, str) else None,
        label=label,
        missing=missing,
        type=str(metadata.get("type", "")),
        job_name=str(metadata.get("job-name", metadata.get("job_name", ""))).removeprefix("labeling-job/"),
        human_annotated=str(metadata.get("human-annotated", "yes")).lower() not in {"no", "false"},
        creation_date=str(metadata.get("creation-date", metadata.get("creation_date", ""))),
    )


def _label(entry: Mapping[str, Any], attribute: str, metadata: Mapping[str, Any]) -> tuple[Label | None, str]:
    """The label, or None and why there is none."""
    if failure := metadata.get("failure-reason"):
        return None, f"labeling failed: {failure}"
    if entry.get(attribute) is None:
        return None, "not labelled"
    try:
        return read_label(entry[attribute], metadata), ""
    except UnreadableLabel as error:
        return None, str(error)


def _metadata(entry: Mapping[str, Any], attribute: str) -> Mapping[str, Any]:
    for name in (attribute, attribute.removesuffix(REF)):
        given = entry.get(name + METADATA)
        if isinstance(given, dict):
            return given
    return {}


def _entry(line: bytes) -> dict[str, Any] | str:
    """The line's object, or what is wrong with it."""
    try:
        given = orjson.loads(line.removeprefix(_BOM))
    except orjson.JSONDecodeError as error:
        return f"the line is not JSON ({error})"
    return given if isinstance(given, dict) else f"the line is a JSON {type(given).__name__}, not an object"


def _attribute(key: str, entry: Mapping[str, Any]) -> str | None:
    """The label attribute whose metadata stands under the key, if it is such a key."""
    if not key.endswith(METADATA) or not isinstance(entry[key], dict):
        return None
    name = key.removesuffix(METADATA)
    if name in _INPUTS or not ({"type", "job-name", "job_name"} & set(entry[key])):
        return None
    return name if name in entry or name + REF not in entry else name + REF
