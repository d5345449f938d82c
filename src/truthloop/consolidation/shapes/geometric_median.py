"""The point with the least sum of distances from others: unmoved by a few that are far away.

E. Weiszfeld, Sur le point pour lequel la somme des distances de n points donnés est minimum, Tôhoku Mathematical
Journal 43, 1937; Y. Vardi and C.-H. Zhang, The multivariate L1-median and associated data depth, PNAS 97, 2000, for the
step at one of the points.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.compiled import compiled

ROUNDS = 200
TOLERANCE = 1e-9


@compiled
def geometric_median(points: Floats) -> Floats:
    """(d,) of points (n, d), n at least 1; of one or two their mean."""
    size, dimensions = points.shape
    here = np.zeros(dimensions)
    for each in range(size):
        here += points[each] / size
    if size < 3:  # noqa: PLR2004 - every point between two is as good
        return here
    spread = np.sqrt(((points - here) ** 2).sum() / size)
    for _ in range(ROUNDS):
        pull, weight, here_too = np.zeros(dimensions), 0.0, 0.0
        toward = np.zeros(dimensions)
        for each in range(size):
            away = np.sqrt(((points[each] - here) ** 2).sum())
            if away <= TOLERANCE * spread:
                here_too += 1.0
            else:
                weight += 1.0 / away
                toward += points[each] / away
                pull += (points[each] - here) / away
        if weight == 0.0:
            break
        strength = np.sqrt((pull**2).sum())
        stay = min(1.0, here_too / strength) if strength > 0.0 else 1.0
        after = (1.0 - stay) * toward / weight + stay * here
        moved = np.sqrt(((after - here) ** 2).sum())
        here = after
        if moved <= TOLERANCE * spread:
            break
    return here
