"""How fluently a text of a megabyte with 5,000 labelled spans scrolls, and how long edits in it take to be seen."""

from __future__ import annotations

import html
import json
import random
import statistics
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from benchmarks.figures import Fact

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from e2e.elements.page_bench import PageServer

LENGTH = 1_000_000
SPANS = 5_000
LABELS = ("person", "organization", "location", "date", "product", "event")
SEED = 20181018
FRAMES = """
(milliseconds) => new Promise((resolve) => {
  const element = document.querySelector('crowd-entity-annotation');
  const text = element.shadowRoot.querySelector('.passage');
  const times = [], began = performance.now();
  const step = (now) => {
    times.push(now);
    text.scrollTop += 60;
    if (now - began < milliseconds) requestAnimationFrame(step); else resolve(times);
  };
  requestAnimationFrame(step);
})
"""
EDIT = """
(key) => new Promise((resolve) => {
  const began = performance.now();
  document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
})
"""


def long_text(length: int = LENGTH, spans: int = SPANS) -> tuple[str, list[dict[str, Any]]]:
    """A text of paragraphs and spans spread over it, every eighth of them inside a longer one; always the same."""
    rng = random.Random(SEED)
    words = ["".join(rng.choices("etaoinshrdlu", k=rng.randint(2, 10))) for _ in range(4_000)]
    parts: list[str] = []
    size = 0
    while size < length:
        paragraph = " ".join(rng.choices(words, k=rng.randint(20, 140))) + ".\n"
        parts.append(paragraph)
        size += len(paragraph)
    text = "".join(parts)[:length]
    entities = []
    for start in sorted(rng.sample(range(0, length - 200, 25), spans)):
        size = rng.randint(60, 120) if start % 8 == 0 else rng.randint(5, 20)
        entities.append({"label": rng.choice(LABELS), "startOffset": start, "endOffset": start + size})
    return text, entities


def page_of(text: str, entities: list[dict[str, Any]]) -> str:
    return (
        f"<title>Task</title><crowd-entity-annotation name='e' header='Label the text' "
        f'labels="{html.escape(json.dumps(LABELS))}" initial-value="{html.escape(json.dumps(entities))}" '
        f'text="{html.escape(text)}"></crowd-entity-annotation>'
    )


def open_text(browser: Browser, server: PageServer) -> tuple[Page, float]:
    """The page with the long text, and the seconds until it could be used, counted by the page itself."""
    server.put("/text", '<script src="/crowd/crowd-html-elements.js"></script>' + page_of(*long_text()))
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.add_init_script(
        "document.addEventListener('all-crowd-elements-ready', () => { window.readyAt = performance.now(); })"
    )
    page.goto(f"{server.origin}/text")
    page.wait_for_function("window.readyAt !== undefined")
    return page, float(page.evaluate("window.readyAt")) / 1000


def measure_text(browser: Browser, server: PageServer) -> list[Fact]:
    """Figures for `make bench`: opening, scrolling, adding a span."""
    page, seconds = open_text(browser, server)
    assert page.evaluate("document.querySelector('crowd-entity-annotation').value.entities.length") == SPANS
    page.evaluate(FRAMES, 500)
    times: list[float] = page.evaluate(FRAMES, 4_000)
    gaps = sorted(later - earlier for earlier, later in pairwise(times))
    edits = [float(page.evaluate(EDIT, key)) for key in ("]", "2", "]", "3", "]", "4")]
    page.context.close()
    return [
        Fact("text of 1 MB with 5,000 spans: first usable", f"{seconds:.2f} s", ""),
        Fact("the same, scrolling, median", f"{1000 / statistics.median(gaps):.0f} frames/s", "≥ 50 frames/s"),
        Fact("the same, scrolling, 95th percentile", f"{gaps[int(len(gaps) * 0.95)]:.1f} ms a frame", ""),
        Fact("the same, an edit until it is seen, median", f"{statistics.median(edits):.0f} ms", ""),
    ]
