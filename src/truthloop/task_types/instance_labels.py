"""The label of an image whose single objects workers painted, one image at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from truthloop.task_types.instance_masks import PaintedInstances, painted_instances
from truthloop.task_types.instance_votes import AgreedObjects, agreed_objects
from truthloop.task_types.mask_colors import free_colors
from truthloop.task_types.mask_pictures import WHITE, hex_color, written_mask
from truthloop.task_types.semantic_masks import no_mask
from truthloop.task_types.task_type import CONFIDENCE_DECIMALS
from truthloop.terms.errors import Invalid
from truthloop.terms.labeling import AnsweredObject, Label, LabelFile, LabelTerms

CONSOLIDATIONS = ("majority-of-pixels",)


def consolidate(objects: Iterable[AnsweredObject], terms: LabelTerms) -> Iterator[Label]:
    """One mask for each object."""
    for found in objects:
        masks, faults = readable(found, terms)
        if masks:
            yield label(found.number, masks, terms)
        else:
            yield Label(found.number, failure=no_mask(faults))


def readable(found: AnsweredObject, terms: LabelTerms) -> tuple[list[PaintedInstances], list[str]]:
    """(the masks of the size that most workers have, in the order of workers; why the others cannot be used)."""
    masks, faults = [], []
    for annotation in sorted(found.annotations, key=lambda each: each.worker_id):
        try:
            masks.append(painted_instances(annotation.content, terms))
        except Invalid as error:
            faults.append(str(error))
    sizes = Counter(mask.labels.shape for mask in masks)
    usual = max(sizes, key=lambda size: (sizes[size], size), default=None)
    return [mask for mask in masks if mask.labels.shape == usual], faults


def label(number: int, masks: Sequence[PaintedInstances], terms: LabelTerms) -> Label:
    """The label of one image: one worker's mask as it is, with the confidence 0, or several workers' made one."""
    if len(masks) == 1:
        (mask,) = masks
        made = AgreedObjects(mask.labels, mask.class_ids, (0.0,) * len(mask.class_ids))
        colors = mask.colors
    else:
        made = agreed_objects([mask.labels for mask in masks], [mask.class_ids for mask in masks])
        colors = tuple(color for _, color in zip(made.class_ids, free_colors({}), strict=False))
    instances = [
        {
            "hex-color": hex_color(color),
            "class-name": terms.labels[class_id],
            "confidence": round(confidence, CONFIDENCE_DECIMALS),
        }
        for color, class_id, confidence in zip(colors, made.class_ids, made.confidences, strict=True)
    ]
    body = written_mask(made.labels, [WHITE, *colors])
    return Label(number, metadata={"instances": instances}, file=LabelFile("png", "image/png", body))
