"""CreateWorkforce, UpdateWorkforce, DescribeWorkforce, DeleteWorkforce, ListWorkforces."""

from __future__ import annotations

from typing import Any

from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.server.operations.list_paging import resource_page
from truthloop.server.operations.tag_rules import tags_of, without_tags
from truthloop.server.operations.workforce_rules import (
    check_access,
    check_identity,
    sealed,
    shown_workforce,
    the_workforce,
    workteams_of,
)
from truthloop.storage.database import transaction
from truthloop.storage.resource_rows import delete_resource, find_resource, insert_resource, put_tags, replace_request
from truthloop.terms.errors import AlreadyExists, Conflict, Invalid, NotFound
from truthloop.terms.resources import Kind, Resource


def create(context: CallContext, params: Params) -> Output:
    """Record the account's private workforce; there can be one in a region."""
    check_identity(params)
    check_access(params)
    tags = tags_of(params.get("Tags"))
    if the_workforce(context.database, context.place) is not None:
        raise only_one(context)
    with transaction(context.database) as connection:
        made = insert_resource(
            connection,
            context.place,
            Kind.WORKFORCE,
            params["WorkforceName"],
            status="Active",
            request=sealed(without_tags(params), context.installation.seal),
            facts={},
            now=context.now,
        )
        if made is None:
            raise only_one(context)
        put_tags(connection, made.arn, tags)
    return {"WorkforceArn": made.arn}


def only_one(context: CallContext) -> AlreadyExists:
    """AWS's own sentence."""
    return AlreadyExists(
        f"Cannot create more than one workforce for account {context.place.account_id}. "
        "If you are trying to update existing workforce, please use UpdateWorkforce API"
    )


def find(context: CallContext, params: Params) -> Resource:
    """The workforce of a name, or NotFound."""
    found = find_resource(context.database, context.place, Kind.WORKFORCE, params["WorkforceName"])
    if found is None:
        raise NotFound(f"No workforce found for the given name {params['WorkforceName']}")
    return found


def shown(context: CallContext, found: Resource) -> dict[str, Any]:
    """A workforce as AWS shows it."""
    return shown_workforce(found, context.installation.settings.public_host)


def update(context: CallContext, params: Params) -> Output:
    """Change what is given; a workforce's directory only while it has no work teams."""
    found = find(context, params)
    check_access(params)
    if params.get("OidcConfig"):
        check_directory_change(context, found)
    changed = sealed(params, context.installation.seal)
    updated = replace_request(context.database, found.id, {**found.request, **changed}, context.now)
    return {"Workforce": shown(context, updated or found)}


def check_directory_change(context: CallContext, found: Resource) -> None:
    """Raise Invalid or Conflict when the OIDC configuration cannot change."""
    if not found.request.get("OidcConfig"):
        raise Invalid(f"Workforce {found.name} was not made with OidcConfig; its directory cannot be changed to one.")
    if workteams_of(context.database, context.place):
        raise Conflict(f"OidcConfig of workforce {found.name} can be changed only while it has no work teams.")


def describe(context: CallContext, params: Params) -> Output:
    """A workforce."""
    return {"Workforce": shown(context, find(context, params))}


def delete(context: CallContext, params: Params) -> Output:
    """Remove a workforce that has no work teams."""
    found = find(context, params)
    teams = workteams_of(context.database, context.place)
    if teams:
        names = ", ".join(team.name for team in teams)
        raise Conflict(f"Workforce {found.name} has work teams ({names}); delete them first.")
    with transaction(context.database) as connection:
        delete_resource(connection, found.id, found.arn)
    return {}


def list_all(context: CallContext, params: Params) -> Output:
    """The private workforce; there are no vendors' here."""
    page, token = resource_page(context, params, Kind.WORKFORCE)
    return {"Workforces": [shown(context, found) for found in page], "NextToken": token}
