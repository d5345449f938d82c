"""`truthloop up`: everything on one address, from one command, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import fcntl
import os
import secrets
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import httpx

from truthloop.running_file import Running, path_in, write_running
from truthloop.settings import Settings
from truthloop.settings import reachable as address_of
from truthloop.storage.database import open_database
from truthloop.storage.migrate import migrate
from truthloop.storage.objects.embedded_store import embedded_store_command, embedded_store_keys, prepare_folder
from truthloop.storage.objects.request_signing import AccessKey
from truthloop.supervision.children import Child, ChildPlan, watch
from truthloop.supervision.embedded_postgres import (
    Cluster,
    answers,
    prepare_cluster,
    stop_leftover,
)
from truthloop.terms.errors import Conflict, Invalid


@dataclass(frozen=True, slots=True)
class Stores:
    """Where state and objects are, embedded or one's own."""

    database_url: str
    s3_endpoint: str
    s3_keys: AccessKey
    children: tuple[Child, ...]


def run(settings: Settings, announce: Callable[[Settings, Running], None], say: Callable[[str], None]) -> None:
    """Start everything, call `announce` when work can be served, and stay until told to stop."""
    stopping = stop_on_signals()
    settings.data.mkdir(parents=True, exist_ok=True)
    logs = settings.data / "logs"
    logs.mkdir(exist_ok=True)
    with only_supervisor(settings.data):
        refuse_taken_port(settings)
        children: list[Child] = []
        try:
            stores = start_stores(settings, logs, os.environ, children)
            # Ours load their programs meanwhile, and wait for the running file.
            for plan in (server_plan(settings, logs), chores_plan(settings, logs)):
                children.append(Child(plan))
                children[-1].start()
            for child in stores.children:
                child.wait_ready()
            migrate(open_database(stores.database_url, connections=1))
            write_running(settings.data, running_over(settings, stores))
            for child in children:
                child.wait_ready()
            announce(settings, running_over(settings, stores))
            watch(children, stopping, say)
        finally:
            for child in reversed(children):
                child.stop()
            path_in(settings.data).unlink(missing_ok=True)


def stop_on_signals() -> Callable[[], bool]:
    """A question that is answered yes after SIGINT or SIGTERM; a second one ends the process at once."""
    told: list[int] = []

    def note(number: int, _frame: object) -> None:
        if told:
            signal.signal(number, signal.SIG_DFL)
        told.append(number)

    signal.signal(signal.SIGINT, note)
    signal.signal(signal.SIGTERM, note)
    return lambda: bool(told)


class only_supervisor:  # noqa: N801 - a context manager that reads as a phrase
    """Holds the data folder's lock: two supervisors over one folder would fight."""

    def __init__(self, data: Path) -> None:
        self.path = data / "supervisor.lock"
        self.file: TextIO | None = None

    def __enter__(self) -> None:
        self.file = self.path.open("w")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(f"Truthloop is already running over {self.path.parent}.") from None

    def __exit__(self, *_: object) -> None:
        if self.file is not None:
            self.file.close()


def refuse_taken_port(settings: Settings) -> None:
    """A clear error now instead of a server that cannot bind later."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise Conflict(
                f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}). Choose another with PORT=."
            ) from None


def start_stores(settings: Settings, logs: Path, environment: Mapping[str, str], children: list[Child]) -> Stores:
    """Start what is embedded, both at once; `children` gets each as it starts, so that it is stopped in any case."""
    started: list[Child] = []
    database_url = settings.database_url
    if database_url is None:
        cluster = prepare_cluster(settings.data / "postgres")
        database_url = cluster.url
        started.append(Child(postgres_plan(cluster, logs, environment)))
    if settings.s3_endpoint is None:
        keys = embedded_store_keys(secrets.token_hex)
        port = free_port()
        endpoint = f"http://127.0.0.1:{port}"
        started.append(Child(store_plan(settings.data / "objects", port, keys, logs, environment)))
    else:
        endpoint, keys = settings.s3_endpoint.rstrip("/"), own_store_keys(settings)
    for child in started:
        children.append(child)
        child.start()
    return Stores(database_url, endpoint, keys, tuple(started))


def own_store_keys(settings: Settings) -> AccessKey:
    """The keys of one's own S3 service; Invalid names what is missing."""
    if not settings.s3_access_key or not settings.s3_secret_key:
        raise Invalid(
            "TRUTHLOOP_S3_ENDPOINT is set, so TRUTHLOOP_S3_ACCESS_KEY and TRUTHLOOP_S3_SECRET_KEY must be too."
        )
    return AccessKey(settings.s3_access_key, settings.s3_secret_key)


