"""The gateway to objects, put together from an installation."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from truthloop.server.installation import Installation
from truthloop.server.objects_gateway.gateway_seams import BackingStore, ObjectsGateway, open_gateway_client
from truthloop.storage.bucket_rows import BucketCors, BucketOwnership
from truthloop.storage.objects.store_exchange import ObjectStore
from truthloop.terms.errors import Refused
from truthloop.wire.signature_faults import TokenExpired
from truthloop.workforce.access_keys import SigningKey, secret_for

REMEMBERED_SECONDS = 3.0
"""How long a disabled key may go on working: what a large download saves by not asking for every range."""
MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class KnownKeys:
    """Access keys of accounts, remembered for a few seconds."""

    installation: Installation
    remembered: dict[tuple[str, str | None], tuple[float, SigningKey]] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)

    def secret_for(self, access_key_id: str, session_token: str | None) -> str | None:
        """The secret; None for an unknown key or a token not its own."""
        held = self.remembered.get((access_key_id, session_token))
        if held is not None and time.monotonic() - held[0] < REMEMBERED_SECONDS:
            return held[1].secret
        if len(self.remembered) > MOST_REMEMBERED:
            self.remembered.clear()
        inst = self.installation
        try:
            key = secret_for(inst.database, inst.seal, access_key_id, session_token, inst.now())
        except Refused as error:
            self.remembered.pop((access_key_id, session_token), None)
            if error.code == "expired-token":
                raise TokenExpired(error.message) from error
            return None
        self.remembered[access_key_id, session_token] = (time.monotonic(), key)
        self.accounts[access_key_id] = key.account_id
        return key.secret

    def account_of(self, access_key_id: str) -> str:
        """The account of a key that secret_for knew."""
        return self.accounts[access_key_id]


def open_gateway(installation: Installation, store: ObjectStore) -> ObjectsGateway:
    """The gateway of one server process."""
    settings = installation.settings
    embedded = settings.s3_endpoint is None
    return ObjectsGateway(
        store=BackingStore(store.endpoint, store.region, store.keys, settings.data / "objects" if embedded else None),
        http=open_gateway_client(),
        region=settings.region,
        home_account=installation.account_id,
        access_keys=KnownKeys(installation),
        owners=BucketOwnership(installation.database, settings.region),
        cors=BucketCors(installation.database, settings.region),
        hosts=tuple({settings.public_host.rsplit(":", 1)[0], "localhost"}),
        now=installation.now,
    )
