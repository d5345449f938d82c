"""crowd-image-annotation: all shapes together, with attributes and relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from e2e.elements.drawing_hands import open_drawing
from e2e.elements.element_examples import example_answer

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

TAG = "crowd-image-annotation"


def test_the_example_gives_the_documented_answer(bench: PageBench) -> None:
    wanted = example_answer(TAG)["annotatedResult"]
    drawing = open_drawing(bench, TAG)
    page = drawing.page.page
    drawing.press("s", "p", "1")
    expect(page.get_by_role("button", name="Box", exact=True)).to_have_attribute("aria-pressed", "true")
    drawing.drag((118, 432), (390, 554))
    drawing.press("3")
    drawing.drag((428, 408), (474, 558))
    drawing.press("4", "p")
    drawing.click(*[(vertex["x"], vertex["y"]) for vertex in wanted["polygons"][0]["vertices"]])
    drawing.press("Enter", "r")
    drawing.click((450, 480), (200, 500))
    drawing.press("v")
    drawing.click((200, 500))
    page.get_by_label("colour").select_option("red")
    drawing.press("d", "5")
    drawing.drag((20, 600), (940, 600))
    answer = drawing.page.submitted()["annotatedResult"]
    assert answer["relations"] == wanted["relations"]
    assert [list(each) for each in answer["boundingBoxes"]] == [list(each) for each in wanted["boundingBoxes"]]
    assert answer["boundingBoxes"][0]["attributes"] == {"colour": "red"}
    assert answer["boundingBoxes"][0]["labelPath"] == ["Vehicle", "Car"]
    assert answer["polygons"][0]["label"] == "Tree"
    assert answer["labelMappings"] == wanted["labelMappings"]
    assert set(answer) == set(wanted)


def test_a_required_attribute_is_asked_for_before_submitting(bench: PageBench) -> None:
    drawing = open_drawing(bench, TAG)
    drawing.press("b", "1")
    drawing.drag((118, 432), (390, 554))
    drawing.page.submit()
    expect(drawing.page.page.get_by_text("Fill in “colour” of Car.").first).to_be_visible()
    drawing.page.expect_nothing_submitted()
    drawing.page.page.get_by_label("colour").select_option("red")
    assert drawing.page.submitted()["annotatedResult"]["boundingBoxes"][0]["attributes"] == {"colour": "red"}


def test_a_relation_is_deleted_in_the_panel_and_undone(bench: PageBench) -> None:
    drawing = open_drawing(bench, TAG)
    drawing.press("b", "3")
    drawing.drag((428, 408), (474, 558))
    drawing.drag((560, 418), (600, 550))
    drawing.press("r", ".", "Enter", ".", "Enter")
    assert [(each["from"], each["to"]) for each in drawing.value["relations"]] == [("1", "2")]
    drawing.page.page.get_by_role("button", name="Delete relation").click()
    assert drawing.value["relations"] == []
    drawing.press("Control+z")
    assert len(drawing.value["relations"]) == 1


def test_questions_are_answered_by_digits_from_object_to_object(bench: PageBench) -> None:
    drawing = open_drawing(bench, TAG)
    page = drawing.page.page
    drawing.press("b", "1")
    drawing.drag((118, 432), (390, 554))
    drawing.press("2")
    drawing.drag((650, 440), (890, 560))
    drawing.press("j")
    expect(page.get_by_text("1–9 answer “colour”. J or Esc ends.").first).to_be_visible()
    drawing.press("2")
    expect(page.get_by_role("heading", name="Van 2")).to_be_visible()
    drawing.press("1")
    boxes = drawing.value["boundingBoxes"]
    assert [(box["label"], box["attributes"]) for box in boxes] == [
        ("Car", {"colour": "blue"}),
        ("Van", {"colour": "red"}),
    ]
    drawing.press("1")
    assert [box["label"] for box in drawing.value["boundingBoxes"]] == ["Car", "Car"]


def test_a_cut_that_parts_nothing_says_so_where_everybody_sees_it(bench: PageBench) -> None:
    drawing = open_drawing(bench, TAG)
    drawing.press("p", "4")
    drawing.click((432, 250), (606, 250), (540, 356))
    drawing.press("Enter", "c")
    drawing.drag((20, 20), (60, 20))
    said = drawing.page.page.locator(".refused")
    expect(said).to_have_text("The line parts no polygon: draw it from edge to edge.")
    drawing.press("v")
    expect(said).to_have_count(0)
