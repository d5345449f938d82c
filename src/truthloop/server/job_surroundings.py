"""What a labeling job reaches, seen from the server."""

from __future__ import annotations

from truthloop.labeling.job_reach import JobReach
from truthloop.server.installation import Installation
from truthloop.storage.bucket_rows import BucketOwnership


def job_reach(installation: Installation) -> JobReach:
    """The reach of jobs that are made, found and stopped."""
    ownership = BucketOwnership(installation.database, installation.settings.region)
    return JobReach(
        database=installation.database,
        store=installation.store,
        functions=installation.functions,
        owner_of=lambda bucket: ownership.owner_of(bucket) or installation.account_id,
        issuer=installation.settings.public_url,
    )
