from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

SINGLE = """<crowd-form><crowd-classifier name="k" categories="{categories}" header="What is it?">
  <classification-target>A text to classify</classification-target>
  <short-instructions>Pick one.</short-instructions>
  <full-instructions header="All about it"><p>Every detail</p></full-instructions>
</crowd-classifier></crowd-form>"""
MULTIPLE = """<crowd-form><crowd-classifier-multi-select name="k" categories="['Joy', 'Anger', 'Fear']"
  header="Which?" exclusion-category="{ text: 'None of the above' }">
  <classification-target>A text</classification-target>
</crowd-classifier-multi-select></crowd-form>"""


@pytest.mark.parametrize(
    "categories",
    [
        "[&quot;Dog&quot;,&quot;Cat&quot;]",
        "['Dog', 'Cat']",
        "['Dog', 'Cat',]",
        "[&amp;quot;Dog&amp;quot;,&amp;quot;Cat&amp;quot;]",
    ],
)
def test_categories_are_read_as_templates_write_them(bench: PageBench, categories: str) -> None:
    page = bench.open(SINGLE.format(categories=categories))
    expect(page.page.get_by_role("radio")).to_have_count(2)
    page.page.get_by_role("radio", name="Cat").check()
    assert page.submitted() == {"k": {"label": "Cat"}}


@pytest.mark.parametrize(
    ("categories", "says"), [("['Dog'", "expected ]"), ("[]", "no categories"), ("{}", "no categories")]
)
def test_categories_that_cannot_be_read_are_reported_in_the_page(bench: PageBench, categories: str, says: str) -> None:
    page = bench.open(SINGLE.format(categories=categories))
    expect(page.page.get_by_role("alert").filter(has_text=says)).to_be_visible()


def test_number_keys_pick_a_category_anywhere_but_in_text(bench: PageBench) -> None:
    page = bench.open(SINGLE.format(categories="['Dog', 'Cat']") + "<input id='elsewhere'>")
    page.press("2")
    expect(page.page.get_by_role("radio", name="Cat")).to_be_checked()
    page.element("#elsewhere").press_sequentially("1")
    expect(page.page.get_by_role("radio", name="Cat")).to_be_checked()
    page.element("#elsewhere").blur()
    page.press("9")
    expect(page.page.get_by_role("radio", name="Cat")).to_be_checked()
    page.press("Control+1")
    expect(page.page.get_by_role("radio", name="Cat")).to_be_checked()


def test_the_key_of_each_option_is_shown(bench: PageBench) -> None:
    names = ", ".join(f"'C{number}'" for number in range(1, 13))
    page = bench.open(SINGLE.format(categories=f"[{names}]"))
    assert page.element("crowd-classifier kbd").all_inner_texts() == [*"1234567890"]
    page.press("0")
    expect(page.page.get_by_role("radio", name="C10", exact=True)).to_be_checked()


def test_with_two_classifiers_a_number_means_the_one_with_the_focus(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><crowd-classifier name='a' header='A' categories=\"['1a','2a']\"></crowd-classifier>"
        "<crowd-classifier name='b' header='B' categories=\"['1b','2b']\"></crowd-classifier></crowd-form>"
    )
    page.press("1")
    page.page.get_by_role("radio", name="1b").focus()
    page.press("2")
    assert page.submitted() == {"a": {"label": "1a"}, "b": {"label": "2b"}}


def test_several_labels_come_in_the_order_of_the_categories(bench: PageBench) -> None:
    page = bench.open(MULTIPLE)
    page.press("3", "1", "2", "2")
    assert page.submitted() == {"k": {"labels": ["Joy", "Fear"]}}


def test_the_exclusion_category_clears_and_disables_the_others(bench: PageBench) -> None:
    page = bench.open(MULTIPLE)
    page.press("1")
    page.page.get_by_role("checkbox", name="None of the above").check()
    expect(page.page.get_by_role("checkbox", name="Joy")).not_to_be_checked()
    expect(page.page.get_by_role("checkbox", name="Joy")).to_be_disabled()
    page.press("1")
    assert page.submitted() == {"k": {"labels": ["None of the above"]}}
    page.press("4")
    expect(page.page.get_by_role("checkbox", name="Joy")).to_be_enabled()


def test_a_classifier_says_what_it_changes(bench: PageBench) -> None:
    page = bench.open(SINGLE.format(categories="['Dog', 'Cat']"))
    page.run(
        "window.heard = []; document.querySelector('crowd-classifier')"
        ".addEventListener('change', (event) => heard.push(event.target.value.label))"
    )
    page.page.get_by_role("radio", name="Dog").check()
    page.press("2")
    assert page.evaluate("heard") == ["Dog", "Cat"]


def test_parts_that_templates_find_in_a_classifier_by_aws_class_names_are_there(bench: PageBench) -> None:
    page = bench.open(SINGLE.format(categories="['Dog', 'Cat']"))
    page.run(
        "const root = document.querySelector('crowd-classifier').shadowRoot;"
        "root.querySelector('.awsui-app-layout__navigation').style.width = '400px';"
        "root.querySelector('.awsui-modal-dialog').style.maxWidth = '90%';"
        "root.querySelector('.annotation-area .category-picker-wrapper').insertAdjacentHTML('afterend', '<p>Added</p>')"
    )
    expect(page.page.get_by_text("Added")).to_be_visible()
    page.page.wait_for_function(
        "document.querySelector('short-instructions').shadowRoot.querySelector('.panel').offsetWidth === 400"
    )
    page.button("View full instructions").click()
    dialog = page.page.get_by_role("dialog").bounding_box()
    assert dialog is not None
    assert dialog["width"] == pytest.approx(0.9 * 1280, abs=2)


def test_an_answer_used_as_a_word_is_the_label(bench: PageBench) -> None:
    page = bench.open(SINGLE.format(categories="['Dog', 'Cat']"))
    page.press("2")
    assert page.evaluate("({Cat: 'meow'})[document.querySelector('crowd-classifier').value]") == "meow"
    assert page.evaluate("JSON.stringify(document.querySelector('crowd-classifier').value)") == '{"label":"Cat"}'
