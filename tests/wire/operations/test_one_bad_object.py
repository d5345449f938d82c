"""Whether a pre-annotation function that fails on an object fails the job."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aws_at_work import NO_STORE, Account, AwsWorld
from jobs_at_work import standing_job
from truthloop.labeling.job_reach import JobReach, NoFunctions
from truthloop.labeling.labeling_jobs import find_labeling_job
from truthloop.labeling.offering import any_prepared
from truthloop.storage.database import transaction
from truthloop.storage.offer_rows import close_tasks, offer


@pytest.mark.parametrize("superseded", [False, True])
def test_an_object_that_was_before_workers_once_saves_the_job_whatever_became_of_it(
    world: AwsWorld, account: Account, *, superseded: bool
) -> None:
    job = standing_job(world, account)
    reach = JobReach(world.database, NO_STORE, NoFunctions(), lambda _bucket: None, "issuer")
    ours, now = find_labeling_job(world.database, account.place, "standing"), datetime.now(UTC)
    assert not any_prepared(reach, ours)
    with transaction(world.database) as connection:
        assert offer(connection, job, [{"number": 0, "input": None, "skip": False}], now) == (1, 0)
    assert any_prepared(reach, ours)
    ((task,),) = world.rows("SELECT id FROM task")
    with transaction(world.database) as connection:
        close_tasks(connection, [task], now)
    if superseded:
        world.run("UPDATE task SET superseded_at = now()")
    assert any_prepared(reach, ours)
