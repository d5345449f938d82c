"""What a simulated worker of known skill answers: right as often as the skill says, and wrong as people are wrong.

Pure: chance is an argument. Classes are mistaken for another; boxes are missed, misplaced or drawn where nothing is;
entities are overlooked, cut short or given the wrong name.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from truthloop.demo.sample_data import DemoJob

SIZE_OF_SLIP = 0.12
"""Standard deviation of a box's edges, in shares of its size, of a worker without any skill."""


def answer_of(job: DemoJob, truth: Any, text: str, skill: float, chance: random.Random) -> dict[str, Any]:  # noqa: ANN401
    """The form a worker of this skill (0 to 1) sends."""
    if job.task == "ImageMultiClass":
        return {"crowd-image-classifier": {"label": class_said(job.labels, truth, skill, chance)}}
    if job.task == "BoundingBox":
        return boxes_said(job, truth, skill, chance)
    entities = entities_said(job.labels, truth, text, skill, chance)
    return {"crowd-entity-annotation": {"entities": entities}}


def class_said(labels: Sequence[str], truth: str, skill: float, chance: random.Random) -> str:
    """The right class, or any other."""
    return truth if chance.random() < skill else chance.choice([label for label in labels if label != truth])


def boxes_said(job: DemoJob, truth: Sequence[dict[str, Any]], skill: float, chance: random.Random) -> dict[str, Any]:
    """Boxes with slips."""
    drawn = [slipped(box, skill, chance) for box in truth if chance.random() < skill + (1 - skill) / 2]
    if chance.random() > skill:
        drawn.append({"label": job.labels[0], "left": 2, "top": 2, "width": 30, "height": 30})
    size = {"width": 440, "height": 180}
    return {"boundingBox": {"boundingBoxes": drawn, "inputImageProperties": size}}


def slipped(box: dict[str, Any], skill: float, chance: random.Random) -> dict[str, Any]:
    """A box with its edges a little off."""
    spread = SIZE_OF_SLIP * (1 - skill)
    left = box["left"] + round(chance.gauss(0, spread * box["width"]))
    top = box["top"] + round(chance.gauss(0, spread * box["height"]))
    width = round(box["width"] * (1 + chance.gauss(0, spread)))
    height = round(box["height"] * (1 + chance.gauss(0, spread)))
    return {"label": box["label"], "left": max(0, left), "top": max(0, top), "width": width, "height": height}


def entities_said(
    labels: Sequence[str], truth: Sequence[dict[str, Any]], text: str, skill: float, chance: random.Random
) -> list[dict[str, Any]]:
    """Entities with oversights."""
    said = []
    for entity in truth:
        luck = chance.random()
        if luck < skill:
            said.append(dict(entity))
        elif luck < skill + (1 - skill) / 3:
            said.append({**entity, "label": class_said(labels, entity["label"], 0, chance)})
        elif luck < skill + 2 * (1 - skill) / 3 and (cut := text.find(" ", entity["startOffset"])) > 0:
            said.append({**entity, "endOffset": min(cut, entity["endOffset"])})
    return said
