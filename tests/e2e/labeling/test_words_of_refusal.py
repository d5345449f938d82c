"""What a stranger gets wrong in CreateLabelingJob, and the words that say so: what, what was given, what is allowed."""

from __future__ import annotations

import gzip
import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from robots.job_robot import JobRobot, function_arn
from running_truthloop import PATIENT, RunningTruthloop

TEAM_SIZE = 1
MANIFEST = "InputConfig.DataSource.S3DataSource.ManifestS3Uri"
PRE = "HumanTaskConfig.PreHumanTaskLambdaArn"
POST = "HumanTaskConfig.AnnotationConsolidationConfig.AnnotationConsolidationLambdaArn"
TEMPLATE = "HumanTaskConfig.UiConfig.UiTemplateS3Uri"
UI_ARN = "HumanTaskConfig.UiConfig.HumanTaskUiArn"
TEAM = "HumanTaskConfig.WorkteamArn"
WORKERS = "HumanTaskConfig.NumberOfHumanWorkersPerDataObject"
AT_ONCE = "HumanTaskConfig.MaxConcurrentTaskCount"
OUTPUT = "OutputConfig.S3OutputPath"
LABELS = "LabelCategoryConfigS3Uri"
NOBODY = "arn:aws:sagemaker:us-east-1:111122223333"

WRONG_VALUES = {
    "manifest-bucket": (MANIFEST, "s3://no-such-bucket-here/m", ["ManifestS3Uri", "no bucket 'no-such-bucket-here'"]),
    "manifest-gone": (MANIFEST, "s3://BUCKET/gone", ["ManifestS3Uri", "no object", "/gone", "Upload"]),
    "manifest-folder": (MANIFEST, "s3://BUCKET/folder/", ["/folder/", "must be the address of one manifest file"]),
    "manifest-https": (MANIFEST, "https://b.s3.amazonaws.com/m", [MANIFEST, "begins with s3://", "https://b"]),
    "function-slip": (
        PRE,
        "arn:aws:lambda:us-east-1:432418664414:function:PRE-ImageMulticlas",
        ["PRE-ImageMulticlas.", "Did you mean PRE-ImageMultiClass?"],
    ),
    "function-unknown": (
        PRE,
        "arn:aws:lambda:us-east-1:111122223333:function:mine",
        ["No function is registered", "function:mine", "truthloop function register"],
    ),
    "function-other-type": (POST, function_arn("ACS", "BoundingBox"), ["ImageMultiClass", "BoundingBox", "the pair"]),
    "function-other-side": (PRE, function_arn("ACS", "ImageMultiClass"), ["must be one named PRE-"]),
    "function-without-arn": (PRE, "mine", ["'mine'", "preHumanTaskLambdaArn", "arn:aws"]),
    "attribute-metadata": ("LabelAttributeName", "label-metadata", ["label-metadata", "reserved"]),
    "attribute-source": ("LabelAttributeName", "source-ref", ["source-ref", "reserved"]),
    "attribute-ref": ("LabelAttributeName", "label-ref", ["must not end in '-ref'", "image-classification"]),
    "attribute-underscore": ("LabelAttributeName", "my_label", ["'my_label'", "labelAttributeName", "[a-zA-Z0-9]"]),
    "labels-left-out": (LABELS, None, [LABELS, "is missing", "at least 2", '{"label": "dog"}']),
    "labels-gone": (LABELS, "s3://BUCKET/gone.json", [LABELS, "no object", "gone.json"]),
    "template-gone": (TEMPLATE, "s3://BUCKET/gone.html", [TEMPLATE, "no object", "gone.html"]),
    "page-unknown": (UI_ARN, f"{NOBODY}:human-task-ui/mine", [UI_ARN, "NamedEntityRecognition", "UiTemplateS3Uri"]),
    "team-of-vendors": (
        TEAM,
        f"{NOBODY}:workteam/vendor-crowd/acme",
        ["vendor-crowd/acme", "private work team"],
    ),
    "team-unknown": (TEAM, f"{NOBODY}:workteam/private-crowd/nobody", ["private-crowd/nobody", "does not exist"]),
    "team-elsewhere": (TEAM, f"{NOBODY}:workteam/private-crowd/TEAM", ["does not exist", "of that name here is arn:"]),
    "function-small": (
        PRE,
        "arn:aws:lambda:us-east-1:432418664414:function:pre-imagemulticlass",
        ["Did you mean PRE-ImageMultiClass?"],
    ),
    "two-pages": (
        "HumanTaskConfig.UiConfig",
        {
            "UiTemplateS3Uri": "s3://BUCKET/t.html",
            "HumanTaskUiArn": "arn:aws:sagemaker:us-east-1:394669845002:human-task-ui/NamedEntityRecognition",
        },
        ["both UiTemplateS3Uri and HumanTaskUiArn", "give one"],
    ),
    "no-workers": (WORKERS, 0, ["'0'", "numberOfHumanWorkersPerDataObject", "greater than or equal to 1"]),
    "ten-workers": (WORKERS, 10, ["'10'", "numberOfHumanWorkersPerDataObject", "less than or equal to 9"]),
    "none-at-once": (AT_ONCE, 0, ["'0'", "maxConcurrentTaskCount", "greater than or equal to 1"]),
    "name-underscore": ("LabelingJobName", "my_job", ["'my_job'", "labelingJobName", "[a-zA-Z0-9]"]),
    "title-empty": ("HumanTaskConfig.TaskTitle", "", ["taskTitle", "greater than or equal to 1"]),
    "output-bucket": (OUTPUT, "s3://no-such-bucket-here/o", [OUTPUT, "no bucket 'no-such-bucket-here'"]),
    "output-empty": (OUTPUT, "", ["''", "s3OutputPath", "s3)://"]),
    "role-name": ("RoleArn", "my-role", ["'my-role'", "roleArn", ":role/"]),
    "no-source": ("InputConfig.DataSource", {}, ["InputConfig.DataSource", "ManifestS3Uri is required"]),
    "tag-twice": ("Tags", [{"Key": "a", "Value": "1"}] * 2, ["'a'", "twice", "unique"]),
}
"""The field, what a stranger gives, and words that must be in the answer."""

