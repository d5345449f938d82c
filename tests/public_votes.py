"""Votes of real people between the answers of 59 language models (LLMFAO, CC BY)."""

from __future__ import annotations

import csv

from crowd_sets import FOLDER
from truthloop.consolidation.preferences.preference_table import PreferenceTable, preference_table

VOTES = FOLDER / "pairwise/llmfao_crowd-comparisons.csv"
SAID = {"left": "first", "right": "second", "tie": "tie"}


def rows() -> list[dict[str, str]]:
    with VOTES.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def votes_of(said: list[dict[str, str]], items: set[str] | None = None) -> PreferenceTable:
    columns = {name: [row[name] for row in said] for name in ("left", "right", "prompt", "worker")}
    outcome = [SAID[row["winner"]] for row in said]
    return preference_table(
        columns["left"], columns["right"], outcome, items=items, cluster=columns["prompt"], worker=columns["worker"]
    )
