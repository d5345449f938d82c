"""Templates go the whole way: human loop, portal, sandboxed page, answer, output.json."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from e2e.portal.pages.sign_in_page import sign_in
from e2e.portal.portal_jobs import clients_of, wait_active, wait_for_completed
from e2e.templates import worker_hands
from e2e.templates.answer_shapes import differences
from e2e.templates.rendered_page import ROLE, store_media
from e2e.templates.template_cases import EXAMPLES, HERE, TemplateCase

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from e2e.portal.pages.task_list_page import TaskListPage
    from running_truthloop import RunningTruthloop

PASSWORD = "templates-as-they-are-7"
CASES = (
    TemplateCase("every-attribute", HERE / "own"),
    TemplateCase("scripts-of-a-template", HERE / "own"),
    TemplateCase("box-verification", HERE / "seen"),
    TemplateCase("crowd-rekognition-detect-moderation-labels", EXAMPLES),
)


def test_templates_are_worked_in_at_the_portal_and_their_answers_are_in_the_output(
    truthloop: RunningTruthloop, english_page: Page
) -> None:
    faults: list[str] = []
    english_page.on("pageerror", lambda error: faults.append(str(error)))
    team = f"templates-{secrets.token_hex(4)}"
    truthloop.command("worker", "add", f"{team}@example.com", "--team", team, "--password", PASSWORD)
    bucket = store_media(truthloop)
    loops = {case.name: start_loop(truthloop, case, team, bucket) for case in CASES}
    tasks = sign_in(english_page, f"{truthloop.url}/portal", f"{team}@example.com", PASSWORD)
    for case in CASES:
        work_in(tasks, case.name)
        assert differences(answer_of(truthloop, loops[case.name]), case.answer) == [], case.name
    assert faults == []
    clients_of(truthloop).sagemaker.delete_workteam(WorkteamName=team)


def start_loop(truthloop: RunningTruthloop, case: TemplateCase, team: str, bucket: str) -> str:
    """A flow definition with the case's template and a loop of its data; the loop's name."""
    clients, name = clients_of(truthloop), f"{case.name[:40]}-{secrets.token_hex(4)}"
    interface = clients.sagemaker.create_human_task_ui(HumanTaskUiName=name, UiTemplate={"Content": case.template})
    flow = clients.sagemaker.create_flow_definition(
        FlowDefinitionName=name,
        RoleArn=ROLE,
        HumanLoopConfig={
            "WorkteamArn": clients.sagemaker.describe_workteam(WorkteamName=team)["Workteam"]["WorkteamArn"],
            "HumanTaskUiArn": interface["HumanTaskUiArn"],
            "TaskCount": 1,
            "TaskTitle": case.name,
            "TaskDescription": "A template of the suite",
        },
        OutputConfig={"S3OutputPath": f"s3://{bucket}/loops"},
    )
    wait_active(clients.sagemaker, name)
    content = case.task_input(f"s3://{bucket}", bucket)
    clients.a2i.start_human_loop(
        HumanLoopName=name, FlowDefinitionArn=flow["FlowDefinitionArn"], HumanLoopInput={"InputContent": content}
    )
    return name


def work_in(tasks: TaskListPage, title: str) -> None:
    """Take the task of this title, fill it in, submit it, and go back to the list."""
    task = tasks.start_working(title)
    frame = task.frame.element_handle().content_frame()
    assert frame is not None
    frame.locator("body:not([inert])").wait_for()
    worker_hands.fill(frame)
    worker_hands.submit(frame)
    task.expect_all_done()
    task.back_to_list()


def answer_of(truthloop: RunningTruthloop, loop: str) -> dict[str, Any]:
    """The one answer in a completed loop's output.json."""
    clients = clients_of(truthloop)
    (described,) = wait_for_completed(clients.a2i, [loop], 1)
    bucket, _, key = described["HumanLoopOutput"]["OutputS3Uri"].removeprefix("s3://").partition("/")
    output = json.loads(clients.s3.get_object(Bucket=bucket, Key=key)["Body"].read())
    answer: dict[str, Any] = output["humanAnswers"][0]["answerContent"]
    return answer
