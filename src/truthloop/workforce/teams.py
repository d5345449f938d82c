"""Work teams made on our own side of the API, in the form that CreateWorkteam would have been given.

AWS: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateWorkteam.html and API_CreateWorkforce.html. Our
workers stand in our own directory; where AWS wants the name of a Cognito user pool, a fixed name stands for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from truthloop.storage.database import Database, transaction
from truthloop.storage.resource_rows import Listing, count_resources, find_resource, insert_resource, list_resources
from truthloop.storage.worker_rows import team_sizes
from truthloop.terms.errors import AlreadyExists, Invalid, LimitExceeded, NotFound
from truthloop.terms.resources import Kind, Place, Resource

NAME = re.compile(r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}")
DEFAULT_WORKFORCE = "default"
CLIENT = "truthloop"
MOST_TEAMS = 100
"""Per account and region. AWS stops at 25; here it is as many as one page of ListWorkteams can hold."""
LONGEST_DESCRIPTION = 200


@dataclass(frozen=True, slots=True)
class TeamSize:
    """A work team and how many members it has."""

    team: Resource
    members: int


def directory_pool(place: Place) -> str:
    """The name that stands for our directory of workers where AWS names a user pool."""
    return f"{place.region}_Truthloop"


def workforce_request(place: Place) -> dict[str, Any]:
    """The CreateWorkforce request of the default private workforce."""
    return {
        "WorkforceName": DEFAULT_WORKFORCE,
        "CognitoConfig": {"UserPool": directory_pool(place), "ClientId": CLIENT},
    }


def workteam_request(place: Place, name: str, description: str, workforce: str) -> dict[str, Any]:
    """The CreateWorkteam request of a team."""
    member = {"UserPool": directory_pool(place), "UserGroup": name, "ClientId": CLIENT}
    return {
        "WorkteamName": name,
        "WorkforceName": workforce,
        "MemberDefinitions": [{"CognitoMemberDefinition": member}],
        "Description": description,
    }


def add_team(database: Database, place: Place, name: str, description: str, now: datetime) -> Resource:
    """A new team. `AlreadyExists` when the name is taken, `LimitExceeded` beyond 25, `Invalid` for a bad name."""
    made = make_team(database, place, checked_name(name), checked_description(description or name), now)
    if made is None:
        raise AlreadyExists(f"There is a work team {name!r} already.", code="team-exists")
    return made


def ensure_team(database: Database, place: Place, name: str, now: datetime) -> Resource:
    """The team of a name, made if it is missing."""
    present = find_resource(database, place, Kind.WORKTEAM, checked_name(name))
    made = present or make_team(database, place, name, f"Work team {name}", now)
    # None when another process made it in this instant.
    return made or find_team(database, place, name)


def find_team(database: Database, place: Place, name: str) -> Resource:
    """The team of a name; `NotFound` says which there are."""
    team = find_resource(database, place, Kind.WORKTEAM, name)
    if team is not None:
        return team
    names = ", ".join(resource.name for resource in teams(database, place)) or "none yet"
    raise NotFound(f"There is no work team {name!r}. Teams: {names}.", code="no-such-team")


def make_team(database: Database, place: Place, name: str, description: str, now: datetime) -> Resource | None:
    """Record a team and, when the account has no workforce here, the default one; None when the name is taken."""
    if count_resources(database, place, Kind.WORKTEAM) >= MOST_TEAMS:
        raise LimitExceeded(f"An account has at most {MOST_TEAMS} work teams in a region.", code="too-many-teams")
    with transaction(database) as connection:
        workforce = ensure_workforce(database, connection, place, now)
        request = workteam_request(place, name, description, workforce)
        return insert_resource(
            connection, place, Kind.WORKTEAM, name, status="Active", request=request, facts={}, now=now
        )


def ensure_workforce(database: Database, connection: Connection, place: Place, now: datetime) -> str:
    """The name of the account's one private workforce here, made if missing."""
    present = list_resources(database, place, Kind.WORKFORCE, Listing("created_at", descending=False, limit=1))
    if present:
        return present[0].name
    insert_resource(
        connection,
        place,
        Kind.WORKFORCE,
        DEFAULT_WORKFORCE,
        status="Active",
        request=workforce_request(place),
        facts={},
        now=now,
    )
    return DEFAULT_WORKFORCE


def teams(database: Database, place: Place) -> list[Resource]:
    """The account's teams in a region, by name."""
    return list_resources(database, place, Kind.WORKTEAM, Listing("name", descending=False, limit=1000))


def teams_with_sizes(database: Database, place: Place) -> list[TeamSize]:
    """The account's teams in a region, by name, with their numbers of members."""
    found = teams(database, place)
    sizes = team_sizes(database, [team.id for team in found])
    return [TeamSize(team, sizes.get(team.id, 0)) for team in found]


def checked_name(name: str) -> str:
    """The name; `Invalid` unless AWS would take it."""
    if NAME.fullmatch(name):
        return name
    raise Invalid(
        f"{name[:100]!r} is no name for a work team: 1 to 63 letters, digits and hyphens, no hyphen at either end.",
        code="malformed-team-name",
    )


def checked_description(text: str) -> str:
    """The description; `Invalid` unless AWS would take it."""
    if 1 <= len(text) <= LONGEST_DESCRIPTION and text.isprintable():
        return text
    raise Invalid(
        f"A description is one line of 1 to {LONGEST_DESCRIPTION} characters; this one has {len(text)}.",
        code="malformed-description",
    )