WRONG_FILES = {
    "labels-twice": (LABELS, '{"labels":[{"label":"cat"},{"label":"cat"}]}', ["'cat' more than once", "0 and 1"]),
    "labels-one": (LABELS, '{"labels":[{"label":"cat"}]}', ["names 1 label", "at least 2"]),
    "labels-texts": (LABELS, '{"labels":["cat","dog"]}', ["Entry 0", "'cat'", '{"label": NAME}']),
    "labels-comma": (LABELS, '{"labels":[{"label":"cat"},]}', ["is not JSON", "trailing comma", "column 27"]),
    "labels-quotes": (LABELS, "{'labels':[{'label':'cat'}]}", ["quotes are single", "json.dumps(config)"]),
    "labels-lines": (LABELS, '{"label":"cat"}\n{"label":"dog"}\n', ["no manifest with a label a line", '"labels": [']),
    "labels-empty": (LABELS, "", ["is empty", '"labels": [']),
    "template-open-tag": (TEMPLATE, "<p>\n{% for x in y %}", ["line 2", "'for' is never closed by 'endfor'"]),
    "template-filter": (TEMPLATE, "{{ task.input.taskObject | grant_read_acess }}", ["line 1", "'grant_read_acess'"]),
    "template-empty": (TEMPLATE, "", ["0 characters", "1 to 128,000"]),
    "manifest-empty": (MANIFEST, "", ["ManifestS3Uri", "is empty", "at least one line"]),
}
"""The field that points to a file, what is in it, and words that must be in the answer."""

GOOD = '{"source-ref":"s3://b/1.jpg"}'
BAD_MANIFESTS: dict[str, tuple[str | bytes, list[str]]] = {
    "comma": (f"{GOOD},\n{GOOD},\n", ["line 1 is not JSON", "comma after the object", "s3://b/1.jpg"]),
    "array": (f"[{GOOD},\n{GOOD}]", ["no JSON array", "one object a line"]),
    "pretty": (json.dumps(json.loads(GOOD), indent=2), ["each line must be one whole object", "line 1"]),
    "single-quotes": (GOOD.replace('"', "'"), ["quotes are single", "json.dumps"]),
    "csv": ("s3://b/1.jpg,cat\n", ["each line must be one whole object", "'s3://b/1.jpg,cat'"]),
    "utf-16": (GOOD.encode("utf-16"), ["save it as UTF-8"]),
    "latin-1": ('{"source-ref":"s3://b/é.jpg"}'.encode("latin-1"), ["not UTF-8"]),
    "gzip": (gzip.compress(GOOD.encode()), ["compressed by gzip"]),
    "nan": ('{"source-ref":"s3://b/1.jpg","score":NaN}', ["NaN", "null"]),
    "both": ('{"source":"x","source-ref":"s3://b/1.jpg"}', ["exactly one of", "it has both"]),
    "neither": ('{"source_ref":"s3://b/1.jpg"}', ["exactly one of", "it has 'source_ref'"]),
    "text": ('{"source":"x"}', ["no `source-ref`", "S3 address"]),
    "https": ('{"source-ref":"https://b/1.jpg"}', ["'https://b/1.jpg'", "begins with s3://"]),
    "blank": ("\n \r\n", ["nothing but blank lines"]),
}


