"""CreateWorkteam, UpdateWorkteam, DescribeWorkteam, DeleteWorkteam, ListWorkteams, and the (empty) subscribed ones.

Who the members are is said on the command line (`truthloop worker add EMAIL --team NAME`): the member definitions are
kept as they came, because the directory they point to is not ours.
"""

from __future__ import annotations

from sqlalchemy import Connection

from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.server.operations.list_paging import place_of_token, resource_page
from truthloop.server.operations.tag_rules import tags_of, without_tags
from truthloop.server.operations.workforce_rules import the_workforce
from truthloop.server.operations.workteam_rules import (
    COGNITO,
    check_members,
    check_presigning,
    check_workforce_kind,
    shown_workteam,
    workforce_from_members,
)
from truthloop.storage.database import transaction
from truthloop.storage.resource_rows import (
    count_resources,
    delete_resource,
    find_resource,
    insert_resource,
    put_tags,
    replace_request,
)
from truthloop.terms.errors import AlreadyExists, Invalid, LimitExceeded, NotFound
from truthloop.terms.resources import Kind, Resource
from truthloop.workforce.teams import DEFAULT_WORKFORCE, MOST_TEAMS


def create(context: CallContext, params: Params) -> Output:
    """Record a work team, and with an account's first one its default workforce."""
    members = check_members(params["MemberDefinitions"])
    check_presigning(params)
    tags = tags_of(params.get("Tags"))
    workforce = chosen_workforce(context, params, members)
    if count_resources(context.database, context.place, Kind.WORKTEAM) >= MOST_TEAMS:
        raise LimitExceeded(f"The account has {MOST_TEAMS} work teams in this Region, which is the most allowed.")
    with transaction(context.database) as connection:
        name = workforce.name if workforce else first_workforce(context, connection, params)
        request = {**without_tags(params), "WorkforceName": name}
        made = insert_resource(
            connection,
            context.place,
            Kind.WORKTEAM,
            params["WorkteamName"],
            status="Active",
            request=request,
            facts={},
            now=context.now,
        )
        if made is None:
            raise AlreadyExists(f"Workteam already exists: {context.place.arn(Kind.WORKTEAM, params['WorkteamName'])}")
        put_tags(connection, made.arn, tags)
    return {"WorkteamArn": made.arn}


def chosen_workforce(context: CallContext, params: Params, members: str) -> Resource | None:
    """The account's workforce; None when the team will bring the default one with it. Raises Invalid."""
    present = the_workforce(context.database, context.place)
    named = params.get("WorkforceName")
    if present is not None and named in {None, present.name}:
        check_workforce_kind(present, members)
        return present
    if present is None and members == COGNITO and named in {None, DEFAULT_WORKFORCE}:
        return None
    raise Invalid(
        f"No workforce found for the given name {named or DEFAULT_WORKFORCE}. Create it with CreateWorkforce."
    )


def first_workforce(context: CallContext, connection: Connection, params: Params) -> str:
    """Make the default workforce; another request may have been quicker, which is as good."""
    insert_resource(
        connection,
        context.place,
        Kind.WORKFORCE,
        DEFAULT_WORKFORCE,
        status="Active",
        request=workforce_from_members(params["MemberDefinitions"], DEFAULT_WORKFORCE),
        facts={},
        now=context.now,
    )
    return DEFAULT_WORKFORCE


def find(context: CallContext, params: Params) -> Resource:
    """The work team of a name, or NotFound."""
    found = find_resource(context.database, context.place, Kind.WORKTEAM, params["WorkteamName"])
    if found is None:
        raise NotFound(f"The work team {params['WorkteamName']} does not exist or you do not have access to it.")
    return found


def shown(context: CallContext, found: Resource) -> Output:
    """A work team as AWS shows it."""
    return shown_workteam(found, context.place, context.installation.settings.public_host)


def update(context: CallContext, params: Params) -> Output:
    """Replace what is given; the rest stays."""
    found = find(context, params)
    check_presigning(params)
    if params.get("MemberDefinitions"):
        members = check_members(params["MemberDefinitions"])
        workforce = the_workforce(context.database, context.place)
        if workforce is not None:
            check_workforce_kind(workforce, members)
    updated = replace_request(context.database, found.id, {**found.request, **params}, context.now)
    return {"Workteam": shown(context, updated or found)}


def describe(context: CallContext, params: Params) -> Output:
    """A work team; its SubDomain is where the portal is."""
    return {"Workteam": shown(context, find(context, params))}


def delete(context: CallContext, params: Params) -> Output:
    """Remove a work team; its members keep their accounts, and lose sight of its tasks."""
    found = find(context, params)
    with transaction(context.database) as connection:
        delete_resource(connection, found.id, found.arn)
    return {"Success": True}


def list_all(context: CallContext, params: Params) -> Output:
    """Work teams by creation or name."""
    page, token = resource_page(context, params, Kind.WORKTEAM)
    return {"Workteams": [shown(context, found) for found in page], "NextToken": token}


def describe_subscribed(_context: CallContext, params: Params) -> Output:
    """There are no vendors to subscribe to."""
    raise NotFound(
        f"The work team {params['WorkteamArn']} does not exist or you do not have access to it: "
        "there are no vendors' work teams here."
    )


def list_subscribed(context: CallContext, params: Params) -> Output:
    """Always empty."""
    place_of_token(context, params)
    return {"SubscribedWorkteams": []}
