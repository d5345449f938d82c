"""Child processes that are watched: started in order, restarted when they die, stopped in reverse."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class ChildPlan:
    """What to run, and how to tell it is ready and make it stop."""

    name: str
    command: Callable[[], list[str]]
    """Asked anew at each start."""
    environment: Mapping[str, str]
    log: Path
    ready: Callable[[], bool]
    """Whether it does its work; asked until it says yes."""
    before: Callable[[], None] = lambda: None
    """What to put in order before each start (a leftover, a lock)."""
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGKILL
    """What the kernel sends when the supervisor itself was killed: parts that keep nothing need no farewell."""
    user: str | None = None
    niceness: int = 0
    patience: float = 90.0
    """Seconds to become ready."""
    farewell: float = 30.0
    """Seconds to stop before it is killed."""


@dataclass(slots=True)
class Child:
    """A plan and its present process."""

    plan: ChildPlan
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start the process; it is not yet ready."""
        self.plan.before()
        self.starts = [*self.starts[-5:], time.monotonic()]
        with self.plan.log.open("ab") as output:
            self.process = subprocess.Popen(  # noqa: S603 - our own programs
                self.plan.command(),
                env=dict(self.plan.environment),
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                user=self.plan.user,
                process_group=0,  # Ctrl-C reaches the supervisor alone, which stops its children in order
                preexec_fn=self._die_with_parent,  # noqa: PLW1509 - the supervisor has no threads when it forks
            )

    def _die_with_parent(self) -> None:
        """Should the supervisor be killed, the kernel tells the child to stop."""
        LIBC.prctl(PR_SET_PDEATHSIG, int(self.plan.orphan_signal))
        if self.plan.niceness:
            LIBC.nice(self.plan.niceness)

    def died(self) -> bool:
        """Whether the process has ended."""
        return self.process is not None and self.process.poll() is not None

    def wait_ready(self) -> None:
        """Block until the child does its work; RuntimeError with the end of its log when it does not."""
        deadline = time.monotonic() + self.plan.patience
        while time.monotonic() < deadline:
            if self.died():
                raise RuntimeError(f"{self.plan.name} ended at its start:\n{tail(self.plan.log)}")
            if self.plan.ready():
                return
            time.sleep(0.03)
        raise RuntimeError(f"{self.plan.name} was not ready after {self.plan.patience:.0f} s:\n{tail(self.plan.log)}")

    def restart_delay(self) -> float:
        """Nothing for a first death; more when it keeps dying."""
        recent = [moment for moment in self.starts if time.monotonic() - moment < 20]  # noqa: PLR2004
        return 0.0 if len(recent) <= 2 else min(5.0, 0.25 * 2 ** len(recent))  # noqa: PLR2004

    def stop(self) -> None:
        """Ask the process to stop; kill it if it does not."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(self.plan.stop_signal)
        try:
            self.process.wait(self.plan.farewell)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return "(no log)"


def watch(children: list[Child], stopping: Callable[[], bool], say: Callable[[str], None]) -> None:
    """Restart whatever dies until `stopping` says so; then stop all, last started first."""
    try:
        while not stopping():
            for child in children:
                if child.died() and not stopping():
                    _revive(child, stopping, say)
            time.sleep(0.1)
    finally:
        for child in reversed(children):
            child.stop()


def _revive(child: Child, stopping: Callable[[], bool], say: Callable[[str], None]) -> None:
    ended = child.process.returncode if child.process else None
    say(f"{child.plan.name} ended (code {ended}); starting it again")
    until = time.monotonic() + child.restart_delay()
    while time.monotonic() < until and not stopping():
        time.sleep(0.05)
    if not stopping():
        child.start()
