"""One process that runs a function's code: started, called again and again, and ended when it misbehaves.

Calls and replies go over two pipes of their own, so that whatever the function prints is its log and cannot be taken
for a reply. The process belongs to a session of its own and is killed with all that it started.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from truthloop.functions.code_packages import unpack
from truthloop.functions.function_terms import LARGEST_PAYLOAD, Runtime
from truthloop.functions.hosts import function_host
from truthloop.functions.kept_log import KeptLog
from truthloop.functions.reply_reading import read_json

FOLDER_PREFIX: Final = "truthloop-function-"
LOADING_SECONDS: Final = 30.0
FAREWELL_SECONDS: Final = 0.3
"""To say where it hangs, before it is killed."""
ENVELOPE: Final = 64 * 1024
"""What a frame may have besides the reply itself."""
PIECE: Final = 2**16
_LENGTH: Final = function_host.LENGTH
_HOST: Final = Path(function_host.__file__)
_NODE_HOST: Final = _HOST.with_name("node_host.mjs")


@dataclass(frozen=True, slots=True)
class ProcessPlan:
    """What to run and within what bounds."""

    name: str
    """The function's name, as it sees it."""
    runtime: Runtime
    handler: str
    package: bytes = field(repr=False)
    """A zip that was checked."""
    memory_mb: int
    environment: Mapping[str, str] = field(repr=False)
    """All that the function sees, but for folders."""
    largest_reply: int = LARGEST_PAYLOAD


class ProcessEnded(Exception):
    """The process ended in the middle of a call."""

    def __init__(self, code: int) -> None:
        super().__init__(f"exit code {code}")
        self.code = code


class OutOfTime(Exception):
    """The call took longer than it may."""


class BadFrame(Exception):
    """What came over the pipe for replies is no reply."""


