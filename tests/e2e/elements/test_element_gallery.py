"""The gallery at /elements shows every element live, to anybody, and sends nothing."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from running_truthloop import RunningTruthloop

EXAMPLES = Path(__file__).resolve().parents[3] / "examples/elements"
TAGS = sorted(path.name.removesuffix(".liquid.html") for path in EXAMPLES.glob("*.liquid.html"))


def test_an_example_is_shown_live_and_its_answer_stays_in_the_page(
    truthloop: RunningTruthloop, english_page: Page
) -> None:
    english_page.goto(f"{truthloop.url}/elements/crowd-text-ranking")
    expect(english_page.get_by_role("link", name="crowd-text-ranking")).to_have_attribute("aria-current", "page")
    live = english_page.frame_locator("iframe")
    expect(live.get_by_role("button", name="Submit")).to_be_visible()
    assert english_page.frames[1].evaluate("self.origin") == "null"


@pytest.mark.parametrize("tag", TAGS)
def test_every_example_renders(truthloop: RunningTruthloop, tag: str) -> None:
    page = httpx.get(f"{truthloop.url}/elements/{tag}/page", trust_env=False)
    assert page.status_code == 200
    assert f"<{tag}" in page.text
    assert "sandbox" in page.headers["content-security-policy"]


def test_what_has_no_example_is_not_found(truthloop: RunningTruthloop) -> None:
    for path in ("elements/crowd-none", "elements/crowd-none/page", "elements/files/../settings.py"):
        assert httpx.get(f"{truthloop.url}/{path}", trust_env=False).status_code == 404
