"""Labels on text by finger, in an emulated telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from e2e.elements.entity_page import FIND, EntityPage, entity_template
from e2e.elements.page_bench import SCRIPT, OpenPage

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

TEXT = "Ana Silva founded Acme in 2019. In 2021 Ana left Acme."

# Handles are drawn by the system and move the selection without any pointer event; Chromium emulates none on a desktop.
AS_BY_HANDLES = f"""(element, ends) => {{
  const range = ({FIND})(element, ends);
  getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}}"""


def test_words_selected_by_the_handles_of_a_touch_screen_are_marked_by_a_tap_on_a_label(bench: PageBench) -> None:
    context = bench.browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    bench.server.put("/touch", f'<meta name="viewport" content="width=device-width">{SCRIPT}{entity_template(TEXT)}')
    tab = context.new_page()
    tab.goto(f"{bench.server.origin}/touch")
    tab.locator("crowd-entity-annotation .passage").wait_for()
    page = EntityPage(bench, TEXT, page=OpenPage(tab))
    left, top, right, bottom = page.rects("Silva")[0]
    tab.touchscreen.tap((left + right) / 2, (top + bottom) / 2)
    for words in ("Silva", "Ana Silva"):
        page.element.evaluate(AS_BY_HANDLES, [TEXT.index(words), TEXT.index(words) + len(words)])
    expect(page.popup).to_be_hidden()
    page.palette("Person").tap()
    page.expect_spans(("person", "Ana Silva"))
    context.close()
