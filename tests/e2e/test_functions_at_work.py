"""Functions in the shapes that AWS publishes, registered and called on a running instance, reaching its S3 and STS."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import pytest

from functions_at_work import zipped
from running_truthloop import RunningTruthloop
from truthloop.functions.annotation_events import (
    consolidation_request,
    post_annotation_event,
    pre_annotation_event,
    read_consolidations,
    read_pre_annotation,
)
from truthloop.terms.labeling import Annotation, AnsweredObject

JOB = "arn:aws:sagemaker:us-east-1:111122223333:labeling-job/faces"
ROLE_IN_AWS = "arn:aws:iam::123123123123:role/service-role/AmazonSageMaker-ExecutionRole-20191027"

pytestmark = pytest.mark.e2e

PRE = """
import json

def lambda_handler(event, context):
    print("Received event: " + json.dumps(event, indent=2))
    data = event["dataObject"]
    task_object = data["source"] if "source" in data else data.get("source-ref")
    answer = {"taskInput": {"taskObject": task_object}, "FLAG": "true"}
    if task_object is None:
        answer["FLAG"] = "false"
    return answer
"""

POST = """
import json
from urllib.parse import urlparse
from s3_reader import Reader

def lambda_handler(event, context):
    reader = Reader(event["roleArn"], event.get("kmsKeyId"))
    payload = json.loads(reader.read(event["payload"]["s3Uri"]))
    consolidated = []
    for dataset in payload:
        answers = [json.loads(one["annotationData"]["content"]) for one in dataset["annotations"]]
        print("object", dataset["datasetObjectId"], len(answers))
        label = {"annotationsFromAllWorkers": answers, "who": reader.identity()}
        reader.write(event["outputConfig"] + "/own/" + dataset["datasetObjectId"] + ".json", json.dumps(answers))
        consolidated.append({
            "datasetObjectId": dataset["datasetObjectId"],
            "consolidatedAnnotation": {"content": {event["labelAttributeName"]: label}},
        })
    return consolidated
"""

READER = """
import boto3
from urllib.parse import urlparse

class Reader:
    def __init__(self, role_arn, kms_key_id):
        given = boto3.client("sts").assume_role(RoleArn=role_arn, RoleSessionName="consolidating")["Credentials"]
        self.session = boto3.Session(
            aws_access_key_id=given["AccessKeyId"],
            aws_secret_access_key=given["SecretAccessKey"],
            aws_session_token=given["SessionToken"],
        )
        self.s3 = self.session.client("s3")

    def identity(self):
        return [client.get_caller_identity()["Arn"] for client in (self.session.client("sts"), boto3.client("sts"))]

    def read(self, uri):
        place = urlparse(uri)
        return self.s3.get_object(Bucket=place.netloc, Key=place.path.lstrip("/"))["Body"].read()

    def write(self, uri, text):
        place = urlparse(uri)
        boto3.resource("s3").Object(place.netloc, place.path.lstrip("/")).put(Body=text.encode())
