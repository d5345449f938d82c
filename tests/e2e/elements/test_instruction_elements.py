from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.elements.page_bench import DESKTOP, PHONE

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

SHORT = "<short-instructions><p>In short</p></short-instructions>"
FULL = "<full-instructions header='All of it'><p>In full</p></full-instructions>"


@pytest.mark.parametrize(
    "body",
    [
        f"<crowd-form>{SHORT}{FULL}<p>Work</p></crowd-form>",
        f"<crowd-form><p>Work</p><div style='transform: none; overflow: hidden'>{SHORT}{FULL}</div></crowd-form>",
        f"{SHORT}{FULL}<crowd-form><p>Work</p></crowd-form>",
        (
            f"<crowd-form><crowd-classifier name='k' header='?' categories=\"['a']\"><classification-target>Work"
            f"</classification-target>{FULL}{SHORT}</crowd-classifier></crowd-form>"
        ),
    ],
)
def test_short_instructions_are_a_panel_left_of_the_work_wherever_they_stand(bench: PageBench, body: str) -> None:
    page = bench.open(body, size=DESKTOP)
    panel, work = page.page.get_by_text("In short"), page.page.get_by_text("Work")
    left, right = panel.bounding_box(), work.bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] <= right["x"]
    assert left["y"] < 100
    expect(page.page.get_by_text("In full")).to_be_hidden()


def test_the_panel_folds_to_a_rail_and_gives_its_room_to_the_work(bench: PageBench) -> None:
    page = bench.open(f"<crowd-form>{SHORT}<p id='work'>Work</p></crowd-form>")
    fold = page.button("Instructions")
    expect(fold).to_have_attribute("aria-expanded", "true")
    before = page.element("#work").bounding_box()
    fold.click()
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(page.page.get_by_text("In short")).to_be_hidden()
    after = page.element("#work").bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] < before["x"]


def test_on_a_phone_the_panel_starts_folded_above_the_work(bench: PageBench) -> None:
    page = bench.open(f"<crowd-form>{SHORT}<p id='work'>Work</p></crowd-form>", size=PHONE)
    expect(page.page.get_by_text("In short")).to_be_hidden()
    fold, work = page.button("Instructions").bounding_box(), page.element("#work").bounding_box()
    assert fold is not None
    assert work is not None
    assert fold["y"] + fold["height"] <= work["y"]
    page.button("Instructions").click()
    expect(page.page.get_by_text("In short")).to_be_visible()


def test_full_instructions_open_in_a_dialog_and_give_the_focus_back(bench: PageBench) -> None:
    page = bench.open(f"<crowd-form>{SHORT}{FULL}</crowd-form>")
    opener = page.button("View full instructions")
    opener.focus()
    page.press("Enter")
    dialog = page.page.get_by_role("dialog", name="All of it")
    expect(dialog).to_be_visible()
    expect(page.page.get_by_text("In full")).to_be_visible()
    page.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    page.button("Close").click()
    expect(dialog).to_be_hidden()


def test_full_instructions_without_short_ones_bring_their_own_button(bench: PageBench) -> None:
    page = bench.open(f"<crowd-form>{FULL}</crowd-form>", language="ko-KR")
    page.button("전체 안내 보기").click()
    expect(page.page.get_by_role("dialog", name="All of it")).to_be_visible()


def test_a_page_without_instructions_keeps_its_full_width(bench: PageBench) -> None:
    page = bench.open("<crowd-form><p id='work'>Work</p></crowd-form>")
    work = page.element("#work").bounding_box()
    assert work is not None
    assert work["x"] < 40
