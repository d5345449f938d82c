"""The templates that bring libraries: each with its `task.input`, what a worker does in it, and the answer that makes.

A template names its libraries by an address that is put in when it is read, for they are served by the test.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Frame

HERE = Path(__file__).parent
ADDRESS = "https://libraries.example"


@dataclass(frozen=True, slots=True)
class LibraryTemplate:
    """A template, and the worker who answers it."""

    title: str
    text: str
    task_input: dict[str, Any]
    work: Callable[[Frame], None]
    check: Callable[[dict[str, Any]], None]

    def template(self, libraries: str) -> str:
        """The template with the address of its libraries; as long as it is written."""
        return self.text.replace(ADDRESS, libraries).ljust(len(self.text))


def read_template(name: str) -> str:
    return (HERE / f"{name}.liquid.html").read_text()


def exactly(wanted: dict[str, Any]) -> Callable[[dict[str, Any]], None]:
    """A check that an answer is this one, to the last key."""

    def check(given: dict[str, Any]) -> None:
        assert given == wanted

    return check
