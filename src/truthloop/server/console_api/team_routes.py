"""The members of work teams and what they are good at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from truthloop.server.console_api.body_fields import text_or_none, whole
from truthloop.server.console_api.console_people import place_of
from truthloop.server.portal_api.portal_calls import Call
from truthloop.server.portal_api.portal_replies import Reply
from truthloop.storage.database import Row
from truthloop.storage.member_skill_rows import members_with_skills, skill_names
from truthloop.storage.skill_rows import awarding_job
from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.console_roles import Role
from truthloop.terms.people import Session
from truthloop.workforce.teams import find_team

MOST: Final = 1000
"""Members, or names of skills, in one reply."""


def get_members(call: Call, _session: Session, _role: Role) -> Reply:
    """POST teams/{name}/members {part?, limit?}: the team's members by email, each with their skills."""
    database, account = call.installation.database, call.installation.account_id
    team = find_team(database, place_of(call), call.path["name"])
    limit = max(1, min(MOST, whole(call.body, "limit", 100)))
    rows = members_with_skills(database, account, team.id, part=text_or_none(call.body, "part") or "", limit=limit)
    return Reply({"found": rows[0]["found"] if rows else 0, "members": [member_json(row) for row in rows]})


def get_skills(call: Call, _session: Session, _role: Role) -> Reply:
    """POST skills: the names of all skills that somebody has, and how many have each."""
    rows = skill_names(call.installation.database, call.installation.account_id, MOST)
    return Reply({"skills": [dict(row) for row in rows]})


def member_json(row: Row) -> dict[str, Any]:
    """A member as the page shows one."""
    return {
        "id": row["id"],
        "email": row["email"],
        "disabled": row["disabled"],
        "skills": [skill_json(skill) for skill in row["skills"]],
    }


def skill_json(skill: Mapping[str, Any]) -> dict[str, Any]:
    """A skill; `job` is the name of the labeling job that awarded it, None for one given by hand."""
    return {
        "name": skill["name"],
        "score": skill["score"],
        "job": awarding_job(skill["source"]),
        "set_at": iso_milliseconds(datetime.fromisoformat(skill["set_at"])),
    }
