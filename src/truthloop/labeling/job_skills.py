"""What skills a job asks of its workers, and which one it tests; by the members of UpdateLabelingJob."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from truthloop.labeling.labeling_jobs import is_single_label
from truthloop.storage.skill_rows import (
    ask_all_of_open,
    award_skill,
    awarded_skill,
    require_skills,
    required_skills,
)
from truthloop.terms.errors import Invalid
from truthloop.terms.resources import Resource

FEWEST_GOLD = 5
"""Gold answers a test waits for when it does not say."""


def change_skills(connection: Connection, job: Resource, given: Mapping[str, Any]) -> None:
    """Keep RequiredSkills and AwardsSkill where they are given; Invalid for what cannot be."""
    if "RequiredSkills" in given:
        minimums = {one["SkillName"]: one["MinimumScore"] for one in given["RequiredSkills"]}
        if len(minimums) < len(given["RequiredSkills"]):
            raise Invalid("RequiredSkills names a skill twice.")
        require_skills(connection, job.id, job.place.account_id, minimums)
    if "AwardsSkill" in given:
        skill = given["AwardsSkill"].get("SkillName")
        if skill is not None:
            check_is_testable(job)
        after = given["AwardsSkill"].get("MinimumGoldAnswers", FEWEST_GOLD)
        award_skill(connection, job.id, skill, None if skill is None else after)
    if awarded_skill(connection, job.id)["skill"] is not None:
        # A test is for everybody in the team, also where its objects had been offered before that was said.
        ask_all_of_open(connection, job.id)


def check_is_testable(job: Resource) -> None:
    """Raise Invalid for work that gold labels cannot judge."""
    if not is_single_label(job):
        raise Invalid(
            "AwardsSkill is for jobs in which workers choose one class, because gold labels are; this one is "
            f"{job.facts['task_type']}."
        )


def told_skills(connection: Connection, job: Resource) -> dict[str, Any]:
    """RequiredSkills, and AwardsSkill where there is one."""
    awarded = awarded_skill(connection, job.id)
    told: dict[str, Any] = {
        "RequiredSkills": [
            {"SkillName": skill, "MinimumScore": minimum}
            for skill, minimum in required_skills(connection, job.id).items()
        ]
    }
    if awarded["skill"] is not None:
        told["AwardsSkill"] = {"SkillName": awarded["skill"], "MinimumGoldAnswers": awarded["after"]}
    return told
