from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.elements.entity_page import EntityPage, entity_template

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

TEXT = "Ana Silva founded Acme in 2019. In 2021 Ana left Acme."


def test_dragging_over_words_and_choosing_a_label_marks_them(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT)
    page.drag("Ana Silva")
    page.choose("Person")
    page.expect_spans(("person", "Ana Silva"))
    page.drag_backwards("2019")
    page.choose("Date")
    page.expect_spans(("person", "Ana Silva"), ("date", "2019"))


def test_the_submitted_answer_has_the_shape_aws_documents(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT)
    page.drag("Acme")
    page.choose("Company")
    assert page.page.submitted() == {"e": {"entities": [{"label": "company", "startOffset": 18, "endOffset": 22}]}}


def test_a_double_click_means_a_word(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT)
    page.click("Silva", count=2)
    page.press("1")
    page.expect_spans(("person", "Silva"))


def test_a_label_at_hand_goes_to_one_selection_after_another(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT)
    page.palette("Company").click()
    page.drag("Acme")
    page.drag("Acme", nth=1)
    page.expect_spans(("company", "Acme"), ("company", "Acme"))
    page.press("1")
    page.drag("Ana")
    assert page.spans[0] == ("person", "Ana")
    page.press("Escape")
    expect(page.palette("Person")).to_have_attribute("aria-pressed", "false")


def test_blanks_at_the_ends_of_a_dragged_selection_are_left_out(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT)
    page.drag(" Acme ")
    page.press("3")
    page.expect_spans(("company", "Acme"))


def test_pressing_another_label_changes_the_chosen_span_and_delete_removes_it(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT, [{"label": "person", "startOffset": 18, "endOffset": 22}])
    page.click("Acme")
    page.press("3")
    page.expect_spans(("company", "Acme"))
    page.press("Delete")
    page.expect_spans()
    page.press("Control+z", "Control+z")
    page.expect_spans(("person", "Acme"))
    page.press("Control+y", "Control+Shift+z")
    page.expect_spans()


def test_the_cross_at_a_tag_removes_its_span(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT, [{"label": "company", "startOffset": 18, "endOffset": 22}])
    page.element.locator("[data-span]").hover()
    page.element.locator("[data-remove]").click()
    page.expect_spans()


def test_spans_may_lie_over_and_inside_each_other_and_a_click_goes_from_the_inner_to_the_outer(
    bench: PageBench,
) -> None:
    page = EntityPage(bench, TEXT)
    page.drag("Ana Silva founded")
    page.press("1", "Escape")
    page.drag("Silva founded Acme")
    page.press("3", "Escape")
    page.drag("Silva")
    page.press("2", "Escape")
    page.expect_spans(("person", "Ana Silva founded"), ("company", "Silva founded Acme"), ("date", "Silva"))
    chosen = page.element.get_by_role("option", selected=True)
    page.click("Silva")
    expect(chosen).to_have_accessible_name("Date: Silva")
    page.click("Silva")
    expect(chosen).to_have_accessible_name("Person: Ana Silva founded")
    page.click("Silva")
    expect(chosen).to_have_accessible_name("Company: Silva founded Acme")


def test_the_handles_of_the_chosen_span_move_its_borders_in_one_step(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT, [{"label": "person", "startOffset": 0, "endOffset": 3}])
    page.click("Ana")
    handle = page.element.locator(".edge.end").bounding_box()
    assert handle is not None
    _, top, right, bottom = page.rects("Silva")[0]
    mouse = page.page.page.mouse
    mouse.move(handle["x"] + 1, handle["y"] + handle["height"] / 2)
    mouse.down()
    mouse.move(right - 1, (top + bottom) / 2, steps=4)
    mouse.up()
    page.expect_spans(("person", "Ana Silva"))
    page.press("Control+z")
    page.expect_spans(("person", "Ana"))


def test_the_same_words_are_labelled_everywhere_at_once(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT, [{"label": "company", "startOffset": 18, "endOffset": 22}])
    page.click("Acme")
    expect(page.page.button("Label 1 other place with these words")).to_be_visible()
    page.press("*")
    page.expect_spans(("company", "Acme"), ("company", "Acme"))
    page.press("Control+z")
    page.expect_spans(("company", "Acme"))


