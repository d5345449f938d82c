"""How fluently a large picture moves on the stage, in Chromium without a GPU, and how soon a huge one is there."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

from benchmarks.figures import Fact
from e2e.elements.page_bench import SCRIPT, PageServer, build_bundle_when_stale
from e2e.elements.pictures import SCENE, painted

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STAGE = "document.querySelector('truthloop-image-stage')"
SIZE = (1280, 800)
FRAMES = 150
MOVE = """
async ([kind, frames]) => {
  const stage = document.querySelector('truthloop-image-stage');
  const times = [];
  const next = () => new Promise((done) => requestAnimationFrame(done));
  let before = await next();
  for (let n = 0; n < frames; n += 1) {
    const forth = n % 60 < 30;
    if (kind === 'pan') stage.panBy(forth ? 12 : -12, forth ? 7 : -7);
    else stage.zoomBy(forth ? 1.04 : 1 / 1.04, {x: 500, y: 300});
    const now = await next();
    times.push(now - before);
    before = now;
  }
  return times;
}
"""


def measure_stage(browser: Browser) -> list[Fact]:
    """Frames a second of panning and zooming 24 megapixels, and the wait for 100 megapixels and 24."""
    build_bundle_when_stale()
    serving = (server := PageServer()).serve()
    next(serving)
    context = browser.new_context(viewport={"width": SIZE[0], "height": SIZE[1]})
    page = context.new_page()
    page.set_default_timeout(120_000)
    try:
        return [*_large(page, server), *_huge(page, server)]
    finally:
        context.close()
        next(serving, None)


def _large(page: Page, server: PageServer) -> list[Fact]:
    waited, blocked = _open(page, server, (6000, 4000))
    page.evaluate(f"{STAGE}.actualSize()")
    pan = page.evaluate(MOVE, ["pan", FRAMES])
    page.evaluate(f"{STAGE}.fit()")
    zoom = page.evaluate(MOVE, ["zoom", FRAMES])
    return [
        Fact("24 megapixels: from address to picture", f"{waited:.0f} ms", ""),
        Fact("24 megapixels: longest time the page did not answer meanwhile", f"{blocked:.0f} ms", ""),
        Fact("24 megapixels: pan at 1:1, median", _rate(pan), "≥ 50 frames/s"),
        Fact("24 megapixels: zoom from the whole picture, median", _rate(zoom), "≥ 50 frames/s"),
    ]


def _huge(page: Page, server: PageServer) -> list[Fact]:
    waited, blocked = _open(page, server, (12_000, 8400))
    page.evaluate(f"{STAGE}.actualSize()")
    pan = page.evaluate(MOVE, ["pan", FRAMES])
    return [
        Fact("100 megapixels: from address to picture", f"{waited:.0f} ms", ""),
        Fact("100 megapixels: longest time the page did not answer meanwhile", f"{blocked:.0f} ms", ""),
        Fact("100 megapixels: pan at 1:1, median", _rate(pan), "≥ 50 frames/s"),
    ]


def _open(page: Page, server: PageServer, size: tuple[int, int]) -> tuple[float, float]:
    """Milliseconds until the picture is there, and the longest gap between two frames until then."""
    page.goto("about:blank")
    server.pages["/large.jpg"] = (painted(page, size, SCENE), {"Content-Type": "image/jpeg"})
    server.put("/stage", f"<meta charset='utf-8'>{SCRIPT}<script src='/crowd/image.js'></script><body>")
    page.goto(f"{server.origin}/stage")
    waited: Any = page.evaluate(
        """async () => {
          const stage = document.createElement('truthloop-image-stage');
          const gaps = [];
          let before = performance.now(), over = false;
          const watch = (now) => { gaps.push(now - before); before = now; if (!over) requestAnimationFrame(watch); };
          requestAnimationFrame(watch);
          const began = performance.now();
          stage.src = '/large.jpg';
          document.body.append(stage);
          await stage.ready;
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          over = true;
          return [performance.now() - began, Math.max(...gaps)];
        }"""
    )
    return waited[0], waited[1]


def _rate(times: list[float]) -> str:
    return f"{1000 / statistics.median(times):.0f} frames/s"
