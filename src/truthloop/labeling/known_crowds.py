"""What is known of the workers of a job while it runs: how often each answers what, learned from their own answers.

Learned anew when the answers have grown by a fifth, so that the cost stays a small part of the whole; kept in memory
only: what is forgotten is learned again from the answers.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The server reaches jobs too, and has nothing to learn: it should not load compilers.
    from truthloop.consolidation.stopping_state import StoppingState

MOST_CROWDS = 32
GROWN = 0.2


@dataclass(slots=True)
class KnownCrowd:
    """A crowd as it was learned last."""

    state: StoppingState | None
    """None when no answer said anything."""
    learned_from: int
    """Answers."""
    since: int = 0
    """Answers that have come since then."""

    @property
    def is_fresh(self) -> bool:
        """Whether too little has come since to be worth learning anew."""
        return self.since < self.learned_from * GROWN


@dataclass(slots=True)
class KnownCrowds:
    """The crowds of the jobs that were looked at last."""

    by_job: OrderedDict[int, KnownCrowd] = field(default_factory=OrderedDict)
    turn: threading.Lock = field(default_factory=threading.Lock)

    def crowd(self, job_id: int, answers: int, learn: Callable[[], KnownCrowd]) -> StoppingState | None:
        """What is known of a job's crowd; `answers` more have come since this was asked last."""
        with self.turn:
            known = self.by_job.get(job_id)
        if known is None or not known.is_fresh:
            known = learn()
        known.since += answers
        with self.turn:
            self.by_job[job_id] = known
            self.by_job.move_to_end(job_id)
            if len(self.by_job) > MOST_CROWDS:
                self.by_job.popitem(last=False)
        return known.state
