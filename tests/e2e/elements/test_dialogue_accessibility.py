from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.elements.element_examples import open_example
from e2e.elements.page_bench import DESKTOP, PHONE
from e2e.elements.test_element_accessibility import violations

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

TAGS = [
    "crowd-text-ranking",
    "crowd-question-answer-generation",
    "crowd-response-comparison",
    "crowd-audio-annotation",
]
# The examples are pages without a landmark or a first heading, as AWS's samples are: that is the template's.
TEMPLATES_OWN = {"landmark-one-main", "page-has-heading-one", "region", "heading-order"}


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize(("scheme", "size"), [("light", DESKTOP), ("dark", PHONE)])
def test_ranking_dialogue_and_audio_have_no_accessibility_fault(
    bench: PageBench, tag: str, scheme: str, size: tuple[int, int]
) -> None:
    page = open_example(bench, tag, scheme=scheme, size=size)
    page.page.emulate_media(reduced_motion="reduce")
    expect(page.element(tag)).to_be_visible()
    page.press("1")
    assert [found for found in violations(page) if found["rule"] not in TEMPLATES_OWN] == []
