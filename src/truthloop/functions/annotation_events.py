"""What a labeling job says to its two functions, and how their replies are read.

Source: https://docs.aws.amazon.com/sagemaker/latest/dg/sms-custom-templates-step3-lambda-requirements.html, and the
functions that AWS publishes as examples, which reply in more ways than that page lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from truthloop.terms.errors import Invalid
from truthloop.terms.labeling import AnsweredObject

VERSION: Final = "2018-10-16"
FLAGS: Final = ("isHumanAnnotationRequired", "humanAnnotationRequired")
"""The documented spelling, then the one of AWS's own example functions. Of both, the first counts."""
_SAID: Final = {"true": True, "false": False}
_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class PreAnnotation:
    """What a pre-annotation function made of one data object."""

    task_input: Mapping[str, Any]
    """`task.input` of the worker page; empty where no people are needed and the function gave none."""
    human_annotation_required: bool


@dataclass(frozen=True, slots=True)
class Consolidations:
    """What a post-annotation function made of a batch of data objects. Ids are those of the request."""

    contents: Mapping[str, Mapping[str, Any]]
    """`consolidatedAnnotation.content` by datasetObjectId: it goes into the output line as it is."""
    problems: Mapping[str, str]
    """Why an object has no label, by datasetObjectId: a sentence that names what was given and what is allowed."""
    strays: tuple[str, ...]
    """Entries that belong to none of the objects, each as a sentence."""


def pre_annotation_event(*, job_arn: str, data_object: Mapping[str, Any]) -> dict[str, Any]:
    """The event for one manifest line."""
    return {"version": VERSION, "labelingJobArn": job_arn, "dataObject": dict(data_object)}


def read_pre_annotation(reply: object) -> PreAnnotation:
    """A pre-annotation function's reply; `Invalid` says what is wrong with it."""
    if not isinstance(reply, dict):
        raise Invalid(
            f"The pre-annotation function returned {shown(reply)}, which is {kind(reply)}. It must return an object"
            ' such as {"taskInput": {...}, "isHumanAnnotationRequired": true}.'
        )
    required = human_annotation_required(reply)
    task_input = reply.get("taskInput")
    if task_input is None and not required:
        return PreAnnotation({}, human_annotation_required=False)
    if not isinstance(task_input, dict):
        given = f"is {kind(task_input)}: {shown(task_input)}" if "taskInput" in reply else "is missing"
        raise Invalid(
            f"In the pre-annotation function's reply taskInput {given}. It must be an object: the template's"
            f" task.input. The reply has the keys {named_keys(reply)}."
        )
    return PreAnnotation(task_input, required)


def human_annotation_required(reply: Mapping[str, Any]) -> bool:
    """The flag in either spelling, a boolean or the word; true where it is not given."""
    for flag in FLAGS:
        value = reply.get(flag)
        if value is None:
            continue
        if isinstance(value, bool):
            return value
        word = value.strip().lower() if isinstance(value, str) else ""
        if word not in _SAID:
            raise Invalid(
                f"In the pre-annotation function's reply {flag} is {shown(value)}. Allowed are true, false, and the"
                ' strings "true" and "false" in upper or lower case.'
            )
        return _SAID[word]
    return True


def post_annotation_event(
    *,
    job_arn: str,
    label_categories: Sequence[str] | None,
    label_attribute_name: str,
    role_arn: str,
    payload_uri: str,
    output_config: str,
    kms_key_id: str | None = None,
) -> dict[str, Any]:
    """The event for one batch. `payload_uri` is where the consolidation request lies; categories may be null."""
    event: dict[str, Any] = {
        "version": VERSION,
        "labelingJobArn": job_arn,
        "labelCategories": None if label_categories is None else list(label_categories),
        "labelAttributeName": label_attribute_name,
        "roleArn": role_arn,
        "payload": {"s3Uri": payload_uri},
        "outputConfig": output_config,
    }
    return event | {"kmsKeyId": kms_key_id} if kms_key_id else event


