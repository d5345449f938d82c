"""How each element is answered by hand. A room with an element of its own adds a line to ELEMENT_HANDS."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle, Page

Hands: TypeAlias = "Callable[[Page, ElementHandle], None]"


def inside(control: ElementHandle, selector: str) -> list[ElementHandle]:
    """What an element's shadow root holds."""
    found = control.evaluate_handle("(element, selector) => element.shadowRoot.querySelectorAll(selector)", selector)
    return [handle for value in found.get_properties().values() if (handle := value.as_element()) is not None]


def tick(_page: Page, control: ElementHandle) -> None:
    if not control.evaluate("element => element.checked"):
        control.click()


def slide(_page: Page, control: ElementHandle) -> None:
    (track,) = inside(control, "input[type=range]")
    track.press("End")


def write_text(_page: Page, control: ElementHandle) -> None:
    """The first of some texts that the element itself accepts."""
    (field,) = inside(control, ".field")
    for text in ("Some words", "1998", "5", "me@example.com", "https://example.com", "2024-05-17", "a"):
        try:
            field.fill(text)
        except Exception:  # noqa: BLE001,S112 - Playwright refuses what the field's type cannot hold: try the next
            continue
        if control.evaluate("element => element.value !== '' && element.validate()"):
            return


def classify(page: Page, control: ElementHandle) -> None:
    """Pick the first option, and the second where several may be picked; comment where a comment is asked for."""
    options = inside(control, ".option input:not(:disabled)")
    for option in options[: 2 if options[0].get_attribute("type") == "checkbox" else 1]:
        option.check()
    comment = control.query_selector("worker-comment")
    if comment is not None:
        inside(comment, ".open-link")[0].click()
        page.keyboard.type("A remark")
        inside(comment, "crowd-button")[0].click()


def press_once(_page: Page, control: ElementHandle) -> None:
    control.click()


def rank(page: Page, control: ElementHandle) -> None:
    """Rank all responses in their order, dimension by dimension; a number key ranks the next response."""
    dimensions, responses = control.evaluate(
        "element => [JSON.parse(element.getAttribute('ordinal-ranking-dimensions')).length, element.responses.length]"
    )
    page.locator("crowd-text-ranking").first.focus()
    for _dimension in range(dimensions):
        for number in range(1, responses + 1):
            page.keyboard.press(str(number))


def ask(page: Page, _control: ElementHandle) -> None:
    """Write every question that is asked for, and its answer."""
    for kind, words in (("Question", "What is this text about?"), ("Answer", "About what it says")):
        for field in page.get_by_role("textbox", name=kind).all():
            field.fill(words)


def mark_word(page: Page, control: ElementHandle) -> None:
    """Mark the first word of the text with the first label."""
    inside(control, ".block")[0].dblclick(position={"x": 12, "y": 10})
    page.keyboard.press("1")


def paint(page: Page, control: ElementHandle) -> None:
    """Take the first label and draw a stroke across the middle of the picture."""
    canvas = page.locator(f"{control.evaluate('element => element.localName')} canvas").first
    canvas.wait_for()
    box = canvas.bounding_box()
    assert box is not None
    page.keyboard.press("1")
    left, top = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(left - 40, top - 30)
    page.mouse.down()
    page.mouse.move(left + 40, top + 30, steps=5)
    page.mouse.up()


def compare(page: Page, control: ElementHandle) -> None:
    """Rank the responses as they are shown, rate each in every respect, and edit the first into a better answer."""
    for number in range(1, int(control.evaluate("element => element.responses.length")) + 1):
        page.keyboard.press(str(number))
    for ratings in page.get_by_role("group", name=", response ").all():
        ratings.locator("label").last.click()
    page.get_by_role("button", name="Edit into a better answer").first.click()


def review_document(page: Page, _control: ElementHandle) -> None:
    """Say of every key that was asked for that the document does not have it."""
    for box in page.get_by_label("Key not found").all():
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
    "crowd-semantic-segmentation": paint,
    "crowd-instance-segmentation": paint,
    "crowd-response-comparison": compare,
    "crowd-textract-analyze-document": review_document,
    "crowd-fab": press_once,
    "crowd-icon-button": press_once,
}
