"""Every template of the suite is rendered over boto3, filled in by hand, submitted, and answers in AWS's shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.templates import template_cases, worker_hands
from e2e.templates.answer_shapes import differences

if TYPE_CHECKING:
    from e2e.templates.rendered_page import Workbench

CASES = template_cases.all_cases()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_template_is_rendered_filled_in_and_answered_in_the_documented_shape(
    workbench: Workbench, case: template_cases.TemplateCase
) -> None:
    frame = workbench.open(case).main_frame
    worker_hands.fill(frame)
    worker_hands.submit(frame)
    answer = workbench.answer()
    assert differences(answer, case.answer) == []
    assert [name for name, part in answer.items() if untouched(part)] == []
    assert workbench.complaints == []


def untouched(part: object) -> bool:
    """Whether a drawing tool says that nothing was drawn beside what it was given."""
    return isinstance(part, dict) and part.get("initialValueModified") is False


@pytest.mark.parametrize("name", ["liquid-control-flow", "liquid-filters-and-paths"])
def test_liquid_is_rendered_to_the_letter(workbench: Workbench, name: str) -> None:
    case = template_cases.TemplateCase(name, template_cases.HERE / "own")
    worker_hands.submit(workbench.open(case).main_frame)
    assert workbench.answer() == case.answer
