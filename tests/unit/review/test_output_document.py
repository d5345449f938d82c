from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

from review_samples import NOON, a_loop, an_answer
from truthloop.review.loop_output_place import loop_output_uri
from truthloop.review.output_document import output_document
from truthloop.storage.objects.s3_uri import S3Uri, parse_s3_uri


def test_the_bytes_are_those_recorded_from_augmented_ai() -> None:
    assert output_document(a_loop(), [an_answer()]).decode() == (
        '{"flowDefinitionArn":"arn:aws:sagemaker:us-east-1:111122223333:flow-definition/reviews",'
        '"humanAnswers":[{"acceptanceTime":"2026-11-22T12:00:01.123Z",'
        '"answerContent":{"rating":{"best":true},"why":"짧다"},'
        '"submissionTime":"2026-11-22T12:00:20.623Z","timeSpentInSeconds":19.466,'
        '"workerId":"0123456789abcdef","workerMetadata":{"identityData":{"identityProviderType":"Cognito",'
        '"issuer":"http://127.0.0.1:8080","sub":"5b1c7f2e-0000-4000-8000-000000000001"}}}],'
        '"humanLoopName":"loop-1","inputContent":{"z": 1, "a": "b"}}'
    )


def test_the_same_loop_and_answers_give_the_same_bytes() -> None:
    answers = [an_answer(), an_answer(worker_id="fedcba9876543210")]
    assert output_document(a_loop(), answers) == output_document(a_loop(), list(answers))


def test_input_content_is_the_value_and_not_a_text_of_it() -> None:
    for text in ('{"a": 1}', "[1, 2]", '"text"', "17", "null"):
        assert json.loads(output_document(a_loop(input_content=text), []))["inputContent"] == json.loads(text)


def test_no_number_of_the_input_loses_a_digit() -> None:
    text = '{"large": 123456789012345678901234567890, "exact": 0.1000000000000000055, "zero": 1.0}'
    assert text.encode() in output_document(a_loop(input_content=text), [])


def test_answers_stand_in_the_order_given() -> None:
    answers = [an_answer(worker_id=f"{number:016x}") for number in (2, 1, 3)]
    written = json.loads(output_document(a_loop(), answers))["humanAnswers"]
    assert [answer["workerId"] for answer in written] == [f"{number:016x}" for number in (2, 1, 3)]


def test_only_built_in_kinds_name_their_source() -> None:
    source = "AWS/Textract/AnalyzeDocument/Forms/V1"
    assert json.loads(output_document(a_loop(), [], source))["awsManagedHumanLoopRequestSource"] == source
    assert "awsManagedHumanLoopRequestSource" not in json.loads(output_document(a_loop(), []))


def test_the_output_stands_under_its_creation_time_in_utc() -> None:
    seoul = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=9)))
    uri = loop_output_uri(parse_s3_uri("s3://results/a2i"), "reviews", "loop-1", seoul)
    assert str(uri) == "s3://results/a2i/reviews/2026/01/01/18/04/05/loop-1/output.json"


def test_the_output_may_stand_at_the_root_of_a_bucket() -> None:
    uri = loop_output_uri(S3Uri("results", ""), "reviews", "loop-1", NOON.astimezone(UTC))
    assert str(uri) == "s3://results/reviews/2026/11/22/12/00/00/loop-1/output.json"
