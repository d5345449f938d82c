"""Moves labeling jobs on: one turn for each that has something left to do. Decided in `labeling.job_steps`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import structlog

from truthloop.background.standing import Standing
from truthloop.labeling.data_objects import rewrite_manifests
from truthloop.labeling.job_reach import JobReach
from truthloop.labeling.job_steps import Step, advance, offer_more, take_turn, write_when_due
from truthloop.storage.account_rows import first_account
from truthloop.storage.bucket_rows import BucketOwnership
from truthloop.storage.job_rows import unended_jobs
from truthloop.terms.errors import TruthloopError
from truthloop.terms.resources import Resource

AT_ONCE = 4
"""Jobs side by side: a long one must not keep the others waiting."""

log = structlog.get_logger("truthloop.jobs")


def advance_jobs(standing: Standing) -> None:
    """One turn of every job: opened, answers made into labels, ended."""
    every_job(standing, advance)


def offer_objects(standing: Standing) -> None:
    """Objects before the workers of every job."""
    every_job(standing, offer_more)


def write_manifests(standing: Standing) -> None:
    """The output manifests that are due; those of ended jobs when a label was edited."""
    every_job(standing, write_when_due)
    rewrite_manifests(reach_of(standing))


def every_job(standing: Standing, step: Step) -> None:
    """A step of every job, some side by side; one that cannot be moved now is met again at the next turn."""
    reach = reach_of(standing)
    jobs = unended_jobs(standing.database, standing.now())
    if jobs:
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="jobs") as pool:
            list(pool.map(lambda job: turn(standing, reach, job, step), jobs))


def turn(standing: Standing, reach: JobReach, job: Resource, step: Step) -> None:
    """One step of one job."""
    try:
        ended = take_turn(reach, job, standing.now, step)
    except TruthloopError as error:
        log.warning("job_waits", job=job.arn, reason=error.message)
    except Exception:
        log.exception("job_failed", job=job.arn)
    else:
        if ended is not None:
            log.info("job_ended", job=job.arn, status=ended)


def reach_of(standing: Standing) -> JobReach:
    """What jobs reach from the chores."""
    ownership, home = BucketOwnership(standing.database, standing.settings.region), first_account(standing.database)
    return JobReach(
        database=standing.database,
        store=standing.store,
        functions=standing.functions,
        owner_of=lru_cache(lambda bucket: ownership.owner_of(bucket) or home),
        issuer=standing.settings.public_url,
        crowds=standing.crowds,
    )
