"""One browser and one site for all element tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser

from e2e.elements.page_bench import PageBench, PageServer, build_bundle_when_stale

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives Chromium."""
    for item in items:
        if "e2e/elements" in item.nodeid:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def element_site() -> Iterator[PageServer]:
    build_bundle_when_stale()
    yield from PageServer().serve()


@pytest.fixture(scope="session")
def element_tabs(browser: Browser, element_site: PageServer) -> PageBench:
    return PageBench(browser, element_site)


@pytest.fixture
def bench(element_tabs: PageBench) -> Iterator[PageBench]:
    yield element_tabs
    assert element_tabs.take_errors() == []
