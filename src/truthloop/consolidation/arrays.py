"""The names of the array kinds that every algorithm takes and gives."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.int32]
"""Places in a list of names, from 0."""

Offsets: TypeAlias = NDArray[np.int64]
"""Where each group starts in a sorted array, and one past the last."""

Floats: TypeAlias = NDArray[np.float64]

Names: TypeAlias = NDArray[Any]
"""What tasks, workers or values are called: integers, strings or whatever the caller uses, ascending."""
