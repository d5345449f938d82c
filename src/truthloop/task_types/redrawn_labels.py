"""A label shown again on the page of its kind of work, and the answer that comes back made the label. Pure.

The page, what it begins with and how one answer becomes a label are those of the task type that adjusts such labels:
one answer is itself. What was not changed stays as it was to the letter, with everything else it says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import orjson

from truthloop.task_types.audited_label import NAMED_BY
from truthloop.task_types.manifest_values import Line
from truthloop.task_types.task_type import TaskType
from truthloop.task_types.type_table import BY_NAME
from truthloop.terms.errors import Conflict, Invalid
from truthloop.terms.labeling import Annotation, AnsweredObject, Label, LabelFile, LabelTerms

ADJUSTED_BY: Final[Mapping[str, str]] = {
    "bounding-box": "adjustment-bounding-box",
    "polygon": "adjustment-polygon",
    "polyline": "adjustment-polyline",
    "keypoint": "adjustment-keypoint",
    "semantic-segmentation": "adjustment-semantic-segmentation",
    "named-entity-recognition": "named-entity-adjustment",
    "image-classification-multilabel": "image-class-adjustment-multilabel",
    "text-classification-multilabel": "text-class-adjustment-multilabel",
}
"""The task type that puts right what another makes. One class is chosen from a list; nothing is drawn for it."""
SHAPES: Final[Mapping[str, str]] = {
    "adjustment-bounding-box": "annotations",
    "adjustment-polygon": "polygons",
    "adjustment-polyline": "polylines",
    "adjustment-keypoint": "keypoints",
}
"""The list of shapes in the labels of a type."""
ENTITY_KEYS: Final = ("label", "startOffset", "endOffset")
COLORS: Final = "internal-color-map"
SURE: Final = 1.0
EDITOR: Final = "editor"


@dataclass(frozen=True, slots=True)
class Redrawn:
    """What an answer makes of a label."""

    value: Any
    """The label attribute; None where the `file`'s address is to be put."""
    metadata: Mapping[str, Any]
    """Members of the metadata that the value alone does not decide."""
    file: LabelFile | None = None


def adjuster_of(type_name: str) -> TaskType | None:
    """The task type on whose page labels of a type are put right, or None where there is none."""
    name = ADJUSTED_BY.get(type_name, type_name)
    return BY_NAME[name] if name in ADJUSTED_BY.values() else None


def is_drawn(type_name: str) -> bool:
    """Whether labels of a type can be put right on a page. Loads no type."""
    return type_name in ADJUSTED_BY or type_name in ADJUSTED_BY.values()


def adjusting_terms(terms: LabelTerms) -> LabelTerms:
    """The terms of a job as they are for whoever adjusts the job's own label, alone."""
    config = {**terms.config, NAMED_BY: terms.attribute}
    return replace(terms, config=config, consolidation=None, workers_per_object=1)


def page_input(adjuster: TaskType, line: Line, terms: LabelTerms) -> dict[str, Any]:
    """`task.input` of the page that shows a line's label; `terms` are adjusting ones. Conflict where it cannot."""
    fault = adjuster.check_line(line, terms)
    if fault is not None:
        raise Conflict(f"The label cannot be shown for drawing; edit its JSON. The line {fault}.", code="not-drawable")
    return adjuster.task_input(line, terms)


def redrawn(adjuster: TaskType, line: Line, terms: LabelTerms, answer: Mapping[str, Any]) -> Redrawn:
    """The label that an answer makes of a line's; `terms` are adjusting ones. Invalid, Conflict."""
    given = page_input(adjuster, line, terms)
    fault = adjuster.check_answer(answer, terms) or beyond_text(answer, line)
    if fault is not None:
        raise Invalid(f"The answer {fault}.")
    found = AnsweredObject(0, line, (Annotation(EDITOR, answer),))
    (made,) = adjuster.consolidate(iter((found,)), terms)
    if made.failure is not None:
        raise Invalid(made.failure.removeprefix("ClientError: "))
    return merged_label(adjuster.name, line, terms, given, made)


def beyond_text(answer: Mapping[str, Any], line: Line) -> str | None:
    """What is wrong with entities that end after their text; consolidation would leave them out."""
    text = line.get("source")
    if not isinstance(text, str):
        return None
    for part in answer.values():
        for entity in part.get("entities") or () if isinstance(part, Mapping) else ():
            if entity["endOffset"] > len(text):
                return f"has an entity that ends at {entity['endOffset']}; the text has {len(text)} characters"
    return None


def merged_label(name: str, line: Line, terms: LabelTerms, given: Mapping[str, Any], made: Label) -> Redrawn:
    """What was made, with all of the old label that it leaves as it was."""
    old = line[terms.attribute]
    if name in SHAPES:
        key = SHAPES[name]
        before = [as_labelled(shape, terms) for shape in given["initialValue"]]
        return Redrawn({**made.value, **old, key: kept(old[key], before, made.value[key])}, {})
    if made.file is not None:
        return redrawn_mask(old, made, line[f"{terms.attribute}-metadata"])
    if isinstance(made.value, list):
        return Redrawn(old if sorted(old) == sorted(made.value) else made.value, {})
    marked, had = made.value["annotations"]["entities"], old["annotations"]["entities"]
    before = [{key: entity.get(key) for key in ENTITY_KEYS} for entity in had]
    return Redrawn({**old, "annotations": {**old["annotations"], "entities": kept(had, before, marked)}}, {})


def as_labelled(shape: Mapping[str, Any], terms: LabelTerms) -> dict[str, Any]:
    """A shape of a page as labels write it."""
    rest = {key: value for key, value in shape.items() if key != "label"}
    return {"class_id": terms.labels.index(shape["label"]), **rest}


def kept(old: Sequence[Any], before: Sequence[Any], made: Sequence[Any]) -> list[Any]:
    """`made`, with the `old` in place of what is as it was shown `before`; all of the old if nothing changed.

    A class id that means something else in the job than in the label is not kept.
    """
    known: dict[bytes, list[Any]] = defaultdict(list)
    for entry, shown in zip(old, before, strict=True):
        if entry.get("class_id") == shown.get("class_id"):
            known[orjson.dumps(shown, option=orjson.OPT_SORT_KEYS)].append(entry)
    merged, changed = [], len(made) != len(old)
    for entry in made:
        same = known[orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)]
        changed = changed or not same
        merged.append(same.pop(0) if same else entry)
    return merged if changed else list(old)


def redrawn_mask(old: str, made: Label, metadata: Mapping[str, Any]) -> Redrawn:
    """A mask that was painted on is a file of its own; one that was left alone stays where it is."""
    if made.metadata.get("adjustment-status") == "unadjusted":
        return Redrawn(old, {COLORS: sure(metadata[COLORS])})
    return Redrawn(None, {COLORS: sure(made.metadata[COLORS])}, made.file)


def sure(colors: Mapping[str, Any]) -> dict[str, Any]:
    """The colors of a mask with the confidence of whoever edits."""
    return {index: {**entry, "confidence": SURE} for index, entry in colors.items()}
