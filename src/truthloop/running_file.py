"""`running.json` in the data folder: how commands and child processes find the instance of this folder."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from truthloop.terms.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Running:
    """The addresses of a running instance, with the keys of its object store; readable by its owner only."""

    supervisor_pid: int
    public_url: str
    region: str
    database_url: str
    s3_endpoint: str
    s3_region: str
    s3_access_key: str
    s3_secret_key: str


def path_in(data: Path) -> Path:
    """Where it lies."""
    return data / "running.json"


def write_running(data: Path, running: Running) -> None:
    """Write it whole or not at all."""
    scratch = data / f"running.{os.getpid()}"
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(orjson.dumps(asdict(running), option=orjson.OPT_INDENT_2))
    scratch.replace(path_in(data))


def read_running(data: Path) -> Running:
    """The running instance of a data folder; Unavailable says how to start one."""
    try:
        running = Running(**orjson.loads(path_in(data).read_bytes()))
    except FileNotFoundError:
        raise Unavailable(not_running(data)) from None
    if not alive(running.supervisor_pid):
        raise Unavailable(not_running(data))
    return running


def await_running(data: Path, supervisor_pid: int, patience: float = 120.0) -> Running:
    """What the given supervisor writes once stores and schema are ready; Unavailable when it never does."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and alive(supervisor_pid):
        with suppress(Unavailable):
            running = read_running(data)
            if running.supervisor_pid == supervisor_pid:
                return running
        time.sleep(0.02)
    raise Unavailable(f"The supervisor (process {supervisor_pid}) did not say where database and objects are.")


def not_running(data: Path) -> str:
    """What to do when nothing runs."""
    return f"No Truthloop is running over {data}. Start it with `truthloop up` (or set TRUTHLOOP_DATA to its folder)."


def alive(pid: int) -> bool:
    """Whether a process of that number exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
