"""SQL of buckets: whose each one is, and its CORS configuration (the objects themselves are in the object store)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from truthloop.storage.database import Database, named, one_or_none, statement

OWNER = named("SELECT account_id FROM bucket WHERE name = :name")
CLAIM = named("""
WITH claimed AS (
  INSERT INTO bucket (name, account_id, region, created_at) VALUES (:name, :account_id, :region, :created_at)
  ON CONFLICT DO NOTHING RETURNING account_id)
SELECT account_id FROM claimed UNION ALL SELECT account_id FROM bucket WHERE name = :name LIMIT 1
""")
RELEASE = named("DELETE FROM bucket WHERE name = :name AND account_id = :account_id")
CORS = named("SELECT cors FROM bucket WHERE name = :name AND account_id = :account_id")
SET_CORS = named("""
INSERT INTO bucket (name, account_id, region, created_at, cors) VALUES (:name, :account_id, :region, now(), :cors)
ON CONFLICT (name) DO UPDATE SET cors = :cors WHERE bucket.account_id = :account_id
""")


@dataclass(frozen=True, slots=True)
class BucketOwnership:
    """Whose each bucket is. A bucket that nobody has claimed belongs to the installation's first account."""

    database: Database
    region: str

    def owner_of(self, bucket: str) -> str | None:
        """The account that owns the bucket; None when nobody has claimed it."""
        row = one_or_none(statement(self.database, OWNER, name=bucket))
        return None if row is None else row["account_id"]

    def claim(self, bucket: str, account: str, created_at: datetime) -> str:
        """Make the account the owner unless there is one; the owner now."""
        values = {"name": bucket, "account_id": account, "region": self.region, "created_at": created_at}
        rows = statement(self.database, CLAIM, **values) or statement(self.database, OWNER, name=bucket)
        return str(rows[0]["account_id"]) if rows else account

    def release(self, bucket: str, account: str) -> None:
        """Forget that the account owns the bucket."""
        statement(self.database, RELEASE, name=bucket, account_id=account)


@dataclass(frozen=True, slots=True)
class BucketCors:
    """The CORS configuration of buckets, as the JSON text the gateway makes and reads."""

    database: Database
    region: str

    def get(self, account: str, bucket: str) -> str | None:
        """The configuration; None when the bucket has none."""
        row = one_or_none(statement(self.database, CORS, name=bucket, account_id=account))
        return None if row is None else row["cors"]

    def put(self, account: str, bucket: str, document: str) -> None:
        """Set or replace the configuration."""
        statement(self.database, SET_CORS, name=bucket, account_id=account, region=self.region, cors=document)

    def delete(self, account: str, bucket: str) -> None:
        """Take it away."""
        statement(self.database, SET_CORS, name=bucket, account_id=account, region=self.region, cors=None)
