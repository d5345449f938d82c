"""When to try again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Backoff:
    """Pauses that double up to a longest, each shortened by chance so that those who failed together part."""

    first: timedelta = timedelta(seconds=5)
    longest: timedelta = timedelta(hours=6)
    tries: int = 20
    """In all, the first included: with these values spread over one to two days."""

    def pause_after(self, failures: int, jitter: float) -> timedelta | None:
        """How long to wait after so many failures (1, 2, …); None when it is time to give up.

        `jitter` is a random number from 0 to 1: the pause is that far between half of the full one and all of it.
        """
        if failures < 1 or not 0 <= jitter <= 1:
            raise ValueError(f"failures begin with 1 and jitter lies from 0 to 1, not {failures} and {jitter}")
        if failures >= self.tries:
            return None
        # The exponent is bounded before it is used: 2 ** 10_000 seconds are no timedelta.
        full: timedelta = min(self.first * 2 ** min(failures - 1, 40), self.longest)
        return full * (0.5 + jitter / 2)
