"""Runs in a function's own process: sets its limits, then is the Python runtime, or becomes Node.js.

    python -I function_host.py REQUESTS REPLIES PARENT PLAN [NODE OPTION…]

REQUESTS and REPLIES are file descriptors, PARENT is the process to die with, PLAN a JSON object. Frames on the two
descriptors are four bytes of length, big-endian, and that much JSON. The first thing said is `{"ready": true}` or an
error; then each call `{"id", "remainingMs", "environment", "arn", "event"}` gets `{"reply"}` or `{"error"}`.
Standard output and standard error are the function's log and nothing else.

What the function meets is made after AWS's description of its Python runtime:
https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html, …/python-context.html and …/python-logging.html
"""

from __future__ import annotations

import ctypes
import faulthandler
import importlib
import json
import logging
import os
import resource
import signal
import struct
import sys
import time
import traceback
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

PR_SET_PDEATHSIG = 1
MIB = 2**20
LARGEST_FILE = 512 * MIB
OPEN_FILES = 1024
MAPPED = 256
"""Megabytes of shared libraries that a function may map."""
NODE_ITSELF = 192
"""Megabytes that Node.js takes before a function does anything, and for the young part of its heap."""
LENGTH = struct.Struct(">I")


class Fault(Exception):
    """A failure that is not the function's own exception, with AWS's name for it."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class LambdaContext:
    """What a handler gets as its second argument."""

    def __init__(self, plan: dict[str, Any], call: dict[str, Any], received: float) -> None:
        self.aws_request_id = call["id"]
        self.function_name = plan["name"]
        self.function_version = "$LATEST"
        self.invoked_function_arn = call["arn"]
        self.memory_limit_in_mb = str(plan["memoryMb"])
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = SimpleNamespace(cognito_identity_id=None, cognito_identity_pool_id=None)
        self.client_context = None
        self._ends = received + call["remainingMs"] / 1000

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the function is ended."""
        return max(int((self._ends - time.monotonic()) * 1000), 0)

    def log(self, message: object) -> None:
        """Write to the log, as print does without a new line."""
        sys.stdout.write(str(message))


def main(arguments: list[str]) -> None:
    """Take calls until the other side is gone."""
    requests, replies, parent, plan = int(arguments[0]), int(arguments[1]), int(arguments[2]), json.loads(arguments[3])
    die_with(parent)
    set_limits()
    if arguments[4:]:
        limit_memory(plan["memoryMb"], NODE_ITSELF, 0)
        os.execv(arguments[4], [*arguments[4:], str(requests), str(replies), arguments[3]])  # noqa: S606 (no shell)
    for descriptor in (requests, replies):
        os.set_inheritable(descriptor, False)  # noqa: FBT003 - what the function starts must not hold on to them
    prepare_logging()
    limit_memory(plan["memoryMb"])
    try:
        handler = load(plan["handler"])
    except BaseException as error:  # noqa: BLE001 (the code of strangers)
        write_frame(replies, failure(error))
        return
    write_frame(replies, b'{"ready":true}')
    while (call := read_frame(requests)) is not None:
        write_frame(replies, answered(handler, plan, call))


def die_with(parent: int) -> None:
    """Should the parent be killed, the kernel ends us too."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:
        os._exit(1)


def set_limits() -> None:
    """No core files, no huge files, not too many open ones."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(OPEN_FILES, hard), hard) if hard > 0 else (OPEN_FILES, hard))


def limit_memory(megabytes: int, own: int = 0, mapped: int = MAPPED) -> None:
    """So much memory of its own on top of what the bare runtime has, `own` megabytes or what is in use now.

    RLIMIT_DATA counts what only this process has, as AWS's limit nearly does; RLIMIT_AS is the net below it for kernels
    that count less, so it leaves room for shared libraries. Node.js reserves gigabytes it never touches: no net there.
    """
    held = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    data = (own * MIB or int(held["VmData"].split()[0]) * 1024) + megabytes * MIB
    resource.setrlimit(resource.RLIMIT_DATA, (data, data))
    if mapped:
        space = int(held["VmSize"].split()[0]) * 1024 + (megabytes + mapped) * MIB
        resource.setrlimit(resource.RLIMIT_AS, (space, space))


class RequestId(logging.Filter):
    """Puts the request id of the call under way into every record."""

    now = ""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never keeps a record back."""
        record.aws_request_id = RequestId.now
        return True


def prepare_logging() -> None:
    """As AWS's runtime has it: a handler on the root logger, warnings and above unless the function says otherwise."""
    sys.stdout.reconfigure(line_buffering=True, errors="backslashreplace")  # type: ignore[union-attr]
    sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    faulthandler.register(signal.SIGUSR2, file=2, all_threads=False)  # tells where it hangs, before it is killed
    formatter = logging.Formatter(
        "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S"
    )
    formatter.converter = time.gmtime
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter)
    handler.addFilter(RequestId())
    logging.getLogger().addHandler(handler)


