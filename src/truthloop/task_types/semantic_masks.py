"""A label for every pixel: workers' masks read, checked, made one, and written as AWS writes them.

The label is the address of an indexed PNG; `internal-color-map` in its metadata says what its numbers and colors mean,
0 and `#ffffff` being the background. Source: "Semantic segmentation job output" and "Annotation consolidation" (a vote
on each pixel, smoothed by the pixels around), SageMaker developer guide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from truthloop.consolidation.shapes.consolidated_masks import consolidate_masks
from truthloop.task_types.manifest_values import shown
from truthloop.task_types.mask_colors import label_colors
from truthloop.task_types.mask_pictures import (
    WHITE,
    LabelMap,
    color_number,
    hex_color,
    png_bytes,
    read_mask,
    written_mask,
)
from truthloop.task_types.task_type import CONFIDENCE_DECIMALS
from truthloop.terms.errors import Invalid
from truthloop.terms.labeling import AnsweredObject, Label, LabelFile, LabelTerms

CHOICES: Final[Mapping[str, Literal["vote", "staple"]]] = {"pixel-vote": "vote", "staple": "staple"}
"""By name, AWS's way first; `staple` weighs workers by what they get right."""
CONSOLIDATIONS = tuple(CHOICES)
BACKGROUND = "BACKGROUND"
MOST_TOLD = 20
"""Colors in a message."""
EXPECTED = (
    '`{"NAME": {"labelMappings": {"Cat": {"color": "#2ca02c"}}, "labeledImage": {"pngImageData": "iVBORw0KGgo…"}}}` '
    "is expected"
)


@dataclass(frozen=True, slots=True)
class PaintedMask:
    """One worker's mask."""

    worker_id: str
    labels: LabelMap
    """0 for background, n + 1 for the job's n-th label."""
    colors: Mapping[str, int]
    changed: bool