@pytest.fixture(scope="module")
def stranger(truthloop: RunningTruthloop, requester: JobRobot) -> Iterator[JobRobot]:
    """A requester whose boto3 checks nothing itself, as older ones and other languages' clients do not."""
    unchecked = truthloop.client("sagemaker", config=PATIENT.merge(Config(parameter_validation=False)))
    yield replace(requester, sagemaker=unchecked)
    unchecked.close()


def request(stranger: JobRobot, manifest: str | bytes = GOOD) -> dict[str, Any]:
    """A request with nothing wrong."""
    name = f"stranger-{uuid.uuid4().hex[:8]}"
    labels = stranger.put_labels(["cat", "dog"])
    where = stranger.put(f"{name}.manifest", manifest)
    return stranger.request(name, where, task="ImageMultiClass", LabelCategoryConfigS3Uri=labels)


def put_in(asked: dict[str, Any], field: str, value: object) -> None:
    *outer, last = field.split(".")
    inner = asked
    for key in outer:
        inner = inner.setdefault(key, {})
    if value is None:
        del inner[last]
    else:
        inner[last] = value


def assert_refused(stranger: JobRobot, asked: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(ClientError) as refused:
        stranger.sagemaker.create_labeling_job(**asked)
    error = refused.value.response["Error"]
    assert error["Code"] == "ValidationException"
    assert_says(error["Message"], words)


def assert_says(told: str, words: list[str]) -> None:
    assert [word for word in words if word not in told] == [], told


@pytest.mark.parametrize("case", WRONG_VALUES)
def test_a_wrong_value_is_named_with_what_is_allowed(stranger: JobRobot, case: str) -> None:
    field, value, words = WRONG_VALUES[case]
    asked = request(stranger)
    put_in(
        asked,
        field,
        value.replace("BUCKET", stranger.bucket).replace("/TEAM", f"/{stranger.team}")
        if isinstance(value, str)
        else value,
    )
    assert_refused(stranger, asked, words)


@pytest.mark.parametrize("case", WRONG_FILES)
def test_a_file_that_cannot_be_used_is_named_with_the_place_of_the_mistake(stranger: JobRobot, case: str) -> None:
    field, body, words = WRONG_FILES[case]
    asked = request(stranger)
    where = stranger.put(f"wrong/{case}", body)
    put_in(asked, field, where)
    assert_refused(stranger, asked, [*words, *([where] if case != "labels-one" else [])])


def test_every_manifest_that_cannot_be_read_says_what_its_writer_did(stranger: JobRobot) -> None:
    asked = {case: request(stranger, body) for case, (body, _) in BAD_MANIFESTS.items()}
    for each in asked.values():
        stranger.sagemaker.create_labeling_job(**each)
    for case, (_, words) in BAD_MANIFESTS.items():
        described = stranger.wait_status(asked[case]["LabelingJobName"], "Failed")
        assert_says(described["FailureReason"], words)


@pytest.mark.parametrize(
    "manifest",
    [
        pytest.param("\ufeff" + GOOD + "\n", id="byte order mark"),
        pytest.param(f"{GOOD}\r\n{GOOD}\r\n", id="lines ended as on Windows"),
        pytest.param(f"\n{GOOD}\n\n  \n{GOOD}", id="blank lines and no last line end"),
    ],
)
def test_what_editors_do_to_a_manifest_is_no_mistake(stranger: JobRobot, manifest: str) -> None:
    asked = request(stranger, manifest)
    stranger.sagemaker.create_labeling_job(**asked)
    described = stranger.wait_status(asked["LabelingJobName"], "InProgress")
    assert described["LabelCounters"]["Unlabeled"] == manifest.count("source-ref")


@pytest.mark.parametrize(
    "say_nothing",
    [
        pytest.param(lambda asked: put_in(asked, "OutputConfig.KmsKeyId", ""), id="KmsKeyId"),
        pytest.param(lambda asked: put_in(asked, "Tags", []), id="Tags"),
        pytest.param(lambda asked: put_in(asked, "InputConfig.DataAttributes", {"ContentClassifiers": []}), id="Data"),
        pytest.param(lambda asked: put_in(asked, "StoppingConditions", {}), id="StoppingConditions"),
    ],
)
def test_what_says_nothing_is_accepted(stranger: JobRobot, say_nothing: Callable[[dict[str, Any]], None]) -> None:
    asked = request(stranger)
    say_nothing(asked)
    assert stranger.sagemaker.create_labeling_job(**asked)["LabelingJobArn"].endswith(asked["LabelingJobName"])
