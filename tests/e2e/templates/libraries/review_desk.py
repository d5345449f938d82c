"""A requester and a worker for templates with libraries: from CreateHumanTaskUi to the answer in output.json."""

from __future__ import annotations

import json
import secrets
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from chromium import PATIENCE_MS
from e2e.portal.pages.sign_in_page import sign_in
from e2e.portal.portal_jobs import clients_of, wait_active
from e2e.templates import worker_hands
from e2e.templates.libraries.library_host import library_host
from e2e.templates.rendered_page import ROLE, store_media
from e2e.templates.test_templates_through_the_portal import answer_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

    from e2e.portal.pages.task_list_page import TaskListPage
    from e2e.templates.libraries.library_templates import LibraryTemplate
    from running_truthloop import RunningTruthloop

PASSWORD = "libraries-of-others-7"


@dataclass
class ReviewDesk:
    """A team of one who has signed in, and a requester who allows one host of libraries."""

    truthloop: RunningTruthloop
    libraries: str
    team: str
    bucket: str
    tasks: TaskListPage
    complaints: list[str] = field(default_factory=list)

    def complete(self, case: LibraryTemplate) -> dict[str, Any]:
        """Start a loop, work in it, hand it in; the answer in its output."""
        self.complaints.clear()
        loop, title = self._start(case)
        self.tasks.page.goto(f"{self.truthloop.url}/portal")
        task = self.tasks.start_working(title)
        frame = task.frame.element_handle().content_frame()
        assert frame is not None
        frame.locator("body:not([inert])").wait_for()
        case.work(frame)
        worker_hands.submit(frame)
        task.expect_all_done()
        task.back_to_list()
        return answer_of(self.truthloop, loop)

    def watch(self, page: Page) -> None:
        """Remember everything the page should not do."""
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("console", self._hear)
        page.on("request", self._look_at)

    def _hear(self, said: ConsoleMessage) -> None:
        # A draft still on its way when the answer is handed in is refused; the portal expects it, Chromium tells.
        is_late_draft = "409 (Conflict)" in said.text and said.location["url"].endswith("/draft")
        if said.type in ("error", "warning") and not is_late_draft:
            self.complaints.append(f"{said.text} ({said.location['url']})")

    def _look_at(self, request: Request) -> None:
        asked = urlsplit(request.url)
        allowed = {urlsplit(self.truthloop.url).netloc, urlsplit(self.libraries).netloc, self._store}
        if asked.scheme in ("http", "https") and asked.netloc not in allowed:
            self.complaints.append(f"asked {asked.netloc} for {asked.path}")

    @property
    def _store(self) -> str:
        return urlsplit(str(clients_of(self.truthloop).s3.meta.endpoint_url)).netloc

    def _start(self, case: LibraryTemplate) -> tuple[str, str]:
        clients, name = clients_of(self.truthloop), f"libraries-{secrets.token_hex(4)}"
        content = case.template(self.libraries)
        interface = clients.sagemaker.create_human_task_ui(HumanTaskUiName=name, UiTemplate={"Content": content})
        team = clients.sagemaker.describe_workteam(WorkteamName=self.team)["Workteam"]["WorkteamArn"]
        flow = clients.sagemaker.create_flow_definition(
            FlowDefinitionName=name,
            RoleArn=ROLE,
            HumanLoopConfig={
                "WorkteamArn": team,
                "HumanTaskUiArn": interface["HumanTaskUiArn"],
                "TaskCount": 1,
                "TaskTitle": f"{case.title} {name[-8:]}",
                "TaskDescription": "A template that brings libraries",
            },
            OutputConfig={"S3OutputPath": f"s3://{self.bucket}/loops"},
            Tags=[{"Key": "truthloop:allowed-hosts", "Value": self.libraries}],
        )
        wait_active(clients.sagemaker, name)
        given = json.dumps(case.task_input).replace("{{media}}", f"s3://{self.bucket}")
        clients.a2i.start_human_loop(
            HumanLoopName=name, FlowDefinitionArn=flow["FlowDefinitionArn"], HumanLoopInput={"InputContent": given}
        )
        return name, f"{case.title} {name[-8:]}"


@contextmanager
def review_desk(browser: Browser, truthloop: RunningTruthloop) -> Iterator[ReviewDesk]:
    """Everything set up; the worker has signed in."""
    team = f"libraries-{secrets.token_hex(4)}"
    truthloop.command("worker", "add", f"{team}@example.com", "--team", team, "--password", PASSWORD)
    context = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    with library_host() as libraries:
        tasks = sign_in(page, f"{truthloop.url}/portal", f"{team}@example.com", PASSWORD)
        desk = ReviewDesk(truthloop, libraries, team, store_media(truthloop), tasks)
        desk.watch(page)
        yield desk
    context.close()
    clients_of(truthloop).sagemaker.delete_workteam(WorkteamName=team)
