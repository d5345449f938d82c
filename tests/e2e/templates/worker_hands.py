"""Fills in any worker page as a worker would: by keys and presses, control by control, opening what hides them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from e2e.templates.element_hands import ELEMENT_HANDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import ElementHandle, Frame

WRITINGS = ("Some words", "1998", "5", "me@example.com", "https://example.com", "2024-05-17", "12:30", "a")
CONTROLS = """() => Array.from(document.querySelectorAll('*')).filter((element) =>
  !element.closest('short-instructions, full-instructions') && (element.matches('input, select, textarea') ||
  element.localName.startsWith('crowd-')))"""
OPENERS = {
    "crowd-tab": (
        "tab => tab.parentElement.shadowRoot.querySelectorAll('[role=tab]')"
        "[Array.from(tab.parentElement.children).filter((one) => one.matches('crowd-tab')).indexOf(tab)]"
    ),
    "crowd-modal": "modal => modal.shadowRoot.querySelector('.opener')",
    "details:not([open])": "details => details.querySelector('summary')",
}
CLOSE_DIALOGS = """() => { const inside = (root) => root.querySelectorAll('*').forEach((element) => {
  if (element.localName === 'dialog') element.close(); if (element.shadowRoot) inside(element.shadowRoot) });
  inside(document) }"""


def fill(frame: Frame) -> None:
    """Answer everything the page asks, in the order it stands; controls that appear meanwhile are answered too."""
    done: list[ElementHandle] = []
    for _round in range(3):
        fresh = [control for control in controls(frame) if not any(same(control, seen) for seen in done)]
        for control in fresh:
            answer(frame, control)
        if not fresh:
            return
        done.extend(fresh)


def controls(frame: Frame) -> list[ElementHandle]:
    """Native controls and elements of ours, in document order; shadow roots are theirs alone."""
    handles: Iterable[ElementHandle | None] = (
        handle.as_element() for handle in frame.evaluate_handle(CONTROLS).get_properties().values()
    )
    return [handle for handle in handles if handle is not None]


def same(one: ElementHandle, other: ElementHandle) -> bool:
    return bool(one.evaluate("(one, other) => one === other", other))


def answer(frame: Frame, control: ElementHandle) -> None:
    """Answer one control, if it asks anything and can be reached."""
    tag = str(control.evaluate("element => element.localName"))
    hands = ELEMENT_HANDS.get(tag)
    native = tag in ("input", "select", "textarea")
    if (hands is None and not native) or not control.evaluate("element => element.isConnected && !element.disabled"):
        return
    uncover(control)
    if hands is not None:
        hands(frame, control)
    elif control.is_visible() and control.is_enabled():
        answer_native(control, tag)
    frame.evaluate(CLOSE_DIALOGS)


def uncover(control: ElementHandle) -> None:
    """Open the tab and the dialog a control stands in."""
    if control.evaluate("element => element.checkVisibility({visibilityProperty: true})"):
        return
    for tag, opener in OPENERS.items():
        around = control.evaluate_handle("(element, tag) => element.closest(tag)", tag).as_element()
        button = around.evaluate_handle(opener).as_element() if around is not None else None
        if button is not None:
            button.click()


def answer_native(control: ElementHandle, tag: str) -> None:
    kind = str(control.evaluate("element => element.type"))
    if tag == "select":
        values = control.evaluate(
            "s => Array.from(s.options).filter((o) => o.value && !o.disabled).map((o) => o.value)"
        )
        if values:
            control.select_option(values[-1])
    elif kind in ("checkbox", "radio"):
        control.check()
    elif kind == "range":
        control.press("End")
    elif kind not in ("hidden", "submit", "button", "reset", "image", "file", "color"):
        write(control)


def write(field: ElementHandle) -> None:
    """The first of some writings that the field takes."""
    if field.evaluate("field => field.readOnly"):
        return
    kind = str(field.evaluate("field => field.type"))
    number = kind in ("number", "date", "time", "datetime-local", "month", "week")
    for writing in ("5", "2024-05-17", "12:30", "2024-05-17T12:30", "2024-05", "2024-W20") if number else WRITINGS:
        try:
            field.fill(writing)
        except Exception:  # noqa: BLE001,S112 - Playwright refuses what the field's type cannot hold: try the next
            continue
        if field.evaluate("field => field.value !== '' && field.checkValidity()"):
            return


def submit(frame: Frame) -> None:
    """Press the page's submit button."""
    buttons = ("crowd-button[form-action=submit]", "crowd-form button[type=submit]", "crowd-form input[type=submit]")
    frame.locator(", ".join(f"{button}:visible" for button in buttons)).first.click()
