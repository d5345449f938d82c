"""Functions of rooms that bring compilers and large libraries: loaded when they are first called.

The server answers for years without some of them; starting it should not wait for any.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def late(module: str, name: str) -> Callable[..., Any]:
    """`name` of `module`, which is imported at the first call; ImportError and AttributeError come then, too."""

    def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
        return getattr(import_module(module), name)(*args, **kwargs)

    call.__name__, call.__doc__ = name, f"`{module}.{name}`, loaded when called."
    return call
