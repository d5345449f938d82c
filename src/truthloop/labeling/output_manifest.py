"""Writes a job's output manifest: one line for each line of the input, whatever became of it; whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator

from truthloop.labeling.job_files import output_manifest
from truthloop.labeling.job_reach import JobReach
from truthloop.labeling.labeling_jobs import terms_of
from truthloop.labeling.output_lines import merged
from truthloop.storage.object_rows import every_object
from truthloop.storage.objects.object_streams import write_pieces
from truthloop.terms.resources import Resource

LINES_AT_ONCE = 2_000


def write_output_manifest(reach: JobReach, job: Resource) -> int:
    """Write it as the job stands; its size in bytes."""
    terms = terms_of(job)
    place = output_manifest(terms.output)
    return write_pieces(
        reach.store, place, output_pieces(reach, job, terms.attribute), content_type="application/jsonlines"
    )


def output_pieces(reach: JobReach, job: Resource, attribute: str) -> Iterator[bytes]:
    """The lines, some at a time."""
    lines: list[str] = []
    for found in every_object(reach.database, job.id):
        lines.append(merged(found.line, found.label, attribute))
        if len(lines) == LINES_AT_ONCE:
            yield ("\n".join(lines) + "\n").encode()
            lines = []
    if lines:
        yield ("\n".join(lines) + "\n").encode()
