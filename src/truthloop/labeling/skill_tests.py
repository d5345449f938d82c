"""Jobs that are tests: what a worker's answers to gold say becomes the score of a skill.

The score is the mean of the posterior that DescribeWorkerQuality shows. Its lower end would be the careful choice, but
nobody could reach it: ten right answers of ten leave it at 0.77, so that a demand of 0.8 would shut out the faultless.
How much evidence is wanted is said by MinimumGoldAnswers instead, and the prior keeps a few lucky answers from counting
for much.
"""

from __future__ import annotations

from datetime import datetime

from truthloop.labeling.job_reach import JobReach
from truthloop.storage.database import transaction
from truthloop.storage.gold_rows import gold_answers
from truthloop.storage.skill_rows import due_award, mark_awarded, put_skill
from truthloop.terms.late_calls import late
from truthloop.terms.resources import Resource

by_gold = late("truthloop.labeling.worker_quality", "by_gold")


def award_skills(reach: JobReach, job: Resource, now: datetime) -> None:
    """Write down the scores of a job's workers, where it is a test and gold was answered since. Safe to repeat."""
    due = due_award(reach.database, job.id)
    if due is None:
        return
    found = by_gold(gold_answers(reach.database, job.id))
    scores = {worker: one["GoldMean"] for worker, one in found.items() if one["GoldAsked"] >= due["after"]}
    with transaction(reach.database) as connection:
        put_skill(connection, job.place.account_id, due["skill"], scores, job.arn, now)
        mark_awarded(connection, job.id, due["at"])
