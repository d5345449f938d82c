"""Stopping early: does this object need another answer, how many, and what would it bring.

After every answer an object is judged by its own answers and a `StoppingState` fitted now and then; that costs its
answers times the labels. It is done when

    sure          its expected error is at most what is wanted,
    not worth it  no number n of further answers lowers the expected error by n / price,
    most          it has as many answers as it may get,

and never before it has `least` answers. The expected error has an interval, because nobody knows without gold how far
the workers err together: see `stopping_state`. An object that is "not worth it" should go to somebody who knows better.

S. Branson, G. Van Horn and P. Perona, Lean crowdsourcing, CVPR 2017 (stopping by risk); the papers of the parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.arrays import Codes, Floats, Names
from truthloop.consolidation.error_correlation import effective_answers
from truthloop.consolidation.stopping_state import StoppingState, discount, left_out_rows, object_scores
from truthloop.consolidation.value_of_answers import HORIZON, errors_ahead, errors_if_agreed, steps
from truthloop.terms.errors import Invalid

Why = Literal["sure", "not worth it", "most", "more"]
REASONS: tuple[Why, ...] = ("sure", "not worth it", "most", "more")
BLOCK = 4096
"""How many objects are looked ahead for at once: it takes memory."""
SURE, NOT_WORTH_IT, MOST, MORE = range(4)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a label."""

    confidence: float = 0.92
    """Stop when a label is right with this probability."""
    price: float = 2000.0
    """How many answers it is worth to avoid one wrong label; infinite where answers cost nothing."""
    least: int = 3
    """Never fewer answers."""
    most: int = 9
    """Never more."""

    def __post_init__(self) -> None:
        """Refuse what cannot be wanted."""
        if not 0.0 < self.confidence < 1.0:
            raise Invalid(f"confidence must be between 0 and 1, both excluded; it is {self.confidence}.")
        if not self.price > 0:
            raise Invalid(f"price must be above 0 answers for an error avoided; it is {self.price}.")
        if not 1 <= self.least <= self.most:
            raise Invalid(f"least and most must be 1 <= least <= most; they are {self.least} and {self.most}.")


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What is known of T objects now, and whether to go on."""

    values: Names
    """(K,) the labels."""
    label: Codes
    """(T,) which label it would be."""
    error: Floats
    """(T,) the expected error if stopped now."""
    error_low: Floats
    """(T,) the 5th percentile of what that may be."""
    error_high: Floats
    """(T,) its 95th percentile."""
    error_after_next: Floats
    """(T,) the expected error after one more answer."""
    gain: Floats
    """(T,) the most that further answers lower the expected error by, per answer."""
    needed: Codes
    """(T,) after how many more answers the expected error is what is wanted; -1 where it is not within reach."""
    more: Codes
    """(T,) how many answers to ask for at once; 0 where to stop."""
    reason: Codes
    """(T,) a place in `REASONS`."""

    @property
    def stop(self) -> NDArray[np.bool_]:
        """(T,) which objects are done."""
        done: NDArray[np.bool_] = self.more == 0
        return done

    def mean_error(self) -> tuple[float, float, float]:
        """(expected, low, high) share of wrong labels if all were stopped now; chance is in the interval."""
        count = max(1, len(self.error))
        low, high = float(self.error_low.sum()) / count, float(self.error_high.sum()) / count

        def chance(error: Floats) -> float:
            return 1.645 * float(np.sqrt((error * (1 - error)).sum())) / count

        return (
            float(self.error.sum()) / count,
            max(0.0, low - chance(self.error_low)),
            min(1.0, high + chance(self.error_high)),
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do about one object."""

    why: Why
    more: int
    """How many more answers to ask for now; 0: stop."""
    label: Any
    error: float
    """The expected error if stopped now."""
    error_range: tuple[float, float]
    """Where that lies with a probability of nine in ten."""
    error_after_next: float
    """The expected error after one more answer."""
    needed: int | None
    """How many more answers would make it what is wanted; nothing where they would not."""


def decide(
    task: Any,  # noqa: ANN401  (names are whatever the caller uses)
    answers: Iterable[tuple[Any, Any]],
    state: StoppingState,
    wanted: Wanted = Wanted(),
) -> Decision:
    """What to do about an object with these (worker, value) answers; `Invalid` for a value that is no label.

    Costs its answers times the labels, whatever the state was learned from. The object, its newest answers and their
    workers need not have been there at the fit.
    """
    given = list(dict.fromkeys(answers))
    strangers = [value for _, value in given if value not in state.labels]
    if strangers:
        raise Invalid(f"{strangers[0]!r} is not among the labels of the state ({', '.join(map(repr, state.labels))}).")
    worker = np.array([state.workers.get(name, len(state.workers)) for name, _ in given], dtype=np.int64)
    value = np.array([state.labels[name] for _, name in given], dtype=np.int64)
    rows = left_out_rows(state.believed, state.totals, worker, value, own_share(task, worker, value, state))
    score = state.log_prior + rows.sum(axis=0)
    return decision_of(judged(score[None], np.array([len(given)]), state, wanted), 0)


