"""ZenCrowd: each worker has one reliability, all true values are equally probable beforehand.

The factor graph of the paper, solved by expectation-maximization, is one-coin Dawid-Skene with an even class prior; the
first skills come from the vote shares.

G. Demartini, D. E. Difallah and P. Cudré-Mauroux, ZenCrowd: leveraging probabilistic reasoning and crowdsourcing
techniques for large-scale entity linking, WWW 2012.
"""

from __future__ import annotations

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes
from truthloop.consolidation.consolidated import Consolidated
from truthloop.consolidation.em_rounds import TO_CONVERGENCE, Rounds
from truthloop.consolidation.one_coin_dawid_skene import CoinPrior, one_coin_dawid_skene

EVEN_CLASSES = CoinPrior(even_classes=True)


def zencrowd(table: AnswerTable, *, known: Codes | None = None, limits: Rounds = TO_CONVERGENCE) -> Consolidated:
    """Expectation-maximization with an even class prior."""
    return one_coin_dawid_skene(table, known=known, prior=EVEN_CLASSES, limits=limits, method="zencrowd")
