"""The demo's samples: small real data with known truth. Their sources and licences stand in samples/LICENCES.md."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

SAMPLES: Final = files("truthloop.demo") / "samples"


@dataclass(frozen=True, slots=True)
class DemoJob:
    """One kind of job of the demo."""

    name: str
    """The first part of the labeling job's name."""
    task: str
    """The X of AWS's PRE-X and ACS-X."""
    labels: tuple[str, ...]
    title: str
    description: str
    question: str
    """The truth is under this key of samples/truth.json."""


JOBS: Final = (
    DemoJob(
        "demo-digits",
        "ImageMultiClass",
        ("0", "1", "2", "3", "4"),
        "Which digit is it?",
        "Look at a handwritten digit and say which one it is.",
        "digits",
    ),
    DemoJob(
        "demo-coins",
        "BoundingBox",
        ("coin",),
        "Draw a box around every coin",
        "Greek coins from Pompeii: one box for each, as tight as you can.",
        "coins",
    ),
    DemoJob(
        "demo-voyage",
        "NamedEntityRecognition",
        ("person", "place", "organisation"),
        "Mark people, places and organisations",
        "Sentences from a voyage around the world: mark every name and say what it names.",
        "voyage",
    ),
)


@cache
def truth() -> dict[str, Any]:
    """The right answers."""
    found: dict[str, Any] = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))
    return found


def pictures(job: DemoJob) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each picture of a job; none for texts."""
    if isinstance(truth()[job.question], Mapping):
        for name in truth()[job.question]:
            yield name, (SAMPLES / job.question / name).read_bytes()


def manifest(job: DemoJob, folder: str) -> str:
    """The input manifest; pictures lie in `folder`, an s3:// address."""
    found = truth()[job.question]
    if isinstance(found, Mapping):
        lines = [{"source-ref": f"{folder}/{name}"} for name in found]
    else:
        lines = [{"source": entry["text"]} for entry in found]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def categories(job: DemoJob) -> str:
    """The label category configuration."""
    config: dict[str, Any] = {
        "document-version": "2018-11-28",
        "labels": [{"label": label} for label in job.labels],
        "instructions": {"shortInstruction": job.description, "fullInstruction": job.description},
    }
    return json.dumps(config)


def truth_of(job: DemoJob, source: str) -> Any:  # noqa: ANN401 - as the kind of job has it
    """The right answer to an object: the name of a picture or a text."""
    found = truth()[job.question]
    if isinstance(found, Mapping):
        return found[source.rsplit("/", 1)[-1]]
    return next(entry["entities"] for entry in found if entry["text"] == source)
