"""What to say when a request names a work team that is not there."""

from __future__ import annotations

from truthloop.storage.database import Database
from truthloop.storage.resource_rows import Listing, find_resource, list_resources
from truthloop.terms.resources import Kind, Place

SHOWN = 5


def no_such_team(database: Database, place: Place, arn: str) -> str:
    """AWS's words, and the work teams there are: requests often still name the account or region they ran in before."""
    told = f"The specified Workteam '{arn}' does not exist or you do not have access to it."
    same = find_resource(database, place, Kind.WORKTEAM, arn.rpartition("/")[2])
    if same is not None:
        return f"{told} The work team of that name here is {same.arn}."
    there = list_resources(database, place, Kind.WORKTEAM, Listing("name", descending=False, limit=SHOWN))
    if there:
        return f"{told} Work teams here: {', '.join(team.arn for team in there)}."
    return f"{told} There is none in {place.region} yet; CreateWorkteam makes one, or `truthloop worker add`."
