"""In which order a job's objects come before workers: a tag of the job says it, as AWS has no field for it.

manifest (or no tag)    line by line
random                  mixed, the same mixture each time
ascending:KEY           by a number of the line, smallest first; lines without one come last
descending:KEY          the same, largest first

Manifests sorted by day or by source would have early labels speak of one day or source only: a job stopped half-way
is then no sample of anything. What a model is least sure of can be asked first.
"""

from __future__ import annotations

import hashlib
import math
import struct
from collections.abc import Callable, Mapping
from typing import Any, Final

from truthloop.terms.errors import Invalid

ORDER_TAG: Final = "truthloop:order"
MANIFEST, RANDOM = "manifest", "random"
BY_NUMBER: Final = {"ascending": 1, "descending": -1}
LAST: Final = 2**63 - 1
"""The largest position that can be kept."""

Placing = Callable[[int, Mapping[str, Any]], int]
"""The number of an object and its line → its position in the line of those that wait, 0 to `LAST`."""


def placing(order: str | None, job_arn: str) -> Placing:
    """How objects are placed by the value of the tag; Invalid for one that says nothing."""
    if order is None or order == MANIFEST:
        return in_manifest_order
    if order == RANDOM:
        return lambda number, _line: mixed(job_arn, number)
    way, _, key = order.partition(":")
    if way not in BY_NUMBER or not key:
        raise Invalid(
            f"The tag {ORDER_TAG} is {order!r}; allowed are {MANIFEST}, {RANDOM}, ascending:KEY and descending:KEY "
            "with the name of a number in the lines of the manifest."
        )
    sign = BY_NUMBER[way]
    return lambda _number, line: by_value(line.get(key), sign)


def in_manifest_order(number: int, _line: Mapping[str, Any]) -> int:
    """Line by line."""
    return number


def mixed(job_arn: str, number: int) -> int:
    """A position by chance, which is always the same for an object of a job."""
    drawn = hashlib.blake2b(f"{job_arn}/{number}".encode(), digest_size=8).digest()
    return int.from_bytes(drawn) >> 1


def by_value(value: object, sign: int) -> int:
    """A position that grows with a number (falls, where the sign is -1); `LAST` for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return LAST
    try:
        number = float(value) * sign
    except OverflowError:
        return LAST
    if math.isnan(number):
        return LAST
    # The bits of a double, with those of negative numbers turned over, grow as the numbers do (IEEE 754, 5.10).
    bits = int.from_bytes(struct.pack(">d", number + 0.0))
    ordered = bits ^ (2**64 - 1) if bits >> 63 else bits | 2**63
    return ordered >> 1
