"""Code as people write it for AWS: run from the manifest to the end of the job, its output read as theirs is."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

from robots.job_robot import JobRobot
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop

TEAM_SIZE = 2
TEMPLATE = '<crowd-form><crowd-input name="word" label="{{ task.input.source }}"></crowd-input></crowd-form>'
AN_ENTRY_FOR_EACH_WORKER = """
import json
from urllib.parse import urlparse
import boto3

s3 = boto3.client("s3")

def lambda_handler(event, context):
    place = urlparse(event["payload"]["s3Uri"])
    labels = []
    for dataset in json.loads(s3.get_object(Bucket=place.netloc, Key=place.path[1:])["Body"].read()):
        for annotation in dataset["annotations"]:
            said = json.loads(annotation["annotationData"]["content"])
            content = {event["labelAttributeName"]: {"workerId": annotation["workerId"], "result": said}}
            labels.append({
                "datasetObjectId": dataset["datasetObjectId"],
                "consolidatedAnnotation": {"content": content},
            })
    return labels
"""


def test_a_module_that_makes_its_client_at_once_and_returns_an_entry_for_each_worker_gives_labels(
    truthloop: RunningTruthloop, requester: JobRobot, workers: list[WorkerRobot], tmp_path: Path
) -> None:
    (tmp_path / "lambda_function.py").write_text(AN_ENTRY_FOR_EACH_WORKER)
    arn = f"arn:aws:lambda:us-east-1:123123123123:function:SageMaker-{uuid.uuid4().hex[:8]}"
    truthloop.command("function", "register", arn, "--folder", str(tmp_path))
    requester.create(
        "word-by-worker",
        requester.put_manifest([{"source": "one"}, {"source": "two"}], "words.manifest"),
        task=None,
        attribute="word",
        UiConfig={"UiTemplateS3Uri": requester.put("word.liquid.html", TEMPLATE)},
        AnnotationConsolidationConfig={"AnnotationConsolidationLambdaArn": arn},
        NumberOfHumanWorkersPerDataObject=2,
    )
    for number, worker in enumerate(workers):
        assert worker.answer_all("word-by-worker", {"word": f"said by {number}"}) == 2
    counters = requester.wait_status("word-by-worker", "Completed")["LabelCounters"]
    assert (counters["TotalLabeled"], counters["FailedNonRetryableError"]) == (2, 0)
    for line in requester.output("word-by-worker"):
        assert line["word"]["workerId"].startswith("private.us-east-1.")
        assert line["word"]["result"]["word"].startswith("said by ")


def test_converters_find_the_names_and_order_of_the_labels_beside_the_results(requester: JobRobot) -> None:
    manifest = requester.put_manifest([{"source": "fine"}], "moods.manifest")
    labels = requester.put_labels(["sad", "glad"])
    requester.create("Kept-Names", manifest, task="TextMultiClass", LabelCategoryConfigS3Uri=labels)
    requester.wait_status("Kept-Names", "InProgress")
    (line,) = requester.read(f"s3://{requester.bucket}/out/Kept-Names/annotation-tool/data.json").splitlines()
    assert [label["label"] for label in json.loads(line)["labels"]] == ["sad", "glad"]
    template = requester.read(f"s3://{requester.bucket}/out/Kept-Names/annotation-tool/template.liquid").decode()
    assert "<crowd-classifier" in template


def test_labels_and_template_that_lie_where_the_job_would_write_them_stay_as_they_are(requester: JobRobot) -> None:
    own = b'{ "labels": [{"label": "a"}, {"label": "b"}] }\n'
    labels = requester.put("out/In-Place/annotation-tool/data.json", own)
    template = requester.put("out/In-Place/annotation-tool/template.liquid", TEMPLATE)
    manifest = requester.put_manifest([{"source": "fine"}], "in-place.manifest")
    ui = {"UiTemplateS3Uri": template}
    requester.create("In-Place", manifest, task="TextMultiClass", LabelCategoryConfigS3Uri=labels, UiConfig=ui)
    requester.wait_status("In-Place", "InProgress")
    assert (requester.read(labels), requester.read(template).decode()) == (own, TEMPLATE)


def test_a_function_that_lacks_a_library_is_said_when_it_is_registered(
    truthloop: RunningTruthloop, tmp_path: Path
) -> None:
    (tmp_path / "lambda_function.py").write_text("from s3_helper import S3Client\n")
    told = truthloop.both_outputs("function", "register", "lacks-a-layer", "--folder", str(tmp_path))
    assert "Registered lacks-a-layer" in told
    assert "calls of it will fail" in told
    assert "No module named 's3_helper'" in told
    assert "Lambda layer" in told
