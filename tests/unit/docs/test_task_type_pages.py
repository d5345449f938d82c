"""The page of a task type shows the example that the tests run, and every page is in the index."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from truthloop.task_types.type_table import BY_NAME

PAGES = Path(__file__).parents[3] / "docs" / "reference" / "task-types"
INDEX = (PAGES / "index.md").read_text(encoding="utf-8")
NAMES = sorted(page.stem for page in PAGES.glob("*.md") if page.stem != "index")
SECTIONS = {
    "Manifest line": "manifest_line",
    "Label category configuration": "label_categories",
    "Output line": "output",
}


def page_of(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def example_of(name: str) -> dict[str, Any]:
    folder = files(f"truthloop.task_types.{name.replace('-', '_')}")
    example: dict[str, Any] = json.loads(folder.joinpath("example.json").read_text(encoding="utf-8"))
    return example


def shown(page: str, section: str) -> Any:
    """The JSON in a section of a page."""
    text = page.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert len(blocks) <= 1
    return json.loads(blocks[0]) if blocks else None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("section", SECTIONS)
def test_a_page_shows_the_example_that_the_tests_run(name: str, section: str) -> None:
    assert shown(page_of(name), section) == example_of(name)[SECTIONS[section]]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_shows_an_answer_that_the_tests_run(name: str) -> None:
    assert shown(page_of(name), "Answer") in example_of(name)["answers"]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_names_the_functions_the_output_type_and_every_choice_of_consolidation(name: str) -> None:
    kind, page = BY_NAME[name], page_of(name)
    named = [*(f"`PRE-{each}`, `ACS-{each}`" for each in kind.function_names), f"`{kind.output_type}`"]
    assert [each for each in named if each not in page] == []
    chosen = re.findall(r"^\| `([a-z-]+)` \|", page.partition("\n## Consolidation\n")[2], re.MULTILINE)
    assert tuple(chosen) == kind.consolidations


def test_every_task_type_has_a_page() -> None:
    assert set(BY_NAME) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_in_the_index(name: str) -> None:
    assert f"]({name}.md)" in INDEX
