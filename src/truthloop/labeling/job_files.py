"""Where a labeling job writes: the paths of Ground Truth, below `{S3OutputPath}/{LabelingJobName}`.

The names of files hold colons, as AWS's do: people's code parses them.
"""

from __future__ import annotations

from datetime import UTC, datetime

from truthloop.storage.objects.s3_uri import S3Uri, below

ITERATION = "iteration-1"
"""Rounds are for automated labeling; a job that only people work on has one."""


def output_manifest(job: S3Uri) -> S3Uri:
    """The augmented manifest: one line for each line of the input."""
    return below(job, "manifests", "output", "output.manifest")


def rejected_lines_file(job: S3Uri) -> S3Uri:
    """Lines that cannot be worked on, with their reasons."""
    return below(job, "manifests", "rejected", "rejected-lines.jsonl")


def worker_response(job: S3Uri, number: int, at: datetime) -> S3Uri:
    """An object's raw answers."""
    return below(job, "annotations", "worker-response", ITERATION, str(number), f"{second(at)}.json")


def consolidation_request(job: S3Uri, at: datetime) -> S3Uri:
    """What the consolidation of a batch is given."""
    return below(
        job, "annotations", "consolidated-annotation", "consolidation-request", ITERATION, f"{second(at)}.json"
    )


def consolidation_response(job: S3Uri, at: datetime) -> S3Uri:
    """What came of it."""
    return below(
        job, "annotations", "consolidated-annotation", "consolidation-response", ITERATION, f"{second(at)}.json"
    )


def intermediate_manifest(job: S3Uri) -> S3Uri:
    """The objects of the newest batch with their labels; AWS names the folder and not what is in it."""
    return below(job, "annotations", "intermediate", "intermediate.manifest")


def label_file(job: S3Uri, number: int, at: datetime, extension: str) -> S3Uri:
    """The file a label points to, `0_2019-10-27T08:56:48.123456.png`."""
    moment = at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
    return below(job, "annotations", "consolidated-annotation", "output", f"{number}_{moment}.{extension}")


def labels_file(job: S3Uri) -> S3Uri:
    """The label category configuration the job was made with."""
    return below(job, "annotation-tool", "data.json")


def template_file(job: S3Uri) -> S3Uri:
    """The worker template."""
    return below(job, "annotation-tool", "template.liquid")


def annotations_folder(job: S3Uri) -> S3Uri:
    """`outputConfig` of the post-annotation event."""
    return below(job, "annotations")


def second(at: datetime) -> str:
    """`2019-10-27_08:56:48`."""
    return at.astimezone(UTC).strftime("%Y-%m-%d_%H:%M:%S")
