"""What the tutorial and the README tell people to type is typed here."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

from e2e.portal.pages.sign_in_page import sign_in
from running_truthloop import RunningTruthloop

ROOT = Path(__file__).parents[3]


def blocks(page: str, language: str) -> list[str]:
    """The code of a language in a page of the documentation."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


def typed_in(truthloop: RunningTruthloop, code: str) -> subprocess.Popen[str]:
    """A Python that was given the code, in a shell where `truthloop env` was evaluated."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TRUTHLOOP_"))}
    return subprocess.Popen(
        [sys.executable, "-u", "-c", code],
        env=environment | truthloop.variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.e2e
def test_the_tutorial_leads_to_an_answer(truthloop: RunningTruthloop, english_page: Page) -> None:
    shell = "\n".join(blocks("docs/tutorial.md", "sh"))
    (command,) = [line for line in shell.splitlines() if "worker add" in line]
    arguments = shlex.split(command)[1:]
    truthloop.command(*arguments)

    with typed_in(truthloop, "\n".join(blocks("docs/tutorial.md", "python"))) as python:
        assert python.stdout is not None
        printed = iter(python.stdout)
        assert next(printed).strip().isdigit()
        assert next(printed) == "InProgress\n"
        email, password = arguments[2], arguments[-1]
        task = sign_in(english_page, f"{truthloop.url}/portal", email, password).start_working(
            "How does this customer feel?"
        )
        task.worker_page.get_by_role("radio", name="unhappy").check()
        task.submit()
        assert f"```\n{next(printed)}```\n" in (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    assert python.returncode == 0
