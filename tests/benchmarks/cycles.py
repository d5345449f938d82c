"""Workers at work, and requesters starting loops: full cycles over HTTP, as portals and boto3 do them."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from benchmarks.figures import Rate, rate
from benchmarks.lean_client import LeanConnection, request_bytes
from running_truthloop import RunningTruthloop

ANSWER = {"better": {"label": "First"}, "reason": "It answers the question and offers a way on."}


@dataclass(frozen=True)
class SignedIn:
    """A worker's headers."""

    headers: dict[str, str]


def sign_in(url: str, email: str, password: str) -> SignedIn:
    with httpx.Client(base_url=url, trust_env=False) as client:
        answer = client.post("/portal/api/session", json={"email": email, "password": password})
        answer.raise_for_status()
        cookie = "; ".join(f"{name}={value}" for name, value in answer.cookies.items())
        token = answer.json()["csrf_token"]
    host = urlsplit(url).netloc
    return SignedIn({"host": host, "cookie": cookie, "x-csrf-token": token, "content-type": "application/json"})


async def work(url: str, worker: SignedIn, queue_id: str, until: float, times: list[tuple[float, float]]) -> int:
    """Next, submit, next, submit … until the time is up; how many went wrong."""
    connection = await LeanConnection.open(url)
    ask = request_bytes("POST", f"/portal/api/queues/{queue_id}/next", worker.headers, b"{}")
    errors = 0
    while time.perf_counter() < until:
        began = time.perf_counter()
        status, body = await connection.send(ask)
        asked = time.perf_counter()
        task = json.loads(body).get("task") if status == 200 else None
        if task is None:
            errors += 1
            continue
        answer = json.dumps({"answer": ANSWER, "submission_key": str(uuid.uuid4())}).encode()
        path = f"/portal/api/assignments/{task['assignment_id']}/submit"
        status, _ = await connection.send(request_bytes("POST", path, worker.headers, answer))
        errors += status != 200
        times.append((asked - began, time.perf_counter() - asked))
    connection.close()
    return errors


def measure_work(url: str, workers: list[SignedIn], queue_id: str, seconds: float) -> list[Rate]:
    """Cycles of so many workers at once: the whole cycle, and its two halves."""
    times: list[tuple[float, float]] = []

    async def all_of_them() -> int:
        until = time.perf_counter() + seconds
        return sum(await asyncio.gather(*(work(url, worker, queue_id, until, times) for worker in workers)))

    errors = asyncio.run(all_of_them())
    return [
        rate("next + submit, the whole cycle", len(workers), seconds, [a + b for a, b in times], errors),
        rate("of it: next", len(workers), seconds, [a for a, _ in times]),
        rate("of it: submit", len(workers), seconds, [b for _, b in times]),
    ]


def signed_starts(truthloop: RunningTruthloop, flow_arn: str, content: str, count: int) -> Iterator[bytes]:
    """StartHumanLoop requests, signed ahead so that signing is not measured."""
    values = truthloop.variables()
    keys = Credentials(values["AWS_ACCESS_KEY_ID"], values["AWS_SECRET_ACCESS_KEY"])
    signer = SigV4Auth(keys, "sagemaker", values["AWS_DEFAULT_REGION"])
    run = uuid.uuid4().hex[:8]
    for number in range(count):
        body: dict[str, Any] = {
            "HumanLoopName": f"bench-{run}-{number}",
            "FlowDefinitionArn": flow_arn,
            "HumanLoopInput": {"InputContent": content},
        }
        data = json.dumps(body).encode()
        request = AWSRequest("POST", f"{truthloop.url}/human-loops", {"content-type": "application/json"}, data=data)
        signer.add_auth(request)
        headers = {"host": urlsplit(truthloop.url).netloc, **dict(request.headers.items())}
        yield request_bytes("POST", "/human-loops", headers, data)


def measure_starts(truthloop: RunningTruthloop, flow_arn: str, content: str, clients: int, count: int) -> Rate:
    """StartHumanLoop by so many clients at once."""
    requests = list(signed_starts(truthloop, flow_arn, content, count))
    times: list[float] = []
    errors = 0

    async def start_some() -> None:
        nonlocal errors
        connection = await LeanConnection.open(truthloop.url)
        while requests:
            request = requests.pop()
            began = time.perf_counter()
            status, _ = await connection.send(request)
            times.append(time.perf_counter() - began)
            errors += status >= 300
        connection.close()

    async def all_of_them() -> None:
        await asyncio.gather(*(start_some() for _ in range(clients)))

    began = time.perf_counter()
    asyncio.run(all_of_them())
    return rate("StartHumanLoop", clients, time.perf_counter() - began, times, errors)


def stamp() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d")
