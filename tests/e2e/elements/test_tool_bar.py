"""The bar of tools that all image elements share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.elements.element_examples import open_example
from e2e.elements.page_bench import PHONE

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

LOW = (1280, 420)
"""A window in which the column of tools is higher than the picture."""

IS_ON_TOP = """button => {
  const {left, top, width, height} = button.getBoundingClientRect();
  return button.contains(button.getRootNode().elementFromPoint(left + width / 2, top + height / 2));
}"""


@pytest.mark.parametrize("size", [PHONE, LOW])
@pytest.mark.parametrize(
    "tag",
    ["crowd-polygon", "crowd-image-annotation", "crowd-semantic-segmentation", "crowd-instance-segmentation"],
)
def test_undo_and_redo_are_in_sight_however_far_the_tools_are_scrolled(
    bench: PageBench, tag: str, size: tuple[int, int]
) -> None:
    page = open_example(bench, tag, size=size)
    bar = page.page.get_by_role("toolbar", name="Tools")
    bar.scroll_into_view_if_needed()
    for far in (0, 10_000):
        bar.evaluate("(bar, far) => bar.scrollTo(far, far)", far)
        for name in ("Undo", "Redo"):
            button = bar.get_by_role("button", name=name, exact=True)
            expect(button).to_be_in_viewport(ratio=1)
            assert button.evaluate(IS_ON_TOP)


def test_a_tool_reached_by_arrows_is_not_hidden_behind_undo_and_redo(bench: PageBench) -> None:
    page = open_example(bench, "crowd-image-annotation", size=PHONE)
    bar = page.page.get_by_role("toolbar", name="Tools")
    bar.get_by_role("button", name="Snap to edges and corners").focus()
    for key in ("ArrowRight", "ArrowLeft"):
        page.press(key)
        assert bar.locator("button:focus").evaluate(IS_ON_TOP)
