"""Jobs in a chain, each beginning with the output manifest of the last: label, verify, adjust, go on, export."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pycocotools.coco import COCO

from robots.job_robot import JobRobot
from robots.worker_robot import WorkerRobot

TEAM_SIZE = 1
ODD_KEYS = '"exact" : 1.500e3, "big":12345678901234567890123 ,"z":"é\\u00e9 \\/"'
"""What comes in must come out letter by letter: no JSON library writes it like this."""
VERDICTS = json.dumps({"document-version": "2018-11-28", "labels": [{"label": "good"}, {"label": "bad"}]})
Answer = dict[str, Any]


@dataclass(frozen=True)
class Chain:
    """One kind of label on its way through four jobs."""

    kind: str
    label: str
    """The task type whose example gives manifest line, labels and answers."""
    tasks: tuple[str, str, str]
    """The X of PRE-X of each job."""
    attributes: tuple[str, str, str]
    """What is labelled, verified and adjusted under."""
    verdict: str
    """The element that says good or bad."""
    change: Callable[[Answer], None]
    """What one adjusting worker does to an answer."""
    export: str
    exported: Callable[[Path], int]
    """How many labelled objects another library finds in what was exported."""


def narrowed(answer: Answer) -> None:
    answer["boundingBox"]["boundingBoxes"][0]["width"] -= 7


def relabelled(answer: Answer) -> None:
    answer["crowd-entity-annotation"]["entities"][0]["startOffset"] = 4


def repainted(answer: Answer) -> None:
    """The third documented answer has a strip of road where the first has buildings."""
    answer["crowd-semantic-segmentation"]["labeledImage"] = example("semantic_segmentation")["answers"][2][
        "crowd-semantic-segmentation"
    ]["labeledImage"]


def coco_images(out: Path) -> int:
    read = COCO(str(out))
    return len({read.anns[number]["image_id"] for number in read.getAnnIds()})


def mask_pictures(out: Path) -> int:
    pictures = sorted(out.rglob("*.png"))
    for picture in pictures:
        with Image.open(picture) as opened:
            assert opened.size == (16, 12)
    return len(pictures)


def conll_sentences(out: Path) -> int:
    sentences = [block for block in out.read_text(encoding="utf-8").split("\n\n") if "B-Person" in block]
    assert all("Byron" in sentence and "I-Person" in sentence for sentence in sentences)
    return len(sentences)


CHAINS = (
    Chain(
        "boxes",
        "bounding_box",
        ("BoundingBox", "VerificationBoundingBox", "AdjustmentBoundingBox"),
        ("boxes", "boxes-checked", "boxes-adjusted"),
        "crowd-image-classifier",
        narrowed,
        "coco",
        coco_images,
    ),
    Chain(
        "masks",
        "semantic_segmentation",
        ("SemanticSegmentation", "VerificationSemanticSegmentation", "AdjustmentSemanticSegmentation"),
        ("streets-ref", "streets-checked", "streets-adjusted-ref"),
        "crowd-image-classifier",
        repainted,
        "masks",
        mask_pictures,
    ),
    Chain(
        "entities",
        "named_entity_recognition",
        ("NamedEntityRecognition", "VerificationNamedEntityRecognition", "AdjustmentNamedEntityRecognition"),
        ("names", "names-checked", "names-adjusted"),
        "crowd-classifier",
        relabelled,
        "conll",
        conll_sentences,
    ),
)


def example(task_type: str) -> dict[str, Any]:
    text = files(f"truthloop.task_types.{task_type}").joinpath("example.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@dataclass
class ChainRun:
    """A chain, and who asks and works."""

    chain: Chain
    requester: JobRobot
    worker: WorkerRobot

    def name(self, step: str) -> str:
        return f"chain-{self.chain.kind}-{step}"

    def categories(self, **more: Any) -> str:
        """The configuration of the labels, with what a job says besides."""
        return json.dumps({**example(self.chain.label)["label_categories"], **more})

    def run(
        self, step: str, manifest: str, task: str, attribute: str, categories: str, answers: list[Answer]
    ) -> list[str]:
        """A job whose objects get these answers in turn; its output lines."""
        name = self.name(step)
        where = self.requester.put(f"{name}.json", categories)
        self.requester.create(name, manifest, task=task, attribute=attribute, LabelCategoryConfigS3Uri=where)
        self.requester.wait_status(name, "InProgress")
        queue = self.worker.queue_with_work(name, count=len(answers))
        left = iter(answers)
        assert self.worker.work_off(queue, lambda _task: next(left)) == len(answers)
        described = self.requester.wait_status(name, "Completed")
        assert described["LabelCounters"]["HumanLabeled"] == len(answers)
        return self.requester.read(self.output(step)).decode().splitlines()

    def output(self, step: str) -> str:
        where: str = self.requester.describe(self.name(step))["LabelingJobOutput"]["OutputDatasetS3Uri"]
        return where


def input_lines(chain: Chain, count: int) -> list[str]:
    """Lines whose foreign keys are written as no library would write them."""
    line = example(chain.label)["manifest_line"]
    if "source" in line:
        sources = [f'"source" : {json.dumps(line["source"])}'] * count
    else:
        sources = [f'"source-ref" : "s3://examples/{n}.png"' for n in range(count)]
    return [f'{{ {source}, "id":{n}, {ODD_KEYS} }}' for n, source in enumerate(sources)]


@pytest.mark.parametrize("chain", [pytest.param(each, id=each.kind) for each in CHAINS])
def test_labels_are_made_verified_adjusted_continued_and_exported(
    requester: JobRobot, worker: WorkerRobot, chain: Chain, tmp_path: Path
) -> None:
    run = ChainRun(chain, requester, worker)
    labelled = made(run, input_lines(chain, 3))
    verified = judged(run, labelled)
    changed = put_right(run, verified)
    went_on(run, changed)
    out = tmp_path / ("out" if chain.export == "masks" else f"out.{chain.export}")
    name = run.name("adjust")
    told = json.loads(requester.truthloop.command("export", name, "--to", chain.export, "--out", str(out), "--json"))
    assert (told["written"], told["remarks"]) == (3, {})
    assert chain.exported(out) == 3


def made(run: ChainRun, came: list[str]) -> list[str]:
    """Three objects labelled for the first time."""
    manifest = run.requester.put(f"{run.name('label')}.manifest", "\r\n".join(came) + "\r\n")
    answer = example(run.chain.label)["answers"][0]
    labelled = run.run("label", manifest, run.chain.tasks[0], run.chain.attributes[0], run.categories(), [answer] * 3)
    assert_only_added(came, labelled, run.chain.attributes[0])
    return labelled


def judged(run: ChainRun, labelled: list[str]) -> list[str]:
    """One of the labels is judged bad, with a comment."""
    good, bad = {"label": "good"}, {"label": "bad", "workerComment": "Too wide on the right."}
    answers = [{run.chain.verdict: each} for each in (bad, good, good)]
    attribute = run.chain.attributes[1]
    verified = run.run("verify", run.output("label"), run.chain.tasks[1], attribute, VERDICTS, answers)
    assert_only_added(labelled, verified, attribute)
    verdicts = [json.loads(line)[f"{attribute}-metadata"] for line in verified]
    assert sorted(verdict["class-name"] for verdict in verdicts) == ["bad", "good", "good"]
    assert [verdict["type"] for verdict in verdicts] == ["groundtruth/label-verification"] * 3
    (comment,) = (verdict["worker-feedback"] for verdict in verdicts if verdict["class-name"] == "bad")
    assert comment == [{"comment": "Too wide on the right."}]
    return verified


def put_right(run: ChainRun, verified: list[str]) -> list[str]:
    """One of the labels is changed, two are handed in as they came."""
    left, attribute = run.chain.attributes[0], run.chain.attributes[2]
    first = example(run.chain.label)["answers"][0]
    answers = [deepcopy(first) for _ in range(3)]
    run.chain.change(answers[0])
    for number, answer in enumerate(answers):
        next(iter(answer.values()))["initialValueModified"] = number == 0
    categories = run.categories(auditLabelAttributeName=left)
    changed = run.run("adjust", run.output("verify"), run.chain.tasks[2], attribute, categories, answers)
    assert_only_added(verified, changed, attribute)
    says = [json.loads(line)[f"{attribute}-metadata"]["adjustment-status"] for line in changed]
    assert sorted(says) == ["adjusted", "unadjusted", "unadjusted"]
    for line, said in zip(map(json.loads, changed), says, strict=True):
        before, after = (content(run, line[name]) for name in (left, attribute))
        assert (before == after) is (said == "unadjusted")
    return changed


def content(run: ChainRun, value: Any) -> Any:
    """A label, or the pixels that it points to."""
    return run.requester.read(value) if isinstance(value, str) else value


def went_on(run: ChainRun, changed: list[str]) -> None:
    """A job with the first job's label attribute: only the line without that label is given to people."""
    name, attribute = run.name("again"), run.chain.attributes[0]
    (fresh,) = [line.replace('"id":0', '"id":99') for line in input_lines(run.chain, 1)]
    manifest = run.requester.put(f"{name}.manifest", "\n".join([*changed, fresh]) + "\n")
    answer = example(run.chain.label)["answers"][0]
    again = run.run("again", manifest, run.chain.tasks[0], attribute, run.categories(), [answer])
    assert again[:3] == changed
    assert_only_added([fresh], again[3:], attribute)


def assert_only_added(before: list[str], after: list[str], attribute: str) -> None:
    """Each line is the earlier one to the letter, with the label and its metadata at its end."""
    assert len(before) == len(after)
    for came, went in zip(before, after, strict=True):
        kept = came.rstrip(" }") if came.endswith(" }") else came[:-1]
        assert went.startswith(f'{kept},"{attribute}":')
        assert json.loads(went).keys() - json.loads(came).keys() == {attribute, f"{attribute}-metadata"}
