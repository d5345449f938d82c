"""A template rendered by RenderUiTemplate and opened in a browser, and what it did there that it should not."""

from __future__ import annotations

import json
import mimetypes
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from chromium import PATIENCE_MS
from e2e.elements.page_bench import BUNDLE
from e2e.portal.portal_jobs import clients_of
from e2e.templates.template_cases import EXAMPLES, TemplateCase

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

    from running_truthloop import RunningTruthloop

ROLE = "arn:aws:iam::123456789012:role/reviewer"


def render(truthloop: RunningTruthloop, case: TemplateCase, task_input: str) -> str:
    """The page RenderUiTemplate gives for a case."""
    answered = clients_of(truthloop).sagemaker.render_ui_template(
        UiTemplate={"Content": case.template}, Task={"Input": task_input}, RoleArn=ROLE
    )
    assert answered["Errors"] == [], case.name
    content: str = answered["RenderedContent"]
    return content


def store_media(truthloop: RunningTruthloop) -> str:
    """A bucket with the media of the examples; its name."""
    s3, bucket = clients_of(truthloop).s3, f"templates-{secrets.token_hex(4)}"
    s3.create_bucket(Bucket=bucket)
    for path in sorted((EXAMPLES / "media").iterdir()):
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        s3.put_object(Bucket=bucket, Key=path.name, Body=path.read_bytes(), ContentType=kind)
    return bucket


@dataclass
class Workbench:
    """One browser profile in which rendered pages are opened, one after the other, on Truthloop's own address."""

    truthloop: RunningTruthloop
    context: BrowserContext
    page: Page
    bucket: str
    pages: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, browser: Browser, truthloop: RunningTruthloop) -> Workbench:
        context = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(
            "document.addEventListener('all-crowd-elements-ready', () => { window.isReady = true })"
        )
        bench = cls(truthloop, context, context.new_page(), store_media(truthloop))
        context.route("https://assets.crowd.aws/**", give_elements)
        context.route(f"{truthloop.url}/rendered/*", bench._give_page)
        context.route(f"{truthloop.url}/media/*", give_media)
        bench.page.on("pageerror", lambda error: bench.complaints.append(f"script error: {error}"))
        bench.page.on("console", lambda said: bench.complaints.append(said.text) if said.type == "error" else None)
        bench.page.on("request", lambda request: bench._note_request(request.url))
        return bench

    def open(self, case: TemplateCase) -> Page:
        """The rendered template, ready to be worked in."""
        self.complaints.clear()
        task_input = case.task_input(f"{self.truthloop.url}/media", self.bucket)
        self.pages[case.name] = render(self.truthloop, case, task_input)
        self.page.goto(f"{self.truthloop.url}/rendered/{case.name}")
        self.page.wait_for_function("window.isReady")
        return self.page

    def answer(self) -> dict[str, Any]:
        """What the page would have sent."""
        preview = self.page.locator("truthloop-answer-preview pre")
        preview.wait_for()
        (answer,) = json.loads(preview.inner_text())
        assert isinstance(answer, dict)
        return answer

    def _give_page(self, route: Route) -> None:
        name = urlsplit(route.request.url).path.rpartition("/")[2]
        route.fulfill(body=self.pages[name], content_type="text/html")

    def _note_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname not in ("127.0.0.1", "assets.crowd.aws"):
            self.complaints.append(f"asked {parts.hostname} for something")


def give_elements(route: Route) -> None:
    """Our elements, at the address AWS has for its own: RenderUiTemplate leaves a template's addresses alone."""
    name = urlsplit(route.request.url).path.rpartition("/")[2]
    path = BUNDLE.parent / name.replace("-v2.js", ".js").replace("-v2s.js", ".js")
    kind = "text/css" if path.suffix == ".css" else "text/javascript"
    route.fulfill(body=path.read_bytes(), content_type=kind, headers={"Access-Control-Allow-Origin": "*"})


def give_media(route: Route) -> None:
    """A picture or sound of the examples."""
    path = EXAMPLES / "media" / urlsplit(route.request.url).path.rpartition("/")[2]
    route.fulfill(body=path.read_bytes(), content_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream")
