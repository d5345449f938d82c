"""One lock per key, for writes that must look before they leap.

The embedded store knows no conditional writes, so `If-None-Match: *` is a look and then a write. Within one server
process these locks make the two one step; between processes they do not (docs say so).
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class KeyLocks:
    """Locks that exist while somebody holds or awaits them."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def holding(self, key: str) -> AsyncIterator[None]:
        """The block runs alone among all with this key."""
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            yield
