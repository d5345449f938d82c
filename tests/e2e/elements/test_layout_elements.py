"""Elements that arrange a page and speak to the worker, and give no answer."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.elements.page_bench import PHONE

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

ICON_COUNT = "document.querySelector('{0}').shadowRoot.querySelectorAll('svg, img').length"


@pytest.mark.parametrize(
    ("kind", "role"), [("info", "status"), ("success", "status"), ("warning", "alert"), ("error", "alert")]
)
def test_an_alert_says_its_kind_to_eyes_and_ears(bench: PageBench, kind: str, role: str) -> None:
    page = bench.open(f"<crowd-alert type='{kind}'>Mind the gap</crowd-alert>")
    word = {"info": "Information", "success": "Success", "warning": "Warning", "error": "Error"}[kind]
    alert = page.page.get_by_role(role)  # type: ignore[arg-type]
    expect(alert).to_match_aria_snapshot(f"- {role}: {word} Mind the gap")
    assert page.evaluate(ICON_COUNT.format("crowd-alert")) == 1


def test_a_dismissible_alert_goes_when_told_to_unless_the_page_refuses(bench: PageBench) -> None:
    page = bench.open("<crowd-alert dismissible>Mind the gap</crowd-alert><crowd-alert>Stays</crowd-alert>")
    expect(page.button("Close")).to_have_count(1)
    page.run(
        "document.querySelector('crowd-alert').addEventListener('dismiss', (e) => e.preventDefault(), {once: true})"
    )
    page.button("Close").click()
    expect(page.page.get_by_text("Mind the gap")).to_be_visible()
    page.button("Close").click()
    expect(page.page.get_by_text("Mind the gap")).to_be_hidden()
    expect(page.page.get_by_text("Stays")).to_be_visible()


def test_a_badge_sits_on_the_corner_of_what_it_belongs_to_and_follows_it(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><div style='height:2em' id='above'></div><crowd-button id='inbox'>Inbox</crowd-button>"
        "<div style='position: relative; padding: 3em'><crowd-badge for='inbox' label='12'></crowd-badge></div>"
        "</crowd-form>"
    )

    def off_corner() -> float:
        badge, button = (page.element(tag).bounding_box() for tag in ("crowd-badge", "#inbox"))
        assert badge is not None
        assert button is not None
        across = badge["x"] + badge["width"] / 2 - button["x"] - button["width"]
        return abs(across) + abs(badge["y"] + badge["height"] / 2 - button["y"])

    assert off_corner() < 6
    page.run("document.getElementById('above').style.height = '6em'")
    page.page.wait_for_function(
        "(() => { const [a, b] = ['crowd-badge', '#inbox']"
        ".map((s) => document.querySelector(s).getBoundingClientRect());"
        "return Math.abs(a.top + a.height / 2 - b.top) < 4 })()"
    )
    assert off_corner() < 6


def test_a_badge_shows_its_icon_rather_than_its_label(bench: PageBench) -> None:
    page = bench.open("<crowd-badge icon='star' label='new'></crowd-badge>")
    expect(page.page.get_by_role("img", name="new")).to_be_visible()
    assert page.evaluate(ICON_COUNT.format("crowd-badge")) == 1
    page.run("document.querySelector('crowd-badge').icon = ''")
    expect(page.page.get_by_text("new")).to_be_visible()


def test_a_card_has_its_heading_and_picture_above_what_it_holds(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><crowd-card heading='A kettle' image='data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22"
        " width=%2240%22 height=%2230%22/%3E'><p>Red</p><input name='a' value='x'></crowd-card></crowd-form>"
    )
    expect(page.page.get_by_role("heading", name="A kettle")).to_be_visible()
    expect(page.page.get_by_role("img", name="A kettle")).to_be_visible()
    assert page.submitted() == {"a": "x"}


@pytest.mark.parametrize("tag", ["crowd-fab", "crowd-icon-button"])
def test_a_round_button_is_called_by_its_title_and_can_be_pressed_unless_disabled(bench: PageBench, tag: str) -> None:
    page = bench.open(
        f"<{tag} icon='flag' title='Flag it' onclick='window.pressed = (window.pressed || 0) + 1'></{tag}>"
        f"<{tag} icon='thumb-up'></{tag}>"
    )
    page.button("Flag it").click()
    page.button("Flag it").press("Enter")
    assert page.evaluate("window.pressed") == 2
    page.run(f"document.querySelector('{tag}').disabled = true")
    expect(page.button("Flag it")).to_be_disabled()
    page.run(f"document.querySelector('{tag}').click()")
    assert page.evaluate("window.pressed") == 2
    expect(page.button("thumb up")).to_be_visible()


def test_a_fab_shows_one_letter_where_it_has_no_icon(bench: PageBench) -> None:
    page = bench.open("<crowd-fab label='B'></crowd-fab>")
    expect(page.button("B")).to_have_text("B")


@pytest.mark.parametrize(("name", "drawn"), [("send", 1), ("iron-icons:send", 1), ("av:pause", 1), ("no-such-icon", 0)])
def test_an_icon_keeps_its_room_whether_or_not_its_name_is_known(bench: PageBench, name: str, drawn: int) -> None:
    page = bench.open(f"<crowd-form><crowd-button><iron-icon icon='{name}'></iron-icon>Go</crowd-button></crowd-form>")
    assert page.evaluate(ICON_COUNT.format("iron-icon")) == drawn
    box = page.element("iron-icon").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (24, 24)


def test_a_toast_goes_after_its_time_and_says_so(bench: PageBench) -> None:
    page = bench.open("<crowd-toast id='t' text='Saved'></crowd-toast>")
    page.page.clock.install()
    page.run("window.heard = []; t.addEventListener('opened-changed', (e) => heard.push(e.detail.value)); t.show()")
    expect(page.page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    page.page.clock.run_for(3100)
    expect(page.element("#t")).to_be_hidden()
    assert page.evaluate("heard") == [True, False]


def test_toasts_open_at_once_stand_above_each_other_and_come_down_when_one_goes(bench: PageBench) -> None:
    texts = ("First", "Second, which is long enough to break into several lines on a phone " * 3, "Third")
    toasts = "".join(f"<crowd-toast opened duration='0' text='{text}'></crowd-toast>" for text in texts)
    page = bench.open(toasts, size=PHONE)
    boxes = [page.element("crowd-toast").nth(at).bounding_box() for at in range(3)]
    for lower, upper in pairwise(boxes):
        assert lower is not None
        assert upper is not None
        assert upper["y"] + upper["height"] <= lower["y"]
    page.element("crowd-toast").nth(0).get_by_role("button", name="Close").click()
    expect(page.element("crowd-toast").nth(0)).to_be_hidden()
    lowest = page.element("crowd-toast").nth(1).bounding_box()
    assert lowest is not None
    assert boxes[0] is not None
    assert lowest["y"] + lowest["height"] == boxes[0]["y"] + boxes[0]["height"]


def test_a_toast_opened_in_the_template_waits_under_the_pointer_and_can_be_closed(bench: PageBench) -> None:
    page = bench.open("<button>Elsewhere</button><crowd-toast id='t' duration='700' opened>Saved</crowd-toast>")
    page.element("#t").hover()
    page.page.clock.install()
    page.run("t.dispatchEvent(new PointerEvent('pointerenter'))")
    page.page.clock.run_for(5000)
    expect(page.element("#t")).to_be_visible()
    page.button("Close").click()
    expect(page.element("#t")).to_be_hidden()


TABS = """<crowd-form><crowd-tabs>
  <crowd-tab header="One"><p>First page</p><crowd-input name="a" label="A"></crowd-input></crowd-tab>
  <crowd-tab header="Two"><p>Second page</p><crowd-input name="b" label="B" required></crowd-input></crowd-tab>
  <crowd-tab header="Three"><p>Third page</p>
    <select name="c" required><option value=""></option><option>x</option></select></crowd-tab>
