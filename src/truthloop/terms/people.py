"""Workers and their sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Worker:
    """A person who answers tasks."""

    id: str
    """16 hexadecimal digits."""
    email: str
    sub: str
    """The person's identity in our own directory, a UUID."""
    language: str | None
    """`en`, `ko`, `pt-BR`, or None for the browser's."""
    must_change_password: bool
    disabled: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in worker."""

    worker: Worker
    csrf_token: str
    expires_at: datetime