def load(name: str) -> Any:  # noqa: ANN401 (anything that can be called)
    """The handler by its name, `lambda_function.lambda_handler`."""
    sys.path.insert(0, str(Path.cwd()))
    module_name, _, function = name.rpartition(".")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}") from error
    except SyntaxError as error:
        told = f"Syntax error in {Path(error.filename or '?').name} line {error.lineno}: {error.msg}"
        raise Fault("Runtime.UserCodeSyntaxError", told) from error
    handler = getattr(module, function, None)
    if not callable(handler):
        raise Fault("Runtime.HandlerNotFound", f"Handler '{function}' missing on module '{module_name}'")
    return handler


def answered(handler: Any, plan: dict[str, Any], call: dict[str, Any]) -> bytes:  # noqa: ANN401 (anything callable)
    """One call, as the frame that answers it."""
    context = LambdaContext(plan, call, time.monotonic())
    RequestId.now = call["id"]
    os.environ.update(call["environment"])
    try:
        return marshalled(handler(call["event"], context), plan["largestReply"])
    except BaseException as error:  # noqa: BLE001 (the code of strangers)
        return failure(error)
    finally:
        for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
            stream.flush()  # type: ignore[union-attr]


def marshalled(value: object, largest: int) -> bytes:
    """A reply as a frame's content."""
    try:
        reply = json.dumps(value, default=plain, allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise Fault("Runtime.MarshalError", f"Unable to marshal response: {error}") from error
    if len(reply) > largest:
        raise Fault(
            "Function.ResponseSizeTooLarge",
            f"Response payload size ({len(reply)} bytes) exceeded maximum allowed payload size ({largest} bytes).",
        )
    return b'{"reply":' + reply + b"}"


def plain(value: object) -> object:
    """Decimals become numbers, as on AWS; nothing else is guessed."""
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def failure(error: BaseException) -> bytes:
    """An exception as a frame's content; it goes to the log too."""
    known = isinstance(error, Fault)
    own = error.__cause__ if known else error
    kind = error.kind if isinstance(error, Fault) else type(error).__name__
    if isinstance(error, SystemExit):
        kind, message = "Runtime.ExitError", f"The function left with exit code {error.code!r}."
    else:
        message = str(error)
    frames = [] if own is None else [frame for frame in traceback.extract_tb(own.__traceback__) if not ours(frame)]
    trace = traceback.format_list(frames)
    sys.stdout.write(f"[ERROR] {kind}: {message}\n" + ("Traceback (most recent call last):\n" if trace else ""))
    sys.stdout.write("".join(trace))
    sys.stdout.flush()
    told = {
        "errorType": kind,
        "errorMessage": message[:10_000],
        "stackTrace": trace[-50:],
        "where": where(frames),
        "memory": isinstance(own, MemoryError),
    }
    return json.dumps({"error": told}).encode()


def where(frames: list[traceback.FrameSummary]) -> str | None:
    """The last line of the function's own code in a traceback."""
    own = [frame for frame in frames if frame.filename.startswith(os.environ["LAMBDA_TASK_ROOT"])] or frames
    return f"{Path(own[-1].filename).name} line {own[-1].lineno}, in {own[-1].name}" if own else None


def ours(frame: traceback.FrameSummary) -> bool:
    """Whether a frame is of this file, or of the machinery of imports."""
    return (
        frame.filename == __file__ or frame.filename.startswith("<frozen importlib") or "/importlib/" in frame.filename
    )


def read_frame(descriptor: int) -> dict[str, Any] | None:
    """The next call; None when the other side has closed."""
    head = read_exactly(descriptor, LENGTH.size)
    body = None if head is None else read_exactly(descriptor, LENGTH.unpack(head)[0])
    return None if body is None else json.loads(body)


def read_exactly(descriptor: int, size: int) -> bytes | None:
    """So many bytes, or None where they end before."""
    held = bytearray()
    while len(held) < size:
        piece = os.read(descriptor, min(size - len(held), MIB))
        if not piece:
            return None
        held += piece
    return bytes(held)


def write_frame(descriptor: int, body: bytes) -> None:
    """Send one."""
    rest = memoryview(LENGTH.pack(len(body)) + body)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


if __name__ == "__main__":
    main(sys.argv[1:])
