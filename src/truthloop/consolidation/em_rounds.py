"""The rounds of expectation and maximization, the same for every model that learns by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class HasEvidence(Protocol):
    """Sums that know the log probability of the answers."""

    @property
    def evidence(self) -> float:
        """The log probability of the answers under the parameters before the pass."""


S = TypeVar("S", bound=HasEvidence)
M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Rounds:
    """When to stop."""

    most: int = 200
    """At most this many rounds."""
    tolerance: float = 1e-7
    """Stop when a round changes less than this per answer in log probability; 0 runs all rounds."""


TO_CONVERGENCE = Rounds()


@dataclass(frozen=True, slots=True)
class Learned(Generic[M, S]):
    """The last model, the sums of the pass under it, and how the rounds ended."""

    model: M
    sums: S
    converged: bool
    rounds: int


def run_rounds(
    start: M,
    expect: Callable[[M], S],
    maximize: Callable[[S], M],
    limits: Rounds,
    answers: int,
    log_prior: Callable[[M], float] = lambda _: 0.0,
) -> Learned[M, S]:
    """Alternate until the objective (evidence plus the log prior of the parameters) stands still.

    The sums and the posterior are those of the model that is returned.
    """
    model, sums, objective = start, expect(start), float("-inf")
    for done in range(1, limits.most + 1):
        reached = sums.evidence + log_prior(model)
        if limits.tolerance > 0 and abs(reached - objective) < limits.tolerance * max(1, answers):
            return Learned(model, sums, converged=True, rounds=done)
        objective = reached
        if done < limits.most:
            model = maximize(sums)
            sums = expect(model)
    return Learned(model, sums, converged=False, rounds=limits.most)
