from __future__ import annotations

from datetime import timedelta

import pytest

from review_samples import FLOW, NOON, a_loop
from truthloop.review.status_event import status_event
from truthloop.terms.errors import Invalid
from truthloop.terms.loops import LoopStatus

END = NOON + timedelta(minutes=1)


def test_the_event_is_a_cloud_event_holding_amazons() -> None:
    event = status_event(a_loop(status=LoopStatus.COMPLETED, ended_at=END))
    data = event.pop("data")
    assert event.pop("id") == data.pop("id")
    arn = "arn:aws:sagemaker:us-east-1:111122223333:human-loop/loop-1"
    assert event == {
        "specversion": "1.0",
        "source": "aws.sagemaker",
        "type": "com.amazonaws.sagemaker.humanloop.statuschange",
        "subject": arn,
        "time": "2026-11-22T12:01:00.123Z",
        "datacontenttype": "application/json",
    }
    assert data == {
        "version": "0",
        "detail-type": "SageMaker A2I HumanLoop Status Change",
        "source": "aws.sagemaker",
        "account": "111122223333",
        "time": "2026-11-22T12:01:00.123Z",
        "region": "us-east-1",
        "resources": [arn],
        "detail": {
            "creationTime": "2026-11-22T12:00:00.123Z",
            "flowDefinitionArn": FLOW,
            "humanLoopArn": arn,
            "humanLoopName": "loop-1",
            "humanLoopOutput": {"outputS3Uri": "s3://results/a2i/reviews/2026/11/22/12/00/00/loop-1/output.json"},
            "humanLoopStatus": "Completed",
        },
    }


def test_a_failed_loop_says_why() -> None:
    failed = a_loop(status=LoopStatus.FAILED, ended_at=END, failure_code="C", failure_reason="R")
    detail = status_event(failed)["data"]["detail"]
    assert (detail["failureCode"], detail["failureReason"], detail["humanLoopStatus"]) == ("C", "R", "Failed")


def test_a_delivery_repeated_has_the_same_id_and_another_loop_another() -> None:
    stopped = a_loop(status=LoopStatus.STOPPED, ended_at=END)
    assert status_event(stopped)["id"] == status_event(stopped)["id"]
    assert status_event(stopped)["id"] != status_event(a_loop(id=8, status=LoopStatus.STOPPED, ended_at=END))["id"]


@pytest.mark.parametrize("status", [LoopStatus.IN_PROGRESS, LoopStatus.STOPPING])
def test_of_a_loop_that_goes_on_nothing_is_told(status: LoopStatus) -> None:
    with pytest.raises(Invalid, match=str(status)):
        status_event(a_loop(status=status))
