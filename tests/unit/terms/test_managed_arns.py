"""The oracle is AWS's own API reference, as botocore carries it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from botocore.loaders import Loader

from truthloop.terms.managed_arns import (
    ACCOUNTS,
    ALGORITHMS,
    HUMAN_TASK_UIS,
    TASKS,
    ManagedFunction,
    Side,
    managed_algorithm,
    managed_function,
    managed_function_arn,
    managed_human_task_ui,
    why_not_managed,
)


@pytest.fixture(scope="module")
def shapes() -> dict[str, Any]:
    return dict(Loader().load_service_model("sagemaker", "service-2")["shapes"])


def documented(shapes: dict[str, Any], shape: str, member: str) -> str:
    return re.sub(r"<[^>]+>", "", shapes[shape]["members"][member]["documentation"])


@pytest.mark.parametrize(
    ("side", "shape", "member"),
    [
        (Side.PRE, "HumanTaskConfig", "PreHumanTaskLambdaArn"),
        (Side.ACS, "AnnotationConsolidationConfig", "AnnotationConsolidationLambdaArn"),
    ],
)
def test_every_function_in_the_api_reference_is_recognised(
    shapes: dict[str, Any], side: Side, shape: str, member: str
) -> None:
    arns = set(re.findall(r"arn:aws:lambda:[\w:-]+", documented(shapes, shape, member)))
    assert len(arns) == len(ACCOUNTS) * len(TASKS)
    assert {managed_function(arn) for arn in arns} == {ManagedFunction(side, task) for task in TASKS}
    assert {managed_function_arn(side, task, region) for region in ACCOUNTS for task in TASKS} == arns


def test_every_algorithm_in_the_api_reference_is_recognised(shapes: dict[str, Any]) -> None:
    text = documented(shapes, "LabelingJobAlgorithmsConfig", "LabelingJobAlgorithmSpecificationArn")
    arns = re.findall(r"arn:aws:sagemaker:region:[\w:/-]+", text)
    assert {managed_algorithm(arn) for arn in arns} == set(ALGORITHMS)


def test_every_built_in_worker_page_in_the_api_reference_is_recognised(shapes: dict[str, Any]) -> None:
    arns = re.findall(
        r"arn:aws:sagemaker:[\w-]+:\d+:human-task-ui/\w+", documented(shapes, "UiConfig", "HumanTaskUiArn")
    )
    assert {managed_human_task_ui(arn) for arn in arns} == set(HUMAN_TASK_UIS)


@pytest.mark.parametrize("arn", ["", "PRE-BoundingBox", "arn:aws:lambda:us-east-1:111122223333:function:mine"])
def test_other_functions_are_not_taken_for_awss_own_nor_for_slips(arn: str) -> None:
    assert managed_function(arn) is None
    assert why_not_managed(arn) is None


@pytest.mark.parametrize(
    ("arn", "reason"),
    [
        ("arn:aws:lambda:us-east-1:081040173940:function:PRE-BoundingBox", "belong to account 432418664414, not 0810"),
        ("arn:aws:lambda:mars-1:432418664414:function:PRE-BoundingBox", "these regions only: us-east-1, "),
        ("arn:aws:lambda:us-east-1:432418664414:function:ACS-Boxes", "ACS- and one of: 3DPoint"),
    ],
)
def test_a_slip_in_one_of_awss_own_arns_is_explained(arn: str, reason: str) -> None:
    assert managed_function(arn) is None
    assert reason in (why_not_managed(arn) or "")


def test_the_guides_other_name_for_video_clips_means_the_same_pair() -> None:
    arn = "arn:aws:lambda:us-west-2:081040173940:function:PRE-VideoClassification"
    assert managed_function(arn) == ManagedFunction(Side.PRE, "VideoMultiClass")


def test_a_version_or_alias_behind_the_name_changes_nothing() -> None:
    arn = managed_function_arn(Side.ACS, "TextMultiClass", "eu-west-1")
    assert managed_function(f"{arn}:$LATEST") == ManagedFunction(Side.ACS, "TextMultiClass")


def test_regions_without_functions_of_aws_use_those_of_virginia() -> None:
    arn = managed_function_arn(Side.PRE, "BoundingBox", "eu-north-1")
    assert arn == "arn:aws:lambda:us-east-1:432418664414:function:PRE-BoundingBox"


@pytest.mark.parametrize("name", ["polygon", "Image-Classification", "../x"])
def test_unknown_algorithms_and_pages_are_nothing(name: str) -> None:
    assert managed_algorithm(f"arn:aws:sagemaker:r:027400017018:labeling-job-algorithm-specification/{name}") is None
    assert managed_human_task_ui(f"arn:aws:sagemaker:r:394669845002:human-task-ui/{name}") is None
