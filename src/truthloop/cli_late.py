"""Commands whose rooms are loaded when they are called: formats and pictures would make every other command wait."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup

LATE: Final[Mapping[str, tuple[str, str]]] = {
    "export": ("truthloop.cli_exchange", "export_command"),
    "import": ("truthloop.cli_exchange", "import_command"),
}
"""Name → where its function is."""


class LateGroup(TyperGroup):
    """The group of all commands; those of LATE are found like the others."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - of a library Typer keeps to itself
        """Every name, in alphabetical order of the late ones after the others."""
        return [*super().list_commands(ctx), *LATE]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - the same
        """A command by name, its room loaded now."""
        return late_command(cmd_name) if cmd_name in LATE else super().get_command(ctx, cmd_name)


def late_command(name: str) -> Any:  # noqa: ANN401 - the same
    """A command of LATE."""
    module, function = LATE[name]
    alone = typer.Typer(add_completion=False)
    alone.command(name)(getattr(import_module(module), function))
    return typer.main.get_command(alone)
