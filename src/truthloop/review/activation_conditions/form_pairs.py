"""Key-value pairs in a response of Textract AnalyzeDocument.

Source: "Form Data (Key-Value Pairs)" in the Amazon Textract developer guide. Field names are read as the API writes
them (`BlockType`) and as human loops carry them (`blockType`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FormPair:
    """A key found on a form, with its value."""

    key_text: str
    """The key's words with single spaces between."""
    confidence: float | None
    """Confidence of the key's block: that this is a key with this value. 0 to 100."""
    word_confidences: tuple[float, ...]
    """Confidence of every word of key and value. 0 to 100."""
    block_ids: frozenset[str]
    """The blocks that make up the pair."""


def field(record: Record, name: str) -> Any:  # noqa: ANN401 - JSON
    """The field `Name`, also when it is spelled `name`."""
    found = record.get(name)
    return record.get(name[:1].lower() + name[1:]) if found is None else found


def records(response: Record, name: str) -> list[Record]:
    """The objects in a list of the response; nothing else that may stand there."""
    found = field(response, name)
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []


def number(value: object) -> float | None:
    """A confidence, or None for anything that is no number."""
    return None if isinstance(value, bool) or not isinstance(value, int | float) else float(value)


def form_pairs(response: Record) -> tuple[FormPair, ...]:
    """The pairs in the order of their keys."""
    blocks = {str(field(block, "Id")): block for block in records(response, "Blocks")}
    return tuple(_pair(key, blocks) for key in blocks.values() if _is_key(key))


def _is_key(block: Record) -> bool:
    kinds = field(block, "EntityTypes")
    return field(block, "BlockType") == "KEY_VALUE_SET" and isinstance(kinds, list) and "KEY" in kinds


def _pair(key: Record, blocks: Mapping[str, Record]) -> FormPair:
    values = list(_related(key, "VALUE", blocks))
    key_words = list(_related(key, "CHILD", blocks))
    parts = key_words + [child for value in values for child in _related(value, "CHILD", blocks)]
    confidences = [number(field(part, "Confidence")) for part in parts if field(part, "BlockType") == "WORD"]
    return FormPair(
        key_text=" ".join(str(field(word, "Text") or "") for word in key_words).strip(),
        confidence=number(field(key, "Confidence")),
        word_confidences=tuple(confidence for confidence in confidences if confidence is not None),
        block_ids=frozenset(str(field(block, "Id")) for block in (key, *values, *parts)),
    )


def _related(block: Record, kind: str, blocks: Mapping[str, Record]) -> Iterator[Record]:
    for relation in records(block, "Relationships"):
        ids: Sequence[object] = field(relation, "Ids") or ()
        if field(relation, "Type") == kind:
            yield from (blocks[str(each)] for each in ids if str(each) in blocks)
