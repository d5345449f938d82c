"""crowd-image-annotation with masks: shapes and paint on one image, one list, one order of edits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from playwright.sync_api import expect

from e2e.elements.drawing_hands import drawing_page, open_drawing
from e2e.elements.mask_files import is_colour, mask_in, png_of
from e2e.elements.page_bench import DESKTOP, PHONE
from e2e.elements.test_element_accessibility import violations

if TYPE_CHECKING:
    from e2e.elements.drawing_hands import Drawing
    from e2e.elements.page_bench import PageBench

TAG = "crowd-image-annotation"


def street(bench: PageBench, more: str, **options: Any) -> Drawing:
    """The street, to be marked by boxes and painted: cars, trees, the road."""
    labels = """labels="['Car', 'Tree', 'Road']" """
    element = f"""<{TAG} name="annotatedResult" src="/street.png" header="Street" {labels} {more}></{TAG}>"""
    return drawing_page(bench, element, **options)


def painted(answer: Any, colour: str) -> int:
    return int(is_colour(mask_in(answer), colour).sum())


def road(answer: Any) -> int:
    """How many pixels the road covers."""
    return painted(answer, answer["labelMappings"]["Road"]["color"])


def row(drawing: Drawing, text: str) -> Any:
    return drawing.page.page.get_by_role("listitem").filter(has_text=text)


def test_boxes_and_paint_are_answered_together_in_awss_form(bench: PageBench) -> None:
    drawing = street(bench, "shapes=\"['box']\" masks=semantic")
    drawing.press("b", "1")
    drawing.drag((118, 432), (390, 554))
    drawing.press("d", "3")
    drawing.drag((100, 600), (800, 600))
    answer = drawing.page.submitted()["annotatedResult"]
    assert set(answer) == {"boundingBoxes", "labeledImage", "labelMappings", "inputImageProperties"}
    assert [box["label"] for box in answer["boundingBoxes"]] == ["Car"]
    assert list(answer["labelMappings"]) == ["Car", "Tree", "Road"]
    assert road(answer) > 700 * 20
    assert painted(answer, "#ffffff") == 960 * 640 - road(answer)


def test_edits_of_shapes_and_paint_are_undone_in_the_order_they_were_made(bench: PageBench) -> None:
    drawing = street(bench, "shapes=\"['box']\" masks=semantic")
    states = [drawing.value]
    drawing.press("b")
    drawing.drag((118, 432), (390, 554))
    states.append(drawing.value)
    drawing.press("d")
    drawing.drag((100, 600), (400, 600))
    states.append(drawing.value)
    drawing.press("b")
    drawing.drag((428, 408), (474, 558))
    states.append(drawing.value)
    drawing.press("e")
    drawing.drag((150, 600), (200, 600))
    states.append(drawing.value)
    assert len({json.dumps(state) for state in states}) == 5
    for state in reversed(states[:-1]):
        drawing.press("Control+z")
        assert drawing.value == state
    for state in states[1:]:
        drawing.press("Control+Shift+z")
        assert drawing.value == state
    expect(drawing.page.button("Redo")).to_be_disabled()


def test_instances_are_chosen_in_the_list_or_by_a_click_and_deleted_like_shapes(bench: PageBench) -> None:
    drawing = street(bench, "shapes=\"['box']\" masks=instance")
    drawing.press("d", "1")
    drawing.drag((100, 100), (200, 100))
    drawing.press("n")
    drawing.drag((100, 300), (200, 300))
    drawing.press("b")
    drawing.drag((428, 408), (474, 558))
    assert [each["label"] for each in drawing.value["instances"]] == ["Car", "Car"]
    expect(drawing.page.page.get_by_role("listitem")).to_have_count(3)
    drawing.press("v")
    drawing.click((150, 100))
    drawing.press("2")
    assert [each["label"] for each in drawing.value["instances"]] == ["Tree", "Car"]
    row(drawing, "Car mask").get_by_role("button").first.click()
    drawing.press("Delete")
    assert [each["label"] for each in drawing.value["instances"]] == ["Tree"]
    assert len(drawing.value["boundingBoxes"]) == 1
    drawing.press("Control+z")
    assert [each["label"] for each in drawing.value["instances"]] == ["Tree", "Car"]


def test_a_label_brings_the_brush_when_it_is_only_painted_and_a_box_when_it_is_not(bench: PageBench) -> None:
    drawing = open_drawing(bench, TAG)
    drawing.press("p", "5")
    expect(drawing.page.button("Brush")).to_have_attribute("aria-pressed", "true")
    drawing.drag((100, 600), (800, 600))
    drawing.press("1")
    expect(drawing.page.button("Box")).to_have_attribute("aria-pressed", "true")
    assert list(drawing.value["labelMappings"]) == ["Person", "Tree", "Road"]
    assert road(drawing.value) > 700 * 20


def test_a_label_has_one_colour_on_its_shapes_its_chip_and_in_the_mask(bench: PageBench) -> None:
    colours = "label-colors=\"['#ff0000', '#00ff00', '#0000ff']\""
    drawing = street(bench, f"shapes=\"['box']\" masks=semantic {colours}")
    drawing.press("d", "3")
    drawing.drag((100, 600), (400, 600))
    mappings = {label: each["color"] for label, each in drawing.value["labelMappings"].items()}
    assert mappings == {"Car": "#ff0000", "Tree": "#00ff00", "Road": "#0000ff"}
    assert painted(drawing.value, "#0000ff") > 0


def test_locked_and_hidden_paint_stays_in_the_answer_and_cannot_be_painted_over(bench: PageBench) -> None:
    drawing = street(bench, "shapes=\"['box']\" masks=semantic")
    drawing.press("d", "3")
    drawing.drag((100, 600), (400, 600))
    before = road(drawing.value)
    row(drawing, "Road").hover()
    row(drawing, "Road").get_by_role("button", name="Lock").click()
    row(drawing, "Road").get_by_role("button", name="Hide").click()
    drawing.press("d", "1")
    drawing.drag((200, 600), (300, 600))
    assert road(drawing.value) == before


def test_an_answer_given_as_initial_value_is_there_again_and_unmodified_until_painted(bench: PageBench) -> None:
    drawing = street(bench, "shapes=\"['box']\" masks=semantic")
    drawing.press("b")
    drawing.drag((118, 432), (390, 554))
    drawing.press("d", "3")
    drawing.drag((100, 600), (400, 600))
    answer = drawing.value
    given = json.dumps(answer).replace("'", "&#39;")
    again = street(bench, f"shapes=\"['box']\" masks=semantic initial-value='{given}'")
    again.page.page.wait_for_function("document.querySelector('[name=annotatedResult]').value.labeledImage")
    assert again.value == {**answer, "initialValueModified": False}
    again.press("d")
    again.drag((500, 100), (600, 100))
    assert again.value["initialValueModified"] is True
    again.press("Control+z")
    assert again.value == {**answer, "initialValueModified": False}


def test_an_earlier_mask_of_awss_form_is_taken_over_in_its_colours(bench: PageBench) -> None:
    mask = np.full((640, 960, 3), 255, np.uint8)
    mask[500:600] = (0x2C, 0xA0, 0x2C)
    bench.server.pages["/mask.png"] = (png_of(mask), {"Content-Type": "image/png"})
    initial = json.dumps({"labelMappings": {"Road": {"color": "#2ca02c"}}, "src": "/mask.png"})
    drawing = street(bench, f"masks=semantic initial-value='{initial}'")
    drawing.page.page.wait_for_function("document.querySelector('[name=annotatedResult]').value.labeledImage")
    assert drawing.value["labelMappings"]["Road"] == {"color": "#2ca02c"}
    assert np.array_equal(mask_in(drawing.value), mask)


def test_a_draft_brings_back_shapes_and_paint(bench: PageBench) -> None:
    drawing = street(bench, "shapes=\"['box']\" masks=semantic")
    drawing.press("b")
    drawing.drag((118, 432), (390, 554))
    drawing.press("d", "3")
    drawing.drag((100, 600), (400, 600))
    answer = drawing.value
    draft = drawing.page.evaluate("JSON.stringify(document.querySelector('[name=annotatedResult]').draftState)")
    again = street(bench, "shapes=\"['box']\" masks=semantic")
    again.page.run(f"document.querySelector('[name=annotatedResult]').restore({draft})")
    again.page.page.wait_for_function("document.querySelector('[name=annotatedResult]').value.boundingBoxes.length")
    assert again.value == answer


def test_a_value_set_by_script_brings_its_mask(bench: PageBench) -> None:
    drawing = street(bench, "shapes=\"['box']\" masks=semantic")
    drawing.press("d", "3")
    drawing.drag((100, 600), (400, 600))
    answer = drawing.value
    again = street(bench, "shapes=\"['box']\" masks=semantic")
    again.page.run(f"document.querySelector('[name=annotatedResult]').value = {json.dumps(answer)}")
    again.page.page.wait_for_function(
        "png => document.querySelector('[name=annotatedResult]').value.labeledImage?.pngImageData === png",
        arg=answer["labeledImage"]["pngImageData"],
    )
    assert again.value == answer


def test_everything_is_painted_and_drawn_by_the_keyboard_alone(bench: PageBench) -> None:
    drawing = street(bench, "shapes=\"['box']\" masks=semantic")
    drawing.press("d", "3", "ArrowRight", "Enter", "Shift+ArrowRight", "Shift+ArrowRight", "Enter")
    assert road(drawing.value) > 0
    drawing.press("b", "1", "ArrowLeft", "Enter", "Shift+ArrowDown", "Shift+ArrowRight", "Enter")
    assert [box["label"] for box in drawing.value["boundingBoxes"]] == ["Car"]
    drawing.press("Control+z", "Control+z")
    assert road(drawing.value) == 0


def test_smart_fill_and_superpixels_read_the_picture(bench: PageBench) -> None:
    drawing = street(bench, "shapes=\"['box']\" masks=semantic")
    drawing.press("w", "3")
    drawing.click((500, 610))
    said = drawing.page.page.get_by_role("status").filter(has_text="painted")
    said.wait_for()
    filled = road(drawing.value)
    assert filled > 0
    drawing.press("q", "2")
    drawing.click((500, 60))
    drawing.page.page.get_by_role("status").filter(has_text="Tree painted").wait_for()
    assert painted(drawing.value, drawing.value["labelMappings"]["Tree"]["color"]) > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_no_accessibility_fault_with_masks(bench: PageBench, scheme: str, size: tuple[int, int]) -> None:
    drawing = street(bench, "masks=instance relations=\"['next to']\"", scheme=scheme, size=size)
    drawing.page.page.emulate_media(reduced_motion="reduce")
    drawing.press("d")
    drawing.drag((100, 600), (400, 600))
    drawing.page.page.get_by_role("status").filter(has_text="painted").wait_for()
    # Headings and landmarks of the whole page are the template's.
    of_the_page = {"landmark-one-main", "page-has-heading-one", "region"}
    assert [each for each in violations(drawing.page) if each["rule"] not in of_the_page] == []


def test_an_unknown_word_for_masks_is_told(bench: PageBench) -> None:
    drawing = street(bench, "masks=both")
    expect(drawing.page.page.get_by_text("it may be semantic or instance")).to_be_visible()
