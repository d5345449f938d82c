from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench


def test_characters_outside_the_allowed_pattern_are_dropped_as_they_come(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><crowd-input name='n' allowed-pattern='[0-9]' auto-validate></crowd-input></crowd-form>"
    )
    page.element("[name=n] input").press_sequentially("a1b2c3")
    assert page.submitted() == {"n": "123"}


def test_without_auto_validate_the_allowed_pattern_drops_nothing(bench: PageBench) -> None:
    page = bench.open("<crowd-form><crowd-input name='n' allowed-pattern='[0-9]'></crowd-input></crowd-form>")
    page.element("[name=n] input").press_sequentially("a1")
    assert page.submitted() == {"n": "a1"}


@pytest.mark.parametrize(
    ("attributes", "text", "message"),
    [
        ("min-length='5'", "abc", "Write at least 5 characters (now 3)."),
        ("type='email'", "nobody", "@"),
        ("required error-message='A name, please.'", "", "A name, please."),
        ("type='url' error-message='An address, please.'", "nowhere", "An address, please."),
    ],
)
def test_an_input_says_what_is_wrong_until_it_is_right(
    bench: PageBench, attributes: str, text: str, message: str
) -> None:
    page = bench.open(f"<crowd-form><crowd-input name='a' {attributes}></crowd-input></crowd-form>")
    field = page.element("[name=a] input")
    field.fill(text)
    page.submit()
    complaint = page.element("[name=a] .complaint")
    expect(complaint).to_contain_text(message)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("http://somebody@example.com/")
    if "email" in attributes:
        field.fill("somebody@example.com")
    expect(complaint).to_be_empty()


def test_max_length_ignores_what_goes_beyond(bench: PageBench) -> None:
    page = bench.open("<crowd-form><crowd-input name='a' max-length='3'></crowd-input></crowd-form>")
    page.element("[name=a] input").press_sequentially("abcdef")
    assert page.submitted() == {"a": "abc"}


def test_labels_inside_and_outside_name_the_field(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><crowd-input name='a' label='Own label'></crowd-input>"
        "<label for='b'>Label of the page</label><crowd-input id='b' name='b'></crowd-input>"
        "<label>Around <crowd-text-area name='c'></crowd-text-area></label>"
        "<crowd-input name='d' placeholder='A placeholder'></crowd-input></crowd-form>"
    )
    for name in ["Own label", "Label of the page", "Around", "A placeholder"]:
        expect(page.page.get_by_role("textbox", name=name, exact=True)).to_have_count(1)


def test_a_press_on_a_label_of_the_page_focuses_the_field(bench: PageBench) -> None:
    page = bench.open("<crowd-form><label for='b'>Name</label><crowd-input id='b' name='b'></crowd-input></crowd-form>")
    page.page.get_by_text("Name").click()
    assert page.focused() == "crowd-input b"


def test_a_text_area_counts_characters_and_grows_to_its_limit(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><crowd-text-area name='a' rows='2' max-rows='4' char-counter max-length='100'></crowd-text-area>"
        "</crowd-form>"
    )
    area = page.element("[name=a] textarea")
    heights = []
    for text in ["", "1\n2\n3", "1\n2\n3\n4\n5\n6\n7\n8"]:
        area.fill(text)
        box = area.bounding_box()
        assert box is not None
        heights.append(box["height"])
    assert heights[0] < heights[1] < heights[2]
    line = (heights[1] - heights[0]) / 1
    assert heights[2] == pytest.approx(heights[1] + line, abs=1)
    expect(page.page.get_by_text("15 of 100 characters")).to_be_visible()


def test_auto_focus_takes_the_cursor_when_the_page_is_ready(bench: PageBench) -> None:
    page = bench.open("<crowd-form><input name='a'><crowd-input name='b' auto-focus></crowd-input></crowd-form>")
    expect(page.element("[name=b] input")).to_be_focused()


def test_the_page_hears_input_and_change(bench: PageBench) -> None:
    page = bench.open("<crowd-form><crowd-input name='a'></crowd-input></crowd-form>")
    page.run(
        "window.heard = []; for (const kind of ['input', 'change'])"
        "document.addEventListener(kind, (event) => heard.push(`${kind} ${event.target.localName}`))"
    )
    page.element("[name=a] input").press_sequentially("x")
    page.press("Tab")
    assert page.evaluate("heard") == ["input crowd-input", "change crowd-input"]
