"""What a request says of automated labeling: checked and remembered; people label every object until it is offered.

Such jobs are taken, not refused: the same request gives the same kind of labels, only more of them by people, and a
team whose program asks for it can move today. Pure. Source: LabelingJobAlgorithmsConfig in the SageMaker API reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from truthloop.task_types.task_type import TaskType
from truthloop.terms.errors import Invalid
from truthloop.terms.managed_arns import ALGORITHMS, managed_algorithm

NOT_OFFERED = "automated labeling is not offered yet: people label every object"


def asked_algorithm(request: Mapping[str, Any]) -> str | None:
    """The ARN of the algorithm that a request names, None for none."""
    return (request.get("LabelingJobAlgorithmsConfig") or {}).get("LabelingJobAlgorithmSpecificationArn") or None


def check_algorithm(arn: str | None, task_type: TaskType) -> None:
    """Raise Invalid for an algorithm that AWS would not take for this kind of work."""
    if arn is None:
        return
    where = "LabelingJobAlgorithmsConfig.LabelingJobAlgorithmSpecificationArn"
    algorithm = managed_algorithm(arn)
    if algorithm is None:
        raise Invalid(
            f"{where} is {arn}; it must be arn:aws:sagemaker:REGION:027400017018:labeling-job-algorithm-specification/ "
            f"and one of {', '.join(ALGORITHMS)}."
        )
    if ALGORITHMS[algorithm] not in task_type.function_names:
        raise Invalid(
            f"{where} names {algorithm}, which is for the functions PRE-{ALGORITHMS[algorithm]} and "
            f"ACS-{ALGORITHMS[algorithm]}; this job's task type is {task_type.name}."
        )
