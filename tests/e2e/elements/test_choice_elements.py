from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

GROUP = """<crowd-form><crowd-radio-group>
  <crowd-radio-button name="a" value="a">First</crowd-radio-button>
  <crowd-radio-button name="b" value="b" disabled>Second</crowd-radio-button>
  <crowd-radio-button name="c" value="c">Third</crowd-radio-button>
</crowd-radio-group></crowd-form>"""


@pytest.mark.parametrize("gesture", ["click", "space", "script"])
def test_a_checkbox_is_ticked_by_hand_key_and_script(bench: PageBench, gesture: str) -> None:
    page = bench.open("<crowd-form><crowd-checkbox name='c'>Agree</crowd-checkbox></crowd-form>")
    box = page.page.get_by_role("checkbox", name="Agree")
    if gesture == "click":
        box.click()
    elif gesture == "space":
        page.press("Tab", "Space")
    else:
        page.run("document.querySelector('crowd-checkbox').click()")
    expect(box).to_be_checked()
    assert page.submitted() == {"c": {"on": True}}


def test_a_link_in_a_label_does_not_tick_the_box(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><crowd-checkbox name='c'>See <a href='#terms'>terms</a></crowd-checkbox></crowd-form>"
    )
    page.page.get_by_role("link").click()
    expect(page.page.get_by_role("checkbox")).not_to_be_checked()


def test_a_disabled_checkbox_stays_as_it_is(bench: PageBench) -> None:
    page = bench.open("<crowd-form><crowd-checkbox name='c' checked disabled>No</crowd-checkbox></crowd-form>")
    page.element("crowd-checkbox").dispatch_event("click")
    expect(page.page.get_by_role("checkbox")).to_be_checked()
    assert page.submitted() == {}


def test_checking_a_radio_button_unchecks_its_group_whatever_the_names(bench: PageBench) -> None:
    page = bench.open(GROUP)
    page.page.get_by_role("radio", name="First").click()
    page.page.get_by_role("radio", name="Third").click()
    assert page.submitted() == {"a": {"a": False}, "c": {"c": True}}


def test_arrows_move_within_a_group_and_pass_what_is_disabled(bench: PageBench) -> None:
    page = bench.open(GROUP)
    page.press("Tab")
    assert page.focused() == "crowd-radio-button a"
    expect(page.page.get_by_role("radio", name="First")).not_to_be_checked()
    page.press("ArrowDown")
    assert page.focused() == "crowd-radio-button c"
    expect(page.page.get_by_role("radio", name="Third")).to_be_checked()
    page.press("ArrowDown")
    expect(page.page.get_by_role("radio", name="First")).to_be_checked()
    page.press("Tab")
    assert page.focused() == "crowd-form"


def test_radio_buttons_of_one_name_outside_a_group_exclude_each_other(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><crowd-radio-button name='r' value='a' checked>A</crowd-radio-button>"
        "<crowd-radio-button name='r' value='b'>B</crowd-radio-button>"
        "<crowd-radio-button name='s' value='a' checked>Other</crowd-radio-button></crowd-form>"
    )
    page.page.get_by_role("radio", name="B", exact=True).click()
    assert page.submitted() == {"r": {"a": False, "b": True}, "s": {"a": True}}


def test_a_checked_attribute_set_by_a_script_counts(bench: PageBench) -> None:
    page = bench.open(GROUP)
    page.page.get_by_role("radio", name="First").click()
    page.run("document.querySelector('[name=c]').setAttribute('checked', '')")
    assert page.submitted() == {"a": {"a": False}, "c": {"c": True}}
