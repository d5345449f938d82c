"""What to do about a library that a function's code wants and does not find. Pure."""

from __future__ import annotations

import re
from typing import Final

_PYTHON: Final = re.compile(r"No module named '([\w.]+)'")
_NODE: Final = re.compile(r"Cannot find (?:module|package) '([^']+)'")


def remedy_for(message: str) -> str:
    """A sentence that follows the runtime's own message, a space before it; empty when no library is missing."""
    if found := _PYTHON.search(message):
        name = found[1].partition(".")[0]
        return (
            f" If {name} is a library, put it beside the handler's file (`pip install --target FOLDER …`); if it came "
            "with a Lambda layer, copy the layer's files there. Then register the function again."
        )
    found = _NODE.search(message)
    if found is None or found[1].startswith((".", "/")):
        return ""
    return (
        f" Libraries belong into the folder's node_modules, the AWS SDK included: run `npm install {found[1]}` in the "
        "folder, then register the function again."
    )
