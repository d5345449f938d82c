"""What a worker waits for: bytes to the first page, and from Submit to the next task."""

from __future__ import annotations

import statistics
import time
from typing import Any

import orjson
from playwright.sync_api import Page, sync_playwright

from benchmarks.figures import Fact
from chromium import CHROMIUM, FLAGS
from running_truthloop import RunningTruthloop
from truthloop.templates.render_limits import RenderLimits
from truthloop.templates.worker_pages import render

TASKS = 20
WATCH = """
() => {
  const all = (root) => [...root.querySelectorAll('*')].flatMap((e) => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
  const first = () => all(document).find((e) => e.localName === 'iframe');
  window.waits = [];
  addEventListener('message', (event) => {
    if (event.data?.type !== 'submit') return;
    const began = performance.now(), before = first();
    const look = () => {
      const now = first();
      if (now && now !== before && getComputedStyle(now).visibility === 'visible') {
        window.waits.push(performance.now() - began);
      } else requestAnimationFrame(look);
    };
    look();
  }, true);
}
"""


def measure_pages(truthloop: RunningTruthloop, template: str, content: str, password: str) -> list[Fact]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(locale="en-US").new_page()
        page.set_default_timeout(30_000)
        received = count_bytes(page)
        portal = first_load(page, truthloop.url, password)
        portal_bytes = received["bytes"]
        waits = waits_between_tasks(page)
        task_bytes = received["bytes"] - portal_bytes
        browser.close()
    return [
        Fact("template render", f"{render_time(template, content):.2f} ms", "< 5 ms"),
        Fact("portal, first load to the task list, compressed", f"{portal_bytes / 1000:.0f} kB", "< 150 kB"),
        Fact("portal, first load to the task list, empty cache", f"{portal:.0f} ms", ""),
        Fact(f"first task and the {TASKS} after it, all bytes", f"{task_bytes / 1000:.0f} kB", ""),
        Fact("from Submit to the next task visible, median", f"{statistics.median(waits):.0f} ms", "< 100 ms"),
        Fact("from Submit to the next task visible, slowest", f"{max(waits):.0f} ms", ""),
    ]


def count_bytes(page: Page) -> dict[str, int]:
    """Bytes as they came over the wire, headers included, counted from now on."""
    received = {"bytes": 0}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def finished(event: dict[str, Any]) -> None:
        received["bytes"] += int(event["encodedDataLength"])

    session.on("Network.loadingFinished", finished)
    return received


def first_load(page: Page, url: str, password: str) -> float:
    """Milliseconds from the empty cache to the sign-in form, plus from signing in to the task list."""
    began = time.perf_counter()
    page.goto(f"{url}/portal")
    page.get_by_label("Email").wait_for()
    seconds = time.perf_counter() - began
    page.get_by_label("Email").fill("w0@example.com")
    page.get_by_label("Password").fill(password)
    began = time.perf_counter()
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Start working").wait_for()
    return (seconds + time.perf_counter() - began) * 1000


def waits_between_tasks(page: Page) -> list[float]:
    """Milliseconds from each Submit to the next task, measured in the page itself."""
    page.get_by_role("button", name="Start working").click()
    page.evaluate(WATCH)
    for number in range(TASKS):
        frame = page.frame_locator("iframe >> nth=0")
        frame.locator("crowd-radio-button").first.click()
        page.wait_for_timeout(400)  # a person needs longer; the next page loads meanwhile
        frame.get_by_role("button", name="Submit", exact=True).click()
        while page.evaluate("window.waits.length") <= number:  # the policy forbids Playwright's own waiting
            page.wait_for_timeout(20)
    waits: list[float] = page.evaluate("window.waits")
    return waits


def render_time(template: str, content: str) -> float:
    """Median milliseconds to render the demo's template."""
    variables = {"task": {"input": orjson.loads(content)}}
    times = []
    for _ in range(200):
        began = time.perf_counter()
        rendered = render(template, variables, lambda address: address, RenderLimits())
        times.append((time.perf_counter() - began) * 1000)
        assert not rendered.errors
    return statistics.median(times)
