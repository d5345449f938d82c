"""SQL of named resources and their tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection

from truthloop.storage.database import Database, Row, named, one_or_none, rows_of, statement
from truthloop.terms.resources import Kind, Place, Resource

COLUMNS = "id, account_id, region, kind, name, arn, status, failure_reason, request, facts, created_at, updated_at"

INSERT = named(f"""
INSERT INTO resource (account_id, region, kind, name, arn, status, request, facts, created_at, updated_at)
VALUES (:account_id, :region, :kind, :name, :arn, :status, CAST(:request AS json), CAST(:facts AS json), :now, :now)
ON CONFLICT DO NOTHING RETURNING {COLUMNS}
""")
BY_NAME = named(f"""
SELECT {COLUMNS} FROM resource
WHERE account_id = :account_id AND region = :region AND kind = :kind AND name = :name
""")
BY_ARN = named(f"SELECT {COLUMNS} FROM resource WHERE account_id = :account_id AND arn = :arn")
BY_ID = named(f"SELECT {COLUMNS} FROM resource WHERE id = :id")
COUNT = named("SELECT count(*) AS n FROM resource WHERE account_id = :account_id AND region = :region AND kind = :kind")
UPDATE_REQUEST = named(f"""
UPDATE resource SET request = CAST(:request AS json), updated_at = :now WHERE id = :id RETURNING {COLUMNS}
""")
MOVE_STATUS = named(f"""
UPDATE resource SET status = :to, updated_at = :now WHERE id = :id AND status = :from_status RETURNING {COLUMNS}
""")
UNSETTLED = named(f"SELECT {COLUMNS} FROM resource WHERE kind = :kind AND status = :status ORDER BY id LIMIT :limit")
DELETE = named("DELETE FROM resource WHERE id = :id RETURNING id")

LISTING = {
    (sort, order): named(f"""
SELECT {COLUMNS} FROM resource
WHERE account_id = :account_id AND region = :region AND kind = :kind
  AND (CAST(:created_after AS timestamptz) IS NULL OR created_at >= :created_after)
  AND (CAST(:created_before AS timestamptz) IS NULL OR created_at <= :created_before)
  AND (CAST(:updated_after AS timestamptz) IS NULL OR updated_at >= :updated_after)
  AND (CAST(:updated_before AS timestamptz) IS NULL OR updated_at <= :updated_before)
  AND (CAST(:status AS text) IS NULL OR status = :status)
  AND (CAST(:name_contains AS text) IS NULL OR strpos(lower(name), lower(:name_contains)) > 0)
  AND (CAST(:after_id AS bigint) IS NULL OR ({sort}, id) {beyond} (CAST(:after_value AS {type_}), :after_id))
