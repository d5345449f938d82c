"""Elements that come in bundles of their own are there when a page holds them, and cost nothing where it does not."""

from __future__ import annotations

import gzip

from playwright.sync_api import Route, expect

from e2e.elements.page_bench import BUNDLE, PageBench

RANKING = """<crowd-text-ranking name="r" text="Which is better?" responses="['One', 'Two']"
  ordinal-ranking-dimensions="[{'name': 'Clarity', 'allowTie': true}]"></crowd-text-ranking>"""
LONGEST_FIRST_BUNDLE = 60_000


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
