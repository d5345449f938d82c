"""The gateway in a process of its own over a real embedded store, and clients of it."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from wire.objects.gateway_program import KEYS
from wire.objects.running_store import REGION, RunningStore, free_port, running_store, wait_until_listening

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = Path(__file__).parent / "gateway_program.py"


@dataclass
class RunningGateway:
    store: RunningStore
    port: int
    process: subprocess.Popen[bytes]
    scheme: str = "http"

    @property
    def endpoint(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"


@contextmanager
def running_gateway(folder: Path, **settings: Any) -> Iterator[RunningGateway]:
    with running_store(folder / "objects") as store, gateway_over(store, folder, **settings) as gateway:
        yield gateway


@contextmanager
def gateway_over(store: RunningStore, at: Path, **settings: Any) -> Iterator[RunningGateway]:
    port = free_port()
    given = {
        "endpoint": store.endpoint,
        "store_region": REGION,
        "region": REGION,
        "access_key_id": store.keys.access_key_id,
        "secret_access_key": store.keys.secret_access_key,
        "folder": str(store.folder),
        "port": port,
    } | settings
    file = at / f"gateway-{port}.json"
    file.write_text(json.dumps(given))
    process = subprocess.Popen([sys.executable, str(PROGRAM), str(file)])
    try:
        wait_until_listening(port)
        yield RunningGateway(store, port, process, "https" if "cert" in given else "http")
    finally:
        process.terminate()
        process.wait()


def client(gateway: RunningGateway | int, key: str = "AKIAOURS", **options: Any) -> Any:
    """boto3 for a gateway, or for the one at a port."""
    endpoint = f"http://127.0.0.1:{gateway}" if isinstance(gateway, int) else gateway.endpoint
    config = {"retries": {"max_attempts": 1, "mode": "standard"}} | options.pop("config", {})
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id=key,
        aws_secret_access_key=options.pop("secret", KEYS[key][0]),
        config=Config(**config),
        **options,
    )


def code_of(error: Any) -> str:
    return str(error.value.response["Error"]["Code"])


def status_of(error: Any) -> int:
    return int(error.value.response["ResponseMetadata"]["HTTPStatusCode"])