class FunctionProcess:
    """A running process; for one call at a time. `start_process` makes it."""

    def __init__(self, plan: ProcessPlan, process: subprocess.Popen[bytes], pipes: tuple[int, int], home: Path) -> None:
        self.plan, self.home, self._process = plan, home, process
        self._requests, self._replies = pipes
        output = process.stdout.fileno() if process.stdout else -1
        self._output = output
        for descriptor in (*pipes, output):
            os.set_blocking(descriptor, False)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def wait_ready(self, log: KeptLog) -> dict[str, Any]:
        """What it says once the code is loaded: `{"ready": true}` or `{"error": …}`. Raises as `call` does."""
        return self._exchange(b"", LOADING_SECONDS, log)

    def call(self, request: bytes, seconds: float, log: KeptLog) -> dict[str, Any]:
        """What it answers to a request, `{"reply": …}` or `{"error": …}`; what it prints goes into `log`.

        Raises ProcessEnded, OutOfTime or BadFrame: then the process is of no further use, and must be ended.
        """
        return self._exchange(_LENGTH.pack(len(request)) + request, seconds, log)

    def tell_where(self, log: KeptLog) -> None:
        """Have a process that hangs write into the log where (Python only)."""
        if self.plan.runtime is Runtime.PYTHON:
            with suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGUSR2)
            with suppress(ProcessEnded, OutOfTime, BadFrame):
                self._exchange(b"", FAREWELL_SECONDS, log)

    def kill(self) -> None:
        """Kill it with all that it started; a call under way then raises ProcessEnded."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def end(self) -> None:
        """Kill it, and clear away what it had; once only."""
        self.kill()
        self._process.wait()
        for descriptor in (self._requests, self._replies):
            with suppress(OSError):
                os.close(descriptor)
        if self._process.stdout:
            self._process.stdout.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def _exchange(self, outgoing: bytes, seconds: float, log: KeptLog) -> dict[str, Any]:
        """Send, and take what is printed, until a whole frame is here."""
        deadline = time.monotonic() + seconds
        rest, held = memoryview(outgoing), bytearray()
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise OutOfTime
            readable, writable = self._wait(bool(rest), left)
            if self._output in readable:
                log.add(_read(self._output) or b"")
            if writable:
                rest = self._send(rest)
            if self._replies in readable:
                piece = _read(self._replies)
                if piece == b"":
                    self._drain(log)
                    raise ProcessEnded(self._exit_code())
                held += piece or b""
                if (frame := self._whole(held)) is not None:
                    self._drain(log)
                    return frame

    def _exit_code(self) -> int:
        """How it ended; below 0 the signal. It is not reaped: until `end`, nobody else can get its number."""
        ended = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOWAIT)
        if ended is None:
            return 0
        return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status

    def _wait(self, sending: bool, seconds: float) -> tuple[set[int], bool]:
        watched = select.poll()
        for descriptor in (self._output, self._replies):
            watched.register(descriptor, select.POLLIN)
        if sending:
            watched.register(self._requests, select.POLLOUT)
        ready = dict(watched.poll(seconds * 1000))
        if ready.get(self._output, 0) == select.POLLHUP:
            time.sleep(0.001)  # closed by the function itself: poll would return at once for ever
        return set(ready) - {self._requests}, self._requests in ready

    def _send(self, rest: memoryview) -> memoryview:
        try:
            return rest[os.write(self._requests, rest[:PIECE]) :]
        except BlockingIOError:
            return rest
        except BrokenPipeError:
            return rest[len(rest) :]  # it has ended: the other pipe says so

    def _whole(self, held: bytearray) -> dict[str, Any] | None:
        if len(held) < _LENGTH.size:
            return None
        size = _LENGTH.unpack_from(held)[0]
        if size > self.plan.largest_reply + ENVELOPE or len(held) > size + _LENGTH.size:
            raise BadFrame(f"it announces {size} bytes")
        if len(held) < size + _LENGTH.size:
            return None
        try:
            frame = read_json(bytes(held[_LENGTH.size :]))
        except ValueError as error:
            raise BadFrame(str(error)) from None
        if not isinstance(frame, dict):
            raise BadFrame("it is no frame")
        return frame

    def _drain(self, log: KeptLog) -> None:
        """What was printed before the reply lies in the pipe already: take so much and no more."""
        for _ in range(PIECE * 4 // 4096):
            if not (piece := _read(self._output)):
                return
            log.add(piece)


def start_process(plan: ProcessPlan) -> FunctionProcess:
    """A process that is loading the code, in a fresh folder."""
    home = Path(tempfile.mkdtemp(prefix=f"{FOLDER_PREFIX}{os.getpid()}-"))
    try:
        code, scratch = home / "code", home / "tmp"
        code.mkdir()
        scratch.mkdir()
        unpack(plan.package, code)
        return _spawned(plan, home, code, scratch)
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise


def _spawned(plan: ProcessPlan, home: Path, code: Path, scratch: Path) -> FunctionProcess:
    request_read, request_write = os.pipe()
    reply_read, reply_write = os.pipe()
    told = {
        "name": plan.name,
        "handler": plan.handler,
        "memoryMb": plan.memory_mb,
        "largestReply": plan.largest_reply,
    }
    folders = {"HOME": str(scratch), "TMPDIR": str(scratch), "LAMBDA_TASK_ROOT": str(code)}
    descriptors = [str(request_read), str(reply_write), str(os.getpid())]
    try:
        process = subprocess.Popen(  # noqa: S603 - the operator's own code, which is the point
            [sys.executable, "-I", str(_HOST), *descriptors, json.dumps(told), *_becoming(plan)],
            cwd=code,
            env={**plan.environment, **folders},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=(request_read, reply_write),
            start_new_session=True,
        )
    except BaseException:
        os.close(request_write)
        os.close(reply_read)
        raise
    finally:
        os.close(request_read)
        os.close(reply_write)
    return FunctionProcess(plan, process, (request_write, reply_read), home)


def _becoming(plan: ProcessPlan) -> list[str]:
    """What the process becomes once its limits are set."""
    if plan.runtime is Runtime.PYTHON:
        return []
    return [node_program() or "node", f"--max-old-space-size={plan.memory_mb}", str(_NODE_HOST)]


def node_program() -> str | None:
    """Where Node.js is on this machine; None where it is not."""
    return shutil.which("node")


def _read(descriptor: int) -> bytes | None:
    """What is there; None for nothing yet, no bytes for the end."""
    try:
        return os.read(descriptor, PIECE)
    except BlockingIOError:
        return None
