"""How long a brush stroke takes to be seen: from the movement of the pointer to the painted frame."""

from __future__ import annotations

import math
import statistics
from typing import TYPE_CHECKING

from benchmarks.figures import Fact
from e2e.elements.pictures import SCENE, painted

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from e2e.elements.page_bench import PageServer

SIZES = {"4 megapixels": (2400, 1667), "24 megapixels": (6000, 4000)}
TAG = "crowd-semantic-segmentation"
ELEMENT = f"document.querySelector('{TAG}')"
WATCH = """
() => {
  window.latencies = [];
  const marks = document.querySelector('crowd-semantic-segmentation').shadowRoot
    .querySelector('truthloop-image-stage').shadowRoot.querySelector('.marks');
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => { for (const at of waiting.splice(0)) latencies.push(performance.now() - at); };
  marks.addEventListener('pointermove', (event) => {
    waiting.push(event.timeStamp);
    requestAnimationFrame(() => channel.port2.postMessage(null));
  }, { capture: true });
}
"""
ANSWER_TIME = f"(() => {{ const t = performance.now(); {ELEMENT}.answer; return performance.now() - t; }})()"


def open_picture(browser: Browser, server: PageServer, size: tuple[int, int]) -> Page:
    """A segmentation task on a picture of a size, ready to be painted."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(f"{server.origin}/favicon.ico")
    server.pages["/picture.jpg"] = (painted(page, size, SCENE), {"Content-Type": "image/jpeg"})
    server.put(
        "/paint",
        f"<script src='/crowd/crowd-html-elements.js'></script><title>Task</title><crowd-form><{TAG} name='mask' "
        f"src='/picture.jpg' labels=\"['Cat', 'Dog']\"></{TAG}></crowd-form>",
    )
    page.goto(f"{server.origin}/paint")
    page.wait_for_function(f"{ELEMENT}?.answer !== undefined", timeout=60_000)
    return page


def stroke(page: Page, movements: int) -> list[float]:
    """The milliseconds from each movement of one long stroke until its frame was painted."""
    box = page.locator("truthloop-image-stage .marks").bounding_box()
    assert box is not None
    page.evaluate(WATCH)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(movements):
        turn = step / 15
        page.mouse.move(x + 12 * turn * math.cos(turn), y + 8 * turn * math.sin(turn))
    page.mouse.up()
    page.wait_for_function("latencies.length > 10")
    return [float(each) for each in page.evaluate("latencies.splice(0)")]


def brush_latency(browser: Browser, server: PageServer, movements: int = 200) -> list[Fact]:
    """Median and worst twentieth of the latency at each size, and what the answer after a stroke costs."""
    facts = []
    for name, size in SIZES.items():
        page = open_picture(browser, server, size)
        stroke(page, 40)
        times = stroke(page, movements)
        answer = float(page.evaluate(ANSWER_TIME))
        slow = sorted(times)[int(len(times) * 0.95)]
        wanted = "< 16 ms" if size == SIZES["4 megapixels"] else "usable"
        facts += [
            Fact(f"brush stroke to painted frame, {name}, median", f"{statistics.median(times):.1f} ms", wanted),
            Fact(f"the slowest twentieth, {name}", f"{slow:.1f} ms", "-"),
            Fact(f"the answer read right after the stroke, {name}", f"{answer:.0f} ms", "-"),
        ]
        page.context.close()
    return facts
