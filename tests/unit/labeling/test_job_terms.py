"""What a CreateLabelingJob request says, and what it must not."""

from __future__ import annotations

from typing import Any

import pytest

from truthloop.labeling.automated_labeling import check_algorithm
from truthloop.labeling.job_terms import job_terms
from truthloop.terms.errors import Invalid

AWS = "arn:aws:lambda:us-west-2:081040173940:function"
OWN = "arn:aws:lambda:us-west-2:111122223333:function"


def request(pre: str | None, post: str | None, attribute: str = "label", **given: Any) -> dict[str, Any]:
    work: dict[str, Any] = {
        "WorkteamArn": "arn:aws:sagemaker:us-west-2:111122223333:workteam/private-crowd/team",
        "UiConfig": {},
        "TaskTitle": "t",
        "TaskDescription": "d",
        "NumberOfHumanWorkersPerDataObject": 3,
        "TaskTimeLimitInSeconds": 300,
        "PreHumanTaskLambdaArn": pre,
    }
    if post is not None:
        work["AnnotationConsolidationConfig"] = {"AnnotationConsolidationLambdaArn": post}
    return {
        "LabelingJobName": "Job",
        "LabelAttributeName": attribute,
        "RoleArn": "arn:aws:iam::111122223333:role/r",
        "InputConfig": {"DataSource": {"S3DataSource": {"ManifestS3Uri": "s3://bucket/in.manifest"}}},
        "OutputConfig": {"S3OutputPath": "s3://bucket/out/"},
        "HumanTaskConfig": work,
        **given,
    }


def test_aws_functions_of_any_region_name_the_task_type() -> None:
    terms = job_terms(request(f"{AWS}:PRE-BoundingBox", f"{AWS}:ACS-BoundingBox"))
    assert terms.task_type.name == "bounding-box"
    assert (terms.pre_function, terms.post_function) == (None, None)
    assert str(terms.output) == "s3://bucket/out/Job"
    assert (terms.most_at_once, terms.availability_seconds, terms.stop_percent) == (1000, 2_592_000, 100)


def test_a_function_of_the_requesters_own_is_called_though_it_is_named_like_aws_s() -> None:
    terms = job_terms(request(f"{OWN}:PRE-BoundingBox", f"{OWN}:ACS-BoundingBox"))
    assert terms.task_type.name == "custom"
    assert terms.pre_function == f"{OWN}:PRE-BoundingBox"


@pytest.mark.parametrize("empty", [None, ""])
def test_without_functions_the_job_is_a_custom_one(empty: str | None) -> None:
    assert job_terms(request(empty, empty)).task_type.name == "custom"


@pytest.mark.parametrize(
    ("pre", "post", "attribute", "words"),
    [
        (f"{AWS}:PRE-BoundingBox", f"{AWS}:ACS-ImageMultiClass", "label", "different task types"),
        (f"{AWS}:ACS-BoundingBox", f"{AWS}:PRE-BoundingBox", "label", "other side"),
        (f"{AWS}:PRE-VideoObjectTracking", f"{AWS}:ACS-VideoObjectTracking", "label-ref", "not offered yet"),
        (f"{AWS}:PRE-SemanticSegmentation", f"{AWS}:ACS-SemanticSegmentation", "label", "must end in '-ref'"),
        (f"{AWS}:PRE-BoundingBox", f"{AWS}:ACS-BoundingBox", "label-ref", "must not end in '-ref'"),
        (f"{AWS}:PRE-BoundingBox", f"{AWS}:ACS-BoundingBox", "x-metadata", "reserved"),
        (f"{AWS}:PRE-BoundingBox", f"{AWS}:ACS-BoundingBox", "source", "reserved"),
    ],
)
def test_what_contradicts_itself_is_refused_with_the_reason(pre: str, post: str, attribute: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        job_terms(request(pre, post, attribute))


ALGORITHM = "arn:aws:sagemaker:us-west-2:027400017018:labeling-job-algorithm-specification"


def check(algorithm: str) -> None:
    config = {"LabelingJobAlgorithmSpecificationArn": f"{ALGORITHM}/{algorithm}"}
    terms = job_terms(request(f"{AWS}:PRE-BoundingBox", f"{AWS}:ACS-BoundingBox", LabelingJobAlgorithmsConfig=config))
    assert terms.algorithm is not None
    check_algorithm(terms.algorithm, terms.task_type)


def test_a_job_that_asks_for_automated_labeling_is_taken() -> None:
    check("object-detection")


@pytest.mark.parametrize(
    ("algorithm", "words"), [("text-classification", "PRE-TextMultiClass"), ("anything", "semantic-segmentation")]
)
def test_an_algorithm_that_is_none_or_for_other_work_is_refused_and_says_which_would_do(
    algorithm: str, words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        check(algorithm)
