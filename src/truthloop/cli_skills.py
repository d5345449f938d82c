"""`truthloop worker skill`: what workers are good at, which jobs may ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from truthloop.assembly import open_installation
from truthloop.cli_people import AsJson, Email, noted, tell
from truthloop.server.installation import Installation
from truthloop.storage.database import Row, transaction
from truthloop.storage.skill_rows import awarding_job, delete_skill, find_member, put_skill, skills_page
from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.errors import Invalid, NotFound

NAME = re.compile(r"[^\x00-\x1f]{1,64}")
"""As the service model has it."""
PAGE = 500

skill_app = typer.Typer(
    help="What workers are good at: scores from 0 to 1, by the name of a skill.", no_args_is_help=True
)
Skill = Annotated[str, typer.Argument(metavar="SKILL", help="The skill's name, at most 64 characters.")]


@skill_app.command("put")
def skill_put(
    email: Email,
    skill: Skill,
    score: Annotated[float, typer.Argument(metavar="SCORE", help="From 0 to 1.")],
    as_json: AsJson = False,
) -> None:
    """Say how good a worker is at something; takes the place of an earlier score, also of one that a job awarded."""
    if not NAME.fullmatch(skill):
        raise Invalid(
            f"{skill!r} cannot be a skill's name: 1 to 64 characters, no line breaks or other control characters.",
            code="malformed-skill-name",
        )
    if not 0 <= score <= 1:
        raise Invalid(f"The score is {score:g}; it must be from 0 to 1.", code="malformed-score")
    here = open_installation()
    worker_id = member(here, email)
    with transaction(here.database) as connection:
        put_skill(connection, here.account_id, skill, {worker_id: score}, None, here.now())
    noted(here, "PutWorkerSkill", f"worker/{email}/skill/{skill}")
    (held,) = (row for row in rows(here, worker_id, skill))
    tell(skill_facts(held), as_json, [f"{held['email']} has {skill} at {held['score']:g}."])


@skill_app.command("list")
def skill_list(
    email: Annotated[str | None, typer.Argument(help="Only this worker's.")] = None,
    skill: Annotated[str | None, typer.Option("--skill", help="Only this skill.")] = None,
    as_json: AsJson = False,
) -> None:
    """The skills of one worker or of all, with where each score came from."""
    here = open_installation()
    found = [skill_facts(row) for row in rows(here, None if email is None else member(here, email), skill)]
    found.sort(key=lambda one: (one["email"].lower(), one["skill"].lower()))
    lines = [f"{one['email']}\t{one['skill']}\t{one['score']:.3g}\t{one['job'] or 'by hand'}" for one in found]
    tell(found, as_json, lines or ["No skills yet."])


@skill_app.command("delete")
def skill_delete(email: Email, skill: Skill) -> None:
    """Take a skill away from a worker."""
    here = open_installation()
    if not delete_skill(here.database, here.account_id, member(here, email), skill):
        raise NotFound(
            f"{email} has no skill {skill!r}; truthloop worker skill list {email} shows them.", code="no-such-skill"
        )
    noted(here, "DeleteWorkerSkill", f"worker/{email}/skill/{skill}")
    typer.echo(f"{email} no longer has {skill}.")


def member(here: Installation, email: str) -> str:
    """The id of a worker in a team of the account."""
    found = find_member(here.database, here.account_id, None, email)
    if found is None:
        raise NotFound(
            f"There is no worker {email!r} in a team; truthloop worker list shows them.", code="no-such-worker"
        )
    return found


def rows(here: Installation, worker_id: str | None, skill: str | None) -> Iterator[Row]:
    """Skills of a worker, of a name, or all."""
    after = 0
    while page := skills_page(
        here.database, here.account_id, skill=skill, worker_id=worker_id, after=after, limit=PAGE
    ):
        yield from page
        after = page[-1]["id"]


def skill_facts(row: Row) -> dict[str, Any]:
    """What JSON says of a worker's skill; `job` is the labeling job that awarded it, null for one given by hand."""
    return {
        "email": row["email"],
        "skill": row["skill"],
        "score": row["score"],
        "job": awarding_job(row["source"]),
        "set_at": iso_milliseconds(row["set_at"]),
    }
