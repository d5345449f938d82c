"""The named choices of how several people's entities become one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from truthloop.task_types import entity_sequences
from truthloop.task_types.entity_spans import by_clusters, by_majority, clustered
from truthloop.task_types.task_type import Consolidate
from truthloop.terms.labeling import AnsweredObject, Label, LabelTerms

CHOICES: Mapping[str, Consolidate] = {
    "span-clustering": clustered(by_clusters),
    "span-majority": clustered(by_majority),
    entity_sequences.NAME: entity_sequences.consolidate_sequences,
}
"""By name, AWS's way first."""
CONSOLIDATIONS = tuple(CHOICES)
POOLED = frozenset({entity_sequences.NAME})
"""Those that learn about workers from the whole job."""


def consolidate(objects: Iterable[AnsweredObject], terms: LabelTerms) -> Iterator[Label]:
    """Labels and entities as value, a confidence for each entity as metadata, by the job's choice."""
    return CHOICES[terms.consolidation or CONSOLIDATIONS[0]](objects, terms)
