"""AddTags, ListTags, DeleteTags: on human task UIs, flow definitions, workforces and work teams."""

from __future__ import annotations

from collections.abc import Mapping

from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.server.operations.list_paging import place_of_token, token_after
from truthloop.server.operations.tag_rules import MOST_TAGS, tags_of
from truthloop.storage.database import transaction
from truthloop.storage.resource_rows import delete_tags, find_resource_by_arn, put_tags, read_tags
from truthloop.terms.errors import LimitExceeded, NotFound


def owned_arn(context: CallContext, params: Params) -> str:
    """The ARN of a resource of this account and region, or NotFound."""
    arn = str(params["ResourceArn"])
    found = find_resource_by_arn(context.database, context.place.account_id, arn)
    if found is None or found.place != context.place:
        raise NotFound(f"The resource '{arn}' does not exist or you do not have access to it.")
    return arn


def shown(tags: Mapping[str, str]) -> list[dict[str, str]]:
    """Tags as AWS lists them."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def add(context: CallContext, params: Params) -> Output:
    """Set tags; all tags of the resource come back."""
    arn = owned_arn(context, params)
    given = tags_of(params["Tags"])
    after = read_tags(context.database, arn) | given
    if len(after) > MOST_TAGS:
        raise LimitExceeded(f"With these tags {arn} would have {len(after)}; at most {MOST_TAGS} are allowed.")
    with transaction(context.database) as connection:
        put_tags(connection, arn, given)
    return {"Tags": shown(read_tags(context.database, arn))}


def list_all(context: CallContext, params: Params) -> Output:
    """Tags by key."""
    arn = owned_arn(context, params)
    after, _ = place_of_token(context, params)
    tags = [tag for tag in shown(read_tags(context.database, arn)) if after is None or tag["Key"] > after]
    size = params.get("MaxResults") or MOST_TAGS
    token = token_after(context, params, tags[size - 1]["Key"], 0) if len(tags) > size else None
    return {"Tags": tags[:size], "NextToken": token}


def delete(context: CallContext, params: Params) -> Output:
    """Remove tags by key; unknown keys are no error."""
    delete_tags(context.database, owned_arn(context, params), params["TagKeys"])
    return {}
