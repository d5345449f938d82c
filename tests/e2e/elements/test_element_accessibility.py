from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from e2e.elements.page_bench import DESKTOP, PHONE, WEB

if TYPE_CHECKING:
    from e2e.elements.page_bench import OpenPage, PageBench

AXE = WEB / "node_modules/axe-core/axe.min.js"
TITLE = "<title>Task</title>"
EVERYTHING = """<main><crowd-form>
  <short-instructions><p>In short</p></short-instructions>
  <full-instructions header="In full"><p>Everything</p></full-instructions>
  <h1>Review</h1>
  <crowd-input name="i" label="Phrase" required></crowd-input>
  <crowd-input name="j" label="Off" value="x" disabled></crowd-input>
  <crowd-text-area name="t" label="Why" char-counter max-length="50" placeholder="For example"></crowd-text-area>
  <crowd-checkbox name="c" required>Agree</crowd-checkbox><crowd-checkbox name="d" checked>Checked</crowd-checkbox>
  <crowd-radio-group aria-label="Topic"><crowd-radio-button name="g1">Sports</crowd-radio-button>
  <crowd-radio-button name="g2" checked>News</crowd-radio-button></crowd-radio-group>
  <crowd-slider name="n" min="0" max="10" pin editable required aria-label="How good"></crowd-slider>
  <label>Rank <select name="s" required><option value="">-</option><option>1</option></select></label>
  <label><input type="checkbox" name="nc"> Native box</label> <label>Native <input name="nt"></label>
  <crowd-button variant="link">Link</crowd-button><crowd-button>Normal</crowd-button>
  <crowd-button variant="icon" icon="send" title="Send"></crowd-button>
  <crowd-classifier name="k" header="Kind" categories="['A', 'B']">
    <classification-target>Target</classification-target></crowd-classifier>
  <crowd-classifier-multi-select name="m" header="Kinds" categories="['A', 'B']" exclusion-category="{text: 'None'}">
    <classification-target>Target</classification-target></crowd-classifier-multi-select>
</crowd-form></main>"""
PICTURE = "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%2240%22 height=%2230%22/%3E"
LAYOUT = f"""<main><h1>Task</h1><crowd-form>
  <crowd-alert dismissible>Mind</crowd-alert><crowd-alert type="error">Wrong</crowd-alert>
  <crowd-alert type="success">Right</crowd-alert><crowd-alert type="warning">Beware</crowd-alert>
  <crowd-card heading="Card" image="{PICTURE}"><p>Text</p></crowd-card>
  <crowd-button id="b">Inbox</crowd-button><crowd-badge for="b" label="3"></crowd-badge>
  <crowd-badge icon="star"></crowd-badge><crowd-fab icon="add" title="Add"></crowd-fab><crowd-fab label="B"></crowd-fab>
  <crowd-icon-button icon="flag"></crowd-icon-button>
  <crowd-toggle-button name="t">On</crowd-toggle-button>
  <crowd-toggle-button name="u" checked>On too</crowd-toggle-button>
  <crowd-slider name="s" min="1" max="5" aria-label="How"><crowd-slider-label position="1">Poor</crowd-slider-label>
  </crowd-slider>
  <crowd-tabs><crowd-tab header="One">first</crowd-tab><crowd-tab header="Two">second</crowd-tab></crowd-tabs>
  <crowd-modal link-text="Open me"><p>Inside</p></crowd-modal>
  <crowd-instructions link-text="Read me"><short-summary>Short</short-summary><positive-example>Good</positive-example>
  </crowd-instructions>
  <crowd-image-classifier name="k" header="Kind" categories="['A', 'B']" src="{PICTURE}" overlay='{{ "boundingBox": {{
    labels: ["x"], value: [{{left: 5, top: 5, width: 9, height: 9, label: "x"}}] }} }}'>
    <worker-comment>Why?</worker-comment></crowd-image-classifier>
  <crowd-toast text="Saved" opened duration="0"></crowd-toast>
</crowd-form></main>"""


def violations(page: OpenPage) -> list[dict[str, Any]]:
    page.page.evaluate(AXE.read_text())
    found = page.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        {"rule": violation["id"], "where": [node["target"] for node in violation["nodes"]]}
        for violation in found["violations"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_no_element_has_an_accessibility_fault_at_rest_or_in_error(
    bench: PageBench, scheme: str, size: tuple[int, int]
) -> None:
    page = bench.open(TITLE + EVERYTHING, scheme=scheme, size=size)
    page.page.emulate_media(reduced_motion="reduce")
    assert violations(page) == []
    page.submit()
    expect(page.page.get_by_text("Fill in this field.")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_no_layout_element_has_an_accessibility_fault(bench: PageBench, scheme: str, size: tuple[int, int]) -> None:
    page = bench.open(TITLE + LAYOUT, scheme=scheme, size=size)
    page.page.emulate_media(reduced_motion="reduce")
    expect(page.button("Zoom in")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("opener", ["Open me", "Read me", "Add a comment"])
def test_no_dialog_has_an_accessibility_fault(bench: PageBench, scheme: str, opener: str) -> None:
    page = bench.open(TITLE + LAYOUT, scheme=scheme)
    page.page.emulate_media(reduced_motion="reduce")
    page.button(opener).click()
    expect(page.page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_instructions_dialog_and_the_preview_have_no_accessibility_fault(bench: PageBench, scheme: str) -> None:
    page = bench.open(
        TITLE + "<main><h1>Task</h1><crowd-form><full-instructions header='In full'><h3>Part</h3><p>All</p>"
        "</full-instructions></crowd-form></main>",
        scheme=scheme,
    )
    page.button("View full instructions").click()
    expect(page.page.get_by_role("dialog")).to_be_visible()
    assert [found for found in violations(page) if found["rule"] != "heading-order"] == []
    page.press("Escape")
    page.submit()
    expect(page.preview).to_be_visible()
    assert violations(page) == []


def test_a_task_is_done_by_keyboard_alone(bench: PageBench) -> None:
    page = bench.open(EVERYTHING)
    page.press("Tab", "Tab", "Tab")
    expect(page.button("View full instructions")).to_be_focused()
    page.press("Enter", "Escape", "Tab")
    page.page.keyboard.type("zip")
    page.press("Tab")
    page.page.keyboard.type("broken")
    page.press("Tab", "Space", "Tab", "Tab", "ArrowUp", "Tab", "ArrowRight", "ArrowRight", "Tab", "Tab")
    page.page.keyboard.type("1")
    page.press("Tab", "Space", "Tab")
    page.page.keyboard.type("native")
    page.press("Tab", "Tab", "Tab", "Tab", "ArrowDown", "Tab", "Space", "Enter")
    expect(page.preview).to_be_visible()
    (answer,) = json.loads(page.preview.inner_text())
    assert answer == {
        "i": "zip",
        "t": "broken",
        "c": {"on": True},
        "d": {"on": True},
        "g1": {"on": True},
        "g2": {"on": False},
        "n": 2,
        "s": "1",
        "nc": {"on": True},
        "nt": "native",
        "k": {"label": "B"},
        "m": {"labels": ["A"]},
    }
