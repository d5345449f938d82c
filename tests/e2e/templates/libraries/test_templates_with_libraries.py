"""Templates that bring jQuery, Bootstrap, D3, React or AngularJS go the whole way, from loop to output, unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.templates.libraries.framework_cases import FRAMEWORK_CASES
from e2e.templates.libraries.jquery_cases import JQUERY_CASES
from e2e.templates.libraries.large_templates import LARGE_CASES
from e2e.templates.libraries.layout_cases import LAYOUT_CASES
from e2e.templates.libraries.review_desk import ReviewDesk, review_desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from e2e.templates.libraries.library_templates import LibraryTemplate
    from running_truthloop import RunningTruthloop

CASES = (*JQUERY_CASES, *LAYOUT_CASES, *FRAMEWORK_CASES, *LARGE_CASES)


@pytest.fixture(scope="module")
def desk(browser: Browser, truthloop: RunningTruthloop) -> Iterator[ReviewDesk]:
    with review_desk(browser, truthloop) as made:
        yield made


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_a_template_with_libraries_is_worked_in_at_the_portal_and_answers_as_it_means_to(
    desk: ReviewDesk, case: LibraryTemplate
) -> None:
    case.check(desk.complete(case))
    assert desk.complaints == []
