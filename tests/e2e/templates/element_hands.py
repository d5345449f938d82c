"""How each element is answered by hand. A room with an element of its own adds a line to ELEMENT_HANDS."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle, FloatRect, Frame

Hands: TypeAlias = "Callable[[Frame, ElementHandle], None]"


def inside(control: ElementHandle, selector: str) -> list[ElementHandle]:
    """What an element's shadow root holds."""
    found = control.evaluate_handle("(element, selector) => element.shadowRoot.querySelectorAll(selector)", selector)
    return [handle for value in found.get_properties().values() if (handle := value.as_element()) is not None]


def tick(_frame: Frame, control: ElementHandle) -> None:
    if not control.evaluate("element => element.checked"):
        control.click()


def slide(_frame: Frame, control: ElementHandle) -> None:
    (track,) = inside(control, "input[type=range]")
    track.press("End")


def write_text(_frame: Frame, control: ElementHandle) -> None:
    """The first of some texts that the element itself accepts."""
    (field,) = inside(control, ".field")
    for text in ("Some words", "1998", "5", "me@example.com", "https://example.com", "2024-05-17", "a"):
        try:
            field.fill(text)
        except Exception:  # noqa: BLE001,S112 - Playwright refuses what the field's type cannot hold: try the next
            continue
        if control.evaluate("element => element.value !== '' && element.validate()"):
            return


def classify(frame: Frame, control: ElementHandle) -> None:
    """Pick the first option, and the second where several may be picked; comment where a comment is asked for."""
    options = inside(control, ".option input:not(:disabled)")
    for option in options[: 2 if options[0].get_attribute("type") == "checkbox" else 1]:
        option.check()
    comment = control.query_selector("worker-comment")
    if comment is not None:
        inside(comment, ".open-link")[0].click()
        frame.page.keyboard.type("A remark")
        inside(comment, "crowd-button")[0].click()


def press_once(_frame: Frame, control: ElementHandle) -> None:
    control.click()


def rank(frame: Frame, control: ElementHandle) -> None:
    """Rank all responses in their order, dimension by dimension; a number key ranks the next response."""
    dimensions, responses = control.evaluate(
        "element => [JSON.parse(element.getAttribute('ordinal-ranking-dimensions')).length, element.responses.length]"
    )
    frame.locator("crowd-text-ranking").first.focus()
    for _dimension in range(dimensions):
        for number in range(1, responses + 1):
            frame.page.keyboard.press(str(number))


def ask(frame: Frame, _control: ElementHandle) -> None:
    """Write every question that is asked for, and its answer."""
    for kind, words in (("Question", "What is this text about?"), ("Answer", "About what it says")):
        for field in frame.get_by_role("textbox", name=kind).all():
            field.fill(words)


def mark_word(frame: Frame, control: ElementHandle) -> None:
    """Mark the first word of the text with the first label."""
    inside(control, ".block")[0].dblclick(position={"x": 12, "y": 10})
    frame.page.keyboard.press("1")


def box_of_picture(frame: Frame, control: ElementHandle) -> FloatRect:
    """Where the picture of an image tool is on the screen, once it has been loaded."""
    loaded = "element => element.shadowRoot.querySelector('truthloop-image-stage')?.imageSize !== undefined"
    frame.wait_for_function(loaded, arg=control)
    canvas = frame.locator(f"{control.evaluate('element => element.localName')} canvas").first
    canvas.wait_for()
    box = canvas.bounding_box()
    assert box is not None
    return box


def paint(frame: Frame, control: ElementHandle) -> None:
    """Take the first label and draw a stroke across the middle of the picture."""
    box = box_of_picture(frame, control)
    frame.page.keyboard.press("1")
    left, top = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    frame.page.mouse.move(left - 40, top - 30)
    frame.page.mouse.down()
    frame.page.mouse.move(left + 40, top + 30, steps=5)
    frame.page.mouse.up()


def press_corners(frame: Frame, control: ElementHandle) -> None:
    """Take the first label, press at three places of the picture, and end there by Enter."""
    box = box_of_picture(frame, control)
    frame.page.keyboard.press("1")
    left, top = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for across, down in ((-60, -40), (60, -40), (0, 60)):
        frame.page.mouse.click(left + across, top + down)
    frame.page.keyboard.press("Enter")
    frame.page.keyboard.press("Escape")


def compare(frame: Frame, control: ElementHandle) -> None:
    """Rank the responses as they are shown, rate each in every respect, and edit the first into a better answer."""
    for number in range(1, int(control.evaluate("element => element.responses.length")) + 1):
        frame.page.keyboard.press(str(number))
    for ratings in frame.get_by_role("group", name=", response ").all():
        ratings.locator("label").last.click()
    frame.get_by_role("button", name="Edit into a better answer").first.click()


def review_document(frame: Frame, _control: ElementHandle) -> None:
    """Say of every key that was asked for that the document does not have it."""
    for box in frame.get_by_label("Key not found").all():
        box.check()


ELEMENT_HANDS: dict[str, Hands] = {
    "crowd-input": write_text,
    "crowd-text-area": write_text,
    "crowd-checkbox": tick,
    "crowd-toggle-button": tick,
    "crowd-radio-button": tick,
    "crowd-slider": slide,
    "crowd-classifier": classify,
    "crowd-classifier-multi-select": classify,
    "crowd-image-classifier": classify,
    "crowd-image-classifier-multi-select": classify,
    "crowd-rekognition-detect-moderation-labels": classify,
    "crowd-text-ranking": rank,
    "crowd-question-answer-generation": ask,
    "crowd-entity-annotation": mark_word,
    "crowd-bounding-box": paint,
    "crowd-polygon": press_corners,
    "crowd-polyline": press_corners,
    "crowd-line": press_corners,
    "crowd-keypoint": press_corners,
    "crowd-semantic-segmentation": paint,
    "crowd-instance-segmentation": paint,
    "crowd-response-comparison": compare,
    "crowd-textract-analyze-document": review_document,
    "crowd-fab": press_once,
    "crowd-icon-button": press_once,
}
