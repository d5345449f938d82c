"""How long holds last and how much a worker may send."""

from __future__ import annotations

from datetime import timedelta

RESERVED_FOR = timedelta(seconds=120)
"""A task fetched ahead stays so while the page renews it; a closed page gives it back after this."""

GRACE_SECONDS = 10.0
"""An answer sent at the last second is still taken."""

PAUSED_FOR = timedelta(days=7)
"""How long a stopped task waits to be resumed, if its availability lasts as long."""

LARGEST_ANSWER = 6 * 1024 * 1024
"""Bytes of an answer's or a draft's JSON text."""

DEEPEST_ANSWER = 100
"""Levels of objects and lists in an answer. What we write around it must still fit in every JSON reader."""

LAST_ANSWERS = 20
"""How many of a worker's answers in a queue are listed, to be corrected."""
