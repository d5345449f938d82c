"""Templates that React or AngularJS renders, and one that sets everything by script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from e2e.templates import element_hands, worker_hands
from e2e.templates.libraries.library_templates import LibraryTemplate, exactly, read_template

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle, Frame


def element(frame: Frame, tag: str) -> ElementHandle:
    found = frame.wait_for_selector(tag)
    assert found is not None
    return found


def pick(frame: Frame, name: str) -> None:
    frame.get_by_role("radio", name=name).check()


def outline_a_field(frame: Frame) -> None:
    """Change what is shown twice, draw in the tool that this brings, and be told of a missing remark."""
    pick(frame, "Sea")
    frame.get_by_label("Name of the ship").fill("Not kept")
    pick(frame, "Land")
    element_hands.press_corners(frame, element(frame, "crowd-polygon"))
    worker_hands.submit(frame)
    frame.get_by_text("Add at least one remark.").wait_for()
    for _remark in range(3):
        frame.get_by_role("button", name="Add a remark").click()
    frame.get_by_role("button", name="Remove remark 2").click()
    frame.get_by_label("Remark 1").fill("Two fields")
    frame.get_by_label("Remark 3").fill("Fog")


def check_field(answer: dict[str, Any]) -> None:
    (polygon,) = answer.pop("parcels")["polygons"]
    assert polygon["label"] == "Field"
    assert [set(vertex) for vertex in polygon["vertices"]] == [{"x", "y"}] * 3
    assert answer == {"kind": {"label": "Land"}, "remark-1": "Two fields", "remark-3": "Fog", "remarks": "2"}


def take_the_steps(frame: Frame) -> None:
    """Answer step by step to the form, start anew, and answer again."""
    for answers in (("red", "round"), ("blue", "square")):
        for question, text in zip(("Colour?", "Shape?"), answers, strict=True):
            frame.get_by_label(question).fill(text)
            frame.get_by_role("button", name="Next").click()
        frame.get_by_role("button", name="Submit").wait_for()
        if "red" in answers:
            frame.get_by_role("button", name="Start anew").click()


def tick_topics(frame: Frame) -> None:
    """Filter the boxes, tick two, and be asked more."""
    frame.get_by_label("Filter").fill("ea")
    frame.locator("crowd-checkbox", has_text="Tea").click()
    frame.locator("crowd-checkbox", has_text="Bread").click()
    frame.get_by_text("2 of 3").wait_for()
    frame.get_by_label("Filter").fill("")
    frame.get_by_label("Language").select_option("Korean")
    frame.get_by_label("Confidence").fill("70")
    frame.get_by_label("I am not sure").check()
    frame.get_by_label("What makes you doubt?").fill("The stains")


def use_what_scripts_set(frame: Frame) -> None:
    """Paint, classify, and leave what was there in the first and the last tool."""
    element_hands.paint(frame, element(frame, "crowd-semantic-segmentation"))
    pick(frame, "Rain")
    frame.locator("crowd-keypoint canvas").first.wait_for()


def check_properties(answer: dict[str, Any]) -> None:
    assert answer["boxes"]["boundingBoxes"] == [{"label": "Tree", "left": 10, "top": 20, "width": 30, "height": 40}]
    assert answer["boxes"]["initialValueModified"] is False
    assert answer["weather"] == {"label": "Rain"}
    assert list(answer["ground"]["labelMappings"]) == ["Grass", "Road"]
    assert answer["ground"]["labeledImage"]["pngImageData"]
    assert answer["corners"]["keypoints"] == [{"label": "Right", "x": 11, "y": 12}]


FRAMEWORK_CASES = (
    LibraryTemplate(
        "React renders the form",
        read_template("react-builds-form"),
        {"title": "From above", "kinds": ["Land", "Sea"], "labels": ["Field"], "image": "{{media}}/street.png"},
        outline_a_field,
        check_field,
    ),
    LibraryTemplate(
        "React brings and removes the form",
        read_template("react-takes-steps"),
        {"steps": ["Colour?", "Shape?"]},
        take_the_steps,
        exactly({"summary": "blue; square", "answer-0": "blue", "answer-1": "square"}),
    ),
    LibraryTemplate(
        "AngularJS repeats checkboxes",
        read_template("angularjs-repeats"),
        {
            "title": "What is on it?",
            "topics": [{"id": "t", "name": "Tea"}, {"id": "b", "name": "Bread"}, {"id": "m", "name": "Milk"}],
            "languages": ["English", "Korean"],
        },
        tick_topics,
        exactly(
            {
                "topics": {"t": True, "b": True, "m": False},
                "language": "Korean",
                "confidence": "70",
                "unsure": {"yes": True},
                "doubt": "The stains",
                "model": '{"l":"Korean","c":70,"u":true}',
            }
        ),
    ),
    LibraryTemplate(
        "Scripts set labels and values",
        read_template("properties-by-script"),
        {
            "image": "{{media}}/street.png",
            "labels": ["House", "Tree"],
            "boxes": [{"label": "Tree", "left": 10, "top": 20, "width": 30, "height": 40}],
        },
        use_what_scripts_set,
        check_properties,
    ),
)
