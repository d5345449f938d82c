"""How sure a label says it is, whatever wrote its metadata."""

from __future__ import annotations

import json
from typing import Any

import pytest

from truthloop.labeling.label_confidence import confidences, least_confidence


@pytest.mark.parametrize(
    ("metadata", "told"),
    [
        ({"confidence": 0.9}, [0.9]),
        ({"confidence-map": {"0": 0.4, "1": 1}}, [0.4, 1.0]),
        ({"objects": [{"confidence": 0.2}, {"class-id": 1}]}, [0.2]),
        ({"entities": [{"confidence": 0.7}]}, [0.7]),
    ],
)
def test_a_label_is_as_sure_as_the_least_sure_of_its_parts(metadata: dict[str, Any], told: list[float]) -> None:
    assert list(confidences(metadata)) == told
    assert least_confidence(json.dumps({"mood-metadata": metadata}), "mood") == min(told)


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"confidence": None, "confidence-map": None, "objects": None, "entities": None},
        {"confidence": "high", "confidence-map": [0.4], "objects": ["box"], "entities": 3},
        {"confidence": True},
    ],
)
def test_metadata_of_a_requesters_own_function_that_tells_nothing_is_no_fault(metadata: dict[str, Any]) -> None:
    assert list(confidences(metadata)) == []
    assert least_confidence(json.dumps({"mood-metadata": metadata}), "mood") is None
