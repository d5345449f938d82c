"""Crowds with a classifier beside them: where it is weak, and where it is good and answers are few.

Weak: sentences of film reviews, 203 workers, 5.6 answers each (Rodrigues et al., movie sentiment). Good: LabelMe's own
answers and features are not at hand, so its shape is rebuilt: a thousand pictures of eight classes (scikit-learn's
digits), 59 workers, 2.5 answers each that are right in four of five cases and else name a class that looks alike, and
a classifier that reaches .80 to .91. Probabilities are out of fold, and learned from the labels of the answers alone.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from crowd_sets import FOLDER
from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.arrays import Codes
from truthloop.consolidation.consolidated import Consolidated
from truthloop.consolidation.tempered_pool import consolidate

CLASSES, PICTURES, WORKERS = 8, 1000, 59


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a crowd with a classifier."""

    table: AnswerTable
    truth: Codes
    alone: Consolidated
    model: NDArray[np.float64]

    def right(self, labels: NDArray[Any]) -> float:
        return float((labels == self.truth).mean())


def seen(table: AnswerTable, truth: NDArray[np.int64], features: Any, strength: float) -> Seen:
    alone = consolidate(table)
    classifier = LogisticRegression(C=strength, max_iter=500)
    model = cross_val_predict(classifier, features, alone.labels(), cv=5, method="predict_proba")
    return Seen(table, truth.astype(np.int32), alone, model)


@cache
def reviews() -> Seen:
    folder = FOLDER / "movie-sentiment"
    if not folder.exists():
        pytest.skip(f"public crowd data is not at {FOLDER} (set TRUTHLOOP_CROWD_DATA)")
    matrix = np.array(gzip.decompress((folder / "answers.txt.gz").read_bytes()).split(), dtype=int)
    truth = np.loadtxt(folder / "Sentiment_Z_train.txt", dtype=int)
    matrix = matrix.reshape(len(truth), -1)
    task, worker = np.nonzero(matrix >= 0)
    table = answer_table(task, worker, matrix[task, worker], tasks=range(len(truth)), values=[0, 1])
    texts = (folder / "Sentiment_text_train.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    features = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True).fit_transform(texts)
    return seen(table, truth, features, 3.0)


def like_label_me(seed: int, components: int) -> Seen:
    """The fewer principal components the classifier sees, the worse it is."""
    chance = np.random.default_rng(seed)
    pixels, digit = load_digits(return_X_y=True)
    chosen = chance.permutation(np.flatnonzero(digit < CLASSES))[:PICTURES]
    features, truth = PCA(components, random_state=0).fit_transform(pixels[chosen]), digit[chosen]
    features /= features.std(axis=0)
    centre = np.stack([features[truth == one].mean(axis=0) for one in range(CLASSES)])
    alike = np.exp(-np.linalg.norm(centre[:, None] - centre[None], axis=2))
    np.fill_diagonal(alike, 0.0)
    alike /= alike.sum(axis=1, keepdims=True)
    skill, busy = chance.beta(6.0, 2.2, WORKERS), chance.dirichlet(np.full(WORKERS, 0.8))
    rows = []
    for picture, true in enumerate(truth):
        asked = chance.choice([1, 2, 3], p=[0.12, 0.25, 0.63])
        for worker in chance.choice(WORKERS, asked, replace=False, p=busy):
            said = true if chance.random() < skill[worker] else chance.choice(CLASSES, p=alike[true])
            rows.append((picture, int(worker), int(said)))
    table = answer_table(*zip(*rows, strict=True), tasks=range(PICTURES), values=range(CLASSES))
    return seen(table, truth, features, 1.0)
