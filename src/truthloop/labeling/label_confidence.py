"""How sure a label is, by its own metadata, and which labels are not sure enough. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from truthloop.storage.batch_rows import BatchObject, Outcome
from truthloop.storage.job_rows import JobCounts


def contested_numbers(
    progress: JobCounts, members: Sequence[BatchObject], outcomes: Sequence[Outcome], attribute: str
) -> list[int]:
    """Objects of a batch that should be shown to one more worker.

    Those that got every answer that was wanted (who waits in vain once is not asked for again), may have more, and
    whose label is less sure than wanted.
    """
    wanted = progress.wanted_confidence
    if wanted is None:
        return []
    may_have_more = {one.number for one in members if one.wanted <= one.answered < progress.most_wanted}
    return [
        one.number
        for one in outcomes
        if one.failure is None
        and one.number in may_have_more
        and (confidence := least_confidence(one.label, attribute)) is not None
        and confidence < wanted
    ]


def least_confidence(label: str, attribute: str) -> float | None:
    """The lowest confidence in the metadata of a label (its JSON text); None where nothing says how sure it is."""
    metadata = orjson.loads(label).get(f"{attribute}-metadata")
    return min(confidences(metadata), default=None) if isinstance(metadata, Mapping) else None


def confidences(metadata: Mapping[str, Any]) -> Iterator[float]:
    """Of the label as a whole, of each class, object and entity."""
    found = [metadata.get("confidence")]
    by_class = metadata.get("confidence-map")
    found += by_class.values() if isinstance(by_class, Mapping) else ()
    for name in ("objects", "entities"):
        parts = metadata.get(name)
        listed = parts if isinstance(parts, list) else ()
        found += [part.get("confidence") for part in listed if isinstance(part, Mapping)]
    return (float(value) for value in found if isinstance(value, int | float) and not isinstance(value, bool))
