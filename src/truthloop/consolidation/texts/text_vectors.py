"""What texts mean, as vectors that the caller brings: no embedding model is part of this library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.texts.writing_table import WritingTable
from truthloop.terms.errors import Invalid

Embedder: TypeAlias = Callable[[Sequence[str]], Floats]
"""Texts (n) → vectors (n, D)."""
Embedding: TypeAlias = Embedder | Floats
"""A function of texts, or the vectors (A, D) of a table's texts in the order of its `written`."""


def text_vectors(table: WritingTable, embedding: Embedding) -> Floats:
    """(A, D) the vector of each text of the table. `Invalid` where there is not a finite vector for each."""
    given = embedding(table.written.tolist()) if callable(embedding) else embedding
    vectors = np.asarray(given, dtype=np.float64)
    if vectors.ndim != 2 or len(vectors) != table.size or not np.isfinite(vectors).all():  # noqa: PLR2004 - a table
        raise Invalid(
            f"The embedding gave {vectors.shape} for {table.size} texts; it must give a finite vector for each."
        )
    return vectors
