"""Events and replies of annotation functions, as AWS documents them and its published example functions have them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from truthloop.functions.annotation_events import (
    PreAnnotation,
    consolidation_request,
    post_annotation_event,
    pre_annotation_event,
    read_consolidations,
    read_pre_annotation,
)
from truthloop.terms.errors import Invalid
from truthloop.terms.labeling import Annotation, AnsweredObject

JOB = "arn:aws:sagemaker:us-west-2:111122223333:labeling-job/example-job"


def test_the_pre_annotation_event_is_the_developer_guides() -> None:
    line = {"source-ref": "s3://amzn-s3-demo-bucket/image.jpg", "other": [1]}
    assert pre_annotation_event(job_arn=JOB, data_object=line) == {
        "version": "2018-10-16",
        "labelingJobArn": JOB,
        "dataObject": line,
    }


@pytest.mark.parametrize("flag", ["isHumanAnnotationRequired", "humanAnnotationRequired"])
@pytest.mark.parametrize(
    ("given", "read"),
    [(True, True), (False, False), ("true", True), ("false", False), ("True", True), ("FALSE", False), (None, True)],
)
def test_both_spellings_of_the_flag_are_read_as_boolean_or_word(flag: str, given: object, *, read: bool) -> None:
    reply = {"taskInput": {"taskObject": "s3://b/k.jpg"}, flag: given}
    assert read_pre_annotation(reply) == PreAnnotation({"taskObject": "s3://b/k.jpg"}, read)


def test_without_a_flag_people_are_needed() -> None:
    assert read_pre_annotation({"taskInput": {}}) == PreAnnotation({}, human_annotation_required=True)


def test_the_documented_spelling_counts_where_both_are_given() -> None:
    reply = {"taskInput": {}, "humanAnnotationRequired": "true", "isHumanAnnotationRequired": False}
    assert not read_pre_annotation(reply).human_annotation_required


def test_an_object_that_needs_no_people_needs_no_task_input() -> None:
    assert read_pre_annotation({"isHumanAnnotationRequired": "false"}).task_input == {}


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (None, "returned null, which is null. It must return an object such as"),
        ([{"taskInput": {}}], "which is a list"),
        ("{}", "which is a string"),
        ({}, "taskInput is missing. It must be an object: the template's task.input. The reply has the keys (none)"),
        ({"TaskInput": {}}, "keys TaskInput"),
        ({"taskInput": "text"}, 'taskInput is a string: "text"'),
        ({"taskInput": None}, "taskInput is null"),
        ({"taskInput": {}, "isHumanAnnotationRequired": "yes"}, 'isHumanAnnotationRequired is "yes". Allowed are true'),
        ({"taskInput": {}, "humanAnnotationRequired": 1}, "humanAnnotationRequired is 1."),
    ],
)
def test_a_bad_pre_annotation_reply_says_what_was_given_and_what_is_allowed(reply: object, told: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_pre_annotation(reply)
    assert told in refused.value.message


def event(**changed: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "job_arn": JOB,
        "label_categories": ["cat", "dog"],
        "label_attribute_name": "label",
        "role_arn": "arn:aws:iam::111122223333:role/r",
        "payload_uri": "s3://out/example-job/annotations/consolidated-annotation/consolidation-request/i/1.json",
        "output_config": "s3://out/example-job/annotations",
    }
    return post_annotation_event(**(given | changed))


def test_the_post_annotation_event_is_the_developer_guides() -> None:
    assert event() == {
        "version": "2018-10-16",
        "labelingJobArn": JOB,
        "labelCategories": ["cat", "dog"],
        "labelAttributeName": "label",
        "roleArn": "arn:aws:iam::111122223333:role/r",
        "payload": {"s3Uri": "s3://out/example-job/annotations/consolidated-annotation/consolidation-request/i/1.json"},
        "outputConfig": "s3://out/example-job/annotations",
    }


def test_the_key_is_in_the_event_only_where_the_job_has_one_and_categories_may_be_null() -> None:
    assert "kmsKeyId" not in event(kms_key_id="")
    assert event(kms_key_id="k")["kmsKeyId"] == "k"
    assert event(label_categories=None)["labelCategories"] is None


def test_a_consolidation_request_has_the_form_of_awss_sample() -> None:
    boxes = {"annotatedResult": {"boundingBoxes": [{"label": "Rød"}], "inputImageProperties": {"height": 432}}}
    answered = [
        AnsweredObject(0, {"source-ref": "s3://b/1.jpg", "x": 1}, (Annotation("private.us-east-1.A", boxes),)),
        AnsweredObject(2, {"source": "a text"}, (Annotation("w1", {}), Annotation("w2", {"a": 1}))),
    ]
    first, second = consolidation_request(answered)
    assert (first["datasetObjectId"], first["dataObject"]) == ("0", {"s3Uri": "s3://b/1.jpg"})
    (annotation,) = first["annotations"]
    assert annotation["workerId"] == "private.us-east-1.A"
    assert set(annotation["annotationData"]) == {"content"}
    assert json.loads(annotation["annotationData"]["content"]) == boxes
    assert (second["datasetObjectId"], second["dataObject"]) == ("2", {"content": "a text"})
    assert [one["workerId"] for one in second["annotations"]] == ["w1", "w2"]


def entry(own: object, content: object) -> dict[str, Any]:
    return {"datasetObjectId": own, "consolidatedAnnotation": {"content": content}}


def test_consolidations_are_read_by_object_in_any_order_with_whatever_their_content_holds() -> None:
    read = read_consolidations([entry("2", {"label": {"a": 1}}), entry(0, {"label": [], "more": None})], ["0", "2"])
    assert read.contents == {"2": {"label": {"a": 1}}, "0": {"label": [], "more": None}}
    assert (read.problems, read.strays) == ({}, ())


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        ([], "returned nothing for object 7."),
        ([entry("7", "text")], 'consolidatedAnnotation.content is a string: "text". It must be an object'),
        ([{"datasetObjectId": "7", "consolidatedAnnotation": {}}], "content is missing"),
        ([{"datasetObjectId": "7"}], 'consolidatedAnnotation is missing. It must be {"content": {...}}.'),
        ([{"datasetObjectId": "7", "consolidatedAnnotation": [1]}], "consolidatedAnnotation is a list: [1]"),
    ],
)
def test_an_object_without_a_good_entry_has_its_reason_and_the_others_keep_their_labels(reply: Any, told: str) -> None:
    read = read_consolidations([entry("1", {"l": 0}), *reply], ["1", "7"])
    assert read.contents == {"1": {"l": 0}}
    assert set(read.problems) == {"7"}
    assert told in read.problems["7"]


def test_a_function_that_returns_an_entry_for_each_worker_as_awss_sample_does_labels_with_the_last() -> None:
    reply = [entry("7", {"l": "first"}), entry("1", {"l": 0}), entry("7", "broken"), entry("7", {"l": "last"})]
    read = read_consolidations(reply, ["1", "7"])
    assert read.contents == {"1": {"l": 0}, "7": {"l": "last"}}
    assert (read.problems, read.strays) == ({}, ())


@pytest.mark.parametrize(
    ("stray", "told"),
    [
        (entry("9", {}), "has the datasetObjectId '9', which is not among those of the request."),
        ({"consolidatedAnnotation": {}}, "has no datasetObjectId, only the keys consolidatedAnnotation."),
        ("x", "it is a string, and must be an object."),
        ({"datasetObjectId": True}, "has no datasetObjectId"),
    ],
)
def test_entries_that_belong_to_no_object_are_reported(stray: object, told: str) -> None:
    read = read_consolidations([entry("1", {"l": 0}), stray], ["1"])
    assert read.contents == {"1": {"l": 0}}
    (said,) = read.strays
    assert said.startswith("Entry 1 of the reply, ")
    assert told in said


@pytest.mark.parametrize("reply", [None, {"datasetObjectId": "1"}, "[]"])
def test_a_reply_that_is_no_list_is_refused_whole(reply: object) -> None:
    with pytest.raises(Invalid, match="must return a list with one"):
        read_consolidations(reply, ["1"])
