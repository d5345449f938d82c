"""What operators can set and call is written down: a new setting or command without a line in the docs fails here."""

from __future__ import annotations

import re
import secrets
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.core import TyperGroup

from truthloop.cli import app
from truthloop.outbound.webhook_signature import new_webhook_secret, signature_headers
from truthloop.server.portal_api.portal_routes import FOR_ANYBODY, FOR_WORKERS
from truthloop.settings import Settings

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
CONFIGURATION = (DOCS / "reference" / "configuration.md").read_text(encoding="utf-8")
COMMANDS = (DOCS / "reference" / "command-line.md").read_text(encoding="utf-8")
PORTAL_API = (DOCS / "reference" / "portal-api.md").read_text(encoding="utf-8")
INTERNAL = {"TRUTHLOOP_NOTEBOOK_METADATA"}
"""Set by one process of ours for another."""


NO_CONTEXT: Any = None


def commands(group: TyperGroup, before: str = "truthloop") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in group.list_commands(NO_CONTEXT):
        command = group.get_command(NO_CONTEXT, name)
        path = f"{before} {name}"
        found |= commands(command, path) if isinstance(command, TyperGroup) else {path: command}
    return found


ROOT_GROUP = typer.main.get_group(app)
COMMANDS_THERE_ARE = commands(ROOT_GROUP)


@pytest.mark.parametrize("setting", [field.name for field in fields(Settings)])
def test_every_setting_has_a_row_in_the_configuration_page(setting: str) -> None:
    assert f"| `TRUTHLOOP_{setting.upper()}` |" in CONFIGURATION


def test_every_variable_that_the_code_reads_is_in_the_configuration_page() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src" / "truthloop").rglob("*.py")]
    named = {name for text in sources for name in re.findall(r"\bTRUTHLOOP_[A-Z0-9_]*[A-Z0-9]\b", text)}
    assert sorted(name for name in named - INTERNAL if f"`{name}`" not in CONFIGURATION) == []


def test_the_configuration_page_names_nothing_that_does_not_exist() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "truthloop").rglob("*.py"))
    settings = {f"TRUTHLOOP_{field.name.upper()}" for field in fields(Settings)}
    documented = set(re.findall(r"`(TRUTHLOOP_[A-Z0-9_]+)`", CONFIGURATION))
    assert sorted(name for name in documented - settings if name not in sources) == []


@pytest.mark.parametrize("path", COMMANDS_THERE_ARE)
def test_every_command_and_each_of_its_options_is_in_the_command_line_page(path: str) -> None:
    section = COMMANDS.partition(f"### `{path}")[2].partition("\n### ")[0]
    assert section
    options = [
        option for parameter in COMMANDS_THERE_ARE[path].params for option in parameter.opts if option.startswith("--")
    ]
    assert [option for option in options if option not in section and option != "--help"] == []


def test_every_call_of_the_portals_api_is_in_its_page() -> None:
    calls = [(row[0], row[1]) for row in (*FOR_ANYBODY, *FOR_WORKERS)]
    written = [f"{method} {re.sub(r'{[a-z_]+}', '{id}', path).lstrip('/')}" for method, path in calls]
    assert [call for call in written if f"| `{call}` |" not in PORTAL_API] == []


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*DOCS.rglob("*.md"), ROOT / "README.md"]
    links = [
        (page, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:")
    ]
    assert [f"{page.name}: {target}" for page, target in links if not (page.parent / target).exists()] == []


def test_the_check_of_a_signature_that_the_how_to_gives_knows_ours() -> None:
    (code,) = re.findall(
        r"```python\n(.*?)```", (DOCS / "how-to" / "webhooks.md").read_text(encoding="utf-8"), re.DOTALL
    )
    given: dict[str, Any] = {}
    exec(code, given)  # noqa: S102 - what the page tells readers to run
    secret = new_webhook_secret(secrets.token_bytes)
    body = b'{"specversion": "1.0"}'
    headers = signature_headers([secret], message_id="one", sent_at=datetime.now(UTC), body=body)
    assert given["is_genuine"](secret, headers, body)
    assert not given["is_genuine"](secret, headers, body + b" ")
    old = signature_headers([secret], message_id="one", sent_at=datetime.now(UTC) - timedelta(minutes=6), body=body)
    assert not given["is_genuine"](secret, old, body)
