"""Speed of preferences, agreement and boxes, each on a synthetic crowd and after a warm-up on a small one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from truthloop.consolidation.answer_table import answer_table
from truthloop.consolidation.preferences.bradley_terry import bradley_terry
from truthloop.consolidation.preferences.preference_table import preference_table
from truthloop.consolidation.quality.krippendorff_alpha import krippendorff_alpha
from truthloop.consolidation.shapes.box_table import box_table
from truthloop.consolidation.shapes.consolidated_boxes import consolidated_boxes
from truthloop.consolidation.shapes.consolidated_polygons import consolidated_polygons
from truthloop.consolidation.shapes.drawing_table import drawing_table

Prepared = tuple[Callable[[], Any], Callable[[Any], Any]]
"""What makes the table, and what is done with it."""


def rooms(answers: int) -> list[str]:
    """Rows of a table: seconds of all processors together, and how they grow over two decades."""
    rows = ["| case | table s | result s | wanted s at 1,000,000 | growth |", "|---|---|---|---|---|"]
    cases: list[tuple[str, Callable[[int], Prepared], int, str]] = [
        ("Krippendorff's alpha, labels", agreement, answers, "0.2"),
        ("Bradley-Terry, votes between 1,000 items", votes, answers, "0.05"),
        ("boxes: 5 workers x 5 boxes, images", drawn, answers // 10, "30 (100,000 images)"),
        ("polygons: 5 workers x 4 polygons of 24 to 40 corners, images", outlined, answers // 1000, "-"),
    ]
    for name, prepare, size, wanted in cases:
        timed(prepare(max(1, size // 100)))
        sizes = [max(1, size // 100), max(2, size // 10), max(3, size)]
        taken = [timed(prepare(each)) for each in sizes]
        exponent = np.polyfit(np.log(sizes), np.log([done for _, done in taken]), 1)[0]
        made, done = taken[-1]
        rows.append(f"| {size:,} {name} | {made:.2f} | {done:.3f} | {wanted} | size^{exponent:.2f} |")
    return rows


def timed(prepared: Prepared) -> tuple[float, float]:
    """(seconds to make the table, seconds to the result: the better of two runs)."""
    make, work = prepared
    began = time.process_time()
    table = make()
    made = time.process_time() - began
    each = []
    for _ in range(2):
        began = time.process_time()
        work(table)
        each.append(time.process_time() - began)
    return made, min(each)


def agreement(size: int) -> Prepared:
    """Labels of five workers a task."""
    chance = np.random.default_rng(0)
    task, worker = np.repeat(np.arange(size // 5), 5), chance.integers(0, 1000, size // 5 * 5)
    value = chance.integers(0, 10, len(task))
    return lambda: answer_table(task, worker, value), krippendorff_alpha


def votes(size: int) -> Prepared:
    """Votes between items of normal strength."""
    chance = np.random.default_rng(1)
    items = min(1000, max(10, size // 100))
    strength = chance.normal(size=items)
    first = chance.integers(0, items, size)
    second = (first + chance.integers(1, items, size)) % items
    better = chance.random(size) < 1 / (1 + np.exp(strength[second] - strength[first]))
    outcome = pd.Series(pd.Categorical(np.where(better, "first", "second")))
    return lambda: preference_table(first, second, outcome), bradley_terry


def drawn(images: int) -> Prepared:
    """Five objects on each image, drawn by five workers with a hand that shakes."""
    chance = np.random.default_rng(2)
    image, worker = np.repeat(np.arange(images), 25), np.tile(np.repeat(np.arange(5), 5), images)
    place = np.repeat(chance.uniform(0, 800, (images, 1, 5, 2)), 5, axis=1).reshape(-1, 2)
    boxes = np.concatenate([place + chance.normal(0, 3, place.shape), np.full(place.shape, 80.0)], axis=1)
    label = chance.integers(0, 3, len(image))
    return lambda: box_table(image, worker, label, boxes), consolidated_boxes


def outlined(images: int) -> Prepared:
    """Four round things on each image, drawn by five workers with as many corners as each likes."""
    chance = np.random.default_rng(3)
    image, worker = np.repeat(np.arange(images), 20), np.tile(np.repeat(np.arange(5), 4), images)
    outlines = []
    for place in np.tile(np.arange(4), images * 5):
        angle = np.linspace(0, 2 * np.pi, int(chance.integers(24, 41)), endpoint=False)
        radius = 60 + chance.normal(0, 3, len(angle))
        middle = np.array([100 + 200 * (place % 2), 100 + 200 * (place // 2)])
        outlines.append(middle + np.stack([np.cos(angle), np.sin(angle)], axis=1) * radius[:, None])
    label = chance.integers(0, 3, len(image))
    return lambda: drawing_table(image, worker, label, outlines, least=3), consolidated_polygons
