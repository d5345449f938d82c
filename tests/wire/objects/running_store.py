"""A real embedded object store for tests: rclone over a temporary folder, which may be killed and started again."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from truthloop.storage.objects.embedded_store import embedded_store_command, embedded_store_keys, prepare_folder
from truthloop.storage.objects.store_exchange import ObjectStore, close_store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from truthloop.storage.objects.request_signing import AccessKey

REGION = "us-west-2"


@dataclass
class RunningStore:
    folder: Path
    port: int
    keys: AccessKey
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        return self.processes[-1].pid

    def start(self) -> None:
        prepare_folder(self.folder)
        command = embedded_store_command(self.folder, self.port, self.keys, inherited=os.environ)
        self.processes.append(subprocess.Popen(command.argv, env=dict(command.environment), stderr=subprocess.DEVNULL))
        wait_until_listening(self.port)

    def kill(self) -> None:
        self.processes[-1].kill()
        self.processes[-1].wait()


@contextmanager
def running_store(folder: Path) -> Iterator[RunningStore]:
    store = RunningStore(folder, free_port(), embedded_store_keys(secrets.token_hex))
    store.start()
    try:
        yield store
    finally:
        store.kill()


@contextmanager
def opened(running: RunningStore) -> Iterator[ObjectStore]:
    store = open_store(running.endpoint, REGION, running.keys)
    try:
        yield store
    finally:
        close_store(store)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_listening(port: int, seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return
