"""How often each value was given to each task: all that measures of agreement look at."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from truthloop.consolidation.answer_table import AnswerTable


def answer_counts(table: AnswerTable, fewest: int = 2) -> csr_array:
    """(U, K) counts of the tasks with at least `fewest` answers, in the order of their names."""
    tasks, _, values = table.shape
    given = np.diff(table.starts)
    # Copies, because adding up duplicates happens in place and the table is everybody's.
    whole = csr_array((np.ones(table.size), table.value.copy(), table.starts.copy()), shape=(tasks, values))
    whole.sum_duplicates()
    return csr_array(whole[given >= fewest])
