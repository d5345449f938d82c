"""`truthloop up --demo --robots`: simulated workers finish three labeling jobs, and consolidation makes them better."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest

from running_truthloop import RunningTruthloop, discard, make_truthloop

ROW = re.compile(r"(demo-\w+-1) +((?:\d\.\d\d ?)+) +(\d\.\d\d) +(\d\.\d\d)$", re.MULTILINE)


@pytest.fixture
def demo() -> Iterator[RunningTruthloop]:
    instance = make_truthloop()
    try:
        yield instance
    finally:
        discard(instance)


@pytest.mark.timeout(600)
def test_robots_finish_the_jobs_and_labels_are_better_than_the_robots(demo: RunningTruthloop) -> None:
    demo.start("--demo", "--robots")
    log = demo.folder.parent / f"{demo.folder.name}.log"
    deadline = time.monotonic() + 400
    while "What was made stays in" not in (text := log.read_text()):
        assert time.monotonic() < deadline, demo.log_text()
        time.sleep(0.2)
    rows = {name: (float(before), float(after)) for name, _, before, after in ROW.findall(text)}
    assert set(rows) == {"demo-digits-1", "demo-coins-1", "demo-voyage-1"}
    for name, (before, after) in rows.items():
        assert after >= before + 0.05, f"{name}: {before} before, {after} after consolidation"
