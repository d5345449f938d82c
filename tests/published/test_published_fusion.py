"""A classifier beside workers: where it is weak, and where it is good and answers are few (`crowd_with_classifier`)."""

from __future__ import annotations

import pytest
from sklearn.metrics import roc_auc_score

from crowd_sets import expected_calibration_error
from crowd_with_classifier import like_label_me, reviews
from truthloop.consolidation.crowdlab import crowdlab
from truthloop.consolidation.dawid_skene import dawid_skene
from truthloop.consolidation.majority_vote import majority_vote
from truthloop.consolidation.model_fusion import consolidate_with_model


def test_a_weak_classifier_helps_a_little_where_it_harms_others() -> None:
    found = reviews()
    fused = found.right(consolidate_with_model(found.table, found.model).labels())
    # On the same data: CROWDLAB .905, Dawid-Skene alone .915, a hierarchy with the classifier as prior .918, the
    # classifier .747. Ours: .9152 alone, .9210 with it.
    assert fused >= 0.9195
    assert fused >= found.right(found.alone.labels()) + 0.004
    assert fused >= found.right(crowdlab(found.table, found.model).labels()) + 0.012


def test_beside_a_weak_classifier_confidence_tells_right_from_wrong() -> None:
    found = reviews()
    result = consolidate_with_model(found.table, found.model)
    # .80 is CROWDLAB's, .78 that of the default alone; labels are right more often here, and what is left is harder.
    assert roc_auc_score(result.labels() == found.truth, result.confidence) >= 0.78
    assert expected_calibration_error(result.posterior, found.truth) <= 0.04


@pytest.mark.parametrize("components", [3, 4, 5])
@pytest.mark.parametrize("seed", [1, 2])
def test_few_answers_and_a_good_classifier_are_better_together_than_by_crowdlab(seed: int, components: int) -> None:
    found = like_label_me(seed, components)
    result = consolidate_with_model(found.table, found.model)
    fused = found.right(result.labels())
    # Means over these six: majority .80, Dawid-Skene .78, the classifier .86, CROWDLAB .950, ours .959.
    assert fused >= found.right(crowdlab(found.table, found.model).labels())
    assert fused >= found.right(majority_vote(found.table).labels()) + 0.12
    assert fused >= found.right(dawid_skene(found.table).labels()) + 0.12
    assert fused >= found.right(found.model.argmax(axis=1)) + 0.06
    assert expected_calibration_error(result.posterior, found.truth) <= 0.045
    assert roc_auc_score(result.labels() == found.truth, result.confidence) >= 0.90
