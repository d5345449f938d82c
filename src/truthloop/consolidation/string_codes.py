"""Columns of strings as codes, from the bytes Arrow keeps them in: hashed once, and only distinct ones are sorted.

What all strings begin with ("task-0000") is passed over. The next eight bytes are each string's key: strings are the
same when keys, lengths and whatever bytes follow are; and as UTF-8 keeps the order of code points, keys order them.

The hash table keeps the key in the slot, so that a row costs one visit to memory and not four. Strings that end within
their key are the same when key and length are; only longer ones are compared byte by byte.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.arrays import Codes, Names, Offsets
from truthloop.consolidation.compiled import compiled

Bytes: TypeAlias = NDArray[np.uint8]
Keys: TypeAlias = NDArray[np.uint64]

KEY = 8
"""Bytes of a key."""
FIRST_ROOM = 1 << 11
LONG = 1 << 31
"""The mark of strings that go on after their key; below it lie 31 bits of their hash, else the length."""
CODE = (1 << 32) - 1


def string_codes(column: Any) -> tuple[Names, Codes]:  # noqa: ANN401 - an Arrow array; Arrow is not imported
    """(distinct strings ascending, code of each row) of an Arrow array of strings without missing entries."""
    ends, data = string_buffers(column)
    shared = shared_beginning(ends, data)
    keys = keys_of(ends, data, shared)
    rows, codes = distinct(ends, data, shared, keys)
    order = ascending(column, rows, keys[rows])
    ranks = np.empty(len(rows), dtype=np.int32)
    ranks[order] = np.arange(len(rows), dtype=np.int32)
    names: Names = column.take(rows[order]).to_numpy(zero_copy_only=False)
    return names, ranks[codes] if len(codes) else codes


def string_buffers(column: Any) -> tuple[NDArray[Any], Bytes]:  # noqa: ANN401 - as above
    """((n + 1,) where each string begins and the last ends, the bytes of all)."""
    _, ends, data = column.buffers()
    wide = np.dtype(np.int64 if "large" in str(column.type) else np.int32)
    if ends is None or not len(column):
        return np.zeros(1, dtype=wide), np.zeros(0, dtype=np.uint8)
    begins = np.frombuffer(ends, dtype=wide, count=len(column) + 1, offset=column.offset * wide.itemsize)
    return begins, np.zeros(0, dtype=np.uint8) if data is None else np.frombuffer(data, dtype=np.uint8)


def ascending(column: Any, rows: Offsets, keys: Keys) -> Offsets:  # noqa: ANN401 - as above
    """The order of distinct strings, in `rows` of the column: by key, and by the whole name where keys are the same."""
    order = np.argsort(keys)
    same = keys[order][1:] == keys[order][:-1]
    edges = np.flatnonzero(np.concatenate(([True], ~same, [True])))
    for group in np.flatnonzero(np.diff(edges) > 1).tolist():
        tied = order[edges[group] : edges[group + 1]]
        names = column.take(rows[tied]).to_pylist()
        order[edges[group] : edges[group + 1]] = tied[sorted(range(len(tied)), key=names.__getitem__)]
    return order


@compiled
def shared_beginning(ends: Offsets, data: Bytes) -> int:
    """How many bytes all strings have in common from their beginning."""
    if len(ends) < 2:  # noqa: PLR2004 - no string at all
        return 0
    shared = ends[1] - ends[0]
    for row in range(1, len(ends) - 1):
        begin = ends[row]
        shared = min(shared, ends[row + 1] - begin)
        for place in range(shared):
            if data[begin + place] != data[ends[0] + place]:
                shared = place
                break
    return int(shared)


@compiled
def keys_of(ends: Offsets, data: Bytes, shared: int) -> Keys:
    """(n,) the first eight bytes of each string after the shared ones, the first the most significant."""
    keys = np.empty(len(ends) - 1, dtype=np.uint64)
    for row in range(len(keys)):
        begin = ends[row] + shared
        last = min(np.int64(ends[row + 1]), begin + KEY)
        key = np.uint64(0)
        for place in range(begin, last):
            key = key << np.uint64(8) | np.uint64(data[np.uint64(place)])
        # A shift by all 64 bits would do nothing: a string without bytes has the key 0 as it is.
        keys[row] = key << np.uint64(8 * (begin + KEY - last)) if last > begin else key
    return keys


@compiled
def distinct(ends: Offsets, data: Bytes, shared: int, keys: Keys) -> tuple[Offsets, Codes]:
    """(the first row of each distinct string, which one each row (n,) is), by open addressing.

    A slot is two numbers: the key, and a mark in the upper half with one more than the code in the lower; 0 is free.
    """
    codes = np.empty(len(keys), dtype=np.int32)
    rows, hashes = np.empty(FIRST_ROOM, dtype=np.int64), np.empty(FIRST_ROOM, dtype=np.uint64)
    slots, found = np.zeros((2 * FIRST_ROOM, 2), dtype=np.uint64), 0
    for row in range(len(keys)):
        key, size = keys[row], ends[row + 1] - ends[row] - shared
        spread = (
            mixed(key ^ np.uint64(size)) if size <= KEY else long_hash(key, data, ends[row] + shared, ends[row + 1])
        )
        mark = np.uint64(size) if size <= KEY else np.uint64(LONG) | spread >> np.uint64(33)
        last = np.uint64(len(slots) - 1)
        slot = spread & last
        while True:
            kept = slots[slot, 1]
            if kept == np.uint64(0):
                slots[slot, 0], slots[slot, 1] = key, mark << np.uint64(32) | np.uint64(found + 1)
                rows[found], hashes[found], codes[row] = row, spread, found
                found += 1
                break
            if slots[slot, 0] == key and kept >> np.uint64(32) == mark:
                code = np.int64(kept & np.uint64(CODE)) - 1
                if size <= KEY or same_bytes(ends, data, rows[code], row):
                    codes[row] = code
                    break
            slot = (slot + np.uint64(1)) & last
        if found == len(rows):
            rows, hashes, slots = doubled(rows), doubled(hashes), larger_table(slots, hashes)
    return rows[:found].copy(), codes


@compiled
def long_hash(key: np.uint64, data: Bytes, begin: int, end: int) -> np.uint64:
    """Of a string from begin to end that goes on after its key."""
    spread = mixed(key ^ np.uint64(end - begin))
    for place in range(begin + KEY, end):
        spread = mixed(spread ^ np.uint64(data[np.uint64(place)]))
    return spread


@compiled
def mixed(bits: np.uint64) -> np.uint64:
    """All bits depend on all bits (the end of MurmurHash3)."""
    bits = (bits ^ (bits >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    bits = (bits ^ (bits >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return bits ^ (bits >> np.uint64(33))


@compiled
def same_bytes(ends: Offsets, data: Bytes, one: int, other: int) -> bool:
    """Whether two rows hold the same string."""
    size = ends[one + 1] - ends[one]
    if size != ends[other + 1] - ends[other]:
        return False
    return bool(np.all(data[ends[one] : ends[one + 1]] == data[ends[other] : ends[other + 1]]))


@compiled
def doubled(array: NDArray[Any]) -> NDArray[Any]:
    """The array (n,) with as much room again."""
    larger = np.empty(2 * len(array), dtype=array.dtype)
    larger[: len(array)] = array
    return larger


@compiled
def larger_table(slots: NDArray[np.uint64], hashes: Keys) -> NDArray[np.uint64]:
    """The slots (S, 2), spread over twice as many by the hash of each code."""
    larger = np.zeros((2 * len(slots), 2), dtype=np.uint64)
    last = np.uint64(len(larger) - 1)
    for slot in range(len(slots)):
        if slots[slot, 1] != np.uint64(0):
            place = hashes[np.int64(slots[slot, 1] & np.uint64(CODE)) - 1] & last
            while larger[place, 1] != np.uint64(0):
                place = (place + np.uint64(1)) & last
            larger[place, 0], larger[place, 1] = slots[slot, 0], slots[slot, 1]
    return larger