</crowd-tabs></crowd-form>"""


def test_tabs_show_one_page_at_a_time_by_press_and_by_key(bench: PageBench) -> None:
    page = bench.open(TABS)
    expect(page.page.get_by_role("tab")).to_have_count(3)
    expect(page.page.get_by_text("First page")).to_be_visible()
    expect(page.page.get_by_text("Second page")).to_be_hidden()
    page.page.get_by_role("tab", name="Two").click()
    expect(page.page.get_by_role("tabpanel", name="Two")).to_be_visible()
    page.press("ArrowRight")
    expect(page.page.get_by_role("tab", name="Three")).to_be_focused()
    expect(page.page.get_by_text("Third page")).to_be_visible()
    page.press("ArrowRight", "End", "Home")
    expect(page.page.get_by_text("First page")).to_be_visible()
    page.press("Tab")
    assert page.focused() == "crowd-input a"


def test_a_control_that_is_missing_on_a_hidden_page_is_shown_to_the_worker(bench: PageBench) -> None:
    page = bench.open(TABS)
    page.submit()
    expect(page.page.get_by_role("tabpanel", name="Two")).to_be_visible()
    expect(page.page.get_by_label("B")).to_be_focused()
    page.page.get_by_label("B").fill("x")
    page.submit()
    expect(page.page.get_by_role("tabpanel", name="Three")).to_be_visible()
    page.element("select").select_option("x")
    assert page.submitted() == {"b": "x", "c": "x"}


def test_pages_added_and_taken_away_by_a_script_change_the_row(bench: PageBench) -> None:
    page = bench.open(TABS)
    page.run("document.querySelector('crowd-tab').remove()")
    expect(page.page.get_by_text("Second page")).to_be_visible()
    page.run(
        "const tabs = document.querySelector('crowd-tabs');"
        "tabs.insertAdjacentHTML('beforeend', '<crowd-tab header=Four selected>Last</crowd-tab>'); tabs.selected = 2"
    )
    page.page.get_by_role("tab", name="Four").click()
    expect(page.page.get_by_text("Last")).to_be_visible()


def test_tabs_that_were_never_closed_are_pages_side_by_side(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><crowd-tabs><crowd-tab header='One'>first<crowd-tab header='Two'>second</crowd-tabs>"
    )
    expect(page.page.get_by_role("tab")).to_have_count(2)
    expect(page.page.get_by_text("second")).to_be_hidden()


@pytest.mark.parametrize(("kind", "role"), [("link", "See examples"), ("button", "See examples")])
def test_a_modal_opens_gives_the_focus_back_and_keeps_what_was_written(bench: PageBench, kind: str, role: str) -> None:
    page = bench.open(
        f"<crowd-form><crowd-modal link-text='See examples' link-type='{kind}'>"
        "<crowd-input name='a' label='Inside'></crowd-input></crowd-modal></crowd-form>"
    )
    expect(page.page.get_by_label("Inside")).to_be_hidden()
    page.button(role).click()
    page.page.get_by_label("Inside").fill("x")
    page.press("Escape")
    expect(page.page.get_by_role("dialog")).to_be_hidden()
    expect(page.button(role)).to_be_focused()
    page.page.wait_for_function("() => !document.querySelector('crowd-modal').opened")
    assert page.submitted() == {"a": "x"}


def test_a_modal_opens_for_a_control_that_is_missing_inside_it_and_by_script(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><crowd-modal><crowd-input name='a' label='In' required></crowd-input></crowd-modal></crowd-form>"
    )
    page.submit()
    expect(page.page.get_by_label("In")).to_be_focused()
    page.page.get_by_label("In").fill("x")
    page.button("Close").click()
    page.run("document.querySelector('crowd-modal').opened = true")
    expect(page.page.get_by_role("dialog", name="Click to open")).to_be_visible()
    page.run("document.querySelector('crowd-modal').close()")
    assert page.submitted() == {"a": "x"}


INSTRUCTIONS = """<crowd-form><crowd-instructions link-text="View instructions" link-type="{kind}">
  <short-summary><p>In short</p></short-summary>
  <detailed-instructions><p>At length</p></detailed-instructions>
  <positive-example><p>Like this</p></positive-example>
  <positive-example><p>Or this</p></positive-example>
  <negative-example><p>Not like this</p></negative-example>
