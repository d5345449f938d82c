"""The label of an image out of the shapes that workers drew on it, one image at a time.

`{"image_size": [{"width": 500, "height": 400, "depth": 3}], "annotations": [{"class_id": 0, …}]}`, with a confidence
for each and the names of the classes used beside it. Source: "Labeling job output data: bounding box job output",
SageMaker developer guide; the other shapes are written as AWS writes them for video frames.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from truthloop.task_types.drawn_answers import Drawing, Fused, ShapeForm, drawing
from truthloop.task_types.task_type import CONFIDENCE_DECIMALS
from truthloop.terms.labeling import AnsweredObject, Label, LabelTerms

DEPTH = 3
"""AWS writes three channels for every image; nobody reads the file to know better."""


def consolidate(
    objects: Iterable[AnsweredObject], terms: LabelTerms, form: ShapeForm, *, adjusts: bool = False
) -> Iterator[Label]:
    """One label for each object; with `adjusts` it says whether any worker changed what was there."""
    for found in objects:
        drawings = [each for each in (drawing(one, terms, form) for one in found.annotations) if each is not None]
        if drawings:
            drawings.sort(key=lambda each: each.worker_id)
            yield label(found.number, drawings, terms, form, adjusts=adjusts)
        else:
            yield Label(found.number, failure=f"ClientError: No annotation has a list `{form.answer_key}`.")


def label(number: int, drawings: Sequence[Drawing], terms: LabelTerms, form: ShapeForm, *, adjusts: bool) -> Label:
    """The label of one image."""
    shapes = fused(drawings, terms, form)
    value = {
        "image_size": image_sizes(drawings),
        form.value_key: [
            {"class_id": each.shape.class_id, **form.written(each.shape.numbers), **each.shape.more} for each in shapes
        ],
    }
    used = sorted({each.shape.class_id for each in shapes})
    metadata: dict[str, Any] = {
        "objects": [{"confidence": round(each.confidence, CONFIDENCE_DECIMALS)} for each in shapes],
        "class-map": {str(class_id): terms.labels[class_id] for class_id in used},
    }
    if adjusts:
        metadata["adjustment-status"] = "adjusted" if any(each.changed for each in drawings) else "unadjusted"
    return Label(number, value, metadata)


def fused(drawings: Sequence[Drawing], terms: LabelTerms, form: ShapeForm) -> list[Fused]:
    """One worker's shapes are the label, with the confidence 0 that AWS writes; several workers' are made one."""
    if len(drawings) == 1:
        return [Fused(shape, 0.0) for shape in drawings[0].shapes]
    fuse = form.choices[terms.consolidation or next(iter(form.choices))]
    return sorted(fuse(drawings), key=lambda each: (each.shape.class_id, each.shape.numbers))


def image_sizes(drawings: Iterable[Drawing]) -> list[dict[str, int]]:
    """The size that most workers' browsers read, the larger one if as many; none if no answer says it."""
    sizes = Counter(each.size for each in drawings if each.size is not None)
    if not sizes:
        return []
    (width, height), _ = max(sizes.items(), key=lambda item: (item[1], item[0]))
    return [{"width": width, "height": height, "depth": DEPTH}]
