"""A page with crowd-entity-annotation, and what a worker does to its text."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from e2e.elements.page_bench import OpenPage, PageBench

LABELS = [
    {"label": "person", "shortDisplayName": "per", "fullDisplayName": "Person"},
    {"label": "date", "shortDisplayName": "dat", "fullDisplayName": "Date"},
    {"label": "company", "shortDisplayName": "com", "fullDisplayName": "Company"},
]
FIND = """
(element, [start, end]) => {
  const text = element.shadowRoot.querySelector('.passage');
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const place = (offset) => {
    let rest = offset, node, last;
    walker.currentNode = text;
    while ((node = walker.nextNode())) {
      if (rest < node.length) return [node, rest];
      rest -= node.length; last = node;
    }
    return [last, last.length];
  };
  const range = document.createRange();
  range.setStart(...place(start)); range.setEnd(...place(end));
  return range;
}
"""
RECTS = f"""
(element, ends) => {{
  const range = ({FIND})(element, ends);
  range.startContainer.parentElement.scrollIntoView({{block: 'nearest'}});
  return [...range.getClientRects()].map((r) => [r.left, r.top, r.right, r.bottom]);
}}
"""


def entity_template(
    text: str, initial: list[dict[str, Any]] | None = None, labels: Any = None, more: str = "", inside: str = ""
) -> str:
    given = "" if initial is None else f'initial-value="{html.escape(json.dumps(initial))}"'
    offered = html.escape(json.dumps(LABELS if labels is None else labels))
    shown = html.escape(text).replace("\r", "&#13;")
    return (
        f'<title>Task</title><main><h1>Task</h1><crowd-entity-annotation name="e" header="Label the text" '
        f'labels="{offered}" {given} {more} text="{shown}">{inside}</crowd-entity-annotation></main>'
    )


class EntityPage:
    def __init__(self, bench: PageBench, text: str, *args: Any, page: OpenPage | None = None, **rest: Any) -> None:
        self.text = text
        self.page: OpenPage = page or bench.open(entity_template(text, *args, **rest))

    @property
    def element(self) -> Locator:
        return self.page.element("crowd-entity-annotation")

    @property
    def surface(self) -> Locator:
        return self.element.locator(".passage")

    def rects(self, words: str, nth: int = 0) -> list[list[float]]:
        """The boxes of some words on the screen; `nth` counts their occurrences."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        before = len(self.text[:start].encode("utf-16-le")) // 2
        length = len(words.encode("utf-16-le")) // 2
        rects: list[list[float]] = self.element.evaluate(RECTS, [before, before + length])
        return [rect for rect in rects if rect[2] > rect[0]]

    def drag(self, words: str, nth: int = 0) -> None:
        """Select words with the mouse."""
        rects = self.rects(words, nth)
        (left, top, _, bottom), (_, last_top, right, last_bottom) = rects[0], rects[-1]
        mouse = self.page.page.mouse
        mouse.move(left + 1, (top + bottom) / 2)
        mouse.down()
        mouse.move((left + right) / 2, (top + bottom) / 2, steps=3)
        mouse.move(right - 1, (last_top + last_bottom) / 2, steps=3)
        mouse.up()

    def drag_backwards(self, words: str) -> None:
        left, top, right, bottom = self.rects(words)[0]
        mouse = self.page.page.mouse
        mouse.move(right - 1, (top + bottom) / 2)
        mouse.down()
        mouse.move(left + 1, (top + bottom) / 2, steps=5)
        mouse.up()

    def click(self, words: str, nth: int = 0, count: int = 1) -> None:
        left, top, right, bottom = self.rects(words, nth)[0]
        self.page.page.mouse.click((left + right) / 2, (top + bottom) / 2, click_count=count)

    @property
    def popup(self) -> Locator:
        return self.element.locator(".popup")

    def choose(self, label: str) -> None:
        """Press a label beside the selection."""
        self.popup.get_by_role("button", name=label).click()

    def palette(self, label: str) -> Locator:
        return self.element.locator(".bar").get_by_role("button", name=label)

    def press(self, *keys: str) -> None:
        self.page.press(*keys)

    @property
    def spans(self) -> list[tuple[str, str]]:
        """Label and text of every span, by the offsets the answer has; Python counts code points too."""
        entities = self.element.evaluate("element => element.value.entities")
        return [(entity["label"], self.text[entity["startOffset"] : entity["endOffset"]]) for entity in entities]

    def expect_spans(self, *spans: tuple[str, str]) -> None:
        expect(self.element.locator(".count").first).to_contain_text(str(len(spans)))
        assert self.spans == list(spans)

    @property
    def said(self) -> Locator:
        return self.element.locator("p.sr-only[role=status]")
