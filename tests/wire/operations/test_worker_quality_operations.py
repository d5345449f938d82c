"""Gold labels: what may be said of which objects."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_at_work import Account, AwsWorld, refusal, told
from jobs_at_work import standing_job


def put(account: Account, *given: tuple[int, str | None]) -> int:
    labels: list[dict[str, Any]] = [
        {"ObjectNumber": number} | ({} if name is None else {"ClassName": name}) for number, name in given
    ]
    count: int = account.truthloop.put_gold_labels(LabelingJobName="standing", GoldLabels=labels)["GoldCount"]
    return count


def test_gold_is_put_corrected_and_taken_back(world: AwsWorld, account: Account) -> None:
    standing_job(world, account)
    assert put(account, (0, "cat"), (1, "dog")) == 2
    assert put(account, (1, "cat")) == 2
    assert world.rows("SELECT number, label FROM gold_label ORDER BY number") == [(0, "cat"), (1, "cat")]
    assert put(account, (0, None)) == 1
    assert account.truthloop.describe_worker_quality(LabelingJobName="standing")["Workers"] == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([(0, "cat"), (1, "bird")], "the job's labels are cat, dog"),
        ([(0, "cat"), (9, "cat")], "has no object 9"),
        ([(0, "cat"), (0, "dog")], "names an object twice"),
    ],
)
def test_gold_that_cannot_be_changes_nothing(
    world: AwsWorld, account: Account, given: list[tuple[int, str]], said: str
) -> None:
    standing_job(world, account)
    with pytest.raises(ClientError) as refused:
        put(account, *given)
    assert refusal(refused.value) == ("ValidationException", 400)
    assert said in told(refused.value)
    assert world.rows("SELECT * FROM gold_label") == []
