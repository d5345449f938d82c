"""Which functions in a package look like handlers, for whoever named another one or none. Runs nothing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from truthloop.functions.function_terms import Runtime

MOST: Final = 3
_PYTHON: Final = re.compile(r"^def (\w+)\(\s*(?:event|evt|_?event\w*)\b[^,)]*,\s*\w+", re.MULTILINE)
_NODE: Final = re.compile(
    r"^(?:module\.)?exports\.(\w+)\s*=\s*(?:async\b|function\b|\()"
    r"|^export\s+(?:const\s+(\w+)\s*=\s*(?:async\b|function\b|\()|(?:async\s+)?function\s+(\w+))",
    re.MULTILINE,
)


def likely_handlers(runtime: Runtime, files: Iterable[tuple[str, str]]) -> list[str]:
    """`--handler` for each function that takes an event, in files at the top first; a few at most.

    `files` are names and texts.
    """
    found: list[str] = []
    for name, text in sorted(files, key=lambda file: (file[0].count("/"), file[0])):
        module = name.rpartition(".")[0]
        pattern = _PYTHON if runtime is Runtime.PYTHON else _NODE
        found += [f"{module}.{next(filter(None, match.groups()))}" for match in pattern.finditer(text)]
    return found[:MOST]
