"""ROVER: texts aligned word by word, and a vote at every place, with each worker's reliability learned.

A task's texts become a network of slots (`word_network`). In each slot the word with the greatest sum of weights wins,
or nothing does. Equal sums go to the longer word, because people leave out more than they add, then to the one more
frequent in all texts, because each misspells in their own way.

Weights are learned by turns: a worker's accuracy is the share of slots where they wrote what won, drawn towards the
crowd's, and their weight its log odds. With sums s of weights, a word x is right with probability

    exp(s_x) / (1 + sum of exp(s_y) over all that was written in the slot, nothing included)

where the 1 stands for what nobody wrote; so a single worker is believed as much as they deserve. People mishear the
same words together, so where several wrote, the sums are divided by how much more errors go together than independent
ones would (the overdispersion, as for the default for labels; it needs no gold). With `weighted` False every vote
counts the same, which is ROVER as published; the probability then takes the crowd's accuracy for everybody.

J. G. Fiscus, A post-processing system to yield reduced word error rates: recognizer output voting error reduction
(ROVER), ASRU 1997. The weights are ours here; for labels they are those of S. Nitzan and J. Paroush, Optimal decision
rules in uncertain dichotomous choice situations, International Economic Review 23, 1982.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats, Names, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.texts.word_network import alignment_order, distances, network
from truthloop.consolidation.texts.writing_table import WritingTable

ROUNDS = 10
PRIOR = 10.0
"""The crowd's accuracy counts as so many slots of each worker."""
LEAST_ACCURACY, MOST_ACCURACY = 0.51, 0.999
"""Nobody counts against what they wrote, and nobody alone against all others."""


@dataclass(frozen=True, slots=True, eq=False)
class ConsolidatedTexts:
    """One text for each task."""

    method: str
    tasks: Names
    """(T,)"""
    workers: Names
    """(W,)"""
    tokens: list[list[str]]
    """(T,) the tokens of each task's text."""
    token_confidence: list[Floats]
    """(T,) the probability that each of them is right."""
    confidence: Floats
    """(T,) its mean over all places of a text, those included where nothing won; 1 where nobody wrote anything."""
    skill: Floats
    """(W,) the share of places where a worker wrote what won, drawn towards the crowd's."""
    converged: bool
    rounds: int

    def texts(self, between: str = " ") -> list[str]:
        """(T,) the tokens joined; pass "" for characters."""
        return [between.join(tokens) for tokens in self.tokens]


@dataclass(frozen=True, slots=True, eq=False)
class Slots:
    """The networks of all tasks, one below the other."""

    token: Codes
    """(s,) what a text has in a slot, as a place among the table's tokens; -1 for nothing."""
    word: Codes
    """(s,) its word; -1 for nothing."""
    worker: Codes
    """(s,) who wrote it."""
    starts: Offsets
    """(S + 1,) the entries of slot i are starts[i] to starts[i + 1]."""
    task_starts: Offsets
    """(T + 1,) the slots of task t are task_starts[t] to task_starts[t + 1]."""


def rover(table: WritingTable, *, weighted: bool = True) -> ConsolidatedTexts:
    """What most workers, or the more reliable, wrote at every place."""
    slots = aligned(table)
    preference = preferred(table)
    weight = np.ones(len(table.workers))
    winner = np.zeros(0, dtype=np.int32)
    rounds, converged = 0, False
    while not converged and rounds < ROUNDS:
        before, rounds = winner, rounds + 1
        winner = winners(slots.starts, slots.word, slots.worker, weight, preference)
        skill = accuracies(slots, winner, len(table.workers))
        converged = not weighted or np.array_equal(before, winner)
        if weighted and not converged:
            weight = log_odds(skill)
    accuracy = skill if weighted else np.full(len(skill), overall(slots, winner))
    sure = confidences(slots, winner, accuracy)
    tokens, token_confidence, confidence = written(table, slots, winner, log_odds(accuracy), sure)
    return ConsolidatedTexts(
        method="rover-weighted" if weighted else "rover",
        tasks=table.tasks,
        workers=table.workers,
        tokens=tokens,
        token_confidence=token_confidence,
        confidence=confidence,
        skill=skill,
        converged=converged,
        rounds=rounds,
    )


def aligned(table: WritingTable) -> Slots:
    """The networks of all tasks."""
    word = table.word
    tokens, workers, sizes, counts = [np.zeros(0, dtype=np.int32)], [np.zeros(0, dtype=np.int32)], [], []
    for first, last in zip(table.starts[:-1], table.starts[1:], strict=True):
        order = alignment_order(distances(word, table.token_starts, first, last), first)
        slots = network(word, table.token_starts, order)
        tokens.append(slots.reshape(-1))
        workers.append(np.tile(table.worker[first:last], len(slots)))
        sizes.append(np.full(len(slots), last - first))
        counts.append(len(slots))
    token = np.concatenate(tokens)
    return Slots(
        token=token,
        word=np.where(token >= 0, word[token], -1).astype(np.int32) if len(word) else token,
        worker=np.concatenate(workers),
        starts=np.concatenate([[0], *sizes]).cumsum().astype(np.int64),
        task_starts=np.concatenate([[0], counts]).cumsum().astype(np.int64),
    )


