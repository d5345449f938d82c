"""Serves the built crowd bundle and small pages, and drives them in Chromium as a worker would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from dataclasses import dataclass, field
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chromium import PATIENCE_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, FrameLocator, Locator, Page

REPOSITORY = Path(__file__).resolve().parents[3]
WEB = REPOSITORY / "web"
BUNDLE = REPOSITORY / "src/truthloop/pages/crowd/crowd-html-elements.js"
SCRIPT = '<script src="/crowd/crowd-html-elements.js"></script>'
DESKTOP = (1280, 800)
PHONE = (390, 800)


def build_bundle_when_stale() -> None:
    """Build the bundle if any of its sources is newer, so that no test runs against yesterday's elements."""
    sources = [*WEB.glob("crowd/**/*.*"), *WEB.glob("shared/**/*.*"), WEB / "build.mjs", WEB / "crowd-bundles.mjs"]
    newest = max(source.stat().st_mtime for source in sources)
    if BUNDLE.exists() and BUNDLE.stat().st_mtime >= newest:
        return
    node = shutil.which("node")
    assert node is not None, "Node.js is needed to build the worker pages"
    subprocess.run([node, "build.mjs", "crowd"], cwd=WEB, check=True)
    os.utime(BUNDLE)


@dataclass
class PageServer:
    """A site on a loopback port: the bundle under /crowd/, and whatever pages a test puts there."""

    pages: dict[str, tuple[bytes, dict[str, str]]] = field(default_factory=dict)

    @cached_property
    def http(self) -> ThreadingHTTPServer:
        pages = self.pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body, headers = pages.get(self.path.partition("?")[0], (b"", {}))
                self.send_response(200 if body else 404)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing: the tests do."""

        return ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}"

    def serve(self) -> Iterator[PageServer]:
        for script in BUNDLE.parent.glob("*.js"):
            self.put(f"/crowd/{script.name}", script.read_text(), content_type="text/javascript")
        self.put("/favicon.ico", "-", content_type="text/plain")
        thread = threading.Thread(target=self.http.serve_forever, daemon=True)
        thread.start()
        yield self
        self.http.shutdown()
        thread.join()
        self.http.server_close()

    def put(self, path: str, text: str, content_type: str = "text/html; charset=utf-8", **headers: str) -> None:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (text.encode(), {"Content-Type": content_type, **sent})


class PageBench:
    """Opens templates in one tab per kind of screen; a script error in any of them fails the test it happens in."""

    def __init__(self, browser: Browser, server: PageServer) -> None:
        self.browser = browser
        self.server = server
        self.tabs: dict[tuple[tuple[int, int], str, str], Page] = {}
        self.errors: list[str] = []

    def open(self, body: str, **options: Any) -> OpenPage:
        """Open a template outside any portal: submitting shows the answer."""
        head = options.pop("head", SCRIPT)
        self.server.put("/page", f"{head}{body}")
        page = self.tab(**options)
        page.goto(f"{self.server.origin}/page")
        page.wait_for_function("document.documentElement.lang !== ''")
        return OpenPage(page)

    def tab(self, size: tuple[int, int] = DESKTOP, language: str = "en-US", scheme: str = "light") -> Page:
        kind = (size, language, scheme)
        if kind not in self.tabs:
            self.tabs[kind] = self.new_tab(*kind)
        return self.tabs[kind]

    def new_tab(self, size: tuple[int, int], language: str, scheme: Any) -> Page:
        width, height = size
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, locale=language, color_scheme=scheme
        )
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def take_errors(self) -> list[str]:
        errors, self.errors = self.errors, []
        return errors


class OpenPage:
    """A worker page in the browser, with the few things a worker does to it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def element(self, selector: str) -> Locator:
        return self.page.locator(selector)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def submit(self) -> None:
        self.button("Submit").click()

    @property
    def preview(self) -> Locator:
        return self.page.locator("truthloop-answer-preview pre")

    def submitted(self) -> Any:
        """Submit, and the answer that would have been sent."""
        self.submit()
        (answer,) = json.loads(self.preview.inner_text())
        return answer

    def expect_nothing_submitted(self) -> None:
        assert self.preview.count() == 0

    def evaluate(self, script: str) -> Any:
        """The value of an expression; a script that ends by defining a function only defines it."""
        return self.page.evaluate(script)

    def run(self, script: str) -> None:
        self.page.evaluate(f"() => {{ {script} }}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def focused(self) -> str:
        """The tag and name of what has the focus."""
        return str(
            self.page.evaluate(
                "[document.activeElement.localName, document.activeElement.getAttribute('name')].join(' ').trim()"
            )
        )


PORTAL = """<!doctype html><title>Portal</title><iframe id="work" src="{source}" {attributes}
 style="width:100%;height:90vh"></iframe>
<script>
  window.heard = [];
  const frame = document.getElementById('work');
  addEventListener('message', (event) => {{
    if (event.source === frame.contentWindow) heard.push(event.data);
  }});
  window.tell = (message) => frame.contentWindow.postMessage({{truthloop: 1, ...message}}, '*');
</script>"""


class FakePortal:
    """A parent page that speaks the portal's side and remembers what the worker page says."""

    def __init__(self, bench: PageBench, body: str, attributes: str = "", **options: Any) -> None:
        server = bench.server
        language = options.pop("page_language", "en")
        sandbox = options.pop("sandbox", "sandbox allow-scripts")
        portal = options.pop("portal_origin", server.origin)
        head = (
            f'<meta name="truthloop-portal" content="{portal}">'
            f'<meta name="truthloop-language" content="{language}">{SCRIPT}'
        )
        server.put("/work", head + body, Content_Security_Policy=sandbox)
        server.put("/portal", PORTAL.format(source="/work", attributes=attributes))
        self.page = bench.tab(**options)
        self.page.goto(f"{server.origin}/portal")

    @property
    def work(self) -> FrameLocator:
        return self.page.frame_locator("#work")

    def tell(self, kind: str, **rest: Any) -> None:
        self.page.evaluate("message => tell(message)", {"type": kind, **rest})

    def start(self, draft: Any = None, theme: str = "light") -> None:
        self.wait_for("ready")
        self.tell("start", draft=draft, theme=theme)
        self.work.locator("body:not([inert])").wait_for()

    def heard(self, kind: str) -> list[dict[str, Any]]:
        messages = self.page.evaluate("heard")
        return [message for message in messages if message["type"] == kind]

    def wait_for(self, kind: str, count: int = 1) -> dict[str, Any]:
        """The count-th message of a kind, waited for."""
        self.page.wait_for_function(
            "([kind, count]) => heard.filter((message) => message.type === kind).length >= count", arg=[kind, count]
        )
        return self.heard(kind)[count - 1]
