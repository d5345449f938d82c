"""A template's script from another host runs only where the requester allowed the host."""

from __future__ import annotations

import io
import threading
import uuid
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from botocore.exceptions import ClientError
from PIL import Image
from playwright.sync_api import Page, expect

from e2e.elements.pictures import with_orientation
from e2e.portal.pages.sign_in_page import SignInPage
from robots.requester_robot import RequesterRobot
from running_truthloop import RunningTruthloop

pytestmark = pytest.mark.e2e

PASSWORD = "not-for-templates-7"
PLAIN_FORM = '<crowd-input name="reply" label="Reply"></crowd-input>'


class Library(BaseHTTPRequestHandler):
    """Somebody else's script, and a photograph taken with the camera held sideways."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        if self.path.endswith(".jpg"):
            self.send_header("Content-Type", "image/jpeg")
            self.end_headers()
            self.wfile.write(sideways())
            return
        self.send_header("Content-Type", "text/javascript")
        self.end_headers()
        self.wfile.write(b"document.documentElement.dataset.library = 'ran';")

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests do."""


@pytest.fixture
def library() -> Iterator[str]:
    http = ThreadingHTTPServer(("127.0.0.1", 0), Library)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    thread.join()
    http.server_close()


def sideways() -> bytes:
    """A JPEG of 200 by 100 stored pixels, to be shown turned by a quarter."""
    file = io.BytesIO()
    Image.new("RGB", (200, 100), "navy").save(file, "JPEG")
    return with_orientation(file.getvalue(), 6)


def open_page(
    truthloop: RunningTruthloop, page: Page, library: str, *, allow: bool, form: str = PLAIN_FORM
) -> RequesterRobot:
    """A worker opens a task whose template loads the library before our elements."""
    team, email = f"team-{uuid.uuid4().hex[:8]}", f"{uuid.uuid4().hex[:8]}@example.com"
    truthloop.command("worker", "add", email, "--team", team, "--password", PASSWORD)
    template = f"""<script src="{library}/library.js"></script>
        <script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
        <crowd-form>{form}</crowd-form>"""
    requester = RequesterRobot.set_up(truthloop, team=team, template=template)
    if allow:
        tags = [{"Key": "truthloop:allowed-hosts", "Value": library}]
        requester.sagemaker.add_tags(ResourceArn=requester.flow_arn, Tags=tags)
    requester.start(f"{requester.name}-loop", {"text": "x"})
    tasks = SignInPage(page).open(f"{truthloop.url}/portal").sign_in(email, PASSWORD)
    tasks.start_working(requester.name)
    expect(page.frame_locator("iframe >> nth=0").get_by_role("button", name="Submit")).to_be_visible()
    return requester


def test_a_script_from_a_host_nobody_allowed_is_refused_and_the_worker_told_which(
    truthloop: RunningTruthloop, english_page: Page, library: str
) -> None:
    open_page(truthloop, english_page, library, allow=False)
    expect(english_page.get_by_text(f"This page may not load from {library}")).to_be_visible()
    assert english_page.frames[1].evaluate("document.documentElement.dataset.library") is None


def test_a_script_from_a_host_the_requester_allowed_runs(
    truthloop: RunningTruthloop, english_page: Page, library: str
) -> None:
    open_page(truthloop, english_page, library, allow=True)
    assert english_page.frames[1].evaluate("document.documentElement.dataset.library") == "ran"
    expect(english_page.get_by_text("This page may not load")).to_have_count(0)


def test_a_photograph_of_an_allowed_host_is_measured_in_stored_pixels(
    truthloop: RunningTruthloop, english_page: Page, library: str
) -> None:
    form = f"""<crowd-bounding-box name="boxes" src="{library}/sideways.jpg" labels="['a']" header="Boxes">
        <full-instructions header="How"></full-instructions><short-instructions>Draw</short-instructions>
        </crowd-bounding-box>"""
    requester = open_page(truthloop, english_page, library, allow=True, form=form)
    size = english_page.frames[1].evaluate(
        """async () => {
          const tool = document.querySelector("crowd-bounding-box");
          for (let turn = 0; turn < 200 && !(tool.value?.inputImageProperties?.width > 0); turn += 1)
            await new Promise((resolve) => setTimeout(resolve, 50));
          return tool.value.inputImageProperties;
        }"""
    )
    assert size == {"width": 200, "height": 100}
    requester.close()


def test_a_tag_with_a_mistake_is_refused_with_the_mistake(truthloop: RunningTruthloop) -> None:
    email = f"{uuid.uuid4().hex[:8]}@example.com"
    truthloop.command("worker", "add", email, "--team", "team-tags", "--password", PASSWORD)
    requester = RequesterRobot.set_up(truthloop, team="team-tags")
    tags = [{"Key": "truthloop:allowed-hosts", "Value": "ok.example cdn.example.org/lib.js"}]
    with pytest.raises(ClientError, match=r"names 'cdn\.example\.org/lib\.js', which is no host"):
        requester.sagemaker.add_tags(ResourceArn=requester.flow_arn, Tags=tags)