ORDER BY {sort} {order}, id {order} LIMIT :limit
""")
    for sort, type_ in (("created_at", "timestamptz"), ("name", "text"), ("status", "text"))
    for order, beyond in (("ASC", ">"), ("DESC", "<"))
}
"""One statement for each documented order: what a client may sort by is a key here, never text in SQL."""

PUT_TAG = named("""
INSERT INTO tag (arn, key, value) VALUES (:arn, :key, :value) ON CONFLICT (arn, key) DO UPDATE SET value = :value
""")
TAGS = named("SELECT key, value FROM tag WHERE arn = :arn ORDER BY key")
DELETE_TAGS = named("DELETE FROM tag WHERE arn = :arn AND key = ANY(:keys)")
DELETE_ALL_TAGS = named("DELETE FROM tag WHERE arn = :arn")


@dataclass(frozen=True, slots=True)
class Listing:
    """What a List operation asks for."""

    sort: str
    """`created_at`, `name` or `status`."""
    descending: bool
    limit: int
    created_after: datetime | None = None
    created_before: datetime | None = None
    name_contains: str | None = None
    updated_after: datetime | None = None
    updated_before: datetime | None = None
    status: str | None = None
    after_value: str | None = None
    """The last seen value of the sort column, with `after_id`: where the next page begins."""
    after_id: int | None = None


def resource(row: Row) -> Resource:
    """A row as a Resource."""
    return Resource(
        row["id"],
        Place(row["account_id"], row["region"]),
        Kind(row["kind"]),
        row["name"],
        row["arn"],
        row["status"],
        row["failure_reason"],
        row["request"],
        row["facts"],
        row["created_at"],
        row["updated_at"],
    )


def maybe_resource(rows: Sequence[Row]) -> Resource | None:
    """The only row as a Resource, or None."""
    row = one_or_none(rows)
    return None if row is None else resource(row)


def insert_resource(
    connection: Connection,
    place: Place,
    kind: Kind,
    name: str,
    *,
    status: str,
    request: Mapping[str, Any],
    facts: Mapping[str, Any],
    now: datetime,
) -> Resource | None:
    """Record a resource; None when the name is taken."""
    values = {
        "account_id": place.account_id,
        "region": place.region,
        "kind": kind,
        "name": name,
        "arn": place.arn(kind, name),
        "status": status,
        "request": orjson.dumps(request).decode(),
        "facts": orjson.dumps(facts).decode(),
        "now": now,
    }
    return maybe_resource(rows_of(connection, INSERT, values))


def find_resource(database: Database, place: Place, kind: Kind, name: str) -> Resource | None:
    """The resource of a name in an account and region."""
    return maybe_resource(
        statement(database, BY_NAME, account_id=place.account_id, region=place.region, kind=kind, name=name)
    )


def find_resource_by_arn(database: Database, account_id: str, arn: str) -> Resource | None:
    """The resource of an ARN, if the account owns it."""
    return maybe_resource(statement(database, BY_ARN, account_id=account_id, arn=arn))


def read_resource(database: Database, resource_id: int) -> Resource | None:
    """The resource of a row number."""
    return maybe_resource(statement(database, BY_ID, id=resource_id))


def count_resources(database: Database, place: Place, kind: Kind) -> int:
    """How many of a kind an account has in a region."""
    rows = statement(database, COUNT, account_id=place.account_id, region=place.region, kind=kind)
    return int(rows[0]["n"])


def list_resources(database: Database, place: Place, kind: Kind, listing: Listing) -> list[Resource]:
    """One page of a kind, in the order asked for."""
    sql = LISTING[listing.sort, "DESC" if listing.descending else "ASC"]
    rows = statement(
        database,
        sql,
        account_id=place.account_id,
        region=place.region,
        kind=kind,
        created_after=listing.created_after,
        created_before=listing.created_before,
        name_contains=listing.name_contains,
        updated_after=listing.updated_after,
        updated_before=listing.updated_before,
        status=listing.status,
        after_value=listing.after_value,
        after_id=listing.after_id,
        limit=listing.limit,
    )
    return [resource(row) for row in rows]


def replace_request(database: Database, resource_id: int, request: Mapping[str, Any], now: datetime) -> Resource | None:
    """Record an updated request."""
    return maybe_resource(
        statement(database, UPDATE_REQUEST, id=resource_id, request=orjson.dumps(request).decode(), now=now)
    )


def move_status(database: Database, resource_id: int, from_status: str, to: str, now: datetime) -> Resource | None:
    """Move a resource from one status to another; None when it was not in the first."""
    return maybe_resource(statement(database, MOVE_STATUS, id=resource_id, from_status=from_status, to=to, now=now))


def unsettled_resources(database: Database, kind: Kind, status: str, limit: int) -> list[Resource]:
    """Resources of any account waiting in a passing status."""
    return [resource(row) for row in statement(database, UNSETTLED, kind=kind, status=status, limit=limit)]


def delete_resource(connection: Connection, resource_id: int, arn: str) -> bool:
    """Remove a resource and its tags; False when it was gone."""
    rows_of(connection, DELETE_ALL_TAGS, {"arn": arn})
    return bool(rows_of(connection, DELETE, {"id": resource_id}))


def put_tags(connection: Connection, arn: str, tags: Mapping[str, str]) -> None:
    """Set tags on an ARN, replacing values of keys already there."""
    for key, value in tags.items():
        rows_of(connection, PUT_TAG, {"arn": arn, "key": key, "value": value})


def read_tags(database: Database, arn: str) -> dict[str, str]:
    """The tags of an ARN, sorted by key."""
    return {row["key"]: row["value"] for row in statement(database, TAGS, arn=arn)}


def delete_tags(database: Database, arn: str, keys: Sequence[str]) -> None:
    """Remove tags by key; unknown keys are no error."""
    statement(database, DELETE_TAGS, arn=arn, keys=list(keys))
