"""Label Studio at the same work, by its own API: fetched for one measurement, pinned, and kept nowhere.

Its server runs as its guide says for a first installation (`label-studio start`, SQLite). Workers sign in as people do.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from benchmarks.figures import Rate, rate
from running_truthloop import free_port

PEER = "label-studio==1.23.2"
PASSWORD = "a-bench-password-71"
PATIENCE = 600.0
"""Seconds: its first start writes some hundred migrations."""
MOST_WORKERS = 64
PAGE = """<View><Text name="text" value="$text"/><Choices name="mood" toName="text">
<Choice value="good"/><Choice value="bad"/></Choices></View>"""
ANSWER = {
    "result": [{"from_name": "mood", "to_name": "text", "type": "choices", "value": {"choices": ["good"]}}],
    "lead_time": 1,
}
KEPT = ("PATH", "LANG")
"""What its server sees of our environment."""


@dataclass(frozen=True)
class PeerServer:
    """A running server, and how its owner speaks to it."""

    url: str
    pid: int
    owner: httpx.Client


@dataclass(frozen=True)
class PeerMeasured:
    """One size."""

    objects: int
    imported_seconds: float
    rates: list[Rate]
    """By number of clients."""
    exported_seconds: float
    memory_mb: float


def measure_peer(sizes: list[int], clients: list[int], seconds: float) -> list[PeerMeasured] | str:
    """The same work at each size; in words, why there is no measurement."""
    with peer_server() as server:
        if isinstance(server, str):
            return server
        workers = [signed_up(server.url, f"w{number}@example.com") for number in range(min(max(clients), MOST_WORKERS))]
        return [measured(server, workers, size, clients, seconds) for size in sizes]


@contextmanager
def peer_server() -> Iterator[PeerServer | str]:
    """A fresh server in a fresh environment; in words, why it cannot be had."""
    with tempfile.TemporaryDirectory(prefix="peer-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        if (why_not := install(place)) is not None:
            yield why_not
            return
        port = free_port()
        environment = {name: os.environ[name] for name in KEPT if name in os.environ} | {"HOME": folder}
        with (place / "server.log").open("w") as log:
            process = subprocess.Popen(
                start_command(place, port), env=environment | SILENT, stdout=log, stderr=log, process_group=0
            )
        try:
            url = f"http://127.0.0.1:{port}"
            if wait_ready(process, url):
                with closing(signed_in(url, "owner@example.com")) as owner:
                    yield PeerServer(url, process.pid, owner)
            else:
                yield f"its server did not start: {(place / 'server.log').read_text()[-300:]!r}"
        finally:
            end(process)


SILENT = {"COLLECT_ANALYTICS": "false", "LATEST_VERSION_CHECK": "false", "SENTRY_DSN": "", "FRONTEND_SENTRY_DSN": ""}
"""Settings with which it sends nothing to its makers."""


def install(place: Path) -> str | None:
    """Put it into an environment of its own; in words, why that cannot be done."""
    uv = str(Path(sys.executable).with_name("uv"))
    home = {**os.environ, "UV_CACHE_DIR": str(place / "cache")}
    for command in (
        [uv, "venv", "--quiet", "--python", sys.executable, str(place / "venv")],
        [uv, "pip", "install", "--quiet", "--python", str(place / "venv/bin/python"), PEER],
    ):
        done = subprocess.run(command, env=home, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"{PEER} could not be installed: {' '.join(done.stderr.split())[:200]}"
    return None


def start_command(place: Path, port: int) -> list[str]:
    """`label-studio start` on loopback, with its owner."""
    return [
        str(place / "venv/bin/label-studio"),
        *("start", "--no-browser", "--internal-host", "127.0.0.1", "--port", str(port)),
        *("--data-dir", str(place / "data"), "--username", "owner@example.com", "--password", PASSWORD),
    ]


def wait_ready(process: subprocess.Popen[bytes], url: str) -> bool:
    """Whether it came to answer."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/health", timeout=5, trust_env=False).status_code == httpx.codes.OK:
                return True
        except httpx.HTTPError:
            time.sleep(0.2)
    return False


