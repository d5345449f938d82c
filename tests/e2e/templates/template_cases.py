"""The worker templates of the suite: a template, its `task.input`, and an answer of the shape AWS documents.

They lie in three folders: the examples of the docs, our own set (every Liquid form and oddity of the reference), and
structures seen in public templates, written anew. A new file joins by lying there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[2] / "examples/elements"
FOLDERS = (EXAMPLES, HERE / "own", HERE / "seen")
TEMPLATE, INPUT, ANSWER = ".liquid.html", ".input.json", ".answer.json"


@dataclass(frozen=True, slots=True)
class TemplateCase:
    """One template with what it is rendered with and what it must answer."""

    name: str
    folder: Path

    @property
    def template(self) -> str:
        return (self.folder / (self.name + TEMPLATE)).read_text()

    def task_input(self, media: str, bucket: str) -> str:
        """The JSON text of `task.input`; pictures and sounds are at the address `media`, and in `bucket`."""
        path = self.folder / (self.name + INPUT)
        text = path.read_text() if path.exists() else "{}"
        return text.replace("{{media}}", media).replace("{{bucket}}", bucket)

    @property
    def answer(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads((self.folder / (self.name + ANSWER)).read_text())
        return answer


def all_cases() -> list[TemplateCase]:
    """Every template that lies in one of the folders."""
    return [
        TemplateCase(path.name.removesuffix(TEMPLATE), folder)
        for folder in FOLDERS
        for path in sorted(folder.glob(f"*{TEMPLATE}"))
    ]
