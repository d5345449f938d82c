"""A requester in the console, by its API: what the pages send."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass
class ConsoleRobot:
    """Somebody signed in to the console."""

    url: str
    email: str
    password: str
    client: httpx.Client = field(init=False)
    token: str = ""

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=f"{self.url}/console/api", trust_env=False, timeout=30)

    def sign_in(self) -> httpx.Response:
        answer = self.client.post("/session", json={"email": self.email, "password": self.password})
        self.token = answer.json().get("csrf_token", "")
        return answer

    def post(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        return self.client.post(path, json=body or {}, headers={"X-CSRF-Token": self.token})

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = self.post(path, body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def close(self) -> None:
        self.client.close()
