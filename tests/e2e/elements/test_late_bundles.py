"""Elements that come in bundles of their own are there when a page holds them, and cost nothing where it does not."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Route, expect

from e2e.elements.mask_files import mask_in, png_of
from e2e.elements.page_bench import BUNDLE, PageBench
from e2e.elements.painted_pictures import PNG, quarters

RANKING = """<crowd-text-ranking name="r" text="Which is better?" responses="['One', 'Two']"
  ordinal-ranking-dimensions="[{'name': 'Clarity', 'allowTie': true}]"></crowd-text-ranking>"""
LONGEST_FIRST_BUNDLE = 60_000
BOX = {"label": "Car", "left": 1, "top": 2, "width": 30, "height": 40}
TRIANGLE = {"label": "Car", "vertices": [{"x": 1, "y": 2}, {"x": 30, "y": 2}, {"x": 9, "y": 40}]}


def in_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def test_a_page_of_simple_elements_fetches_the_first_bundle_alone(bench: PageBench) -> None:
    fetched: list[str] = []
    page = bench.tab()
    page.on("request", lambda request: fetched.append(request.url.rsplit("/", 1)[-1]))
    bench.open('<crowd-form><crowd-input name="a"></crowd-input></crowd-form>')
    assert [name for name in fetched if ".js" in name] == ["crowd-html-elements.js"]
    assert len(gzip.compress(BUNDLE.read_bytes(), 9)) < LONGEST_FIRST_BUNDLE


def test_everything_is_defined_when_the_page_says_it_is_ready(bench: PageBench) -> None:
    script = """<script>document.addEventListener('all-crowd-elements-ready', () => {
        document.title = String(customElements.get('crowd-text-ranking') !== undefined
            && document.querySelector('crowd-text-ranking').validate !== undefined); });</script>"""
    page = bench.open(f"{script}<crowd-form>{RANKING}</crowd-form>").page
    page.wait_for_function("document.title !== ''")
    assert page.title() == "true"


def test_an_element_that_a_script_inserts_later_is_fetched_then_and_takes_part(bench: PageBench) -> None:
    opened = bench.open("<crowd-form><p id='here'></p></crowd-form>")
    opened.page.evaluate("(html) => document.querySelector('#here').insertAdjacentHTML('afterend', html)", RANKING)
    opened.page.wait_for_function("customElements.get('crowd-text-ranking') !== undefined")
    opened.page.wait_for_function("document.querySelector('crowd-text-ranking').answerName === 'r'")


def test_a_bundle_that_does_not_arrive_at_first_is_fetched_again(bench: PageBench) -> None:
    refusals = 1
    page = bench.tab()

    def sometimes(route: Route) -> None:
        nonlocal refusals
        refusals -= 1
        if refusals >= 0:
            route.abort()
        else:
            route.continue_()

    page.route("**/ranking.js*", sometimes)
    try:
        opened = bench.open(f"<crowd-form>{RANKING}</crowd-form>")
        expect(opened.page.locator("crowd-text-ranking")).to_be_visible()
        opened.page.wait_for_function("customElements.get('crowd-text-ranking') !== undefined")
    finally:
        page.unroute("**/ranking.js*")
    assert refusals < 0


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ("<crowd-bounding-box labels=\"['Car']\"></crowd-bounding-box>", {"boundingBoxes": [BOX]}),
        ("<crowd-polygon labels=\"['Car']\"></crowd-polygon>", {"polygons": [TRIANGLE]}),
        ("<crowd-image-annotation labels=\"['Car']\"></crowd-image-annotation>", {"boundingBoxes": [BOX]}),
    ],
)
def test_a_value_that_a_script_sets_before_the_bundle_is_there_is_taken_over(
    bench: PageBench, element: str, value: Any
) -> None:
    early = f"<script>document.querySelector('crowd-form').firstElementChild.value = {json.dumps(value)}</script>"
    opened = bench.open(f"<crowd-form>{element}</crowd-form>{early}")
    opened.page.wait_for_function("document.querySelector('crowd-form').firstElementChild.answerName !== undefined")
    answer = opened.evaluate("document.querySelector('crowd-form').firstElementChild.answer")
    (name, (shape,)), *_ = value.items()
    assert shape.items() <= answer[name][0].items()
    opened.run("document.querySelector('crowd-form').firstElementChild.value = {}")
    assert opened.evaluate("document.querySelector('crowd-form').firstElementChild.value")[name] == []


def test_a_mask_that_a_script_sets_before_the_bundle_is_there_is_taken_over(bench: PageBench) -> None:
    mask = np.full((200, 300, 3), 255, np.uint8)
    mask[10:50] = (0x2C, 0xA0, 0x2C)
    bench.server.pages["/picture.png"] = (png_of(quarters()), PNG)
    value = {"labelMappings": {"Cat": {"color": "#2ca02c"}}, "labeledImage": {"pngImageData": in_base64(png_of(mask))}}
    tag = "crowd-semantic-segmentation"
    early = f"<script>document.querySelector('{tag}').value = {json.dumps(value)}</script>"
    opened = bench.open(f"<crowd-form><{tag} name=m src=/picture.png labels=\"['Cat']\"></{tag}></crowd-form>{early}")
    opened.page.wait_for_function(f"document.querySelector('{tag}').value?.labeledImage !== undefined")
    assert np.array_equal(mask_in(opened.evaluate(f"document.querySelector('{tag}').value")), mask)
