"""Everything here renders templates in a running Truthloop and works in them in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.elements.page_bench import build_bundle_when_stale
from e2e.templates.rendered_page import Workbench

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from running_truthloop import RunningTruthloop


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e/templates" in item.nodeid:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def workbench(browser: Browser, truthloop: RunningTruthloop) -> Iterator[Workbench]:
    bench = Workbench.of(browser, truthloop)
    yield bench
    bench.context.close()


@pytest.fixture(scope="session", autouse=True)
def _fresh_bundle() -> None:
    build_bundle_when_stale()
