"""Functions as users write them, packed and called for real."""

from __future__ import annotations

import base64
import io
import threading
import uuid
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from os import environ
from typing import Any

import pytest

from truthloop.functions.aws_clients import LambdaClients
from truthloop.functions.calling import Calling
from truthloop.functions.function_errors import FunctionFailed
from truthloop.functions.function_terms import FunctionReply, RoleSession, Runtime
from truthloop.functions.invoking import call_function
from truthloop.functions.process_pool import ProcessPool
from truthloop.functions.registry import register_code, register_url
from truthloop.functions.session_keeper import LIFETIME, SessionKeeper
from truthloop.outbound.address_policy import parse_policy
from truthloop.outbound.outbound_client import open_outbound
from truthloop.storage.account_rows import add_account
from truthloop.storage.database import Database
from truthloop.storage.sealing import seal_from
from truthloop.workforce.role_sessions import open_role_session

ACCOUNT = "111122223333"
ARN = f"arn:aws:lambda:us-west-2:{ACCOUNT}:function:my-function"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/service-role/Labeling"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECRET = "whsec_" + base64.b64encode(bytes(32)).decode()


def zipped(files: Mapping[str, str]) -> bytes:
    """A zip of texts by their names."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, text in files.items():
            package.writestr(name, text)
    return held.getvalue()


@dataclass
class FunctionBench:
    """A Calling over a real database, and what it waited."""

    calling: Calling
    pauses: list[float] = field(default_factory=list)

    def put_python(self, code: str, subject: str = ARN, **options: Any) -> None:
        self._put(zipped({"lambda_function.py": code}), subject, Runtime.PYTHON, **options)

    def put_node(self, code: str, subject: str = ARN, **options: Any) -> None:
        self._put(zipped({"index.mjs": code}), subject, Runtime.NODE, **options)

    def _put(self, package: bytes, subject: str, runtime: Runtime, **options: Any) -> None:
        database, seal = self.calling.database, self.calling.seal
        now = self.calling.now()
        register_code(database, seal, ACCOUNT, subject, package, now=now, runtime=runtime, **options)


@contextmanager
def function_bench(
    database: Database, *, endpoint: str | None = None, url: str = "http://x"
) -> Iterator[FunctionBench]:
    seal = seal_from(bytes(range(32)))
    add_account(database, ACCOUNT, "default", NOW)
    pauses: list[float] = []
    moments = iter(NOW + timedelta(seconds=n) for n in range(10**9))
    ticking = threading.Lock()

    def now() -> datetime:
        with ticking:
            return next(moments)

    def open_session(account_id: str, role_arn: str, name: str) -> RoleSession:
        made = open_role_session(database, seal, account_id, role_arn, name, now=NOW, lifetime=LIFETIME)
        return RoleSession(made.id, made.secret, made.session_token or "", NOW + LIFETIME)

    calling = Calling(
        database=database,
        seal=seal,
        outbound=open_outbound(parse_policy(["127.0.0.1"])),
        processes=ProcessPool(),
        public_url=url,
        region="us-east-1",
        sessions=SessionKeeper(open_session, lambda: NOW),
        lambda_clients=LambdaClients(endpoint),
        now=now,
        new_uuid=lambda: str(uuid.uuid4()),
        jitter=lambda: 1.0,
        sleep=pauses.append,
        inherited={"PATH": environ["PATH"]},
    )
    try:
        yield FunctionBench(calling, pauses)
    finally:
        calling.processes.close()


@dataclass
class Endpoint:
    """An HTTP server that answers as told, and keeps what it got."""

    url: str = ""
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    answer: Callable[[bytes], bytes] = lambda body: body

    def next_answer(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        return self.answers.pop(0) if self.answers else (200, {}, self.answer(body))


@contextmanager
def http_endpoint() -> Iterator[Endpoint]:
    told = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            told.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            status, headers, answer = told.next_answer(body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield told
        server.shutdown()
        thread.join()


def call(bench: FunctionBench, event: Mapping[str, Any] | None = None, arn: str = ARN, **options: Any) -> FunctionReply:
    """Call as a job would."""
    given = {"a": 1} if event is None else event
    return call_function(bench.calling, arn, given, account_id=ACCOUNT, role_arn=ROLE, **options)


def call_failure(bench: FunctionBench, event: Mapping[str, Any] | None = None, **options: Any) -> FunctionFailed:
    """The failure that a call must end in."""
    with pytest.raises(FunctionFailed) as failed:
        call(bench, event, **options)
    return failed.value


def put_url(bench: FunctionBench, url: str, **options: Any) -> None:
    """Register an address."""
    sealed = bench.calling.seal.close(SECRET)
    register_url(bench.calling.database, ACCOUNT, ARN, url, sealed, now=NOW, **options)