def mask_part(content: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The part of an answer that holds a mask, whatever the element is called."""
    for value in content.values():
        if isinstance(value, Mapping) and isinstance(value.get("labeledImage"), Mapping):
            return value
    return None


def painted_colors(part: Mapping[str, Any], terms: LabelTerms) -> dict[str, int]:
    """The color of each label; `Invalid` says what is wrong with `labelMappings`."""
    mappings = part.get("labelMappings")
    if not isinstance(mappings, Mapping):
        raise Invalid(f"has no `labelMappings`; {EXPECTED}")
    colors = {}
    for name, entry in mappings.items():
        color = color_number(entry.get("color")) if isinstance(entry, Mapping) else None
        if name not in terms.labels:
            raise Invalid(f"maps {shown(name)}, which is none of the job's labels: {', '.join(terms.labels)}")
        if color is None or color == WHITE:
            raise Invalid(f"maps {name!r} to {shown(entry)}; a color such as #1f77b4, not white, is needed")
        colors[name] = color
    twice = [name for name, color in colors.items() if Counter(colors.values())[color] > 1]
    if twice:
        raise Invalid(f"gives {' and '.join(map(repr, twice))} the same color; colors tell labels apart")
    return colors


def painted_mask(content: Mapping[str, Any], terms: LabelTerms) -> tuple[LabelMap, dict[str, int], dict[str, int]]:
    """(the mask, its colors, how many pixels have which color of no label); `Invalid` for what is no mask."""
    part = mask_part(content)
    if part is None:
        raise Invalid(f"holds no mask: {EXPECTED}")
    colors = painted_colors(part, terms)
    numbers = {color: terms.labels.index(name) + 1 for name, color in colors.items()}
    read = read_mask(png_bytes(part["labeledImage"].get("pngImageData")), numbers)
    return read.labels, colors, read.unknown


def check_answer(content: Mapping[str, Any], terms: LabelTerms, *, adjusts: bool = False) -> str | None:
    """What is wrong with a worker's answer, or None.

    Colors of no label are wrong in a new mask. A mask to adjust may bring them along, which its worker cannot help.
    """
    try:
        labels, colors, unknown = painted_mask(content, terms)
    except Invalid as error:
        return str(error)
    wrong = wrong_size(content, labels)
    if wrong is not None or adjusts or not unknown:
        return wrong
    return strange_colors(unknown, colors.values(), "labelMappings")


def wrong_size(content: Mapping[str, Any], labels: LabelMap) -> str | None:
    """Why a mask does not fit its image, as far as the answer says how large that is."""
    sizes = (mask_part(content) or {}).get("inputImageProperties")
    if not isinstance(sizes, Mapping) or (sizes.get("height"), sizes.get("width")) == labels.shape:
        return None
    height, width = labels.shape
    return (
        f"has a mask of {width} × {height} pixels for an image of {sizes.get('width')} × {sizes.get('height')}; "
        "they must be equally wide and high"
    )


def strange_colors(unknown: Mapping[str, int], colors: Iterable[int], where: str) -> str:
    """What is wrong with pixels whose color nothing explains."""
    color, count = max(unknown.items(), key=lambda item: item[1])
    named = [hex_color(each) for each in colors]
    some = ", ".join(named[:MOST_TOLD]) + (", …" if len(named) > MOST_TOLD else "")
    return (
        f"has {sum(unknown.values()):,} pixels of {len(unknown)} colors that no label owns, {count:,} of them {color}. "
        f"`{where}` names {some or 'none'}; #ffffff is the background. A mask must not be antialiased or compressed "
        "with loss"
    )


def consolidate(objects: Iterable[AnsweredObject], terms: LabelTerms, *, adjusts: bool = False) -> Iterator[Label]:
    """One mask for each object, one object at a time; with `adjusts` it says whether any worker changed it."""
    for found in objects:
        masks, faults = readable(found, terms)
        if masks:
            yield label(found.number, masks, terms, adjusts=adjusts)
        else:
            yield Label(found.number, failure=no_mask(faults))


def no_mask(faults: Sequence[str]) -> str:
    """Why there is no label."""
    return f"ClientError: No annotation holds a mask that can be read: it {faults[0]}."


def readable(found: AnsweredObject, terms: LabelTerms) -> tuple[list[PaintedMask], list[str]]:
    """(the masks of the size that most workers have, in the order of workers; why the others cannot be used)."""
    masks, faults = [], []
    for annotation in sorted(found.annotations, key=lambda each: each.worker_id):
        try:
            labels, colors, _ = painted_mask(annotation.content, terms)
        except Invalid as error:
            faults.append(str(error))
            continue
        changed = (mask_part(annotation.content) or {}).get("initialValueModified") is True
        masks.append(PaintedMask(annotation.worker_id, labels, colors, changed))
    if masks:
        sizes = Counter(mask.labels.shape for mask in masks)
        usual = max(sizes, key=lambda size: (sizes[size], size))
        masks = [mask for mask in masks if mask.labels.shape == usual]
    return masks, faults


def label(number: int, masks: Sequence[PaintedMask], terms: LabelTerms, *, adjusts: bool) -> Label:
    """The label of one image."""
    labels, confidence = fused([mask.labels for mask in masks], terms)
    colors = label_colors(terms.labels, [mask.colors for mask in masks])
    sure = round(confidence, CONFIDENCE_DECIMALS)
    named = [(BACKGROUND, WHITE), *colors.items()]
    metadata: dict[str, Any] = {
        "internal-color-map": {
            str(index): {"class-name": name, "hex-color": hex_color(color), "confidence": sure}
            for index, (name, color) in enumerate(named)
        }
    }
    if adjusts:
        metadata["adjustment-status"] = "adjusted" if any(mask.changed for mask in masks) else "unadjusted"
    body = written_mask(labels, [color for _, color in named])
    return Label(number, metadata=metadata, file=LabelFile("png", "image/png", body))


def fused(maps: Sequence[LabelMap], terms: LabelTerms) -> tuple[LabelMap, float]:
    """(the mask, its confidence): one worker's mask is the label, with the confidence 0 that AWS writes."""
    if len(maps) == 1:
        return maps[0], 0.0
    made = consolidate_masks(maps, CHOICES[terms.consolidation or CONSOLIDATIONS[0]])
    return made.label_map, made.confidence
