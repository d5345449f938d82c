"""How often two workers say the same of the same object: who stands apart from the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Any

MOST_WORKERS = 12
"""The busiest: a larger table is no use to anybody."""


def worker_pairs(rows: Sequence[tuple[int, str, str]]) -> dict[str, Any] | None:
    """Of (object, worker, class): for each two workers the objects both answered, and how often they said the same.

    `both` and `same` are square tables in the order of `workers`. None where no two answered the same object.
    """
    busiest = [worker for worker, _ in Counter(worker for _, worker, _ in rows).most_common(MOST_WORKERS)]
    places = {worker: at for at, worker in enumerate(busiest)}
    said: dict[int, dict[int, str]] = defaultdict(dict)
    for number, worker, label in rows:
        if worker in places:
            said[number][places[worker]] = label
    both = [[0] * len(busiest) for _ in busiest]
    same = [[0] * len(busiest) for _ in busiest]
    for answers in said.values():
        for one, other in combinations(sorted(answers), 2):
            for at, with_ in ((one, other), (other, one)):
                both[at][with_] += 1
                same[at][with_] += answers[one] == answers[other]
    return {"workers": busiest, "both": both, "same": same} if any(map(any, both)) else None
