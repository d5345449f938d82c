"""What labels of a requester's own kind of work look like, with or without a function of theirs that makes them.

AWS writes this metadata unlike all other: a capital T in the type, underscores in `job_name` and `creation_date`, and,
where nobody consolidates, the address of the raw answers instead of a label. Source: "Creating custom labeling
workflows" and its sample outputs, SageMaker developer guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from truthloop.task_types.manifest_values import Line
from truthloop.task_types.task_type import creation_date
from truthloop.terms.labeling import AnsweredObject, Label, LabelTerms, Stamp

OUTPUT_TYPE = "groundTruth/custom"


def stamp_custom(metadata: Mapping[str, Any], stamp: Stamp) -> dict[str, Any]:
    """The whole metadata of a label."""
    raw = {"worker-response-ref": stamp.worker_response_uri} if stamp.worker_response_uri else {}
    return {
        **metadata,
        "type": OUTPUT_TYPE,
        "job_name": stamp.job_name,
        "human-annotated": "yes" if stamp.human_annotated else "no",
        "creation_date": creation_date(stamp.created_at),
        **raw,
    }


def whole_line(line: Line, _terms: LabelTerms) -> dict[str, Any]:
    """`task.input` where no function makes it: the manifest object itself."""
    return dict(line)


def any_answer(_content: Mapping[str, Any], _terms: LabelTerms) -> str | None:
    """Whatever the requester's template asks for is an answer."""
    return None


def pass_through(objects: Iterable[AnsweredObject], _terms: LabelTerms) -> Iterator[Label]:
    """An empty label for each object: what people answered is read from the raw answers."""
    for found in objects:
        yield Label(found.number, {})