def end(process: subprocess.Popen[bytes]) -> None:
    """End it with whatever it started."""
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def signed_in(url: str, email: str) -> httpx.Client:
    """Somebody who has an account."""
    return with_form(url, "/user/login/", {"email": email, "password": PASSWORD})


def signed_up(url: str, email: str) -> dict[str, str]:
    """Somebody new; the headers of what they send from then on."""
    client = with_form(url, "/user/signup/", {"email": email, "password": PASSWORD})
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    token = client.headers["x-csrftoken"]
    client.close()
    return {"cookie": cookie, "x-csrftoken": token}


def with_form(url: str, path: str, fields: dict[str, str]) -> httpx.Client:
    """A client with the session that sending a form opened."""
    client = httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE, headers={"referer": url})
    client.get(path).raise_for_status()
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
    answer = client.post(path, data=fields | token)
    assert answer.status_code == httpx.codes.FOUND, answer.text[:500]
    client.headers["x-csrftoken"] = client.cookies["csrftoken"]
    return client


def measured(
    server: PeerServer, workers: list[dict[str, str]], objects: int, clients: list[int], seconds: float
) -> PeerMeasured:
    """Everything about a project of one size."""
    text = "The lamp arrived quickly and shines as it should. "
    tasks = [{"text": f"{number} {text * 2}", "id": number} for number in range(objects)]
    title = f"bench {objects} {secrets.token_hex(3)}"
    project = said(server.owner.post("/api/projects/", json={"title": title, "label_config": PAGE}))["id"]
    began = time.perf_counter()
    said(server.owner.post(f"/api/projects/{project}/import", json=tasks))
    while said(server.owner.get(f"/api/projects/{project}/"))["task_number"] < objects:
        time.sleep(0.1)
    imported = time.perf_counter() - began
    rates = [work(server.url, workers[:count], project, seconds) for count in clients]
    memory = tree_memory_mb(server.pid)
    began = time.perf_counter()
    exported = server.owner.get(f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true")
    assert len(said(exported)) == objects
    return PeerMeasured(objects, imported, rates, time.perf_counter() - began, memory)


def said(answer: httpx.Response) -> Any:
    """The body of an answer that went well."""
    assert answer.is_success, f"{answer.request.url}: {answer.status_code} {answer.text[:500]}"
    return answer.json()


def work(url: str, workers: list[dict[str, str]], project: int, seconds: float) -> Rate:
    """Next, submit, next, submit … of so many people at once until the time is up."""
    times: list[float] = []

    async def one(headers: dict[str, str], until: float) -> int:
        errors = 0
        async with httpx.AsyncClient(base_url=url, headers=headers, trust_env=False, timeout=60) as client:
            while time.perf_counter() < until:
                began = time.perf_counter()
                try:
                    task = await client.get(f"/api/projects/{project}/next")
                    done = task.is_success and await client.post(
                        f"/api/tasks/{task.json()['id']}/annotations/?project={project}", json=ANSWER
                    )
                except httpx.HTTPError:
                    done = False
                if done and done.is_success:
                    times.append(time.perf_counter() - began)
                else:
                    errors += 1
        return errors

    async def all_of_them() -> int:
        until = time.perf_counter() + seconds
        return sum(await asyncio.gather(*(one(headers, until) for headers in workers)))

    began = time.perf_counter()
    errors = asyncio.run(all_of_them())
    return rate("next + submit", len(workers), time.perf_counter() - began, times, errors)


def tree_memory_mb(pid: int) -> float:
    """What a process and all below it hold, shared pages divided among those that share them."""
    process = psutil.Process(pid)
    held = [one.memory_full_info().pss for one in (process, *process.children(recursive=True))]
    return float(sum(held)) / 2**20
