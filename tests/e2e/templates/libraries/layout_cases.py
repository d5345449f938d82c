"""Templates that lay out with Bootstrap and draw with D3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from e2e.templates import element_hands
from e2e.templates.libraries.library_templates import LibraryTemplate, exactly, read_template

if TYPE_CHECKING:
    from playwright.sync_api import Frame


def review_the_product(frame: Frame) -> None:
    """Read the guide in its dialog, classify, and fill in what the accordion hides."""
    frame.get_by_role("button", name="Guide").click()
    frame.locator("#guide.show crowd-checkbox").click()
    frame.get_by_role("button", name="Close").click()
    frame.locator("#guide:not(.show)").wait_for(state="hidden")
    classifier = frame.query_selector("crowd-classifier")
    assert classifier is not None
    element_hands.classify(frame, classifier)
    frame.get_by_role("button", name="Details").click()
    frame.get_by_label("Brand").fill("Northwind")
    frame.get_by_label("Stars").select_option("4")
    frame.get_by_label("Would buy again").check()
    frame.get_by_text("Loud").click()


def mark_readings(frame: Frame) -> None:
    """Press three readings, one of them twice, drag the line to the top, and slide to the end."""
    for name in ("Reading 3: 90", "Reading 5: 4", "Reading 1: 10", "Reading 1: 10"):
        frame.get_by_role("checkbox", name=name).click()
    line, top = frame.locator("line.threshold"), frame.get_by_role("checkbox", name="Reading 3: 90")
    line.drag_to(top, force=True)
    slider = frame.query_selector("crowd-slider")
    assert slider is not None
    element_hands.slide(frame, slider)


def check_readings(answer: dict[str, Any]) -> None:
    threshold = int(answer.pop("threshold"))
    assert 85 <= threshold <= 95, "the line was dragged to 90"
    assert answer == {"outliers": "[2,4]", "certainty": 10}


LAYOUT_CASES = (
    LibraryTemplate(
        "Bootstrap lays out and hides",
        read_template("bootstrap-modal"),
        {"name": "Kettle & lid", "text": "Boils fast.", "categories": ["Happy", "Unhappy"]},
        review_the_product,
        exactly(
            {
                "sentiment": {"label": "Happy"},
                "brand": "Northwind",
                "stars": "4",
                "again": {"would-buy": True},
                "tone": {"calm": False, "loud": True},
                "read": {"guide": True},
            }
        ),
    ),
    LibraryTemplate(
        "D3 draws what is pressed",
        read_template("d3-draws-chart"),
        {"readings": [10, 12, 90, 11, 4, 13]},
        mark_readings,
        check_readings,
    ),
)
