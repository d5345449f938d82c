"""Labeling jobs of several sizes: creation, work with everything waiting, the final manifest, the console's first page.

`python -m benchmarks.labeling_jobs` writes docs/benchmarks-labeling-jobs.md. Creation, work and pages go over HTTP.
Only the labels of the final manifest are put in by SQL: a million answers would take an hour.
"""

from __future__ import annotations

import json
import math
import os
import statistics
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import psycopg

from benchmarks.beside_label_studio import FEW, MOST_OBJECTS, Side, section
from benchmarks.cycles import SignedIn, measure_work, stamp
from benchmarks.figures import Fact, Rate, machine
from benchmarks.peer_label_studio import measure_peer, tree_memory_mb
from benchmarks.run import PASSWORD, SECONDS, database_url, prepare, workers_of
from robots.console_robot import ConsoleRobot
from robots.job_robot import JobRobot
from running_truthloop import RunningTruthloop, discard, make_truthloop

SIZES = tuple(int(size) for size in os.environ.get("BENCH_OBJECTS", "1000,10000,100000,1000000").split(","))
LABEL = json.dumps(
    {
        "label": 1,
        "label-metadata": {
            "class-name": "bad",
            "confidence": 0.93,
            "type": "groundtruth/text-classification",
            "job-name": "bench",
            "human-annotated": "yes",
            "creation-date": "2026-11-22T10:00:00.000000",
        },
    }
)
PAGES = 20
WORKERS = 64


@dataclass(frozen=True)
class Measured:
    """One size."""

    objects: int
    created_seconds: float
    memory_mb: float
    """By how much the chores grew while the manifest was read."""
    page_ms: float
    work: list[Rate]
    written_seconds: float
    written_memory_mb: float
    few: Rate | None
    """With fewer workers, where the peer is measured too."""
    memory_of_all_mb: float


