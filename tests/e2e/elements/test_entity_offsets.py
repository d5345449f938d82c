from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.elements.entity_page import EntityPage

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench


@pytest.mark.parametrize(
    ("text", "word", "start"),
    [
        ("👍🏽 Ana 👩‍👩‍👧 Bia", "Bia", 13),
        ("e\u0301le\u0301gant mot", "mot", 10),
        ("오늘 이재용 부회장", "이재용", 3),
        ("\u110b\u1169\u1102\u1173\u11af 서울", "서울", 6),
        ("𠮷野家で 食事", "食事", 5),
        ("زار محمد الرياض", "محمد", 4),
        ("first\n\n  second", "second", 9),
        ("one\r\ntwo", "two", 5),
        ("a\tb   c", "c", 6),
    ],
)
def test_offsets_count_code_points_of_the_text_as_given(bench: PageBench, text: str, word: str, start: int) -> None:
    page = EntityPage(bench, text)
    page.click(word, count=2)
    page.press("1")
    assert page.page.submitted()["e"]["entities"] == [
        {"label": "person", "startOffset": start, "endOffset": start + len(word)}
    ]


def test_an_emoji_is_never_cut(bench: PageBench) -> None:
    page = EntityPage(bench, "a👩‍👩‍👧b")
    page.surface.focus()
    page.press("ArrowRight", "Shift+ArrowRight", "1")
    page.expect_spans(("person", "👩‍👩‍👧"))
    assert page.page.submitted()["e"]["entities"][0] == {"label": "person", "startOffset": 1, "endOffset": 6}


def test_the_utf_16_pair_is_added_where_it_is_asked_for(bench: PageBench) -> None:
    page = EntityPage(bench, "👍 Ana", [{"label": "person", "startOffset": 2, "endOffset": 5}], more="utf16-offsets")
    assert page.page.submitted()["e"]["entities"] == [
        {"label": "person", "startOffset": 2, "endOffset": 5, "startOffsetUtf16": 3, "endOffsetUtf16": 6}
    ]


def test_lines_and_blanks_look_as_they_are(bench: PageBench) -> None:
    page = EntityPage(bench, "one\n\n\nfour   wide")
    (_, top, _, bottom), (_, later, _, _) = page.rects("one")[0], page.rects("four")[0]
    assert later - top > 2.5 * (bottom - top)
    four, wide = page.rects("four")[0], page.rects("wide")[0]
    assert wide[0] - four[2] > 10


def test_right_to_left_lines_begin_at_the_right_and_arrows_follow_the_screen(bench: PageBench) -> None:
    page = EntityPage(bench, "محمد بن سلمان\nplain")
    assert page.rects("محمد")[0][2] > page.rects("plain")[0][2] + 200
    page.surface.focus()
    page.press("Control+ArrowLeft", "Control+Shift+ArrowLeft", "1")
    page.expect_spans(("person", " بن"))
    page.press("Escape", "Control+Home", "Shift+ArrowLeft", "2")
    assert page.spans[0] == ("date", "م")


def test_copying_gives_the_text_as_it_is_without_tags(bench: PageBench) -> None:
    text = "Ana 👍\n\n  Acme 2019"
    page = EntityPage(bench, text, [{"label": "person", "startOffset": 0, "endOffset": 3}])
    page.surface.focus()
    page.press("Control+a")
    copied = page.element.evaluate(
        """(element) => {
          const data = new DataTransfer();
          const event = new ClipboardEvent("copy", {clipboardData: data, bubbles: true, cancelable: true});
          element.shadowRoot.querySelector('.passage').dispatchEvent(event);
          return data.getData('text/plain');
        }"""
    )
    assert copied == text


def test_text_is_selected_across_blocks_that_are_not_on_the_screen(bench: PageBench) -> None:
    text = "".join(f"Line {number} of a long text, with a few words in it.\n" for number in range(3000))
    page = EntityPage(bench, text)
    page.click("Line 0")
    page.press("Escape")
    page.surface.focus()
    page.press("Control+Home", "Control+Shift+End", "1")
    page.expect_spans(("person", text))
    expect(page.element.locator("mark").last).to_be_in_viewport()
    page.press("Escape", "Control+End", "ArrowUp", "Home", "Control+Shift+ArrowRight", "2")
    assert page.spans[-1] == ("date", "Line")


def test_an_input_method_that_is_on_does_not_stop_label_keys(bench: PageBench) -> None:
    page = EntityPage(bench, "이재용 부회장", None, [f"l{number}" for number in range(12)])
    page.click("이재용", count=2)
    # On a Korean keyboard in Hangul mode the key of B types a letter of its own or is kept by the input method.
    for key in ("ㅠ", "Process"):
        page.page.page.evaluate(
            "key => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code: 'KeyB', bubbles: true}))", key
        )
    page.expect_spans(("l11", "이재용"))


def test_enter_that_ends_a_composition_in_the_search_chooses_nothing(bench: PageBench) -> None:
    page = EntityPage(bench, "이재용 부회장", None, [f"사람 {number}" for number in range(20)])
    page.click("이재용", count=2)
    page.press("/")
    session = page.page.page.context.new_cdp_session(page.page.page)
    session.send("Input.imeSetComposition", {"text": "사람 1", "selectionStart": 4, "selectionEnd": 4})
    page.popup.get_by_role("searchbox").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    assert page.spans == []
    session.send("Input.insertText", {"text": "사람 1"})
    page.press("Enter")
    page.expect_spans(("사람 1", "이재용"))
