"""The ARNs of what AWS itself provides to labeling jobs: its pairs of functions, its algorithms, its worker pages.

Requests written for AWS carry them, so we know them by name. They are published in the API reference of
HumanTaskConfig, AnnotationConsolidationConfig, LabelingJobAlgorithmsConfig and UiConfig:
https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_HumanTaskConfig.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Final


class Side(StrEnum):
    """The two functions of a task type: before people see an object, and after they have answered."""

    PRE = "PRE"
    """Pre-annotation: a manifest line becomes `task.input` of the worker page."""
    ACS = "ACS"
    """Annotation consolidation: the workers' answers become one label."""


ACCOUNTS: Final[Mapping[str, str]] = {
    "us-east-1": "432418664414",
    "us-east-2": "266458841044",
    "us-west-2": "081040173940",
    "ca-central-1": "918755190332",
    "eu-west-1": "568282634449",
    "eu-west-2": "487402164563",
    "eu-central-1": "203001061592",
    "ap-northeast-1": "477331159723",
    "ap-northeast-2": "845288260483",
    "ap-south-1": "565803892007",
    "ap-southeast-1": "377565633583",
    "ap-southeast-2": "454466003867",
}
"""Whose functions they are, by region."""

TASKS: Final = (
    "3DPointCloudObjectDetection",
    "3DPointCloudObjectTracking",
    "3DPointCloudSemanticSegmentation",
    "Adjustment3DPointCloudObjectDetection",
    "Adjustment3DPointCloudObjectTracking",
    "Adjustment3DPointCloudSemanticSegmentation",
    "AdjustmentBoundingBox",
    "AdjustmentSemanticSegmentation",
    "AdjustmentVideoObjectDetection",
    "AdjustmentVideoObjectTracking",
    "BoundingBox",
    "ImageMultiClass",
    "ImageMultiClassMultiLabel",
    "NamedEntityRecognition",
    "PassThrough",
    "SemanticSegmentation",
    "TextMultiClass",
    "TextMultiClassMultiLabel",
    "VerificationBoundingBox",
    "VerificationSemanticSegmentation",
    "VideoMultiClass",
    "VideoObjectDetection",
    "VideoObjectTracking",
)
"""The X of `PRE-X` and `ACS-X`; there is a pair for each."""

OWN_TASKS: Final = (
    "AdjustmentImageMultiClass",
    "AdjustmentImageMultiClassMultiLabel",
    "AdjustmentKeypoint",
    "AdjustmentNamedEntityRecognition",
    "AdjustmentPolygon",
    "AdjustmentPolyline",
    "AdjustmentTextMultiClass",
    "AdjustmentTextMultiClassMultiLabel",
    "AdjustmentVideoMultiClass",
    "InstanceSegmentation",
    "Keypoint",
    "Polygon",
    "Polyline",
    "VerificationImageMultiClass",
    "VerificationImageMultiClassMultiLabel",
    "VerificationInstanceSegmentation",
    "VerificationNamedEntityRecognition",
    "VerificationTextMultiClass",
    "VerificationTextMultiClassMultiLabel",
    "VerificationVideoMultiClass",
)
"""Kinds of work that AWS has no functions for, named as it would name them and understood in the same ARNs."""

OTHER_SPELLINGS: Final[Mapping[str, str]] = {"VideoClassification": "VideoMultiClass"}
"""The developer guide names one pair otherwise than the API reference."""

ALGORITHM_ACCOUNT: Final = "027400017018"
ALGORITHMS: Final[Mapping[str, str]] = {
    "image-classification": "ImageMultiClass",
    "text-classification": "TextMultiClass",
    "object-detection": "BoundingBox",
    "semantic-segmentation": "SemanticSegmentation",
}
"""Algorithms of automated labeling, and the task (an X of `PRE-X`) each of them is for."""

