from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from e2e.elements.element_examples import example_answer, open_example
from e2e.elements.page_bench import PHONE, FakePortal

if TYPE_CHECKING:
    from e2e.elements.page_bench import OpenPage, PageBench

SELECT = """([response, words]) => {
  const bodies = document.querySelector('crowd-response-comparison').shadowRoot.querySelectorAll('.body');
  const walker = document.createTreeWalker(bodies[response], NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
  throw new Error(`no ${words}`);
}"""


def comparison(responses: list[Any] | None = None, attributes: str = "") -> str:
    given = json.dumps(["First", "Second"] if responses is None else responses)
    escaped = given.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;")
    return (
        f"<crowd-form><crowd-response-comparison name='c' prompt='Why?' responses='{escaped}' {attributes}>"
        "</crowd-response-comparison></crowd-form>"
    )


def select(page: OpenPage, shown_at: int, words: str) -> None:
    page.page.evaluate(SELECT, [shown_at, words])


def comment(page: OpenPage, text: str) -> None:
    field = page.page.get_by_role("textbox", name="Comment on the selected words")
    field.fill(text)
    field.press("Enter")


def test_the_example_gives_the_documented_answer(bench: PageBench) -> None:
    page = open_example(bench, "crowd-response-comparison")
    page.press("1", "3", "2")
    for letter, helpfulness, safety in (("A", 5, 3), ("B", 1, 3), ("C", 4, 3)):
        page.page.get_by_role("group", name=f"Helpfulness, response {letter}").get_by_text(
            str(helpfulness), exact=True
        ).click()
        page.page.get_by_role("group", name=f"Safety, response {letter}").get_by_text(str(safety), exact=True).click()
    select(page, 0, "every word")
    comment(page, "Clear about what it does")
    page.button("Edit into a better answer").first.click()
    better = page.page.get_by_role("textbox", name="A better answer")
    better.fill(better.input_value() + " Strip punctuation first.")
    assert page.submitted() == example_answer("crowd-response-comparison")


def test_two_responses_are_compared_as_a_pair_by_one_key(bench: PageBench) -> None:
    page = bench.open(comparison())
    page.press("1")
    assert page.submitted() == {
        "c": {
            "shownOrder": [0, 1],
            "ordinalRankingDimensions": [{"name": "Overall", "responseRankings": [1, 2]}],
            "preferencePairs": [{"chosen": 0, "rejected": 1, "strength": 1}],
            "comments": [],
        }
    }


def test_a_preference_has_degrees_and_a_tie(bench: PageBench) -> None:
    page = bench.open(comparison(attributes="preference-levels='3'"))
    names = [name.split("\n")[0] for name in page.element(".choice").all_inner_texts()]
    assert [name.rstrip(" 1234567") for name in names] == [
        "A is much better",
        "A is better",
        "A is slightly better",
        "About the same",
        "B is slightly better",
        "B is better",
        "B is much better",
    ]
    page.press("7", "4")
    answer = page.submitted()["c"]
    assert answer["preferencePairs"] == []
    assert answer["ordinalRankingDimensions"] == [{"name": "Overall", "responseRankings": [1, 1]}]


def test_no_tie_where_none_is_allowed(bench: PageBench) -> None:
    page = bench.open(comparison(attributes="allow-tie='false'"))
    expect(page.element(".choice")).to_have_count(2)


def test_the_order_is_shuffled_by_the_seed_and_the_answer_names_places_in_the_input(bench: PageBench) -> None:
    responses = ["one", "two", "three", "four"]
    page = bench.open(comparison(responses, "shuffle-seed='task-7'"))
    shown = page.element(".body").all_inner_texts()
    assert shown != responses
    page.press("1", "2", "3", "4")
    answer = page.submitted()["c"]
    assert [responses[place] for place in answer["shownOrder"]] == shown
    ranks = answer["ordinalRankingDimensions"][0]["responseRankings"]
    assert [responses[ranks.index(rank)] for rank in (1, 2, 3, 4)] == shown
    again = bench.open(comparison(responses, "shuffle-seed='task-7'"))
    assert again.element(".body").all_inner_texts() == shown


def test_names_of_models_are_nowhere_in_the_page(bench: PageBench) -> None:
    page = bench.open(comparison([{"text": "One", "model": "giant-7b"}, {"text": "Two", "model": "tiny-1b"}]))
    shown = page.evaluate("document.querySelector('crowd-response-comparison').shadowRoot.innerHTML")
    assert "giant-7b" not in shown
    page.press("1")
    assert "giant-7b" not in json.dumps(page.submitted())


