"""Entities marked in a text: how answers and labels write them, and how several people's become one.

Offsets count Unicode code points and the end is exclusive: `text[startOffset:endOffset]` is what was marked. AWS: spans
that overlap are clustered by Jaccard similarity; the result holds whatever anybody marked. Sources: "Named entity
recognition", "Annotation consolidation" and "Labeling job output data", SageMaker developer guide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from truthloop.consolidation.texts.consolidated_spans import ConsolidatedSpan, consolidate_spans
from truthloop.task_types.manifest_values import Line, instructions, shown
from truthloop.task_types.task_type import CONFIDENCE_DECIMALS, Consolidate
from truthloop.terms.labeling import AnsweredObject, Label, LabelTerms

OUTPUT_TYPE = "groundtruth/text-span"
SPANS = frozenset({OUTPUT_TYPE})
NO_ANSWER = "ClientError: No annotation has a list of entities."

Span = tuple[int, int, str]
"""Start, end, label."""


Merge = Callable[[list[tuple[str, int, int, str]], list[str]], Iterable[ConsolidatedSpan]]
"""From every (worker, start, end, label) and all who read the text, its entities."""


def by_clusters(spans: list[tuple[str, int, int, str]], readers: list[str]) -> Iterable[ConsolidatedSpan]:
    """AWS's way: every entity that anyone marked."""
    return consolidate_spans(spans, workers=readers)


def by_majority(spans: list[tuple[str, int, int, str]], readers: list[str]) -> Iterable[ConsolidatedSpan]:
    """The entities that more than half of the readers marked."""
    return [span for span in by_clusters(spans, readers) if 2 * span.support > len(readers)]


def offered_labels(config: Mapping[str, Any]) -> list[dict[str, str]]:
    """The labels as AWS writes them beside entities; without a short name a label is its own."""
    return [
        {"label": entry["label"], "shortDisplayName": str(entry.get("shortDisplayName") or entry["label"])}
        for entry in config.get("labels", ())
    ]


def text_object(line: Line, terms: LabelTerms) -> dict[str, Any]:
    """`task.input`: the text, and the labels as crowd-entity-annotation takes them, with their short and full names."""
    return {
        "taskObject": line.get("source"),
        "labels": [dict(entry) for entry in terms.config.get("labels", ())] or list(terms.labels),
        **instructions(terms.config),
    }


def marked_entities(content: Mapping[str, Any]) -> list[Any] | None:
    """The entities of an answer: `{"NAME": {"entities": […]}}`, whatever the element is called."""
    for value in content.values():
        if isinstance(value, Mapping) and isinstance(value.get("entities"), list):
            return list(value["entities"])
    return None


def check_answer(content: Mapping[str, Any], terms: LabelTerms) -> str | None:
    """What is wrong with a worker's answer, or None."""
    entities = marked_entities(content)
    if entities is None:
        return (
            'has no list of entities: `{"crowd-entity-annotation": {"entities": [{"label": "person", "startOffset": 0, '
            '"endOffset": 9}]}}` is expected; an empty list says that the text holds none'
        )
    faults = (fault_of(index, entity, terms) for index, entity in enumerate(entities))
    return next((fault for fault in faults if fault), None)


def fault_of(index: int, entity: object, terms: LabelTerms) -> str | None:
    """What is wrong with one entity."""
    if not isinstance(entity, Mapping):
        return f"has {shown(entity)} as entity {index}; `label`, `startOffset` and `endOffset` are expected"
    if entity.get("label") not in terms.labels:
        wrong = shown(entity.get("label"))
        return f"labels entity {index} {wrong}, which is none of the job's labels: {', '.join(terms.labels)}"
    if span_in(entity) is None:
        given = f"{shown(entity.get('startOffset'))} to {shown(entity.get('endOffset'))}"
        return (
            f"has entity {index} from {given}; offsets are whole numbers of characters (Unicode code points) from 0, "
            "and the end, exclusive, is greater than the start"
        )
    return None


def span_in(entity: object) -> Span | None:
    """An entity as a span; None for one that is none."""
    if not isinstance(entity, Mapping):
        return None
    start, end, label = (entity.get(key) for key in ("startOffset", "endOffset", "label"))
    whole = type(start) is int and type(end) is int and isinstance(label, str)
    return (start, end, label) if whole and 0 <= start < end else None  # type: ignore[operator,return-value]


def spans_in(entities: Iterable[object], terms: LabelTerms, length: int) -> list[Span]:
    """The entities with a label of the job within `length` code points, each once, in reading order."""
    found = {span for entity in entities if (span := span_in(entity)) and span[1] <= length and span[2] in terms.labels}
    return sorted(found, key=lambda span: (span[0], -span[1], span[2]))


def read_answers(found: AnsweredObject, terms: LabelTerms) -> dict[str, list[Span]]:
    """Each worker's spans, none for who marked nothing; who gave no list of entities is left out."""
    text = found.line.get("source")
    length = len(text) if isinstance(text, str) else 0
    answers = {each.worker_id: marked_entities(each.content) for each in found.annotations}
    return {worker: spans_in(given, terms, length) for worker, given in answers.items() if given is not None}


def clustered(merge: Merge) -> Consolidate:
    """Labels made of one object after another."""

    def consolidate(objects: Iterable[AnsweredObject], terms: LabelTerms) -> Iterator[Label]:
        labels = offered_labels(terms.config)
        for found in objects:
            answers = read_answers(found, terms)
            marked = [(worker, *span) for worker, spans in answers.items() for span in spans]
            if answers:
                yield label_of(found.number, list(merge(marked, list(answers))), labels, len(answers))
            else:
                yield Label(found.number, failure=NO_ANSWER)

    return consolidate


def label_of(number: int, made: list[ConsolidatedSpan], labels: list[dict[str, str]], readers: int) -> Label:
    """One object's label; with one reader the confidences are 0, as AWS writes them."""
    entities = [{"label": span.label, "startOffset": span.start, "endOffset": span.end} for span in made]
    sure = [{"confidence": round(span.confidence, CONFIDENCE_DECIMALS) if readers > 1 else 0} for span in made]
    return Label(number, {"annotations": {"labels": labels, "entities": entities}}, {"entities": sure})
