from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from e2e.elements.element_examples import example_answer, open_example, rendered
from e2e.elements.page_bench import PHONE, FakePortal, OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from e2e.elements.page_bench import PageBench

RESPONSES = ["First response", "Second response", "Third response"]
ONE = '[{"name":"Clarity","allowTie":false}]'
TIES = '[{"name":"Clarity","allowTie":true}]'


def ranking(dimensions: str = ONE, responses: list[str] = RESPONSES, attributes: str = "") -> str:
    given = json.dumps(responses).replace("'", "&#39;").replace("<", "&lt;")
    return (
        f"<crowd-form><crowd-text-ranking name='r' text='The prompt' ordinal-ranking-dimensions='{dimensions}' "
        f"responses='{given}' {attributes}></crowd-text-ranking></crowd-form>"
    )


def chip(page: OpenPage, letter: str, dimension: str = "Clarity") -> Locator:
    return page.page.get_by_role("region", name=dimension).get_by_role("button", name=f"Response {letter},")


def place(page: OpenPage, rank: int, dimension: str = "Clarity") -> Locator:
    return page.page.get_by_role("region", name=dimension).locator(f"[data-rank='{rank}']")


def ranks(answer: Any) -> list[int]:
    return list(answer["r"]["ordinalRankingDimensions"][0]["responseRankings"])


def drag(page: OpenPage, what: Locator, where: Locator) -> None:
    box, target = what.bounding_box(), where.bounding_box()
    assert box is not None
    assert target is not None
    mouse = page.page.mouse
    mouse.move(box["x"] + 8, box["y"] + 8)
    mouse.down()
    mouse.move(target["x"] + target["width"] / 2, target["y"] + target["height"] / 2, steps=6)
    mouse.up()


def test_the_example_gives_the_documented_answer_by_keyboard_alone(bench: PageBench) -> None:
    page = open_example(bench, "crowd-text-ranking")
    page.press("1", "2", "1", "2", "3", "1")
    assert page.submitted() == example_answer("crowd-text-ranking")


def test_letters_are_ranked_by_drag(bench: PageBench) -> None:
    page = bench.open(ranking())
    drag(page, chip(page, "B"), place(page, 1))
    drag(page, chip(page, "A"), place(page, 2))
    drag(page, chip(page, "C"), place(page, 2))
    assert ranks(page.submitted()) == [3, 1, 2]


def test_a_drag_is_taken_back_by_escape_and_by_letting_go_elsewhere(bench: PageBench) -> None:
    page = bench.open(ranking())
    box = chip(page, "A").bounding_box()
    target = place(page, 1).bounding_box()
    assert box is not None
    assert target is not None
    page.page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.page.mouse.down()
    page.page.mouse.move(target["x"] + 20, target["y"] + 20, steps=4)
    page.press("Escape")
    page.page.mouse.up()
    expect(place(page, 1).locator(".chip")).to_have_count(0)
    drag(page, chip(page, "A"), page.element(".response").first)
    expect(place(page, 0).locator(".chip")).to_have_count(3)


def test_a_tap_on_a_letter_and_a_tap_on_a_place_rank_by_touch(bench: PageBench) -> None:
    context = bench.browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    bench.server.put("/touch", f'<script src="/crowd/crowd-html-elements.js"></script>{ranking()}')
    tab = context.new_page()
    tab.goto(f"{bench.server.origin}/touch")
    page = OpenPage(tab)
    chip(page, "C").tap()
    place(page, 1).tap()
    place(page, 3).tap()
    place(page, 2).tap()
    page.button("Submit").tap()
    (answer,) = json.loads(page.preview.inner_text())
    assert ranks(answer) == [3, 2, 1]
    context.close()


def test_a_finger_drags_a_letter_without_scrolling_the_page(bench: PageBench) -> None:
    context = bench.browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    bench.server.put("/touch", f'<script src="/crowd/crowd-html-elements.js"></script>{ranking()}')
    tab = context.new_page()
    tab.goto(f"{bench.server.origin}/touch")
    page = OpenPage(tab)
    start, end = chip(page, "B").bounding_box(), place(page, 1).bounding_box()
    assert start is not None
    assert end is not None
    touch = context.new_cdp_session(tab)
    for kind, points in (
        ("touchStart", [{"x": start["x"] + 9, "y": start["y"] + 9}]),
        ("touchMove", [{"x": end["x"] + 40, "y": end["y"] + 30}]),
        ("touchMove", [{"x": end["x"] + 41, "y": end["y"] + 31}]),
        ("touchEnd", []),
    ):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(place(page, 1).locator(".chip")).to_have_text("B")
    assert tab.evaluate("scrollY") == 0
    context.close()


def test_arrows_move_a_letter_and_delete_takes_its_rank_away(bench: PageBench) -> None:
    page = bench.open(ranking())
    chip(page, "A").focus()
    page.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft")
    expect(place(page, 2).locator(".chip")).to_have_text("A")
    expect(chip(page, "A")).to_be_focused()
    page.press("Delete")
    expect(place(page, 0).locator(".chip")).to_have_count(3)
    expect(chip(page, "A")).to_be_focused()


def test_number_keys_go_through_all_responses_with_the_focus_on_the_letters(bench: PageBench) -> None:
    page = bench.open(ranking())
    chip(page, "A").focus()
    page.press("3")
    expect(chip(page, "B")).to_be_focused()
    page.press("1", "2")
    assert ranks(page.submitted()) == [3, 1, 2]