def test_a_comment_points_at_the_source_in_code_points(bench: PageBench) -> None:
    source = "😀 Some **bold claim** here"
    page = bench.open(comparison([source, "Other"]))
    select(page, 0, "bold claim")
    comment(page, "Really?")
    expect(page.element(".comments p")).to_have_text("Really?")
    page.press("2")
    (remark,) = page.submitted()["c"]["comments"]
    assert remark == {"response": 0, "startOffset": 9, "endOffset": 19, "text": "bold claim", "comment": "Really?"}
    assert source[remark["startOffset"] : remark["endOffset"]] == "bold claim"


def test_words_are_commented_on_by_keyboard_alone(bench: PageBench) -> None:
    page = bench.open(comparison(["one two three", "x"], "format='text'"))
    body = page.element(".body").first
    body.focus()
    page.press("Home", "ArrowRight", "Shift+ArrowRight", "Enter")
    page.page.keyboard.type("why?")
    page.press("Enter")
    expect(body).to_be_focused()
    page.press("1")
    (remark,) = page.submitted()["c"]["comments"]
    assert (remark["text"], remark["startOffset"], remark["endOffset"]) == ("two three", 4, 13)


def test_a_comment_is_removed_again(bench: PageBench) -> None:
    page = bench.open(comparison())
    select(page, 0, "First")
    comment(page, "hm")
    page.button("Remove this comment: hm").click()
    page.press("1")
    assert page.submitted()["c"]["comments"] == []


def test_the_difference_between_two_is_shown_and_hidden_by_d(bench: PageBench) -> None:
    page = bench.open(comparison(["A red fox", "A dead fox", "A cat"]))
    page.press("d")
    assert page.element("del").all_inner_texts() == ["red"]
    assert page.element("ins").all_inner_texts() == ["dead"]
    page.page.get_by_role("combobox", name="to").select_option("C")
    assert page.element("ins").all_inner_texts() == ["cat"]
    page.press("d")
    expect(page.element(".body")).to_have_count(3)


def test_a_discarded_better_answer_can_be_had_back(bench: PageBench) -> None:
    page = bench.open(comparison())
    page.button("Write a better answer").click()
    page.page.get_by_role("textbox", name="A better answer").fill("Mine")
    page.button("Discard").click()
    page.button("Undo").click()
    page.press("Tab")
    page.element(".preference input").first.check(force=True)
    assert page.submitted()["c"]["demonstration"] == {"text": "Mine", "basedOn": None}


@pytest.mark.parametrize(
    ("attributes", "keys", "says", "focused"),
    [
        ("", [], "Say which response is better.", "preference"),
        ("comparison='ranking'", ["1"], "Rank every response in “Overall”.", None),
        ("rating-dimensions='[\"Tone\"]'", ["1"], "Rate every response: “Tone”.", "rating-0-0"),
        ("demonstration='required'", ["1"], "Write a better answer.", None),
    ],
)
def test_what_is_missing_is_said(
    bench: PageBench, attributes: str, keys: list[str], says: str, focused: str | None
) -> None:
    page = bench.open(comparison(attributes=attributes))
    page.press(*keys)
    page.submit()
    page.expect_nothing_submitted()
    expect(page.page.get_by_role("alert").filter(has_text=says)).to_be_visible()
    if focused is not None:
        name = page.evaluate("document.querySelector('crowd-response-comparison').shadowRoot.activeElement.name")
        assert name == focused


def test_a_conversation_shows_who_said_what(bench: PageBench) -> None:
    page = open_example(bench, "crowd-response-comparison")
    assert page.element(".turn .label").all_inner_texts() == ["User", "Model", "User"]


def test_a_draft_puts_everything_back(bench: PageBench) -> None:
    html = comparison(attributes="rating-dimensions='[\"Tone\"]'")
    page = FakePortal(bench, html)
    page.start()
    page.work.get_by_role("button", name="Write a better answer").click()
    page.work.get_by_role("textbox", name="A better answer").fill("Half")
    page.work.get_by_role("group", name="Tone, response A").get_by_text("4").click()
    page.wait_for("draft")
    page.page.wait_for_function("heard.some((m) => m.type === 'draft' && JSON.stringify(m).includes('[4,null]'))")
    draft = page.heard("draft")[-1]["draft"]
    page = FakePortal(bench, html)
    page.start(draft=draft)
    expect(page.work.get_by_role("textbox", name="A better answer")).to_have_value("Half")
    expect(page.work.locator("input[name='rating-0-0']:checked")).to_have_count(1)


def test_nothing_is_wider_than_a_telephone(bench: PageBench) -> None:
    page = open_example(bench, "crowd-response-comparison", size=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    expect(page.element(".bar")).to_be_in_viewport(ratio=0.95)
