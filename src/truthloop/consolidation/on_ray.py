"""Consolidation over the machines of a Ray cluster: partitions as actors, sums merged in a tree (extra `ray`).

    import ray; ray.init(address="auto")
    partitions = PartitionsOnRay.of(tables)             # or of functions that read a table where they run
    results = dawid_skene_over(partitions)              # the same code as on one machine

The only module that imports Ray; nothing else of the package imports it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ray

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.confusion_pass import ConfusionModel, ConfusionSums
from truthloop.consolidation.consolidated import Consolidated
from truthloop.consolidation.partitions import FirstSums, Partition
from truthloop.terms.errors import Invalid

Source = AnswerTable | Callable[[], AnswerTable]
"""A table, or what reads one on the machine that will hold it, so that no answers pass through the caller."""


class PartitionsOnRay:
    """Partitions held by actors, wherever the cluster places them."""

    def __init__(self, actors: Sequence[Any]) -> None:
        self._actors = list(actors)

    @staticmethod
    def of(sources: Sequence[Source], **options: Any) -> PartitionsOnRay:  # noqa: ANN401  (Ray's own options)
        """An actor for each table; `options` are Ray's for actors, such as num_cpus. `Invalid` without a table.

        All tables must have the same workers and values: declare them when the tables are made.
        """
        if not sources:
            raise Invalid("There is nothing to consolidate: give at least one table.")
        holder = ray.remote(RemotePartition)
        made = holder.options(**options) if options else holder
        return PartitionsOnRay([made.remote(source) for source in sources])

    def begin(self) -> FirstSums:
        """The first sums of all."""
        total: FirstSums = merged([actor.begin.remote() for actor in self._actors])
        return total

    def expect(self, model: ConfusionModel) -> ConfusionSums:
        """The sums of all under a model, which is sent to each machine once."""
        shared = ray.put(model)
        total: ConfusionSums = merged([actor.expect.remote(shared) for actor in self._actors])
        return total

    def results(self, method: str, skill: Floats, rounds: int, *, converged: bool) -> list[Consolidated]:
        """The result of each partition, in order."""
        asked = [actor.result.remote(method, skill, rounds, converged=converged) for actor in self._actors]
        found: list[Consolidated] = ray.get(asked)
        return found


class RemotePartition(Partition):
    """A partition that reads its own table."""

    def __init__(self, source: Source) -> None:
        super().__init__(source if isinstance(source, AnswerTable) else source())


def added(one: Any, other: Any) -> Any:  # noqa: ANN401  (either kind of sums)
    """The sums over the tasks of both."""
    return one + other


def merged(references: list[Any]) -> Any:  # noqa: ANN401  (the same)
    """The sums behind references, added by neighbours in a tree where they are: the same tree every time."""
    # Adding needs no processor of its own: the partitions may hold them all, and would wait for it for ever.
    join = ray.remote(num_cpus=0)(added)
    while len(references) > 1:
        pairs = [references[at : at + 2] for at in range(0, len(references), 2)]
        references = [join.remote(*pair) if len(pair) > 1 else pair[0] for pair in pairs]
    return ray.get(references[0])
