"""What the verification and the adjustment of entities have in common.

AWS has such jobs for boxes and segmentation only; these are ours, in AWS's form.
"""

from __future__ import annotations

from typing import Any

from truthloop.task_types.audited_label import audited_attribute, need_audited_label
from truthloop.task_types.entity_spans import SPANS, marked_entities, offered_labels, span_in, spans_in, text_object
from truthloop.task_types.manifest_values import Line, need_source, shown
from truthloop.terms.labeling import AnsweredObject, LabelTerms

need_entities = need_audited_label(need_source, SPANS)
"""Why a line cannot be worked on: no text, or no entities to look at."""


def annotations_of(line: Line, terms: LabelTerms) -> dict[str, Any]:
    """`{"labels", "entities"}` of the label to look at; empty when there is none."""
    attribute = audited_attribute(line, terms, SPANS)
    value = line.get(attribute) if attribute else None
    found = value.get("annotations") if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def listed(annotations: dict[str, Any], key: str) -> list[Any]:
    """A list of the label; empty when there is none."""
    found = annotations.get(key)
    return found if isinstance(found, list) else []


def audited_entities(line: Line, terms: LabelTerms) -> list[dict[str, Any]]:
    """The entities to look at, as crowd-entity-annotation takes them."""
    spans = (span_in(entity) for entity in listed(annotations_of(line, terms), "entities"))
    return [{"label": span[2], "startOffset": span[0], "endOffset": span[1]} for span in spans if span]


def need_known_entities(line: Line, terms: LabelTerms) -> str | None:
    """Why a line cannot be adjusted: as above, or one of its entities has a label that this job does not offer."""
    fault = need_entities(line, terms)
    if fault:
        return fault
    foreign = sorted({entity["label"] for entity in audited_entities(line, terms)} - set(terms.labels))
    if not foreign:
        return None
    return (
        f"has entities labeled {shown(foreign[0])}, which the label category configuration does not name: an "
        f"adjustment job needs at least the labels of the earlier one. It names: {', '.join(terms.labels)}"
    )


def entities_to_adjust(line: Line, terms: LabelTerms) -> dict[str, Any]:
    """`task.input` with the whole line and the entities to begin with, as `initialValue`."""
    return {
        **text_object(line, terms),
        "manifestLine": dict(line),
        "initialValue": audited_entities(line, terms),
    }


def entities_to_verify(line: Line, terms: LabelTerms) -> dict[str, Any]:
    """`task.input` with the whole line, the verdicts as `labels`, and the entities with the labels they may have."""
    found = annotations_of(line, terms)
    entities = audited_entities(line, terms)
    named = [each for each in listed(found, "labels") if isinstance(each, dict) and isinstance(each.get("label"), str)]
    known = offered_labels({"labels": named})
    unnamed = sorted({entity["label"] for entity in entities} - {each["label"] for each in known})
    return {
        **text_object(line, terms),
        "labels": list(terms.labels),
        "manifestLine": dict(line),
        "initialValue": entities,
        "entityLabels": [*known, *({"label": name, "shortDisplayName": name} for name in unnamed)],
    }


def entities_changed(found: AnsweredObject, terms: LabelTerms) -> bool:
    """Whether any worker's entities differ from those that came."""
    length = len(found.line.get("source", ""))
    came = spans_in(audited_entities(found.line, terms), terms, length)
    answers = (marked_entities(annotation.content) for annotation in found.annotations)
    return any(entities is not None and spans_in(entities, terms, length) != came for entities in answers)
