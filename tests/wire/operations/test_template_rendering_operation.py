from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_at_work import ROLE, TEMPLATE, Account, AwsWorld, refusal
from truthloop.workforce.access_keys import make_client_key


def rendered(account: Account, content: str | None = None, text: str = "{}", **more: Any) -> dict[str, Any]:
    given = {} if content is None else {"UiTemplate": {"Content": content}}
    return dict(account.sagemaker.render_ui_template(Task={"Input": text}, RoleArn=ROLE, **given, **more))


def test_a_template_is_rendered_with_the_task_and_escaped(account: Account) -> None:
    page = rendered(account, "<p>{{ task.input.text }}</p>", '{"text": "<b>비교</b>"}')
    assert page["RenderedContent"] == "<p>&lt;b&gt;비교&lt;/b&gt;</p>"
    assert page["Errors"] == []


def test_a_human_task_ui_is_rendered_by_its_arn(account: Account) -> None:
    made = account.sagemaker.create_human_task_ui(HumanTaskUiName="page", UiTemplate={"Content": TEMPLATE})
    page = rendered(account, text='{"text": "good"}', HumanTaskUiArn=made["HumanTaskUiArn"])
    assert page["RenderedContent"] == TEMPLATE.replace("{{ task.input.text }}", "good")


def test_stored_objects_are_signed_at_our_own_address(world: AwsWorld, account: Account) -> None:
    installation = world.door.installation
    now = datetime.now(UTC)
    make_client_key(world.database, installation.seal, "111122223333", now=now, purpose="pages")
    page = rendered(account, "{{ task.input.at | grant_read_access }}", '{"at": "s3://pictures/cat.png"}')
    assert page["RenderedContent"].startswith(f"{world.url}/pictures/cat.png?")
    assert "X-Amz-Signature=" in page["RenderedContent"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{% if %}", "syntax-error"),
        ("{{ task.input.x | no_such_filter }}", "unknown-filter"),
        ("{% for i in (1..1000000000) %}x{% endfor %}", "range-too-long"),
        ("{{ 1 | divided_by: 0 }}", "filter-error"),
    ],
)
def test_what_is_wrong_with_a_template_is_an_answer_and_no_error(account: Account, content: str, code: str) -> None:
    page = rendered(account, content)
    assert page["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert page["RenderedContent"] == ""
    assert [fault["Code"] for fault in page["Errors"]] == [code]
    assert page["Errors"][0]["Message"].startswith("line 1: ")


@pytest.mark.parametrize("both", [False, True])
def test_exactly_one_of_template_and_arn_is_given(account: Account, both: bool) -> None:
    arn = "arn:aws:sagemaker:us-east-1:111122223333:human-task-ui/page"
    with pytest.raises(ClientError) as refused:
        rendered(account, "x" if both else None, **({"HumanTaskUiArn": arn} if both else {}))
    assert refusal(refused.value) == ("ValidationException", 400)


def test_input_that_is_not_json_is_refused(account: Account) -> None:
    with pytest.raises(ClientError) as refused:
        rendered(account, "x", "not json")
    assert refusal(refused.value) == ("ValidationException", 400)


def test_a_missing_human_task_ui_is_a_resource_not_found(account: Account) -> None:
    with pytest.raises(ClientError) as refused:
        rendered(account, HumanTaskUiArn="arn:aws:sagemaker:us-east-1:111122223333:human-task-ui/nothing")
    assert refusal(refused.value) == ("ResourceNotFound", 400)
