"""Templates that use jQuery, as most public ones do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from e2e.templates import element_hands, worker_hands
from e2e.templates.libraries.library_templates import LibraryTemplate, exactly, read_template

if TYPE_CHECKING:
    from playwright.sync_api import Frame


def correct_the_receipt(frame: Frame) -> None:
    """Hand in what does not add up, be told, and put it right."""
    frame.get_by_label("Amount of Tea").fill("4")
    worker_hands.submit(frame)
    frame.get_by_text("The amounts are not what was paid.").wait_for()
    frame.get_by_label("Amount of Tea").fill("3")
    frame.get_by_label("Remark").fill("The tea was cheaper")
    frame.locator("crowd-checkbox").click()


def draw_a_house(frame: Frame) -> None:
    """Hand in nothing, be asked why, and draw a box after all."""
    frame.locator("crowd-bounding-box canvas").first.wait_for()
    frame.locator("[data-testid=crowd-submit]").click()
    frame.get_by_label("Why is there no house?").fill("I looked again")
    boxes = frame.query_selector("crowd-bounding-box")
    assert boxes is not None
    boxes.evaluate("element => element.focus()")
    element_hands.paint(frame, boxes)


def check_boxes(answer: dict[str, Any]) -> None:
    (box,) = answer["boundingBox"]["boundingBoxes"]
    assert set(box) == {"height", "label", "left", "top", "width"}
    assert box["label"] == "House"
    assert answer["count"] == "1"
    assert float(answer["area-0"]) == box["width"] * box["height"] > 0
    assert answer["why"] == "I looked again"
    assert set(answer) == {"boundingBox", "count", "area-0", "why"}


JQUERY_CASES = (
    LibraryTemplate(
        "jQuery moves elements about",
        read_template("jquery-moves-elements"),
        {"shop": "Corner <shop>", "items": [{"name": "Tea", "amount": 5}, {"name": "Bread", "amount": 2}], "paid": 5},
        correct_the_receipt,
        exactly(
            {
                "amount-0": "3",
                "amount-1": "2",
                "remark": "The tea was cheaper",
                "legible": {"yes": True},
                "total": "5",
                "lines": "[3,2]",
                "checked-by": "jQuery 3",
            }
        ),
    ),
    LibraryTemplate(
        "jQuery reads boxes and adds fields",
        read_template("jquery-checks-boxes"),
        {"image": "{{media}}/street.png", "labels": ["House", "Tree"]},
        draw_a_house,
        check_boxes,
    ),
)