"""


def folder_of(tmp_path: Path, **files: str) -> Path:
    folder = tmp_path / uuid.uuid4().hex
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    return folder


def invoked(truthloop: RunningTruthloop, tmp_path: Path, arn: str, event: dict[str, Any]) -> Any:
    given = tmp_path / "event.json"
    given.write_text(json.dumps(event))
    return json.loads(truthloop.command("function", "invoke", arn, "--event", str(given), "--role", ROLE_IN_AWS))


@pytest.mark.parametrize("flag", ["isHumanAnnotationRequired", "humanAnnotationRequired"])
def test_awss_pre_annotation_recipe_runs_with_either_spelling_of_the_flag(
    truthloop: RunningTruthloop, tmp_path: Path, flag: str
) -> None:
    arn = f"arn:aws:lambda:eu-west-1:123123123123:function:pre-{flag}"
    folder = folder_of(tmp_path, lambda_function=PRE.replace("FLAG", flag))
    assert truthloop.command("function", "register", arn, "--folder", str(folder)) == f"Registered {arn}\n"
    for line, required in (({"source": "a text"}, True), ({"source-ref": "s3://b/k.jpg"}, True), ({"x": 1}, False)):
        reply = invoked(truthloop, tmp_path, arn, pre_annotation_event(job_arn=JOB, data_object=line))
        assert read_pre_annotation(reply).human_annotation_required is required
    logged = truthloop.command("function", "logs", arn, "--last", "1")
    assert "Received event: {" in logged
    assert '"version": "2018-10-16"' in logged


def test_awss_consolidation_recipe_assumes_the_jobs_role_and_reaches_s3(
    truthloop: RunningTruthloop, tmp_path: Path
) -> None:
    s3, bucket = truthloop.client("s3"), f"functions-{uuid.uuid4().hex[:8]}"
    s3.create_bucket(Bucket=bucket)
    answered = [
        AnsweredObject(n, {"source": f"text {n}"}, (Annotation("w1", {"n": n}), Annotation("w2", {"n": n + 1})))
        for n in range(3)
    ]
    key = "faces/annotations/consolidated-annotation/consolidation-request/iteration-1/2019-10-27_08:56:48.json"
    s3.put_object(Bucket=bucket, Key=key, Body=json.dumps(consolidation_request(answered)).encode())
    folder = folder_of(tmp_path, lambda_function=POST, s3_reader=READER)
    name = f"post-{uuid.uuid4().hex[:8]}"
    truthloop.command("function", "register", name, "--folder", str(folder), "--timeout", "60", "--memory", "256")
    event = post_annotation_event(
        job_arn=JOB,
        label_categories=None,
        label_attribute_name="faces",
        role_arn=ROLE_IN_AWS,
        payload_uri=f"s3://{bucket}/{key}",
        output_config=f"s3://{bucket}/faces/annotations",
    )
    arn = f"arn:aws:lambda:us-east-1:123123123123:function:{name}"
    read = read_consolidations(invoked(truthloop, tmp_path, arn, event), ["0", "1", "2"])
    assert (read.problems, read.strays) == ({}, ())
    label = read.contents["1"]["faces"]
    assert label["annotationsFromAllWorkers"] == [{"n": 1}, {"n": 2}]
    account = truthloop.client("sts").get_caller_identity()["Account"]
    role = f"arn:aws:sts::{account}:assumed-role/AmazonSageMaker-ExecutionRole-20191027"
    assert label["who"] == [f"{role}/consolidating", f"{role}/{name}"]
    own = s3.get_object(Bucket=bucket, Key="faces/annotations/own/2.json")["Body"].read()
    assert json.loads(own) == [{"n": 2}, {"n": 3}]


def test_a_zip_of_node_code_is_known_by_its_files(truthloop: RunningTruthloop, tmp_path: Path) -> None:
    code = "export const handler = async (event, context) => [context.functionName, event.dataObject, process.env.A];"
    (tmp_path / "f.zip").write_bytes(zipped({"index.mjs": code}))
    truthloop.command("function", "register", "node-function", "--zip", str(tmp_path / "f.zip"), "--env", "A=b=c")
    event = pre_annotation_event(job_arn=JOB, data_object={"source": "é"})
    assert invoked(truthloop, tmp_path, "node-function", event) == ["node-function", {"source": "é"}, "b=c"]


def test_the_commands_tell_what_is_wrong_and_leave_nothing_behind(truthloop: RunningTruthloop, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, lambda_function="def lambda_handler(event, context):\n    return event['missing']\n")
    truthloop.command("function", "register", "broken", "--folder", str(folder), "--env", "A=1")
    (listed,) = [
        row for row in json.loads(truthloop.command("function", "list", "--json")) if row["function"] == "broken"
    ]
    assert (listed["home"], listed["where"]) == ("process", "python lambda_function.lambda_handler")
    (tmp_path / "e.json").write_text("{}")
    truthloop.command("function", "invoke", "broken", "--event", str(tmp_path / "e.json"), expect=1)
    (logged,) = json.loads(truthloop.command("function", "logs", "broken", "--json"))
    assert logged["outcome"] == "raised"
    assert "KeyError: 'missing' (lambda_function.py line 2, in lambda_handler)" in logged["message"]
    assert truthloop.command("function", "remove", "broken") == "Removed broken\n"
    truthloop.command("function", "remove", "broken", expect=1)
    truthloop.command("function", "register", "broken", expect=1)
    truthloop.command("function", "list", "--account", "999988887777", expect=1)
    truthloop.command("function", "register", "broken", "--folder", str(tmp_path / "none"), expect=1)
    secret = truthloop.command("function", "register", "hook", "--url", "https://example.org/f")
    assert "whsec_" in secret
