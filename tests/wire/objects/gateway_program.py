"""The objects gateway as a server of its own, for tests: `python gateway_program.py SETTINGS.json`.

Two accounts with a key each; buckets' owners and CORS rules live in memory.
"""

from __future__ import annotations

import json
import sys
import threading
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.requests import ClientDisconnect, Request

from truthloop.server.objects_gateway.forwarding import forward
from truthloop.server.objects_gateway.gateway_seams import BackingStore, ObjectsGateway, open_gateway_client
from truthloop.storage.objects.request_signing import AccessKey

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.types import Receive, Scope, Send

OURS, THEIRS = "111122223333", "444455556666"
KEYS = {"AKIAOURS": ("our-secret", OURS), "AKIATHEIRS": ("their-secret", THEIRS)}


class KnownKeys:
    def secret_for(self, access_key_id: str, session_token: str | None) -> str | None:
        return KEYS[access_key_id][0] if access_key_id in KEYS and session_token is None else None

    def account_of(self, access_key_id: str) -> str:
        return KEYS[access_key_id][1]


@dataclass
class RememberedOwners:
    owners: dict[str, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def owner_of(self, bucket: str) -> str | None:
        return self.owners.get(bucket)

    def claim(self, bucket: str, account: str, created_at: datetime) -> str:
        assert created_at.tzinfo is not None
        with self.lock:
            return self.owners.setdefault(bucket, account)

    def release(self, bucket: str, account: str) -> None:
        with self.lock:
            if self.owners.get(bucket) == account:
                del self.owners[bucket]


@dataclass
class RememberedCors:
    documents: dict[tuple[str, str], str] = field(default_factory=dict)

    def get(self, account: str, bucket: str) -> str | None:
        return self.documents.get((account, bucket))

    def put(self, account: str, bucket: str, document: str) -> None:
        self.documents[account, bucket] = document

    def delete(self, account: str, bucket: str) -> None:
        self.documents.pop((account, bucket), None)


class GatewayApp:
    def __init__(self, settings: dict[str, Any]) -> None:
        folder = Path(settings["folder"]) if settings["folder"] else None
        keys = AccessKey(settings["access_key_id"], settings["secret_access_key"])
        self.store = BackingStore(settings["endpoint"], settings["store_region"], keys, folder)
        self.region = settings["region"]
        self.gateway: ObjectsGateway | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        assert self.gateway is not None
        try:
            response = await forward(Request(scope, receive), self.gateway, uuid.uuid4().hex)
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self.gateway = ObjectsGateway(
            self.store,
            open_gateway_client(),
            region=self.region,
            home_account=OURS,
            access_keys=KnownKeys(),
            owners=RememberedOwners(),
            cors=RememberedCors(),
        )
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.gateway.http.aclose()
        await send({"type": "lifespan.shutdown.complete"})


def main() -> None:
    settings = json.loads(Path(sys.argv[1]).read_text())
    tls = {"ssl_certfile": settings["cert"], "ssl_keyfile": settings["key"]} if settings.get("cert") else {}
    uvicorn.run(
        GatewayApp(settings),
        host="127.0.0.1",
        port=settings["port"],
        http=settings.get("http", "auto"),
        log_level="warning",
        **tls,
    )


if __name__ == "__main__":
    main()