def running_over(settings: Settings, stores: Stores) -> Running:
    """What the running file says."""
    return Running(
        supervisor_pid=os.getpid(),
        public_url=settings.public_url,
        region=settings.region,
        database_url=stores.database_url,
        s3_endpoint=stores.s3_endpoint,
        s3_region=settings.s3_region,
        s3_access_key=stores.s3_keys.access_key_id,
        s3_secret_key=stores.s3_keys.secret_access_key,
    )


def postgres_plan(cluster: Cluster, logs: Path, environment: Mapping[str, str]) -> ChildPlan:
    """The embedded PostgreSQL. SIGINT is its fast shutdown: clients are sent away, nothing is lost."""
    return ChildPlan(
        name="PostgreSQL",
        command=lambda: cluster.command,
        environment={**environment, "LC_ALL": "C.UTF-8"},
        log=logs / "postgres.log",
        ready=lambda: answers(cluster.url),
        before=lambda: stop_leftover(cluster),
        stop_signal=signal.SIGINT,
        orphan_signal=signal.SIGINT,
        user=cluster.system_user,
    )


def store_plan(folder: Path, port: int, keys: AccessKey, logs: Path, environment: Mapping[str, str]) -> ChildPlan:
    """The embedded object store."""
    command = embedded_store_command(folder, port, keys, inherited=environment)
    return ChildPlan(
        name="The object store",
        command=lambda: list(command.argv),
        environment=command.environment,
        log=logs / "objects.log",
        ready=lambda: reachable(command.endpoint),
        before=lambda: void(prepare_folder(folder)),
        niceness=10,  # workers wait for pictures less often than for their next task
    )


def server_plan(settings: Settings, logs: Path) -> ChildPlan:
    """The HTTP server."""
    return ChildPlan(
        name="The server",
        command=lambda: [sys.executable, "-m", "truthloop.supervision.serve"],
        environment=own_environment(settings),
        log=logs / "server.log",
        ready=lambda: reachable(f"http://{address_of(settings.host)}:{settings.port}/healthz"),
    )


def chores_plan(settings: Settings, logs: Path) -> ChildPlan:
    """The chores; they give way to people who wait as soon as they are ready."""
    mark = settings.data / "chores.ready"
    return ChildPlan(
        name="The chores",
        command=lambda: [sys.executable, "-m", "truthloop.supervision.chores"],
        environment=own_environment(settings),
        log=logs / "chores.log",
        before=lambda: mark.unlink(missing_ok=True),
        ready=mark.exists,
    )


def own_environment(settings: Settings) -> dict[str, str]:
    """The environment of our own processes: settings made on the command line included."""
    return {
        **os.environ,
        "TRUTHLOOP_DATA": str(settings.data),
        "TRUTHLOOP_HOST": settings.host,
        "TRUTHLOOP_PORT": str(settings.port),
        "TRUTHLOOP_PUBLIC_URL": settings.public_url,
        "TRUTHLOOP_REGION": settings.region,
        "PYTHONUNBUFFERED": "1",
        "MALLOC_ARENA_MAX": "2",  # an arena for each thread would hold on to much more memory than is used
    }


def reachable(url: str) -> bool:
    """Whether anything answers HTTP there."""
    try:
        httpx.get(url, timeout=2, trust_env=False)
    except httpx.HTTPError:
        return False
    return True


def free_port() -> int:
    """A loopback port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def void(_value: object) -> None:
    """Take a value and give none."""