def preferred(table: WritingTable) -> Floats:
    """(U,) by which words are preferred where votes are equal: the longer, then the more frequent."""
    frequency = np.bincount(table.word, minlength=len(table.words)) / (1 + len(table.spelling))
    return np.array([len(word) for word in table.words.tolist()], dtype=np.float64) + frequency


def log_odds(accuracy: Floats) -> Floats:
    """Weights by accuracies."""
    kept = np.clip(accuracy, LEAST_ACCURACY, MOST_ACCURACY)
    return np.asarray(np.log(kept / (1 - kept)))


def confidences(slots: Slots, winner: Codes, accuracy: Floats) -> Floats:
    """(S,) the probability that what won is right, by the workers' accuracies (W,) and how errors go together."""
    weight = log_odds(accuracy)
    together = probabilities(
        slots.starts, slots.word, slots.worker, weight / dispersion(slots, winner, accuracy), winner
    )
    alone = probabilities(slots.starts, slots.word, slots.worker, weight, winner)
    return np.where(np.diff(slots.starts) > 1, together, alone)


def dispersion(slots: Slots, winner: Codes, accuracy: Floats) -> float:
    """The variance of the number of errors in a slot over that of independent errors, at least 1."""
    right = np.clip(accuracy, LEAST_ACCURACY, MOST_ACCURACY)[slots.worker]
    size = np.diff(slots.starts)
    slot = np.repeat(np.arange(len(winner)), size)
    excess = np.bincount(slot, (slots.word != winner[slot]) - (1 - right), len(winner))[size > 1]
    expected = float(np.bincount(slot, right * (1 - right), len(winner))[size > 1].sum())
    return max(1.0, float(excess @ excess) / expected) if expected > 0 else 1.0


def accuracies(slots: Slots, winner: Codes, workers: int) -> Floats:
    """(W,) the share of slots where a worker has what won, drawn towards the crowd's."""
    right = slots.word == np.repeat(winner, np.diff(slots.starts))
    good, whole = np.bincount(slots.worker, right, workers), np.bincount(slots.worker, minlength=workers)
    return np.asarray((good + PRIOR * overall(slots, winner)) / (whole + PRIOR))


def overall(slots: Slots, winner: Codes) -> float:
    """The share of all entries that won, not quite 0 or 1."""
    right = int((slots.word == np.repeat(winner, np.diff(slots.starts))).sum())
    return (right + 1) / (len(slots.word) + 2)


def written(
    table: WritingTable, slots: Slots, winner: Codes, weight: Floats, sure: Floats
) -> tuple[list[list[str]], list[Floats], Floats]:
    """(the tokens of each task, how sure each is, how sure the text is)."""
    of_token = table.spelling[slots.token] if len(table.spelling) else slots.token
    popular = np.bincount(table.spelling, minlength=len(table.spellings)) / (1 + len(table.spelling))
    spelling = winners(
        slots.starts,
        np.where(slots.word == np.repeat(winner, np.diff(slots.starts)), of_token, -1).astype(np.int32),
        slots.worker,
        weight,
        popular,
        True,  # noqa: FBT003 - compiled functions take no keywords after starred arguments
    )
    tokens, confidences, means = [], [], np.ones(len(table.tasks))
    for task, (first, last) in enumerate(zip(slots.task_starts[:-1], slots.task_starts[1:], strict=True)):
        there = first + np.flatnonzero(winner[first:last] >= 0)
        tokens.append(table.spellings[spelling[there]].tolist())
        confidences.append(sure[there])
        if last > first:
            means[task] = sure[first:last].mean()
    return tokens, confidences, means


@compiled
def winners(
    starts: Offsets, word: Codes, worker: Codes, weight: Floats, preference: Floats, real: bool = False
) -> Codes:
    """(S,) the entry of each slot with the greatest sum of weights; with `real`, nothing (-1) wins only alone."""
    result = np.full(len(starts) - 1, -1, dtype=np.int32)
    for slot in range(len(starts) - 1):
        best, liked = -1.0, -1.0
        for row in range(starts[slot], starts[slot + 1]):
            mine = word[row]
            if real and mine < 0:
                continue
            total = 0.0
            for other in range(starts[slot], starts[slot + 1]):
                if word[other] == mine:
                    total += weight[worker[other]]
            total = np.round(total * 1e9)
            like = preference[mine] if mine >= 0 else 0.0
            if total > best or (total == best and (like > liked or (like == liked and mine < result[slot]))):
                best, liked, result[slot] = total, like, mine
    return result


@compiled
def probabilities(starts: Offsets, word: Codes, worker: Codes, weight: Floats, winner: Codes) -> Floats:
    """(S,) the probability that the winner of each slot is right."""
    result = np.zeros(len(winner))
    for slot in range(len(winner)):
        first, last = starts[slot], starts[slot + 1]
        scores = np.zeros(last - first)
        top = 0.0
        for row in range(first, last):
            for other in range(first, last):
                if word[other] == word[row]:
                    scores[row - first] += weight[worker[other]]
            top = max(top, scores[row - first])
        whole, mine = np.exp(-top), 0.0
        for row in range(first, last):
            alike = 0
            for other in range(first, last):
                alike += word[other] == word[row]
            part = np.exp(scores[row - first] - top) / alike
            whole += part
            if word[row] == winner[slot]:
                mine += part
        result[slot] = mine / whole
    return result
