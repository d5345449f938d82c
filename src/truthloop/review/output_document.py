"""output.json, as Augmented AI writes it: the same loop and answers always give the same bytes.

Keys stand in the order of recorded files (alphabetical). `inputContent` is the request's JSON itself, not a string of
it: its text is taken over letter by letter, so that no number loses a digit on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.loops import Answer, HumanLoop

IDENTITY_PROVIDER = "Cognito"
"""What people's code expects for workers of a directory that comes with the service."""


def output_document(loop: HumanLoop, answers: Sequence[Answer], request_source: str | None = None) -> bytes:
    """The bytes of output.json; answers stand in the order given. `request_source` only for built-in task types."""
    document: dict[str, Any] = {} if request_source is None else {"awsManagedHumanLoopRequestSource": request_source}
    document |= {
        "flowDefinitionArn": loop.flow_definition_arn,
        "humanAnswers": [human_answer(answer) for answer in answers],
        "humanLoopName": loop.name,
        "inputContent": orjson.Fragment(loop.input_content),
    }
    return orjson.dumps(document)


def human_answer(answer: Answer) -> dict[str, Any]:
    """One worker's answer."""
    return {
        "acceptanceTime": iso_milliseconds(answer.accepted_at),
        "answerContent": answer.content,
        "submissionTime": iso_milliseconds(answer.submitted_at),
        "timeSpentInSeconds": round(answer.seconds_spent, 3),
        "workerId": answer.worker_id,
        "workerMetadata": {
            "identityData": {
                "identityProviderType": IDENTITY_PROVIDER,
                "issuer": answer.issuer,
                "sub": answer.worker_sub,
            }
        },
    }
