"""Labels out of a running Truthloop and into it again, by the command line as a user has it."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import numpy as np
from pycocotools.coco import COCO

from exchange_samples import BOXES, DATE, MASK
from robots.job_robot import JobRobot
from truthloop.exchange_formats.indexed_pictures import rgb_png

TEAM_SIZE = 1
BOX_NAME = "bounding-box-attribute-name"


def told(output: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(output)
    return found


def test_a_manifest_in_s3_goes_to_coco_and_back_for_an_adjustment(requester: JobRobot, tmp_path: Path) -> None:
    lines = [{**BOXES, "source-ref": f"s3://{requester.bucket}/images/{n}.jpg"} for n in range(20)]
    manifest, out = requester.put_manifest(lines, "boxes.manifest"), tmp_path / "boxes.json"
    said = told(requester.truthloop.command("export", manifest, "--to", "coco", "--out", str(out), "--json"))
    assert (said["written"], said["remarks"]) == (20, {})
    assert len(COCO(str(out)).getAnnIds()) == 60
    back = f"s3://{requester.bucket}/again.manifest"
    requester.truthloop.command("import", "coco", str(out), "--out", back, "--label", "boxes")
    again = [json.loads(line) for line in requester.read(back).splitlines()]
    assert [line["source-ref"] for line in again] == [line["source-ref"] for line in lines]
    boxes = [{key: box[key] for key in ("left", "top", "width", "height")} for box in again[0]["boxes"]["annotations"]]
    assert boxes == [{k: v for k, v in box.items() if k != "class_id"} for box in BOXES[BOX_NAME]["annotations"]]
    assert again[0]["boxes-metadata"]["type"] == "groundtruth/object-detection"


def test_masks_are_fetched_from_s3_and_imported_ones_are_kept_there(requester: JobRobot, tmp_path: Path) -> None:
    picture = np.full((10, 12), 0xFFFFFF, dtype=np.uint32)
    picture[2:5, 3:9] = 0x2ACF59
    mask = requester.put("masks/1.png", rgb_png(picture))
    line = {**MASK, "source-ref": f"s3://{requester.bucket}/1.jpg", "city-streets-ref": mask}
    manifest, out = requester.put_manifest([line], "masks.manifest"), tmp_path / "masks.json"
    requester.truthloop.command("export", manifest, "--to", "coco", "--out", str(out))
    kept, back = f"s3://{requester.bucket}/kept/", f"s3://{requester.bucket}/masks-again.manifest"
    options = ("--kind", "class-masks", "--masks", kept, "--label", "streets")
    requester.truthloop.command("import", "coco", str(out), "--out", back, *options)
    (again,) = (json.loads(each) for each in requester.read(back).splitlines())
    assert again["streets-ref"] == f"{kept}1.png"
    assert requester.read(again["streets-ref"]).startswith(b"\x89PNG")
    names = [each["class-name"] for each in again["streets-ref-metadata"]["internal-color-map"].values()]
    assert names == ["BACKGROUND", "buildings"]


def test_a_job_is_exported_by_its_name_with_its_own_label_and_all_its_classes(
    requester: JobRobot, tmp_path: Path
) -> None:
    """Lines that carry the job's label already are kept as they are: a job of those alone ends at once."""
    name = f"Sorted-{uuid.uuid4().hex[:8]}"
    metadata = {"class-name": "dog", "confidence": 0.9, "type": "groundtruth/image-classification"}
    metadata |= {"job-name": "earlier", "human-annotated": "yes", "creation-date": DATE}
    lines = [
        {"source-ref": f"s3://{requester.bucket}/{n}.jpg", "label": 1, "label-metadata": metadata} for n in range(3)
    ]
    labels = requester.put_labels(["cat", "dog"], "pets.json")
    manifest = requester.put_manifest(lines, f"{name}.manifest")
    requester.create(name, manifest, task="ImageMultiClass", LabelCategoryConfigS3Uri=labels)
    requester.wait_status(name, "Completed")
    out = tmp_path / "pets.jsonl"
    said = told(requester.truthloop.command("export", name.lower(), "--to", "jsonl", "--out", str(out), "--json"))
    assert said["written"] == 3
    parquet = tmp_path / "pets.parquet"
    requester.truthloop.command("export", name, "--to", "parquet", "--out", str(parquet))
    assert b'"names":["cat","dog"]' in parquet.read_bytes()


def test_mistakes_are_told_in_one_sentence(requester: JobRobot, tmp_path: Path) -> None:
    def refused(*arguments: str) -> None:
        requester.truthloop.command(*arguments, expect=1)

    out = str(tmp_path / "x")
    manifest = requester.put_manifest([BOXES], "one.manifest")
    refused("export", "no-such-job", "--to", "coco", "--out", out)
    refused("export", "no/such.manifest", "--to", "coco", "--out", out)
    refused("export", f"s3://{requester.bucket}/gone.manifest", "--to", "coco", "--out", out)
    refused("export", manifest, "--to", "conll", "--out", out)
    refused("export", manifest, "--to", "coco", "--out", out, "--skeleton", "[1]")
    refused("import", "coco", str(tmp_path / "gone.json"), "--out", out)
    assert list(tmp_path.iterdir()) == []