def test_ties_repeat_a_number_and_leave_no_gap(bench: PageBench) -> None:
    page = bench.open(ranking(TIES))
    page.press("1", "3", "1")
    assert ranks(page.submitted()) == [1, 2, 1]


def test_without_ties_the_others_make_room(bench: PageBench) -> None:
    page = bench.open(ranking())
    page.press("1", "1", "1")
    assert ranks(page.submitted()) == [3, 2, 1]


def test_what_is_missing_is_said_and_the_focus_goes_there(bench: PageBench) -> None:
    page = bench.open(ranking('[{"name":"Clarity","allowTie":true},{"name":"Tone","allowTie":true}]'))
    page.press("1", "1", "1", "2")
    page.submit()
    page.expect_nothing_submitted()
    expect(page.page.get_by_text("Rank every response in “Tone”.")).to_be_visible()
    expect(chip(page, "B", "Tone")).to_be_focused()
    page.press("1", "3")
    expect(page.page.get_by_text("Rank every response in “Tone”.")).to_have_count(0)


def test_each_change_of_rank_is_announced(bench: PageBench) -> None:
    page = bench.open(ranking(TIES))
    said = page.element("truthloop-rank-board [role=status]")
    page.press("2")
    expect(said).to_have_text("A is 2 of 3 in Clarity")
    page.press("2")
    expect(said).to_have_text("B is 2 of 3 in Clarity, tied with 1 more")


def test_the_bar_stays_in_sight_and_its_height_does_not_change(bench: PageBench) -> None:
    long = ["word " * 900, "word " * 900, "short"]
    page = bench.open(ranking(TIES, long))
    bar = page.element(".bar")
    before = bar.bounding_box()
    expect(bar).to_be_in_viewport(ratio=0.95)
    page.press("1", "1", "2")
    after = bar.bounding_box()
    assert before is not None
    assert after is not None
    assert (before["y"], before["height"]) == (after["y"], after["height"])


def test_a_draft_puts_every_rank_back(bench: PageBench) -> None:
    page = FakePortal(bench, ranking())
    page.start()
    page.work.get_by_role("button", name="Response A,").focus()
    page.page.keyboard.press("2")
    draft = page.wait_for("draft")["draft"]
    page = FakePortal(bench, ranking())
    page.start(draft=draft)
    expect(page.work.locator("[data-rank='2'] .chip")).to_have_text("A")


def test_a_template_may_set_a_ranking_and_read_it(bench: PageBench) -> None:
    page = bench.open(ranking())
    value = {"ordinalRankingDimensions": [{"name": "Clarity", "responseRankings": [2, 3, 1]}]}
    page.page.evaluate("value => { document.querySelector('crowd-text-ranking').value = value; }", value)
    assert page.evaluate("document.querySelector('crowd-text-ranking').value") == value
    assert page.submitted() == {"r": value}


def test_reset_takes_all_ranks_away_and_a_disabled_ranking_gives_nothing(bench: PageBench) -> None:
    page = bench.open(ranking())
    page.press("1")
    page.run("document.querySelector('crowd-form').reset()")
    expect(place(page, 0).locator(".chip")).to_have_count(3)
    page = bench.open(ranking(attributes="disabled"))
    assert page.submitted() == {}


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (ranking("[{'name'"), "ordinal-ranking-dimensions"),
        (ranking("[]"), "no dimension"),
        (ranking(responses=[]), "no responses"),
    ],
)
def test_what_the_template_lacks_is_said_in_the_page(bench: PageBench, page: str, says: str) -> None:
    opened = bench.open(page.replace("[{'name'", "[{&quot;name&quot;"))
    expect(opened.page.get_by_role("alert").filter(has_text=says)).to_be_visible()


# AWS's sample from before the name attribute: the element stands beside an empty, hidden form and is self-closed. Its
# notebook reads answerContent["ordinalRankingDimensions"] directly.
OLD_TEMPLATE = """<html><head>
  <link rel="stylesheet" href="https://assets.crowd.aws/css/gen-ai-components.css" />
  <script src="https://assets.crowd.aws/gen-ai-components.js"></script></head>
  <body><div><crowd-text-ranking crowd-form-element-id="crowd-form-submit" instructions='Rank them.
      All of them.' ordinal-ranking-dimensions='[{"name":"Accuracy","allowTie":true}]' text='{{ task.input.source }}'
      responses='{{ task.input.responses | to_json }}' /></div>
    <crowd-form id="crowd-form-submit" style="display: none"></crowd-form>
    <script src="https://assets.crowd.aws/crowd-html-elements.js"></script></body></html>"""


def test_a_template_from_before_the_name_attribute_answers_as_it_did(bench: PageBench) -> None:
    html = rendered(OLD_TEMPLATE, {"source": "Why?", "responses": ["It's so", "<b>Because</b>"]})
    page = bench.open(html, head="")
    expect(page.page.get_by_text("All of them.")).to_be_visible()
    expect(page.page.get_by_text("<b>Because</b>")).to_be_visible()
    page.press("2", "1")
    assert page.submitted() == {"ordinalRankingDimensions": [{"name": "Accuracy", "responseRankings": [2, 1]}]}


def test_one_dimension_shows_at_a_time_on_a_telephone(bench: PageBench) -> None:
    page = open_example(bench, "crowd-text-ranking", size=PHONE)
    expect(chip(page, "A")).to_be_visible()
    expect(chip(page, "A", "Inclusivity")).to_be_hidden()
    page.page.get_by_role("button", name="Inclusivity 0 of 3").click()
    expect(chip(page, "A", "Inclusivity")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