UI_ACCOUNT: Final = "394669845002"
HUMAN_TASK_UIS: Final = (
    "NamedEntityRecognition",
    "PointCloudObjectDetection",
    "PointCloudObjectTracking",
    "PointCloudSemanticSegmentation",
    "VideoObjectDetection",
    "VideoObjectTracking",
)
"""The worker pages that have no template of the requester's."""

_FUNCTION: Final = re.compile(
    r"arn:aws[a-z-]*:lambda:(?P<region>[a-z0-9-]+):(?P<account>\d{12}):function:(?P<side>PRE|ACS)-(?P<task>\w+)"
    r"(?::(?P<qualifier>[\w$-]+))?",
    re.ASCII,
)
_FUNCTION_IN_ANY_CASE: Final = re.compile(_FUNCTION.pattern, re.ASCII | re.IGNORECASE)
_ALGORITHM: Final = re.compile(
    rf"arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:{ALGORITHM_ACCOUNT}:labeling-job-algorithm-specification/(?P<name>[a-z-]+)"
)
_UI: Final = re.compile(rf"arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:{UI_ACCOUNT}:human-task-ui/(?P<name>\w+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class ManagedFunction:
    """One of AWS's own functions."""

    side: Side
    task: str
    """One of TASKS or OWN_TASKS."""


def managed_function(arn: str) -> ManagedFunction | None:
    """Which of AWS's own functions an ARN names, whatever region it names; None for everybody else's."""
    found = _FUNCTION.fullmatch(arn)
    if found is None or ACCOUNTS.get(found["region"]) != found["account"]:
        return None
    task = OTHER_SPELLINGS.get(found["task"], found["task"])
    return ManagedFunction(Side(found["side"]), task) if task in TASKS + OWN_TASKS else None


def managed_function_arn(side: Side, task: str, region: str) -> str:
    """The ARN of one of AWS's own functions; a region where AWS has none gets that of us-east-1."""
    known = region if region in ACCOUNTS else "us-east-1"
    return f"arn:aws:lambda:{known}:{ACCOUNTS[known]}:function:{side}-{task}"


def managed_algorithm(arn: str) -> str | None:
    """Which algorithm of automated labeling an ARN names (a key of ALGORITHMS); None if none."""
    found = _ALGORITHM.fullmatch(arn)
    return found["name"] if found and found["name"] in ALGORITHMS else None


def managed_human_task_ui(arn: str) -> str | None:
    """Which built-in worker page an ARN names (one of HUMAN_TASK_UIS); None if none."""
    found = _UI.fullmatch(arn)
    return found["name"] if found and found["name"] in HUMAN_TASK_UIS else None


def why_not_managed(arn: str) -> str | None:
    """What is wrong with an ARN that looks like one of AWS's own functions and is none; None if it does not look so.

    For error messages: such an ARN is nearly always a slip in the account number, the region or the name.
    """
    found = _FUNCTION.fullmatch(arn) or _FUNCTION_IN_ANY_CASE.fullmatch(arn)
    if found is None or managed_function(arn) is not None:
        return None
    side = found["side"].upper()
    if found["region"] not in ACCOUNTS:
        return f"AWS has its own labeling functions in these regions only: {', '.join(ACCOUNTS)}."
    wrong_case = found["side"] != side
    if wrong_case or OTHER_SPELLINGS.get(found["task"], found["task"]) not in TASKS + OWN_TASKS:
        lower = {task.lower(): task for task in TASKS + OWN_TASKS}
        close = get_close_matches(found["task"].lower(), lower, n=1)
        meant = f"Did you mean {side}-{lower[close[0]]}? " if close else ""
        known = f"AWS's own functions are {side}- and one of: {', '.join(TASKS)}"
        return f"{meant}{known}; ours besides: {', '.join(OWN_TASKS)}."
    right = ACCOUNTS[found["region"]]
    return f"AWS's own functions in {found['region']} belong to account {right}, not {found['account']}."
