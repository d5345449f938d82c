"""Every key of a page is written on a sheet: by the portal where there is one, else by the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from e2e.elements.page_bench import FakePortal

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

CLASSIFIER = """<crowd-form>
  <crowd-classifier name="kind" header="Kind" categories="['Dog', 'Cat']"></crowd-classifier>
  <crowd-input name="note" label="Note"></crowd-input>
</crowd-form>"""
HINTS = [{"keys": "1", "action": "Dog"}, {"keys": "2", "action": "Cat"}]


def test_the_page_tells_the_portal_its_keys_when_the_sheet_is_asked_for_in_it(bench: PageBench) -> None:
    portal = FakePortal(bench, CLASSIFIER)
    portal.start()
    portal.work.get_by_role("radio", name="Dog").focus()
    portal.page.keyboard.press("?")
    assert portal.wait_for("keys")["hints"] == HINTS
    assert portal.wait_for("shortcut")["key"] == "?"


def test_the_page_tells_its_keys_when_the_portal_asks(bench: PageBench) -> None:
    portal = FakePortal(bench, CLASSIFIER)
    portal.start()
    portal.tell("request-keys")
    assert portal.wait_for("keys")["hints"] == HINTS
    assert portal.heard("shortcut") == []


def test_a_page_outside_the_portal_shows_its_own_sheet_and_gives_the_focus_back(bench: PageBench) -> None:
    page = bench.open(CLASSIFIER)
    page.page.get_by_role("radio", name="Dog").focus()
    page.press("?")
    sheet = page.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_be_visible()
    expect(sheet.locator("dd")).to_have_text(["Dog", "Cat"])
    page.press("Escape")
    expect(sheet).to_have_count(0)
    expect(page.page.get_by_role("radio", name="Dog")).to_be_focused()


def test_a_question_mark_in_a_field_is_text(bench: PageBench) -> None:
    page = bench.open(CLASSIFIER)
    page.page.get_by_label("Note").press_sequentially("Why?")
    expect(page.page.get_by_label("Note")).to_have_value("Why?")
    expect(page.page.get_by_role("dialog")).to_have_count(0)
