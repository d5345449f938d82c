"""The temporary keys with which functions call us: one session for each role, renewed well before it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from truthloop.functions.function_terms import RoleSession

LIFETIME: Final = timedelta(hours=2)
RENEWED: Final = timedelta(hours=1)
"""Before the end: longer than any function may run."""
SESSION_NAME_LENGTH: Final = 64


class SessionKeeper:
    """Opens sessions and keeps them; safe between threads."""

    def __init__(self, open_session: Callable[[str, str, str], RoleSession], now: Callable[[], datetime]) -> None:
        """`open_session` takes an account id, a role ARN and a session name, and does what sts:AssumeRole does."""
        self._open, self._now = open_session, now
        self._held: dict[tuple[str, str, str], RoleSession] = {}
        self._lock = threading.Lock()

    def session(self, account_id: str, role_arn: str, name: str) -> RoleSession:
        """Keys that are good for an hour at least."""
        key = (account_id, role_arn, name[:SESSION_NAME_LENGTH])
        with self._lock:
            held = self._held.get(key)
            if held is None or held.expires_at - self._now() < RENEWED:
                held = self._held[key] = self._open(*key)
            return held


def session_environment(session: RoleSession) -> Mapping[str, str]:
    """The environment variables that AWS's libraries take keys from, and know when to look again."""
    return {
        "AWS_ACCESS_KEY_ID": session.access_key,
        "AWS_SECRET_ACCESS_KEY": session.secret_key,
        "AWS_SESSION_TOKEN": session.session_token,
        "AWS_CREDENTIAL_EXPIRATION": session.expires_at.isoformat(),
    }
