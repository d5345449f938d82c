"""A Truthloop as a user starts it: `truthloop up` in a folder of its own, on a free port."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import httpx
import pytest
from botocore.config import Config

COMMAND = str(Path(sys.executable).with_name("truthloop"))
PATIENT = Config(retries={"max_attempts": 10, "mode": "standard"}, connect_timeout=5, read_timeout=20)


@dataclass
class RunningTruthloop:
    """One instance: its folder, address, and how to command it."""

    folder: Path
    port: int
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None
    exported: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("TRUTHLOOP_", "AWS_"))}
        return {**kept, "TRUTHLOOP_DATA": str(self.folder), "PORT": str(self.port), **self.settings}

    def start(self, *options: str) -> None:
        """Start it and wait until it says that work can be served."""
        with (self.folder.parent / f"{self.folder.name}.log").open("a") as log:
            self.process = subprocess.Popen(
                [COMMAND, "up", *options], env=self.environment, stdout=log, stderr=log, text=True, process_group=0
            )
        self.wait_ready()

    def wait_ready(self, patience: float = 60) -> None:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if self.process is not None and self.process.poll() is not None:
                raise AssertionError(f"truthloop up ended:\n{self.log_text()}")
            if self.is_ready():
                return
            time.sleep(0.05)
        raise AssertionError(f"not ready after {patience} s:\n{self.log_text()}")

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def log_text(self) -> str:
        logs = [self.folder.parent / f"{self.folder.name}.log", *sorted((self.folder / "logs").glob("*.log"))]
        return "\n".join(f"--- {path.name}\n{path.read_text()[-3000:]}" for path in logs if path.exists())

    def stop(self) -> None:
        """SIGTERM, and wait for the end."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)

    def command(self, *arguments: str, expect: int = 0) -> str:
        """Run a `truthloop` command as a user would; its standard output."""
        done = subprocess.run([COMMAND, *arguments], env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == expect, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def both_outputs(self, *arguments: str) -> str:
        """Run a `truthloop` command that goes well; standard output and standard error together."""
        done = subprocess.run([COMMAND, *arguments], env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout + done.stderr

    def variables(self) -> dict[str, str]:
        """What `truthloop env --json` prints: the same as long as the instance lives, so it is asked once."""
        if not self.exported:
            self.exported.update(json.loads(self.command("env", "--json")))
        return dict(self.exported)

    def client(self, service: str, **options: Any) -> Any:
        """A boto3 client with nothing but what `truthloop env` gives."""
        values = self.variables()
        session = boto3.session.Session(
            aws_access_key_id=values["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=values["AWS_SECRET_ACCESS_KEY"],
            region_name=values["AWS_DEFAULT_REGION"],
        )
        return session.client(service, endpoint_url=values["AWS_ENDPOINT_URL"], **options)

    def own_client(self) -> Any:
        """boto3.client("truthloop") as a program outside gets it."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AWS_DATA_PATH", self.command("models").strip())
            return self.client("truthloop", config=PATIENT)

    def child_pid(self, needle: str) -> int:
        """The process of this instance whose command line holds a text."""
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                environ = (entry / "environ").read_bytes()
            except OSError:
                continue
            if needle in line and (str(self.folder) in line or str(self.folder).encode() in environ):
                return int(entry.name)
        raise AssertionError(f"no process with {needle!r}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_truthloop(**settings: str) -> RunningTruthloop:
    """An instance that is not started yet, in a fresh folder with a short name (sockets have short paths)."""
    folder = Path(tempfile.mkdtemp(prefix="tl-")) / "data"
    folder.parent.chmod(0o755)
    folder.mkdir()
    return RunningTruthloop(folder, free_port(), settings)


def discard(instance: RunningTruthloop) -> None:
    instance.stop()
    shutil.rmtree(instance.folder.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def truthloop() -> Iterator[RunningTruthloop]:
    """One running instance for all tests of a process; tests use names of their own in it."""
    instance = make_truthloop()
    try:
        instance.start()
        yield instance
    finally:
        discard(instance)


@pytest.fixture(scope="session")
def own(truthloop: RunningTruthloop) -> Iterator[Any]:
    """Truthloop's own operations, by boto3."""
    client = truthloop.own_client()
    yield client
    client.close()


@pytest.fixture
def own_truthloop() -> Iterator[RunningTruthloop]:
    """An instance of the test's own, not started: to be killed, configured, restarted."""
    instance = make_truthloop()
    try:
        yield instance
    finally:
        discard(instance)