def consolidation_request(objects: Iterable[AnsweredObject]) -> list[dict[str, Any]]:
    """The document at the event's payload.s3Uri: a batch of objects with every worker's answer, as JSON in a string."""
    return [
        {
            "datasetObjectId": str(answered.number),
            "dataObject": data_object_reference(answered.line),
            "annotations": [
                {
                    "workerId": annotation.worker_id,
                    "annotationData": {"content": json.dumps(annotation.content, ensure_ascii=False)},
                }
                for annotation in answered.annotations
            ],
        }
        for answered in objects
    ]


def data_object_reference(line: Mapping[str, Any]) -> dict[str, Any]:
    """`s3Uri` for a line with a source-ref, else `content` with its source."""
    if "source-ref" in line:
        return {"s3Uri": line["source-ref"]}
    return {"content": line["source"]} if "source" in line else {}


def read_consolidations(reply: object, asked: Iterable[str]) -> Consolidations:
    """A post-annotation function's reply to a batch with the ids `asked`; `Invalid` when it is no list at all.

    Of several entries for one object the last counts: the function that AWS's guide prints, which many have copied,
    returns one for each worker.
    """
    if not isinstance(reply, list):
        raise Invalid(
            f"The post-annotation function returned {shown(reply)}, which is {kind(reply)}. It must return a list with"
            ' one {"datasetObjectId": ..., "consolidatedAnnotation": {"content": {...}}} for each object.'
        )
    ids = dict.fromkeys(asked)
    entries: dict[str, Mapping[str, Any]] = {}
    strays: list[str] = []
    for place, entry in enumerate(reply):
        own = object_id(entry)
        if own is not None and own in ids:
            entries[own] = entry  # AWS's own sample returns one for each worker
        else:
            strays.append(f"Entry {place} of the reply, {shown(entry)}, has {why_stray(entry, own)}.")
    contents: dict[str, Mapping[str, Any]] = {}
    problems: dict[str, str] = {}
    for own in ids:
        if own not in entries:
            problems[own] = f"The post-annotation function returned nothing for object {own}."
        elif (wrong := why_malformed(entries[own])) is not None:
            problems[own] = f"In the post-annotation function's entry for object {own}, {wrong}"
        else:
            contents[own] = entries[own]["consolidatedAnnotation"]["content"]
    return Consolidations(contents, problems, tuple(strays))


def object_id(entry: object) -> str | None:
    """The datasetObjectId of an entry; a number counts as its digits."""
    own = entry.get("datasetObjectId") if isinstance(entry, dict) else None
    return str(own) if isinstance(own, str | int) and not isinstance(own, bool) else None


def why_stray(entry: object, own: str | None) -> str:
    """What keeps an entry from belonging to an object."""
    if not isinstance(entry, dict):
        return f"no datasetObjectId: it is {kind(entry)}, and must be an object"
    if own is None:
        return f"no datasetObjectId, only the keys {named_keys(entry)}"
    return f"the datasetObjectId {own!r}, which is not among those of the request"


def why_malformed(entry: Mapping[str, Any]) -> str | None:
    """What is wrong below `consolidatedAnnotation`; None if nothing is."""
    annotation = entry.get("consolidatedAnnotation")
    if not isinstance(annotation, dict):
        given = f"{kind(annotation)}: {shown(annotation)}" if "consolidatedAnnotation" in entry else "missing"
        return f'consolidatedAnnotation is {given}. It must be {{"content": {{...}}}}.'
    content = annotation.get("content")
    if not isinstance(content, dict):
        given = f"{kind(content)}: {shown(content)}" if "content" in annotation else "missing"
        return f"consolidatedAnnotation.content is {given}. It must be an object with the label attribute in it."
    return None


def kind(value: object) -> str:
    """What a JSON value is, in words."""
    kinds = ((bool, "a boolean"), (str, "a string"), (int | float, "a number"), (list, "a list"), (dict, "an object"))
    return "null" if value is None else next((word for type_, word in kinds if isinstance(value, type_)), "no JSON")


def shown(value: object) -> str:
    """A value as JSON, cut to a length that a message can hold."""
    text = json.dumps(value, ensure_ascii=False, default=repr)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def named_keys(value: Mapping[str, Any]) -> str:
    """The keys of an object, for a message."""
    return ", ".join(list(value)[:20]) or "(none)"
