from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError

from aws_at_work import TEMPLATE, Account, AwsWorld, prepared_flow, refusal, started, told
from truthloop.review.task_content import read_task_content
from truthloop.server.template_links import read_template_token


def create(account: Account, name: str = "page", content: str = TEMPLATE) -> str:
    made = account.sagemaker.create_human_task_ui(HumanTaskUiName=name, UiTemplate={"Content": content}, Tags=[])
    return str(made["HumanTaskUiArn"])


def test_describe_gives_a_link_and_the_hash_and_never_the_text(world: AwsWorld, account: Account) -> None:
    arn = create(account)
    found = account.sagemaker.describe_human_task_ui(HumanTaskUiName="page")
    assert (found["HumanTaskUiArn"], found["HumanTaskUiName"], found["HumanTaskUiStatus"]) == (arn, "page", "Active")
    assert found["UiTemplate"].keys() == {"Url", "ContentSha256"}
    assert found["UiTemplate"]["ContentSha256"] == hashlib.sha256(TEMPLATE.encode()).hexdigest()
    token = urlsplit(found["UiTemplate"]["Url"]).path.rpartition("/")[2]
    assert read_template_token(world.door.installation, token) == ("111122223333", arn)


def test_a_name_in_use_is_a_resource_in_use(account: Account) -> None:
    create(account)
    with pytest.raises(ClientError) as refused:
        create(account)
    assert refusal(refused.value) == ("ResourceInUse", 400)


@pytest.mark.parametrize(
    ("content", "fragments"),
    [
        ("<p>\n{% if task.input.x %}</p>", ["line 2", "if"]),
        ("a\nb\n{{ task.input.x | no_such_filter }}", ["line 3", "no_such_filter"]),
        ("{{ task.input.", ["line 1"]),
    ],
)
def test_a_template_that_cannot_work_is_refused_with_line_and_reason(
    account: Account, content: str, fragments: list[str]
) -> None:
    with pytest.raises(ClientError) as refused:
        create(account, content=content)
    assert refusal(refused.value) == ("ValidationException", 400)
    assert [fragment for fragment in fragments if fragment not in told(refused.value)] == []


def test_128_000_characters_are_taken_and_one_more_is_refused(account: Account) -> None:
    create(account, "largest", "é" * 128_000)
    with pytest.raises(ClientError) as refused:
        create(account, "larger", "é" * 128_001)
    assert refusal(refused.value) == ("ValidationException", 400)
    assert "128000" in told(refused.value)


@pytest.mark.parametrize("call", ["describe_human_task_ui", "delete_human_task_ui"])
def test_a_missing_human_task_ui_is_a_resource_not_found(account: Account, call: str) -> None:
    with pytest.raises(ClientError) as refused:
        getattr(account.sagemaker, call)(HumanTaskUiName="nothing")
    assert refusal(refused.value) == ("ResourceNotFound", 400)


def test_a_deleted_human_task_ui_is_gone_and_its_name_is_free(account: Account) -> None:
    create(account)
    account.sagemaker.delete_human_task_ui(HumanTaskUiName="page")
    assert account.sagemaker.list_human_task_uis()["HumanTaskUiSummaries"] == []
    create(account)


def test_loops_under_way_keep_the_template_they_began_with(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    started(account, flow, "loop-1")
    account.sagemaker.delete_human_task_ui(HumanTaskUiName="reviews-ui")
    [(task_id,)] = world.rows("SELECT id FROM task")
    assert read_task_content(world.database, task_id).template == TEMPLATE


def test_one_made_anew_under_its_name_is_what_workers_see(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    account.sagemaker.delete_human_task_ui(HumanTaskUiName="reviews-ui")
    create(account, "reviews-ui", "<p>new</p>")
    started(account, flow, "loop-1")
    [(task_id,)] = world.rows("SELECT id FROM task")
    assert read_task_content(world.database, task_id).template == "<p>new</p>"


def test_all_are_listed_by_creation_page_by_page(account: Account) -> None:
    for number in range(5):
        create(account, f"page-{number}")
    pages = account.sagemaker.get_paginator("list_human_task_uis")
    listed = [ui["HumanTaskUiName"] for page in pages.paginate(MaxResults=2) for ui in page["HumanTaskUiSummaries"]]
    assert listed == [f"page-{number}" for number in range(5)]
    newest = account.sagemaker.list_human_task_uis(SortOrder="Descending", MaxResults=1)["HumanTaskUiSummaries"]
    assert [ui["HumanTaskUiName"] for ui in newest] == ["page-4"]
    after = newest[0]["CreationTime"]
    before = account.sagemaker.list_human_task_uis(CreationTimeBefore=after.replace(year=2020))
    assert before["HumanTaskUiSummaries"] == []
