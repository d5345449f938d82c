"""Which objects of a batch get more workers before they are done, and how many.

    fewer answers than wanted   with StopEarlyAtConfidence: as many more as bring the label there, until all are in
    all that were wanted        contested labels: one more at a time, as `label_confidence` says

Whoever was waited for in vain once is not asked for again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from truthloop.consolidation.early_stopping import Wanted, decide
from truthloop.consolidation.stopping_state import StoppingState
from truthloop.labeling.job_reach import JobReach
from truthloop.labeling.label_confidence import contested_numbers
from truthloop.labeling.labeling_jobs import label_terms
from truthloop.labeling.learned_crowds import learned_crowd, said_of
from truthloop.storage.batch_rows import BatchObject, Outcome
from truthloop.storage.job_rows import JobCounts
from truthloop.terms.labeling import AnsweredObject
from truthloop.terms.resources import Resource


def more_wanted(
    reach: JobReach,
    job: Resource,
    progress: JobCounts,
    members: Sequence[BatchObject],
    objects: Sequence[AnsweredObject],
    outcomes: Sequence[Outcome],
) -> dict[int, int]:
    """How many more answers each object of a batch should get, by number; those that are done are left out."""
    terms = label_terms(job)
    if progress.stop_early_at is None:
        return dict.fromkeys(contested_numbers(progress, members, outcomes, terms.attribute), 1)
    answers = sum(one.answered for one in members)
    state = reach.crowds.crowd(job.id, answers, lambda: learned_crowd(reach.database, job, terms.labels))
    complete = [one for one in members if one.answered >= progress.wanted]
    contested = contested_numbers(progress, complete, outcomes, terms.attribute)
    return {**unsure(progress, state, members, objects), **dict.fromkeys(contested, 1)}


def unsure(
    progress: JobCounts,
    state: StoppingState | None,
    members: Sequence[BatchObject],
    objects: Sequence[AnsweredObject],
) -> dict[int, int]:
    """Objects with fewer answers than wanted whose label is not sure enough yet, and how many more to ask for."""
    found = {}
    for one, answered in zip(members, objects, strict=True):
        left = progress.wanted - one.answered
        if left > 0 and one.answered >= one.wanted:
            more = 1 if state is None else answers_missing(progress, state, answered)
            if more:
                found[one.number] = min(more, left)
    return found


def answers_missing(progress: JobCounts, state: StoppingState, found: AnsweredObject) -> int:
    """How many more answers to ask for at once; 0 when the label is sure enough."""
    wanted = Wanted(
        confidence=progress.stop_early_at or 0.0,
        # Whoever wants N workers gets them for every object that is not sure, however little each would bring.
        price=math.inf,
        least=min(progress.first_wanted or 1, progress.wanted),
        most=progress.wanted,
    )
    return decide(found.number, said_of(found, state), state, wanted).more
