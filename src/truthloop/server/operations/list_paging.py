"""Pages of named resources: filters, order and opaque tokens, the same for every List operation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeVar

from truthloop.server.operations.call_context import CallContext, Params
from truthloop.storage.resource_rows import Listing, list_resources
from truthloop.terms.resources import Kind, Resource
from truthloop.wire.paging_tokens import issue_token, read_token

Item = TypeVar("Item")

MOST_RESULTS = 100
"""The largest page, and the page of those who do not say; AWS names no default for these lists."""

SORTS: dict[str, Literal["name", "created_at", "status"]] = {
    "Name": "name",
    "CreateDate": "created_at",
    "CreationTime": "created_at",
    "Status": "status",
}


def page_size(params: Params) -> int:
    """How many items are asked for."""
    return int(params.get("MaxResults") or MOST_RESULTS)


def is_descending(params: Params) -> bool:
    """Whether the newest, or last by name, come first."""
    return params.get("SortOrder") == "Descending"


def place_of_token(context: CallContext, params: Params) -> tuple[Any, Any]:
    """Sort value and row number after which the page begins; two Nones for the first page."""
    place = read_token(paging_key(context), scoped_operation(context), params)
    return (None, None) if place is None else (place[0], place[1])


def token_after(context: CallContext, params: Params, value: str, row_id: int) -> str:
    """The token that goes on after an item."""
    return issue_token(paging_key(context), scoped_operation(context), params, [value, row_id])


def paging_key(context: CallContext) -> bytes:
    """The secret of this installation's tokens."""
    return context.installation.seal.derive("paging")


def scoped_operation(context: CallContext) -> str:
    """What a token is good for: one list, in one account and region."""
    return f"{context.operation} {context.place.account_id} {context.place.region}"


def split_page(found: Sequence[Item], size: int) -> tuple[Sequence[Item], Item | None]:
    """The page, and its last item when there is more behind it. `found` holds one more than `size` then."""
    page = found[:size]
    return page, page[-1] if len(found) > size else None


def resource_page(context: CallContext, params: Params, kind: Kind) -> tuple[Sequence[Resource], str | None]:
    """One page of a kind, and the token of the next."""
    size = page_size(params)
    sort = SORTS.get(params.get("SortBy", "CreateDate"), "created_at")
    after_value, after_id = place_of_token(context, params)
    listing = Listing(
        sort=sort,
        descending=is_descending(params),
        limit=size + 1,
        created_after=params.get("CreationTimeAfter"),
        created_before=params.get("CreationTimeBefore"),
        name_contains=params.get("NameContains"),
        updated_after=params.get("LastModifiedTimeAfter"),
        updated_before=params.get("LastModifiedTimeBefore"),
        status=params.get("StatusEquals"),
        after_value=after_value,
        after_id=after_id,
    )
    page, last = split_page(list_resources(context.database, context.place, kind, listing), size)
    if last is None:
        return page, None
    value = {"name": last.name, "status": last.status}.get(sort) or last.created_at.isoformat()
    return page, token_after(context, params, value, last.id)
