from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.elements.element_examples import example_answer, open_example, rendered
from e2e.elements.page_bench import PHONE, FakePortal

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from e2e.elements.page_bench import OpenPage, PageBench

PASSAGE = "One 😀 two three. Four five."
SELECT = """([start, end]) => {
  const text = document.querySelector('crowd-question-answer-generation').shadowRoot.querySelector('.prose').firstChild;
  getSelection().setBaseAndExtent(text, start, text, end);
}"""


def questions(attributes: str = "question-tags='[\"Why\"]' allow-custom-question-tags='false'") -> str:
    return (
        f"<crowd-form><crowd-question-answer-generation name='q' text='{PASSAGE}' {attributes}>"
        "</crowd-question-answer-generation></crowd-form>"
    )


def question(page: OpenPage, number: int) -> Locator:
    return page.page.get_by_role("textbox", name=f"Question {number}", exact=True)


def answer(page: OpenPage, number: int) -> Locator:
    return page.page.get_by_role("textbox", name="Answer", exact=True).nth(number - 1)


def select(page: OpenPage, text: str) -> None:
    """Select words of the passage, as a mouse would."""
    passage = page.page.evaluate("document.querySelector('crowd-question-answer-generation').text")
    units = len(passage[: passage.index(text)].encode("utf-16-le")) // 2
    page.page.evaluate(SELECT, [units, units + len(text.encode("utf-16-le")) // 2])


def test_the_example_gives_the_documented_answer(bench: PageBench) -> None:
    page = open_example(bench, "crowd-question-answer-generation")
    question(page, 1).fill("When was the lighthouse first lit?")
    answer(page, 1).fill("In 1972")
    page.page.get_by_role("button", name="When").first.click()
    select(page, "1972")
    page.button("Refer to it in question 1").click()
    question(page, 2).fill("What does its shape recall?")
    answer(page, 2).fill("The leaf of a sisal plant")
    page.page.get_by_role("button", name="What").nth(1).click()
    own = page.page.get_by_role("textbox", name="Own tag").nth(1)
    own.fill("shape")
    own.press("Enter")
    select(page, " the leaf of a sisal plant")
    page.button("Refer to it in question 2").click()
    assert page.submitted() == example_answer("crowd-question-answer-generation")


def test_words_are_selected_and_used_by_keyboard_alone(bench: PageBench) -> None:
    page = bench.open(questions())
    question(page, 1).fill("Why?")
    answer(page, 1).fill("So")
    page.page.get_by_role("group", name="Passage").focus()
    page.press("Home", "ArrowRight", "Shift+ArrowRight", "Enter")
    expect(page.element("crowd-question-answer-generation [role=status]")).to_have_text(
        "Question 1 refers to the selected text"
    )
    (pair,) = page.submitted()["q"]["questionAnswerPairs"]
    assert pair["textReferences"] == [{"startOffset": 6, "endOffset": 15, "text": "two three"}]


def test_a_selection_dragged_by_mouse_can_be_referred_to(bench: PageBench) -> None:
    page = bench.open(questions())
    box = page.element(".prose").bounding_box()
    assert box is not None
    page.page.mouse.move(box["x"] + 1, box["y"] + 10)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 400, box["y"] + 10, steps=5)
    page.page.mouse.up()
    page.button("Refer to it in question 1").click()
    expect(page.element(".reference q")).to_have_text(PASSAGE)


def test_a_pair_without_references_is_about_the_whole_passage(bench: PageBench) -> None:
    page = bench.open(questions())
    question(page, 1).fill("Why?")
    answer(page, 1).fill("So")
    assert page.submitted() == {
        "q": {"questionAnswerPairs": [{"question": "Why?", "answer": "So", "questionTags": [], "textReferences": []}]}
    }


def test_a_reference_is_taken_away_again(bench: PageBench) -> None:
    page = bench.open(questions())
    select(page, "two")
    page.button("Refer to it in question 1").click()
    page.button("Remove this reference: two").click()
    expect(page.page.get_by_text("the whole passage")).to_be_visible()


@pytest.mark.parametrize(
    ("attributes", "written", "says"),
    [
        ("question-tags='[]'", ("", ""), "Write a question and its answer."),
        ("question-tags='[]' min-questions='2'", ("a", "b"), "Write at least 2 questions and their answers."),
        ("question-tags='[]' question-min-words='3'", ("a b", "c"), "Write at least 3 words."),
        ("question-tags='[]' question-max-words='2'", ("a b c", "c"), "Write at most 2 words."),
        ("question-tags='[]' answer-min-words='2'", ("a", "b"), "Write at least 2 words."),
        ("question-tags='[]' answer-max-words='1'", ("a", "b c"), "Write 1 word only."),
    ],
)
def test_limits_are_said_where_they_are_broken(
    bench: PageBench, attributes: str, written: tuple[str, str], says: str
) -> None:
    page = bench.open(questions(attributes))
    question(page, 1).fill(written[0])
    answer(page, 1).fill(written[1])
    page.submit()
    page.expect_nothing_submitted()
    expect(page.page.get_by_role("alert").filter(has_text=says)).to_be_visible()


def test_n_adds_a_question_up_to_the_most_allowed(bench: PageBench) -> None:
    page = bench.open(questions("question-tags='[]' max-questions='2'"))
    page.press("n")
    expect(question(page, 2)).to_be_focused()
    expect(page.button("Add a question")).to_be_disabled()
    question(page, 2).press_sequentially("n")
    expect(question(page, 2)).to_have_value("n")
    expect(page.element(".card")).to_have_count(2)


def test_a_removed_question_can_be_had_back(bench: PageBench) -> None:
    page = bench.open(questions())
    page.press("n")
    question(page, 2).fill("Why so?")
    page.button("Remove question 2").click()
    expect(page.element(".card")).to_have_count(1)
    page.button("Undo").click()
    expect(question(page, 2)).to_have_value("Why so?")
    expect(question(page, 2)).to_be_focused()


def test_no_tags_no_tag_field(bench: PageBench) -> None:
    page = bench.open(questions("question-tags='[]' allow-custom-question-tags='false'"))
    expect(page.page.get_by_role("group", name="Tags")).to_have_count(0)


def test_a_tag_typed_and_left_is_kept(bench: PageBench) -> None:
    page = bench.open(questions("question-tags='[]' allow-custom-question-tags='true'"))
    page.page.get_by_role("textbox", name="Own tag").fill("mine")
    question(page, 1).fill("Why?")
    answer(page, 1).fill("So")
    assert page.submitted()["q"]["questionAnswerPairs"][0]["questionTags"] == ["mine"]


def test_a_draft_puts_half_written_questions_back(bench: PageBench) -> None:
    page = FakePortal(bench, questions())
    page.start()
    page.work.get_by_role("textbox", name="Question 1").fill("Half a")
    draft = page.wait_for("draft")["draft"]
    page = FakePortal(bench, questions())
    page.start(draft=draft)
    expect(page.work.get_by_role("textbox", name="Question 1")).to_have_value("Half a")


def test_hostile_text_stays_text(bench: PageBench) -> None:
    template = "<crowd-form><crowd-question-answer-generation name='q' text='{{ task.input.source }}'>"
    source = "<img src=x onerror='throw 1'></crowd-form><script>throw 2</script>"
    page = bench.open(
        rendered(template + "</crowd-question-answer-generation></crowd-form>", {"source": source}), head=""
    )
    expect(page.element(".prose")).to_have_text(source)


# AWS's sample template: beside an empty hidden form, without a name, and with other attribute names.
OLD_TEMPLATE = """<div><crowd-form id="crowd-form-qa" style="display: none"></crowd-form>
  <crowd-question-answer-generation crowd-form-element-id="crowd-form-qa" text='{{ task.input.source }}'
   min-questions="1" max-questions="5" question-tags='["What", "Why"]' allow-custom-tags="true"
   instructions='- Create questions and answers.'></crowd-question-answer-generation></div>"""


def test_a_template_from_before_the_name_attribute_answers(bench: PageBench) -> None:
    page = bench.open(rendered(OLD_TEMPLATE, {"source": "It's here"}), head="")
    expect(page.page.get_by_text("- Create questions and answers.")).to_be_visible()
    expect(page.page.get_by_role("textbox", name="Own tag")).to_be_visible()
    question(page, 1).fill("Where?")
    answer(page, 1).fill("Here")
    assert [pair["question"] for pair in page.submitted()["questionAnswerPairs"]] == ["Where?"]


def test_the_passage_stays_in_sight_on_a_telephone(bench: PageBench) -> None:
    page = open_example(bench, "crowd-question-answer-generation", size=PHONE)
    answer(page, 2).focus()
    expect(page.element(".use")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
