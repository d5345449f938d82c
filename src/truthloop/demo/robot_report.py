"""`make demo ROBOTS=1`: robots finish the demo's jobs; how right each was, and how right the labels are."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from truthloop.api_clients import open_client
from truthloop.demo.demo_jobs import UNENDED, RunningJob
from truthloop.demo.demo_worker import TEAM, spoken
from truthloop.demo.label_scores import f1, right_in
from truthloop.demo.robot_workers import SKILLS, Robot, Shift, work_off
from truthloop.demo.sample_data import DemoJob, truth_of
from truthloop.server.installation import Installation
from truthloop.storage.worker_rows import find_worker, set_password
from truthloop.terms.resources import Place
from truthloop.workforce.members import Newcomer, add_member
from truthloop.workforce.passwords import SALT_BYTES, hash_password
from truthloop.workforce.teams import ensure_team


def finish_with_robots(
    installation: Installation,
    variables: Mapping[str, str],
    url: str,
    jobs: Sequence[RunningJob],
    random_bytes: Callable[[int], bytes],
) -> str:
    """Let robots finish the jobs; the report."""
    robots = [hired(installation, skill, number, random_bytes) for number, skill in enumerate(SKILLS, 1)]
    sagemaker, s3 = (open_client(service, variables) for service in ("sagemaker", "s3"))

    def described(one: RunningJob) -> dict[str, Any]:
        found: dict[str, Any] = sagemaker.describe_labeling_job(LabelingJobName=one.name)
        return found

    def is_over() -> bool:
        return all(described(one)["LabelingJobStatus"] not in UNENDED for one in jobs)

    shifts = work_off(url, robots, jobs, is_over, installation.new_uuid)
    rows = [row_of(one, shifts, labels_score(s3, one.job, described(one))) for one in jobs]
    return report(rows)


def hired(installation: Installation, skill: float, number: int, random_bytes: Callable[[int], bytes]) -> Robot:
    """A robot with an account of its own in the demo's team, and a fresh password."""
    email, password = f"robot{number}@example.com", spoken(random_bytes(8))
    present = find_worker(installation.database, email)
    place = Place(installation.account_id, installation.settings.region)
    team = ensure_team(installation.database, place, TEAM, installation.now())
    newcomer = Newcomer(
        email=email,
        password=None if present else password,
        must_change_password=False,
        entropy=random_bytes(8),
        sub=installation.new_uuid(),
        salt=random_bytes(SALT_BYTES),
    )
    member = add_member(installation.database, team, newcomer, installation.now())
    if present:
        hashed = hash_password(password, random_bytes(SALT_BYTES))
        set_password(
            installation.database, member.worker.id, hashed, must_change_password=False, now=installation.now()
        )
    return Robot(email, password, skill)


def labels_score(s3: Any, job: DemoJob, described: dict[str, Any]) -> float:  # noqa: ANN401 - a botocore client
    """How right a job's labels are, read from its output manifest."""
    place = urlsplit(described["LabelingJobOutput"]["OutputDatasetS3Uri"])
    body = s3.get_object(Bucket=place.netloc, Key=place.path.lstrip("/"))["Body"].read()
    counts = []
    for line in map(json.loads, body.splitlines()):
        right = truth_of(job, line.get("source-ref") or line["source"])
        counts.append(right_in(job, right, label_in(job, line)))
    return f1(counts)


def label_in(job: DemoJob, line: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as the kind of job has it
    """The label of an output line, in the form of the truth; an object without one counts as missed."""
    value = line.get("label")
    if job.task == "ImageMultiClass":
        return None if value is None else job.labels[int(value)]
    if job.task == "BoundingBox":
        return value["annotations"] if value else []
    return value["annotations"]["entities"] if value else []


def row_of(one: RunningJob, shifts: Sequence[Shift], after: float) -> list[str]:
    """One line of the report."""
    each = [f1(shift.said[one.job.name]) for shift in shifts if one.job.name in shift.said]
    before = sum(each) / len(each) if each else 0.0
    return [one.name, " ".join(f"{score:.2f}" for score in each), f"{before:.2f}", f"{after:.2f}"]


def report(rows: Sequence[Sequence[str]]) -> str:
    """A table for the terminal."""
    table = [["Job", "each robot", "their mean", "after consolidation"], *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
    return "\n".join(
        [
            f"Robots finished {len(rows)} labeling jobs through the portal.",
            "Share of right classes; F1 of boxes (IoU of 0.75) and of entities:",
            "",
            *(f"  {line}" for line in lines),
            "",
        ]
    )
