"""Doing synchronous work in threads, at the smallest price.

Rooms and storage are plain functions that wait for PostgreSQL; the server calls them in threads. Starlette's own way
(anyio) makes each such call cancellable and limited, which costs more than a claim itself; an executor does the same
hop at a third of the price. A request that was begun is finished even when its client has gone: that is wanted here.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

THREADS = 8
"""Calls at work at once, and database connections for them: two cores gain nothing from more."""

POOL = ThreadPoolExecutor(THREADS, thread_name_prefix="call")


async def in_thread(call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The call's result; log lines it writes carry the request's id."""
    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(POOL, lambda: context.run(call, *args, **kwargs))
