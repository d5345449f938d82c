from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.elements.page_bench import SCRIPT

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (
            "<crowd-input name='a' value='x' /><p>Between</p><crowd-input name='b' value='y' />",
            {"a": "x", "b": "y"},
        ),
        (
            "<crowd-checkbox name='a' checked />One<br><crowd-checkbox name='b' />Two",
            {"a": {"on": True}, "b": {"on": False}},
        ),
        ("<p><crowd-slider name='s' min='1' max='3' value='2' pin/></p><p>Between</p>", {"s": 2}),
        ("<short-instructions>Read<input name='a' value='x'><p>Between</p>", {"a": "x"}),
        ("<crowd-text-area name='t' value='x' /><div>Between</div></p></span>", {"t": "x"}),
        ("<crowd-button form-action='none' /><input name='a' value='x'>", {"a": "x"}),
    ],
)
def test_self_closed_and_unclosed_elements_lose_nothing(bench: PageBench, body: str, answer: object) -> None:
    page = bench.open(f"<crowd-form>{body}")
    if "Between" in body:
        expect(page.page.get_by_text("Between")).to_be_visible()
    assert page.submitted() == answer


def test_self_closed_elements_inserted_later_lose_nothing(bench: PageBench) -> None:
    page = bench.open("<crowd-form><div id='here'></div></crowd-form>")
    page.run(
        "document.getElementById('here').innerHTML ="
        " '<crowd-input name=a value=x /><p>Between</p><crowd-input name=b value=y />'"
    )
    expect(page.page.get_by_text("Between")).to_be_visible()
    assert page.submitted() == {"a": "x", "b": "y"}


def test_the_page_is_told_once_when_all_elements_are_ready(bench: PageBench) -> None:
    page = bench.open(
        "<script>window.ready = []; document.addEventListener('all-crowd-elements-ready', () =>"
        " ready.push(document.querySelector('crowd-input').shadowRoot.querySelector('input') !== null))</script>"
        "<crowd-form><crowd-input name='a'></crowd-input></crowd-form>"
    )
    page.page.wait_for_function("ready.length > 0")
    assert page.evaluate("ready") == [True]


@pytest.mark.parametrize("place", ["twice", "last", "deferred"])
def test_the_bundle_may_be_loaded_twice_last_or_late(bench: PageBench, place: str) -> None:
    body = "<crowd-form><input name='a' value='x'><crowd-checkbox name='c'>C</crowd-checkbox></crowd-form>"
    head, tail = {
        "twice": (SCRIPT + SCRIPT, ""),
        "last": ("", SCRIPT),
        "deferred": (SCRIPT.replace("<script", "<script defer"), ""),
    }[place]
    page = bench.open(body + tail, head=head)
    assert page.submitted() == {"a": "x", "c": {"on": False}}


def test_a_form_inserted_by_a_script_works_as_one_written(bench: PageBench) -> None:
    page = bench.open("<div id='root'></div>")
    page.run("document.getElementById('root').innerHTML = '<crowd-form><input name=a value=x required></crowd-form>'")
    assert page.submitted() == {"a": "x"}


def test_unknown_elements_do_not_stand_in_the_way(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><crowd-unknown name='u'><p>Inside</p></crowd-unknown><input name='a' value='x'></crowd-form>"
    )
    expect(page.page.get_by_text("Inside")).to_be_visible()
    assert page.submitted() == {"a": "x"}


def test_a_root_font_size_of_the_templates_own_does_not_shrink_our_controls(bench: PageBench) -> None:
    page = bench.open(
        "<style>html { font-size: 10px }</style><crowd-form><crowd-input name='a'></crowd-input></crowd-form>"
    )
    box = page.element("[name=a] input").bounding_box()
    assert box is not None
    assert box["height"] >= 36


def test_the_templates_own_rules_win_over_our_defaults(bench: PageBench) -> None:
    page = bench.open(
        "<style>body { margin: 0; font-family: serif } select { padding: 0 }</style>"
        "<crowd-form><select name='s'></select><p>Text</p></crowd-form>"
    )
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    assert page.evaluate("getComputedStyle(document.querySelector('p')).fontFamily") == "serif"
    assert page.evaluate("getComputedStyle(document.querySelector('select')).padding") == "0px"


@pytest.mark.parametrize(
    ("body", "ground"),
    [
        ("<p>Plain</p>", "rgb(25, 31, 38)"),
        ("<p style='font-size: large'>Plain</p>", "rgb(25, 31, 38)"),
        ("<p style='color: #333'>Coloured</p>", "rgb(255, 255, 255)"),
        ("<style>.card { background: #f5f5f5 }</style><p>Coloured</p>", "rgb(255, 255, 255)"),
    ],
)
def test_only_templates_without_colours_of_their_own_go_dark(bench: PageBench, body: str, ground: str) -> None:
    page = bench.open(f"<crowd-form>{body}</crowd-form>", scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == ground


def test_icons_links_and_disabled_buttons(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><crowd-button href='#there' target='_blank'>Link</crowd-button>"
        "<crowd-button variant='icon' icon='icons:send' title='Send it'></crowd-button>"
        "<crowd-button id='off' disabled onclick='window.pressed = true'>Off</crowd-button></crowd-form>"
    )
    expect(page.page.get_by_role("link", name="Link")).to_have_attribute("href", "#there")
    expect(page.button("Send it")).to_be_visible()
    page.run("document.getElementById('off').click()")
    assert page.evaluate("window.pressed === undefined")
    page.run("document.getElementById('off').disabled = false; document.getElementById('off').click()")
    assert page.evaluate("window.pressed") is True
