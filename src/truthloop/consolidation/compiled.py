"""Compilation of the hot passes by Numba.

A pass is compiled on its first call, without the interpreter lock, so that threads may run it over parts of a table
at once. The machine code is kept on disk: beside the module, or where `NUMBA_CACHE_DIR` says, or in the user's own
cache; where none of them can be written to, it is compiled anew in each process.

Numba throws kept code away when the pass's own file changes, but not when a compiled function does that the pass calls
from another file: whoever edits such a function deletes the `*.nbi` files beside the modules.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """The function as machine code; its types are those of the first call."""
    try:
        return cast("Function", njit(cache=True, nogil=True, error_model="numpy")(function))
    except RuntimeError:
        # Numba refuses to cache, while decorating, when no folder can be written to.
        return cast("Function", njit(cache=False, nogil=True, error_model="numpy")(function))
