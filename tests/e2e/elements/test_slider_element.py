from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench


def slider(attributes: str) -> str:
    return f"<crowd-form><crowd-slider name='s' {attributes}></crowd-slider></crowd-form>"


def test_keys_move_the_knob_by_steps(bench: PageBench) -> None:
    page = bench.open(slider("min='0' max='1' step='0.1'"))
    page.press("Tab", "ArrowRight", "ArrowRight", "ArrowRight")
    assert page.submitted() == {"s": 0.3}


def test_a_required_slider_takes_its_least_value_only_when_told_so(bench: PageBench) -> None:
    page = bench.open(slider("min='1' max='10' required"))
    page.submit()
    page.expect_nothing_submitted()
    expect(page.page.get_by_text("Move the slider to give a value.")).to_be_visible()
    page.press("Space")
    assert page.submitted() == {"s": 1}


def test_a_preset_answers_a_required_slider(bench: PageBench) -> None:
    assert bench.open(slider("min='1' max='3' value='2' required pin")).submitted() == {"s": 2}


def test_an_editable_slider_takes_a_typed_value_and_keeps_it_in_range(bench: PageBench) -> None:
    page = bench.open(slider("min='0' max='10' editable"))
    exact = page.page.get_by_role("spinbutton", name="Exact value")
    exact.fill("7")
    exact.blur()
    expect(page.page.get_by_role("slider")).to_have_value("7")
    exact.fill("70")
    exact.blur()
    assert page.submitted() == {"s": 10}


def test_the_pin_shows_the_value_while_the_knob_moves(bench: PageBench) -> None:
    page = bench.open(slider("min='0' max='10' value='5' pin"))
    pin = page.element("crowd-slider .pin")
    expect(pin).to_be_hidden()
    page.press("Tab", "ArrowRight")
    expect(pin).to_be_visible()
    expect(pin).to_have_text("6")


def test_a_disabled_slider_gives_nothing(bench: PageBench) -> None:
    page = bench.open(slider("value='5' disabled"))
    expect(page.page.get_by_role("slider")).to_be_disabled()
    assert page.submitted() == {}
