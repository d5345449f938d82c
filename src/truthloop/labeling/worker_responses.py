"""An object's raw answers as Ground Truth writes them, and as its consolidation is given them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.labeling import Annotation, AnsweredObject
from truthloop.terms.loops import Answer

IDENTITY_PROVIDER = "Cognito"
"""What people's code expects for workers of a directory that comes with the service."""


def worker_response_document(answers: Sequence[Answer], region: str) -> bytes:
    """The file of one object's answers."""
    return orjson.dumps({"answers": [answer_of(answer, region) for answer in answers]})


def answer_of(answer: Answer, region: str) -> dict[str, Any]:
    """One worker's answer."""
    return {
        "acceptanceTime": iso_milliseconds(answer.accepted_at),
        "answerContent": answer.content,
        "submissionTime": iso_milliseconds(answer.submitted_at),
        "timeSpentInSeconds": round(answer.seconds_spent, 3),
        "workerId": worker_name(answer.worker_id, region),
        "workerMetadata": {
            "identityData": {
                "identityProviderType": IDENTITY_PROVIDER,
                "issuer": answer.issuer,
                "sub": answer.worker_sub,
            }
        },
    }


def worker_name(worker_id: str, region: str) -> str:
    """`private.us-west-2.0123456789abcdef`: a worker, as labeling jobs write them."""
    return f"private.{region}.{worker_id}"


def answered_object(number: int, line: str, answers: Sequence[Answer], region: str) -> AnsweredObject:
    """An object with its answers, as task types take it."""
    parsed: Mapping[str, Any] = orjson.loads(line)
    annotations = tuple(Annotation(worker_name(answer.worker_id, region), answer.content) for answer in answers)
    return AnsweredObject(number, parsed, annotations)
