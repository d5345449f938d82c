from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from e2e.elements.element_examples import example_answer, open_example
from e2e.elements.entity_page import EntityPage, entity_template
from e2e.elements.page_bench import FakePortal

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

TEXT = "Ana Silva founded Acme in 2019."
PERSON = [{"label": "person", "startOffset": 0, "endOffset": 9}]
QUESTIONS = """<div id="additionalQuestions"><h3>What is the text about?</h3><crowd-radio-group>
  <crowd-radio-button name="tech" value="tech">Technology</crowd-radio-button>
  <crowd-radio-button name="politics" value="politics">Politics</crowd-radio-button></crowd-radio-group></div>"""
# As AWS's element reference has it.
APPEND = """<script>
  document.addEventListener('all-crowd-elements-ready', () => {
    document.querySelector('crowd-entity-annotation').shadowRoot.querySelector('crowd-form').form
      .appendChild(additionalQuestions);
  });
</script>"""


def entities(answer: dict[str, Any]) -> Any:
    return answer["e"]["entities"]


def test_questions_that_a_script_appends_to_the_inner_form_are_answered_with_it(bench: PageBench) -> None:
    page = bench.open(entity_template(TEXT, PERSON, inside=QUESTIONS) + APPEND)
    page.page.get_by_role("radio", name="Politics").click()
    assert page.submitted() == {
        "e": {"entities": PERSON},
        "tech": {"tech": False},
        "politics": {"politics": True},
    }


def test_an_appended_native_question_that_is_required_holds_the_submission_back(bench: PageBench) -> None:
    page = bench.open(
        entity_template(TEXT)
        + "<label id='q'>Why <input name='why' required></label>"
        + APPEND.replace("additionalQuestions", "q")
    )
    page.submit()
    expect(page.page.get_by_text("Fill in this field.")).to_be_visible()
    page.expect_nothing_submitted()
    page.page.get_by_role("textbox", name="Why").fill("so")
    assert page.submitted() == {"e": {"entities": []}, "why": "so"}


def test_a_submit_listener_of_the_template_may_hold_the_submission_back(bench: PageBench) -> None:
    page = bench.open(
        entity_template(TEXT) + "<script>document.addEventListener('all-crowd-elements-ready', () => {"
        "const form = document.querySelector('crowd-entity-annotation').shadowRoot.querySelector('crowd-form');"
        "form.onsubmit = (event) => { if (!window.allowed) event.preventDefault(); }; })</script>"
    )
    page.submit()
    page.expect_nothing_submitted()
    page.run("window.allowed = true")
    assert entities(page.submitted()) == []


def test_inside_a_crowd_form_it_is_one_control_among_others_with_one_submit_button(bench: PageBench) -> None:
    page = bench.open(
        f"<crowd-form>{entity_template(TEXT, PERSON, inside=QUESTIONS)}"
        f"<crowd-input name='note' label='Note'></crowd-input></crowd-form>{APPEND}"
    )
    expect(page.button("Submit")).to_have_count(1)
    page.page.get_by_role("radio", name="Technology").click()
    page.element("crowd-input").locator("input").fill("n")
    assert page.submitted() == {
        "e": {"entities": PERSON},
        "tech": {"tech": True},
        "politics": {"politics": False},
        "note": "n",
    }


def test_a_draft_brings_spans_and_appended_answers_back(bench: PageBench) -> None:
    template = entity_template(TEXT, PERSON, inside=QUESTIONS) + APPEND
    portal = FakePortal(bench, template)
    portal.start()
    assert portal.heard("ready")[-1]["submittable"] is True
    portal.page.keyboard.press("]")
    portal.page.keyboard.press("3")
    portal.work.get_by_role("radio", name="Politics").click()
    portal.page.wait_for_function("heard.some((each) => each.draft?.answer.politics?.politics === true)")
    draft = portal.heard("draft")[-1]["draft"]
    assert entities(draft["answer"]) == [{**PERSON[0], "label": "company"}]
    second = FakePortal(bench, template)
    second.start(draft)
    expect(second.work.locator("crowd-entity-annotation mark")).to_have_text("Ana Silva")
    expect(second.work.get_by_role("radio", name="Politics")).to_have_attribute("aria-checked", "true")
    second.tell("request-submit")
    answer = second.wait_for("submit")["answer"]
    assert entities(answer) == [{**PERSON[0], "label": "company"}]
    assert answer["politics"] == {"politics": True}


def test_a_restored_draft_is_where_undo_ends(bench: PageBench) -> None:
    portal = FakePortal(bench, entity_template(TEXT))
    portal.start(
        {
            "answer": {},
            "controls": [
                {"name": "e", "index": 0, "state": {"length": len(TEXT), "spans": [[0, 3, "person"]], "relations": []}}
            ],
        }
    )
    expect(portal.work.locator("crowd-entity-annotation mark")).to_have_text("Ana")
    expect(portal.work.get_by_role("button", name="Undo")).to_be_disabled()


def test_a_draft_of_another_text_changes_nothing(bench: PageBench) -> None:
    portal = FakePortal(bench, entity_template(TEXT, PERSON))
    portal.start(
        {"answer": {}, "controls": [{"name": "e", "index": 0, "state": {"length": 3, "spans": [[0, 1, "x"]]}}]}
    )
    expect(portal.work.locator("crowd-entity-annotation mark")).to_have_text("Ana Silva")


def test_nothing_can_be_changed_while_it_is_disabled(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT, PERSON, more="disabled")
    page.press("]", "Delete", "3")
    page.click("Ana Silva")
    page.press("Delete")
    expect(page.palette("Person")).to_be_disabled()
    assert page.spans == [("person", "Ana Silva")]


def test_the_documented_example_gives_the_documented_answer(bench: PageBench) -> None:
    example = open_example(bench, "crowd-entity-annotation")
    text = example.evaluate("document.querySelector('crowd-entity-annotation').text")
    page = EntityPage(bench, text, page=example)
    page.click("김민지", count=2)
    page.press("1")
    example.page.get_by_role("radio", name="Business").click()
    assert example.submitted() == example_answer("crowd-entity-annotation")