def own_share(
    task: Any,  # noqa: ANN401  (the same)
    worker: NDArray[np.int64],
    value: NDArray[np.int64],
    state: StoppingState,
) -> Floats:
    """(n, K) what each answer of an object brought to the counts of its worker; 0 where it came after the fit."""
    row = state.objects.get(task)
    if row is None:
        return np.zeros((len(worker), len(state.labels)))
    old = slice(int(state.fitted.starts[row]), int(state.fitted.starts[row + 1]))
    same = (worker[:, None] == state.fitted.worker[old]) & (value[:, None] == state.fitted.value[old])
    own: Floats = same.any(axis=1)[:, None] * state.posterior[row]
    return own


def decide_all(state: StoppingState, wanted: Wanted = Wanted()) -> Judged:
    """The same for all objects of the table that the state was learned from, in its order."""
    table = state.fitted
    own = state.posterior[table.task]
    rows = left_out_rows(state.believed, state.totals, table.worker, table.value, own)
    score = object_scores(state.log_prior, rows, table.task, len(table.tasks))
    answers = np.diff(table.starts)
    blocks = range(0, max(1, len(answers)), BLOCK)
    parts = [judged(score[at : at + BLOCK], answers[at : at + BLOCK], state, wanted) for at in blocks]
    columns = [name for name in Judged.__dataclass_fields__ if name != "values"]
    return Judged(table.values, *(np.concatenate([getattr(part, name) for part in parts]) for name in columns))


def judged(score: Floats, answers: NDArray[np.int64], state: StoppingState, wanted: Wanted) -> Judged:
    """The judgement of objects with these log scores (T, K) and numbers of answers (T,)."""
    label = score.argmax(axis=1).astype(np.int32)
    power = state.power
    score = score * discount(answers, state.correlation)[:, None]
    posterior = tempered(score, power.middle)
    step = steps(np.log(state.believed[-1] / state.totals[-1]), power.middle)
    worth = worth_of_more(answers, state.correlation)
    ahead = errors_ahead(posterior, label, worth, step)
    error = error_of(posterior, label)
    gain = ((error[:, None] - ahead) / np.arange(1, HORIZON + 1)).max(axis=1)
    bar = 1.0 - wanted.confidence
    reason = np.select(
        [answers < wanted.least, error <= bar, answers >= wanted.most, gain < 1.0 / wanted.price],
        [MORE, SURE, MOST, NOT_WORTH_IT],
        MORE,
    )
    at_least = first_below(errors_if_agreed(posterior, label, worth, step), bar, HORIZON)
    # Able workers bring about twice what typical ones do: half of the least number wastes few answers.
    more = np.where(answers < wanted.least, wanted.least - answers, (at_least + 1) // 2)
    more = np.clip(more, 1, np.maximum(1, wanted.most - answers))
    return Judged(
        state.fitted.values,
        label,
        error,
        error_of(tempered(score, power.high), label),
        error_of(tempered(score, power.low), label),
        ahead[:, 0],
        gain,
        np.where(error <= bar, 0, first_below(ahead, bar, -1)).astype(np.int32),
        np.where(reason == MORE, more, 0).astype(np.int32),
        reason.astype(np.int32),
    )


def worth_of_more(answers: NDArray[np.int64], correlation: float) -> Floats:
    """(T, HORIZON) how many independent answers 1, 2, ... more would be worth."""
    then = answers[:, None] + np.arange(1, HORIZON + 1)
    return effective_answers(then, correlation) - effective_answers(answers, correlation)[:, None]


def tempered(score: Floats, power: float) -> Floats:
    """(T, K) the posterior of log scores, counted with that power."""
    raised = np.exp(power * (score - score.max(axis=1, keepdims=True)))
    share: Floats = raised / raised.sum(axis=1, keepdims=True)
    return share


def error_of(posterior: Floats, label: Codes) -> Floats:
    """(T,) the probability of all but the label."""
    error: Floats = 1.0 - posterior[np.arange(len(label)), label]
    return error


def first_below(errors: Floats, bar: float, otherwise: int) -> NDArray[np.int64]:
    """(T,) the number of answers after which a row is at most the bar."""
    reached = errors <= bar
    return np.where(reached.any(axis=1), reached.argmax(axis=1) + 1, otherwise)


def decision_of(found: Judged, row: int) -> Decision:
    """One object of many."""
    needed = int(found.needed[row])
    return Decision(
        REASONS[int(found.reason[row])],
        int(found.more[row]),
        found.values.tolist()[found.label[row]],
        float(found.error[row]),
        (float(found.error_low[row]), float(found.error_high[row])),
        float(found.error_after_next[row]),
        None if needed < 0 else needed,
    )
