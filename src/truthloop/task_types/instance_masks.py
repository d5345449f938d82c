"""A color for every single object of an image: workers' masks read, checked, and written.

AWS has the element and no task type; the label follows its semantic segmentation: the address of an indexed PNG, whose
number n is the n-th of `instances` in the metadata, 0 and `#ffffff` being the background.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from truthloop.task_types.manifest_values import shown
from truthloop.task_types.mask_pictures import WHITE, LabelMap, color_number, png_bytes, read_mask
from truthloop.task_types.semantic_masks import mask_part, strange_colors, wrong_size
from truthloop.terms.errors import Invalid
from truthloop.terms.labeling import LabelTerms

EXPECTED = (
    '`{"NAME": {"instances": [{"color": "#2ca02c", "label": "Cat"}], "labeledImage": {"pngImageData": "iVBORw0KGg…"}}}`'
    " is expected"
)
MOST_INSTANCES = 65_535


@dataclass(frozen=True, slots=True)
class PaintedInstances:
    """One worker's objects."""

    labels: LabelMap
    """0 for background, n + 1 for the n-th object."""
    class_ids: tuple[int, ...]
    colors: tuple[int, ...]
    unknown: Mapping[str, int]
    """How many pixels have which color of no object."""


def painted_instances(content: Mapping[str, Any], terms: LabelTerms) -> PaintedInstances:
    """What a worker painted; `Invalid` for what is no such mask."""
    part = mask_part(content)
    entries = part.get("instances") if part is not None else None
    if part is None or not isinstance(entries, list):
        raise Invalid(f"holds no mask of single objects: {EXPECTED}")
    found = [instance_of(place, entry, terms) for place, entry in enumerate(entries)]
    colors = {color: place + 1 for place, (_, color) in enumerate(found)}
    if len(colors) < len(found):
        raise Invalid("gives two of its `instances` the same color; colors tell objects apart")
    if len(found) > MOST_INSTANCES:
        raise Invalid(f"has {len(found):,} `instances`; up to {MOST_INSTANCES:,} can be told apart")
    read = read_mask(png_bytes(part["labeledImage"].get("pngImageData")), colors)
    return PaintedInstances(read.labels, tuple(one for one, _ in found), tuple(colors), read.unknown)


def instance_of(place: int, entry: object, terms: LabelTerms) -> tuple[int, int]:
    """(class id, color) of one of `instances`."""
    color = color_number(entry.get("color")) if isinstance(entry, Mapping) else None
    if not isinstance(entry, Mapping) or color is None or color == WHITE:
        raise Invalid(
            f"has {shown(entry)} as entry {place} of `instances`; a color such as #1f77b4, not white, is needed"
        )
    if entry.get("label") not in terms.labels:
        raise Invalid(
            f"has {shown(entry.get('label'))} as the label of entry {place} of `instances`, which is none of the "
            f"job's: {', '.join(terms.labels)}"
        )
    return terms.labels.index(entry["label"]), color


def check_answer(content: Mapping[str, Any], terms: LabelTerms) -> str | None:
    """What is wrong with a worker's answer, or None."""
    try:
        painted = painted_instances(content, terms)
    except Invalid as error:
        return str(error)
    wrong = wrong_size(content, painted.labels)
    if wrong is not None or not painted.unknown:
        return wrong
    return strange_colors(painted.unknown, painted.colors, "instances")
