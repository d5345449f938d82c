"""Custom labeling jobs with functions of the requester's own, in the shapes that AWS publishes."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest

from robots.job_robot import JobRobot
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop

TEAM_SIZE = 1
ANSWER = {"sentiment": {"label": "good"}}
TEMPLATE = """
<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<crowd-form><crowd-classifier name="sentiment" categories="['good', 'bad']" header="{{ task.input.taskObject }}">
<classification-target>{{ task.input.taskObject }}</classification-target></crowd-classifier></crowd-form>
"""
PRE = """
import json
def lambda_handler(event, context):
    print("Received event: " + json.dumps(event, indent=2))
    source = event["dataObject"]["source"]
    if source == "broken":
        raise ValueError("cannot read " + source)
    return {"taskInput": {"taskObject": source.upper()}, "humanAnnotationRequired": str(source != "boring")}
"""
POST = """
import json
from urllib.parse import urlparse
import boto3

def lambda_handler(event, context):
    given = boto3.client("sts").assume_role(RoleArn=event["roleArn"], RoleSessionName="post")["Credentials"]
    s3 = boto3.client("s3", aws_access_key_id=given["AccessKeyId"], aws_secret_access_key=given["SecretAccessKey"],
                      aws_session_token=given["SessionToken"])
    place = urlparse(event["payload"]["s3Uri"])
    payload = json.loads(s3.get_object(Bucket=place.netloc, Key=place.path[1:])["Body"].read())
    print("consolidating", len(payload))
    return [
        {
            "datasetObjectId": dataset["datasetObjectId"],
            "consolidatedAnnotation": {"content": {event["labelAttributeName"]: {
                "answers": [json.loads(a["annotationData"]["content"]) for a in dataset["annotations"]],
                "about": dataset["dataObject"],
            }}},
        }
        for dataset in payload if dataset["dataObject"]["content"] != "forgotten"
    ]
"""


def registered(truthloop: RunningTruthloop, tmp_path: Path, code: str) -> str:
    """The ARN of a function in an account of AWS's."""
    folder = tmp_path / uuid.uuid4().hex
    folder.mkdir()
    (folder / "lambda_function.py").write_text(code)
    arn = f"arn:aws:lambda:us-east-1:123123123123:function:SageMaker-{uuid.uuid4().hex[:8]}"
    truthloop.command("function", "register", arn, "--folder", str(folder))
    return arn


def create(
    requester: JobRobot, name: str, sources: list[str], *, pre: str | None, post: str | None, at_once: int = 1000
) -> None:
    work: dict[str, Any] = {
        "UiConfig": {"UiTemplateS3Uri": requester.put("sentiment.liquid.html", TEMPLATE)},
        "MaxConcurrentTaskCount": at_once,
    }
    if pre:
        work["PreHumanTaskLambdaArn"] = pre
    if post:
        work["AnnotationConsolidationConfig"] = {"AnnotationConsolidationLambdaArn": post}
    manifest = requester.put_manifest([{"source": source} for source in sources], f"{name}.manifest")
    requester.create(name, manifest, task=None, attribute="mood", **work)


def test_a_job_with_both_functions_gives_their_labels_and_says_which_objects_they_failed(
    truthloop: RunningTruthloop, requester: JobRobot, worker: WorkerRobot, tmp_path: Path
) -> None:
    pre, post = registered(truthloop, tmp_path, PRE), registered(truthloop, tmp_path, POST)
    create(requester, "moods", ["fine", "boring", "broken", "forgotten", "nice"], pre=pre, post=post)
    requester.wait_status("moods", "InProgress")
    assert worker.answer_all("moods", ANSWER) == 3
    requester.wait_status("moods", "Completed")
    fine, boring, broken, forgotten, nice = requester.output("moods")
    assert fine["mood"] == {"answers": [ANSWER], "about": {"content": "fine"}}
    assert nice["mood"]["about"] == {"content": "nice"}
    assert boring == {"source": "boring"}
    reason = broken["mood-metadata"]["failure-reason"]
    assert f"{pre}: The function raised ValueError: cannot read broken (lambda_function.py line 7, in" in reason
    assert "returned nothing for object 3" in forgotten["mood-metadata"]["failure-reason"]
    for failed in (broken, forgotten):
        assert failed.keys() == {"source", "mood-metadata"}
        assert failed["mood-metadata"].items() >= {"retry-count": 1, "human-annotated": "true"}.items()
        assert len(failed["mood-metadata"]) == 3
    logs = truthloop.command("function", "logs", pre, "--last", "100")
    assert logs.count('"dataObject"') == 5
    assert "consolidating" in truthloop.command("function", "logs", post)


def test_one_object_that_the_function_fails_does_not_end_the_job(
    truthloop: RunningTruthloop, requester: JobRobot, worker: WorkerRobot, tmp_path: Path
) -> None:
    pre = registered(truthloop, tmp_path, PRE)
    create(requester, "one-by-one", ["fine", "broken", "nice"], pre=pre, post=None, at_once=1)
    requester.wait_status("one-by-one", "InProgress")
    done = 0
    while done < 2:  # the second may stand there as soon as the first is answered, or a moment later
        done += worker.answer_all("one-by-one", ANSWER)
    counters = requester.wait_status("one-by-one", "Completed")["LabelCounters"]
    assert (counters["TotalLabeled"], counters["FailedNonRetryableError"]) == (2, 1)


def test_a_job_whose_consolidation_cannot_be_loaded_fails_with_the_functions_own_words(
    truthloop: RunningTruthloop, requester: JobRobot, worker: WorkerRobot, tmp_path: Path
) -> None:
    post = registered(truthloop, tmp_path, "import my_missing_library\n")
    create(requester, "unloaded", ["fine"], pre=None, post=post)
    requester.wait_status("unloaded", "InProgress")
    assert worker.answer_all("unloaded", ANSWER) == 1
    reason = requester.wait_status("unloaded", "Failed", patience=200)["FailureReason"]
    assert f"{post}: The function cannot be loaded: Unable to import module 'lambda_function'" in reason
    assert "No module named 'my_missing_library'" in reason
    assert f"truthloop function logs {post}" in reason


def test_a_job_that_names_an_unregistered_function_is_refused_with_what_to_do(requester: JobRobot) -> None:
    arn = "arn:aws:lambda:us-east-1:123123123123:function:nobody"
    with pytest.raises(requester.sagemaker.exceptions.ClientError, match=f"truthloop function register {arn}"):
        create(requester, "refused", ["fine"], pre=arn, post=None)
