"""The gateway to objects, put together from an installation."""

from __future__ import annotations

from truthloop.server.aws_journey.known_keys import KnownKeys
from truthloop.server.installation import Installation
from truthloop.server.objects_gateway.gateway_seams import BackingStore, ObjectsGateway, open_gateway_client
from truthloop.storage.bucket_rows import BucketCors, BucketOwnership
from truthloop.storage.objects.store_exchange import ObjectStore


def open_gateway(installation: Installation, store: ObjectStore) -> ObjectsGateway:
    """The gateway of one server process."""
    settings = installation.settings
    embedded = settings.s3_endpoint is None
    return ObjectsGateway(
        store=BackingStore(store.endpoint, store.region, store.keys, settings.data / "objects" if embedded else None),
        http=open_gateway_client(),
        region=settings.region,
        home_account=installation.account_id,
        access_keys=KnownKeys(installation.database, installation.seal, installation.now),
        owners=BucketOwnership(installation.database, settings.region),
        cors=BucketCors(installation.database, settings.region),
        hosts=tuple({settings.public_host.rsplit(":", 1)[0], "localhost"}),
        now=installation.now,
    )