def main() -> None:
    truthloop = make_truthloop()
    try:
        truthloop.start()
        prepare(truthloop)
        truthloop.command("console", "grant", "w0@example.com", "--role", "admin")
        found = [measured(truthloop, size) for size in SIZES]
    finally:
        discard(truthloop)
    sizes = [size for size in SIZES if size <= MOST_OBJECTS]
    text = "\n".join([page(found), *section(sides(found), measure_peer(sizes, [FEW, WORKERS], SECONDS))])
    Path("docs/benchmarks-labeling-jobs.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


def measured(truthloop: RunningTruthloop, objects: int) -> Measured:
    """Everything about a job of one size."""
    requester = JobRobot.set_up(truthloop, team="bench")
    name = f"bench-{objects}-{uuid.uuid4().hex[:6]}"
    manifest = put_manifest(requester, objects)
    labels = requester.put_labels(["good", "bad"])
    with growth(truthloop) as grown:
        began = time.perf_counter()
        requester.create(name, manifest, task="TextMultiClass", LabelCategoryConfigS3Uri=labels)
        requester.wait_status(name, "InProgress", patience=900)
        created = time.perf_counter() - began
    page_ms = first_page(truthloop, name)
    workers, _ = workers_of(truthloop)
    queue = queue_of(truthloop, workers[0].headers, name)
    few = measure_few(truthloop, workers, queue, objects)
    work = measure_work(truthloop.url, workers, queue, min(SECONDS, objects / 2000))
    memory = tree_memory_mb(truthloop.child_pid("truthloop up"))
    label_everything(truthloop, name)
    with growth(truthloop) as written_growth:
        began = time.perf_counter()
        stop(requester, name)
        written = time.perf_counter() - began
    lines = requester.read(requester.describe(name)["LabelingJobOutput"]["OutputDatasetS3Uri"]).count(b"\n")
    assert lines == objects, f"{lines} lines of {objects}"
    requester.close()
    sys.stderr.write(f"{name}: created {created:.1f} s, {work[0].per_second:.0f} cycles/s, written {written:.1f} s\n")
    return Measured(objects, created, grown[0], page_ms, work, written, written_growth[0], few, memory)


def measure_few(truthloop: RunningTruthloop, workers: list[SignedIn], queue: str, objects: int) -> Rate | None:
    """Cycles of a few workers, of a quarter of a small job's objects at most."""
    if objects > MOST_OBJECTS:
        return None
    return measure_work(truthloop.url, workers[:FEW], queue, min(SECONDS, objects / 4000))[0]


def sides(found: list[Measured]) -> list[Side]:
    """What stands beside the peer."""
    return [
        Side(
            "Truthloop",
            one.objects,
            one.created_seconds,
            [one.few, one.work[0]],
            one.written_seconds,
            one.memory_of_all_mb,
        )
        for one in found
        if one.few is not None
    ]


def stop(requester: JobRobot, name: str) -> None:
    """Have the job write its last manifest; a small one has ended by itself by then."""
    try:
        requester.sagemaker.stop_labeling_job(LabelingJobName=name)
    except requester.sagemaker.exceptions.ClientError as refused:
        if "is Completed" not in str(refused):
            raise
        return
    requester.wait_status(name, "Stopped", patience=900)


def put_manifest(requester: JobRobot, objects: int) -> str:
    """A manifest of short texts, about 150 bytes a line."""
    text = "The lamp arrived quickly and shines as it should. "
    path = Path(f"/tmp/{requester.bucket}.manifest")  # noqa: S108 - taken away at once
    with path.open("w", encoding="utf-8") as file:
        for number in range(objects):
            file.write(json.dumps({"source": f"{number} {text * 2}", "id": number}) + "\n")
    requester.s3.upload_file(str(path), requester.bucket, "input.manifest")
    path.unlink()
    return f"s3://{requester.bucket}/input.manifest"


@contextmanager
def growth(truthloop: RunningTruthloop) -> Iterator[list[float]]:
    """By how many MB the chores grow at most meanwhile."""
    process = psutil.Process(truthloop.child_pid("supervision.chores"))
    before, most, ended = process.memory_info().rss, [0.0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.05):
            most[0] = max(most[0], (process.memory_info().rss - before) / 2**20)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield most
    finally:
        ended.set()
        watcher.join()


def first_page(truthloop: RunningTruthloop, name: str) -> float:
    """Median milliseconds of the console's first page of objects, with what stands above it."""
    console = ConsoleRobot(truthloop.url, "w0@example.com", PASSWORD)
    console.sign_in()
    times = []
    for _ in range(PAGES):
        began = time.perf_counter()
        console.ask("/operations/DescribeLabelingJob", {"LabelingJobName": name})
        console.ask(f"/jobs/{name}/summary")
        console.ask(f"/jobs/{name}/objects", {"first": 0, "limit": 50})
        times.append((time.perf_counter() - began) * 1000)
    console.close()
    return statistics.median(times)


def queue_of(truthloop: RunningTruthloop, headers: dict[str, str], title: str) -> str:
    answer = httpx.get(f"{truthloop.url}/portal/api/queues", headers=headers, trust_env=False)
    return str(next(queue["id"] for queue in answer.json()["queues"] if queue["title"] == title))


def label_everything(truthloop: RunningTruthloop, name: str) -> None:
    """Once no answer waits to be consolidated, every object left has a label."""
    with psycopg.connect(database_url(truthloop), autocommit=True) as connection:
        job = connection.execute("SELECT id FROM resource WHERE name = %s", (name,)).fetchone()
        assert job is not None
        unfinished = "SELECT count(*) FROM task WHERE job_id = %s AND status IN ('answered', 'closing')"
        while connection.execute(unfinished, job).fetchone() != (0,):
            time.sleep(0.5)
        connection.execute(
            "UPDATE data_object SET status = 'labeled', label = %s, labeled_at = now()"
            " WHERE job_id = %s AND status = 'waiting'",
            (LABEL, *job),
        )
        connection.execute("VACUUM ANALYZE data_object")


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """The power of its size with which something grows, fitted over all sizes in logarithms."""
    x, y = [math.log(size) for size in sizes], [math.log(second) for second in seconds]
    middle_x, middle_y = statistics.mean(x), statistics.mean(y)
    spread = sum((one - middle_x) ** 2 for one in x)
    return sum((a - middle_x) * (b - middle_y) for a, b in zip(x, y, strict=True)) / spread if spread else 1.0


def page(found: list[Measured]) -> str:
    sizes = [one.objects for one in found]
    least, most = found[0].work[0].per_second, found[-1].work[0].per_second
    largest = found[-1]
    facts = [
        Fact(f"creation from {largest.objects:,} lines", f"{largest.created_seconds:.1f} s", "< 90 s"),
        Fact("growth of the chores' memory meanwhile", f"{largest.memory_mb:.0f} MB", "< 400 MB"),
        Fact("next + submit with the most waiting, of the rate with the fewest", f"{most / least:.0%}", "> 80 %"),
        Fact(f"final manifest of {largest.objects:,} lines", f"{largest.written_seconds:.1f} s", "< 60 s"),
        Fact("console, first page of that job", f"{largest.page_ms:.0f} ms", "< 300 ms"),
        Fact("creation grows with the number of lines to the power of", exponent_of(sizes, found, "created"), "1"),
        Fact("the final manifest likewise", exponent_of(sizes, found, "written"), "1"),
    ]
    return "\n".join(
        (
            "# Benchmarks of labeling jobs",
            "",
            f"Written by `make bench` on {stamp()}: {machine()}.",
            "Client, server, chores, PostgreSQL and object store share it; answers are durable.",
            f"64 workers at once, at most {SECONDS:.0f} s a row, 1,000 objects before workers at a time.",
            "",
            "| objects | creation s | MB | first page ms | cycles/s | median ms | p99 ms | manifest s | MB |",
            "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
            *(row(one) for one in found),
            "",
            "| figure | measured | wanted |",
            "| --- | ---: | ---: |",
            *(fact.row() for fact in facts),
            "",
        )
    )


def exponent_of(sizes: list[int], found: list[Measured], what: str) -> str:
    seconds = [one.created_seconds if what == "created" else one.written_seconds for one in found]
    return f"{exponent(sizes, seconds):.2f}"


def row(one: Measured) -> str:
    work = one.work[0]
    return (
        f"| {one.objects:,} | {one.created_seconds:.1f} | {one.memory_mb:.0f} | {one.page_ms:.0f} "
        f"| {work.per_second:,.0f} | {work.median_ms:.0f} | {work.p99_ms:.0f} "
        f"| {one.written_seconds:.1f} | {one.written_memory_mb:.0f} |"
    )


if __name__ == "__main__":
    main()