def test_the_list_jumps_to_a_span_and_walks_through_them(bench: PageBench) -> None:
    text = "\n".join(f"Line {number} names Ana{number}." for number in range(400))
    starts = [text.index(f"Ana{number}.") for number in (0, 200, 399)]
    initial = [{"label": "person", "startOffset": start, "endOffset": start + 4} for start in starts]
    page = EntityPage(bench, text, initial)
    page.element.get_by_role("option").nth(2).click()
    expect(page.element.locator("mark.picked")).to_be_in_viewport()
    expect(page.element.locator("mark.picked")).to_have_text("Ana3")
    page.press("]")
    expect(page.element.get_by_role("option", selected=True)).to_have_accessible_name("Person: Ana0")
    page.press("[", "[")
    expect(page.element.get_by_role("option", selected=True)).to_have_accessible_name("Person: Ana2")
    expect(page.element.locator("mark.picked")).to_be_in_viewport()


def test_labels_that_came_with_the_text_but_are_not_offered_are_shown_kept_and_said(bench: PageBench) -> None:
    page = EntityPage(
        bench,
        TEXT,
        [{"label": "sport", "startOffset": 0, "endOffset": 3}, {"label": "person", "startOffset": 5, "endOffset": 900}],
    )
    expect(page.element.get_by_text("labels that are not offered here (sport)")).to_be_visible()
    expect(page.element.get_by_text("One label that came with this text has no place in it")).to_be_visible()
    expect(page.element.locator("mark")).to_have_text("Ana")
    page.expect_spans(("sport", "Ana"))


@pytest.mark.parametrize(
    ("labels", "text", "says"), [([], TEXT, "no labels"), (["a"], "", "no text"), (None, "", "no text")]
)
def test_a_page_without_labels_or_text_says_so(bench: PageBench, labels: list[str], text: str, says: str) -> None:
    page = EntityPage(bench, text, None, labels)
    expect(page.element.get_by_role("alert").filter(has_text=says)).to_be_visible()


def test_many_labels_are_found_by_search_without_leaving_the_keyboard(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT, None, [f"label {number}" for number in range(80)])
    page.drag("Acme")
    page.press("/")
    page.page.page.keyboard.type("bel 77")
    page.press("Enter")
    page.expect_spans(("label 77", "Acme"))
    expect(page.surface).to_be_focused()


def test_a_single_label_needs_no_choosing(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT, None, ["name"])
    page.drag("Ana")
    page.expect_spans(("name", "Ana"))


def test_relations_are_drawn_from_span_to_span_and_written_only_where_they_are_offered(bench: PageBench) -> None:
    initial = [
        {"label": "person", "startOffset": 0, "endOffset": 9},
        {"label": "company", "startOffset": 18, "endOffset": 22},
    ]
    page = EntityPage(bench, TEXT, initial, more="relations=\"['founder of']\"")
    page.click("Ana Silva")
    page.page.button("Relate: founder of →").click()
    page.click("Acme")
    expect(page.element.get_by_text("Ana Silva → founder of → Acme")).to_be_visible()
    expect(page.element.locator(".arcs .chosen")).to_have_text("founder of")
    assert page.page.submitted()["e"]["relations"] == [{"label": "founder of", "fromEntity": 0, "toEntity": 1}]


def test_a_value_set_by_a_script_is_shown_and_can_be_undone(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT)
    page.element.evaluate("e => { e.value = {entities: [{label: 'person', startOffset: 0, endOffset: 3}]} }")
    page.expect_spans(("person", "Ana"))
    page.press("Control+z")
    page.expect_spans()


def test_properties_set_late_by_a_script_count_like_attributes(bench: PageBench) -> None:
    page = bench.open("<crowd-entity-annotation name='e'></crowd-entity-annotation>")
    page.run(
        "const e = document.querySelector('crowd-entity-annotation'); e.labels = ['name']; e.text = 'Ana left';"
        "e.initialValue = [{label: 'name', startOffset: 0, endOffset: 3}];"
    )
    expect(page.element("crowd-entity-annotation mark")).to_have_text("Ana")


def test_required_asks_for_at_least_one_span(bench: PageBench) -> None:
    page = EntityPage(bench, TEXT, more="required")
    page.page.submit()
    expect(page.element.get_by_text("Mark at least one piece of text.")).to_be_visible()
    page.page.expect_nothing_submitted()
    expect(page.surface).to_be_focused()


def test_with_nothing_marked_the_answer_is_an_empty_list(bench: PageBench) -> None:
    assert bench.open(entity_template(TEXT)).submitted() == {"e": {"entities": []}}
