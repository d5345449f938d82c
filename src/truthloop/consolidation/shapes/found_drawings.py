"""One image at a time: what its workers drew, and what there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.shapes.consolidated_drawings import DrawingKind, consolidated_drawings
from truthloop.consolidation.shapes.drawing_table import drawing_table

OneDrawing: TypeAlias = tuple[Any, Any]
"""(label, vertices (k, 2)); a label is a string or a number."""


@dataclass(frozen=True, slots=True, eq=False)
class FoundDrawing:
    """An object on an image."""

    label: Any
    vertices: Floats
    """(k, 2) x, y."""
    existence: float
    """The probability that there is such an object."""
    label_probability: float
    """The probability of its label, if it exists."""
    tightness: float
    """The mean likeness of its members to it; 1 for a single one, of which nothing can be said."""
    looked: int
    """How many workers answered."""
    members: tuple[tuple[int, int], ...]
    """(worker, which of their drawings), as places in the answers that were given."""

    @property
    def found_by(self) -> int:
        """How many workers drew it."""
        return len(self.members)

    @property
    def confidence(self) -> float:
        """How much of the answer can be expected to be right: existence, label and place together."""
        return self.existence * self.label_probability * self.tightness


def found_drawings(answers: Sequence[Sequence[OneDrawing]], kind: DrawingKind, least: int) -> list[FoundDrawing]:
    """The objects of one image, those included that probably are none; each drawing has `least` vertices or more."""
    where = [(worker, place) for worker, drawn in enumerate(answers) for place in range(len(drawn))]
    given = [drawing for drawn in answers for drawing in drawn]
    table = drawing_table(
        [0] * len(given),
        [worker for worker, _ in where],
        [label for label, _ in given],
        [vertices for _, vertices in given],
        least=least,
        seen=([0] * len(answers), list(range(len(answers)))),
    )
    found = consolidated_drawings(table, kind)
    members: list[list[tuple[int, int]]] = [[] for _ in found.vertices]
    for row, each in zip(table.given.tolist(), found.member.tolist(), strict=True):
        members[each].append(where[row])
    names = found.labels.tolist()
    return [
        FoundDrawing(
            label=names[found.judged.label[each]],
            vertices=vertices,
            existence=float(found.judged.existence[each]),
            label_probability=float(found.judged.label_probability[each]),
            tightness=float(found.tightness[each]),
            looked=len(answers),
            members=tuple(sorted(members[each])),
        )
        for each, vertices in enumerate(found.vertices)
    ]
