from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.elements.entity_page import EntityPage, entity_template
from e2e.elements.page_bench import DESKTOP, PHONE
from e2e.elements.test_element_accessibility import violations

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

TEXT = "Ana Silva founded Acme in 2019.\nIn 2021 Ana left Acme, for good."
INITIAL = [
    {"label": "person", "startOffset": 0, "endOffset": 9},
    {"label": "company", "startOffset": 18, "endOffset": 22},
    {"label": "person", "startOffset": 0, "endOffset": 3},
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_no_accessibility_fault_at_rest_with_a_chosen_span_or_with_a_selection(
    bench: PageBench, scheme: str, size: tuple[int, int]
) -> None:
    page = bench.open(entity_template(TEXT, INITIAL, more="relations=\"['knows']\""), scheme=scheme, size=size)
    page.page.emulate_media(reduced_motion="reduce")
    assert violations(page) == []
    page.press("]")
    expect(page.element("crowd-entity-annotation").get_by_role("option", selected=True)).to_be_visible()
    assert violations(page) == []
    page.element("crowd-entity-annotation .block").first.click(click_count=3)
    if size == DESKTOP:
        expect(page.element("crowd-entity-annotation .popup")).to_be_visible()
    assert violations(page) == []


def test_no_accessibility_fault_with_nothing_marked_or_with_many_labels(bench: PageBench) -> None:
    page = bench.open(entity_template(TEXT, None, [f"label {number}" for number in range(30)]))
    assert violations(page) == []


def test_text_is_selected_labelled_and_corrected_by_keyboard_alone(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT)
    page.press("Tab", "Tab", "Tab", "Tab")
    expect(page.surface).to_be_focused()
    page.press("Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "1")
    page.expect_spans(("person", "Ana Silva"))
    page.press("Control+Shift+ArrowLeft")
    page.expect_spans(("person", "Ana "))
    page.press("Shift+ArrowLeft")
    page.expect_spans(("person", "Ana"))
    page.press("Alt+Shift+ArrowRight")
    page.expect_spans(("person", "na"))
    page.press("ArrowDown", "Home", "Shift+End", "2")
    assert page.spans[1] == ("date", "In 2021 Ana left Acme, for good.")
    page.press("Escape", "Control+Home", "ArrowRight", "Enter", "Delete")
    page.expect_spans(("date", "In 2021 Ana left Acme, for good."))


def test_up_and_down_keep_to_their_column(bench: PageBench) -> None:
    page = EntityPage(bench, "abcdefgh\nx\nabcdefgh")
    page.surface.focus()
    page.press(*["ArrowRight"] * 5, "ArrowDown", "ArrowDown", "Shift+ArrowRight", "1")
    assert page.page.submitted()["e"]["entities"] == [{"label": "person", "startOffset": 16, "endOffset": 17}]


def test_keys_are_left_to_fields_and_questions(bench: PageBench) -> None:
    page = bench.open(entity_template(TEXT, INITIAL) + "<input id='elsewhere'>")
    page.press("]")
    page.element("#elsewhere").press_sequentially("2]")
    page.element("#elsewhere").press("Backspace")
    assert page.evaluate("document.querySelector('crowd-entity-annotation').value.entities.length") == 3
    expect(page.element("#elsewhere")).to_have_value("2")


def test_edits_and_the_caret_s_place_are_said(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT, INITIAL[1:2])
    page.surface.focus()
    page.press("Control+Shift+ArrowRight")
    expect(page.said).to_have_text("selected: Ana")
    page.press("1")
    expect(page.said).to_have_text("Person added: Ana")
    page.press("2")
    expect(page.said).to_have_text("Now Date: Ana")
    page.press("Control+z")
    expect(page.said).to_have_text("Undone")
    page.press("Escape", "Control+Home")
    expect(page.said).to_have_text("A, Person")


def test_a_relation_is_drawn_by_keyboard(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT, INITIAL[:2], more="relations=\"['founder of', 'owner of']\"")
    page.surface.focus()
    page.press("]", ">", ">", "]")
    expect(page.element.get_by_text("Ana Silva → owner of → Acme")).to_be_visible()


def test_every_key_is_on_the_sheet(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT, more="relations=\"['knows']\"")
    hints = page.element.evaluate("element => element.keyHints")
    keys = {hint["keys"] for hint in hints}
    assert keys >= {"1–0, A–Z", "Delete", "*", ">", "/", "[ ]", "Enter", "Escape", "Ctrl+Z", "Ctrl+Y"}
    assert all(hint["action"] for hint in hints)
