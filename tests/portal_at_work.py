"""The portal's API on a real port, and a client that behaves as the portal's pages do."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from truthloop.server.installation import Installation
from truthloop.server.portal_api.portal_routes import routes


@contextmanager
def portal_server(installation: Installation) -> Iterator[str]:
    """Serve the portal's API; its address."""
    app = Starlette(routes=[Mount("/portal/api", routes=routes(installation))])
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_level="warning", lifespan="off", access_log=False, proxy_headers=False
    )
    socket = config.bind_socket()
    server = uvicorn.Server(config)
    started = threading.Event()
    announce(server, started)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    try:
        assert started.wait(20)
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        socket.close()


def announce(server: uvicorn.Server, started: threading.Event) -> None:
    """Have the event set once the server listens."""
    startup = server.startup

    async def starting(sockets: Any = None) -> None:
        await startup(sockets)
        started.set()

    server.startup = starting  # type: ignore[method-assign]


@dataclass
class PortalClient:
    """A browser with the portal open."""

    http: httpx.Client
    csrf: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        sent = {"X-CSRF-Token": self.csrf} if method != "GET" and self.csrf else {}
        return self.http.request(method, f"/portal/api/{path}", json=body, headers={**sent, **self.headers, **headers})

    def get(self, path: str) -> httpx.Response:
        return self.call("GET", path)

    def post(self, path: str, body: Any = None, **headers: str) -> httpx.Response:
        return self.call("POST", path, body, **headers)

    def put(self, path: str, body: Any) -> httpx.Response:
        return self.call("PUT", path, body)

    def sign_in(self, email: str, password: str) -> httpx.Response:
        return self.keep(self.post("session", {"email": email, "password": password}))

    def keep(self, response: httpx.Response) -> httpx.Response:
        if response.status_code == 200:
            self.csrf = response.json()["csrf_token"]
        return response

    def next(self, queue: int) -> Any:
        response = self.post(f"queues/{queue}/next")
        assert response.status_code == 200, response.text
        return response.json()["task"]

    def reserve(self, queue: int) -> Any:
        return self.post(f"queues/{queue}/reserve").json()["task"]

    def submit(self, assignment: str, answer: Any, key: str | None = None, **more: Any) -> httpx.Response:
        body = {"answer": answer, "submission_key": key or str(uuid.uuid4()), **more}
        return self.post(f"assignments/{assignment}/submit", body)


@contextmanager
def portal_client(address: str) -> Iterator[PortalClient]:
    """A browser that knows no session yet."""
    with httpx.Client(base_url=address, timeout=30, trust_env=False) as http:
        yield PortalClient(http)


def error_code(response: httpx.Response) -> tuple[int, str]:
    """Status and code of an error reply."""
    return response.status_code, response.json()["error"]["code"]