</crowd-instructions><input name="a" value="x"></crowd-form>"""


@pytest.mark.parametrize("kind", ["link", "button"])
def test_instructions_lie_on_three_tabs_of_a_dialog(bench: PageBench, kind: str) -> None:
    page = bench.open(INSTRUCTIONS.format(kind=kind))
    expect(page.page.get_by_text("In short")).to_be_hidden()
    page.button("View instructions").click()
    expect(page.page.get_by_role("tab")).to_have_count(3)
    assert page.page.get_by_role("tab").all_inner_texts() == ["Summary", "Detailed instructions", "Examples"]
    expect(page.page.get_by_text("In short")).to_be_visible()
    page.page.get_by_role("tab", name="Detailed instructions").click()
    expect(page.page.get_by_text("At length")).to_be_visible()
    page.page.get_by_role("tab", name="Examples").click()
    for text in ("Good example", "Like this", "Or this", "Bad example", "Not like this"):
        expect(page.page.get_by_text(text, exact=True)).to_be_visible()
    page.press("Escape")
    expect(page.button("View instructions")).to_be_focused()
    assert page.submitted() == {"a": "x"}


def test_instructions_without_examples_have_no_tab_for_them(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-instructions><short-summary>In short</short-summary></crowd-instructions>", language="ko-KR"
    )
    page.button("작업 안내 보기").click()
    expect(page.page.get_by_role("tab")).to_have_text("요약")


def test_a_toggle_button_is_a_switch_that_answers_as_a_checkbox_does(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><crowd-toggle-button name='t' value='dark'>Dark</crowd-toggle-button>"
        "<crowd-toggle-button name='u' checked invalid>Loud</crowd-toggle-button>"
        "<crowd-toggle-button name='r' required>Agreed</crowd-toggle-button></crowd-form>"
    )
    page.page.get_by_role("switch", name="Dark").click()
    page.page.get_by_role("switch", name="Loud").press("Space")
    assert page.evaluate("document.querySelector('[name=u]').invalid") is False
    page.submit()
    page.expect_nothing_submitted()
    expect(page.page.get_by_role("switch", name="Agreed")).to_be_focused()
    page.press("Space")
    assert page.submitted() == {"t": {"dark": True}, "u": {"on": False}, "r": {"on": True}}


def test_words_along_a_slider_stand_at_their_places_and_are_read_out(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><crowd-slider name='s' min='1' max='5'><crowd-slider-label position='1'>Poor</crowd-slider-label>"
        "<crowd-slider-label position='5'>Good</crowd-slider-label></crowd-slider></crowd-form>"
    )
    rail, poor, good = (
        page.element(selector).bounding_box()
        for selector in (
            "crowd-slider [type=range]",
            "crowd-slider .marks >> text=Poor",
            "crowd-slider .marks >> text=Good",
        )
    )
    assert rail is not None
    assert poor is not None
    assert good is not None
    assert abs(poor["x"] - rail["x"]) < 2
    assert abs(good["x"] + good["width"] - rail["x"] - rail["width"]) < 2
    page.press("Tab", "End")
    expect(page.page.get_by_role("slider")).to_have_attribute("aria-valuetext", "5, Good")
    page.run("document.querySelector('crowd-slider-label:last-child').textContent = 'Splendid'")
    expect(page.page.get_by_role("slider")).to_have_attribute("aria-valuetext", "5, Splendid")
    assert page.submitted() == {"s": 5}
