"""When a job that is a test looks at its workers' answers to gold again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from aws_at_work import Account, AwsWorld
from jobs_at_work import standing_job
from truthloop.storage.database import transaction
from truthloop.storage.skill_rows import due_award, mark_awarded

TOMORROW = datetime.now(UTC) + timedelta(days=1)


def exam_of_one(world: AwsWorld, account: Account) -> int:
    """A test of the skill Cats whose first object, gold, is before workers; the job's row."""
    job, own = standing_job(world, account), account.truthloop
    own.put_gold_labels(LabelingJobName="standing", GoldLabels=[{"ObjectNumber": 0, "ClassName": "cat"}])
    own.update_labeling_job(LabelingJobName="standing", AwardsSkill={"SkillName": "Cats"})
    world.run(
        "INSERT INTO task (queue_id, job_id, object_number, wanted, open_slots, available_until)"
        " SELECT queue_id, id, 0, 9, 9, now() + interval '1 hour' FROM labeling_job WHERE id = :job",
        job=job,
    )
    world.run("INSERT INTO worker (id, email, sub, created_at) VALUES ('ann', 'a@b.c', gen_random_uuid(), now())")
    return job


def answered(world: AwsWorld, at: datetime, *, late: bool = False, superseded: bool = False) -> None:
    world.run(
        "INSERT INTO answer (assignment_id, submission_key, task_id, worker_id, content, accepted_at, submitted_at,"
        " seconds_spent, late, superseded)"
        " SELECT gen_random_uuid(), gen_random_uuid(), id, 'ann', '{}', :at, :at, 1, :late, :superseded FROM task",
        at=at,
        late=late,
        superseded=superseded,
    )


def looked(world: AwsWorld, job: int) -> datetime | None:
    """Look at the answers as the chore does; up to when."""
    due = due_award(world.database, job)
    if due is None:
        return None
    at: datetime = due["at"]
    with transaction(world.database) as connection:
        mark_awarded(connection, job, at)
    return at


def test_an_answer_that_counts_makes_an_award_due_once(world: AwsWorld, account: Account) -> None:
    job = exam_of_one(world, account)
    assert looked(world, job) is None
    answered(world, TOMORROW)
    assert looked(world, job) == TOMORROW
    assert looked(world, job) is None


@pytest.mark.parametrize("why", ["late", "superseded"])
def test_an_answer_that_does_not_count_makes_no_award_due(world: AwsWorld, account: Account, why: str) -> None:
    job = exam_of_one(world, account)
    answered(world, TOMORROW)
    assert looked(world, job) == TOMORROW
    answered(world, TOMORROW + timedelta(minutes=1), late=why == "late", superseded=why == "superseded")
    assert looked(world, job) is None


def test_an_answer_of_an_earlier_round_makes_no_award_due(world: AwsWorld, account: Account) -> None:
    job = exam_of_one(world, account)
    answered(world, TOMORROW)
    world.run("UPDATE task SET superseded_at = now()")
    assert looked(world, job) is None
