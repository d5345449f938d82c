"""Sessions looked up a moment ago, so that a worker's every click does not ask the database who it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from truthloop.terms.people import Session

KEPT_FOR = timedelta(seconds=5)
"""How long a session that another process ended may go on here."""
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Remembered:
    """A session and until when it is believed without asking."""

    session: Session
    until: datetime


@dataclass(slots=True)
class SessionMemory:
    """The sessions seen by this process in the last seconds. Ended here means ended at once."""

    sessions: dict[str, Remembered] = field(default_factory=dict)
    ended: dict[str, None] = field(default_factory=dict)
    """Tokens ended here, oldest first: one being looked up at that moment must not be remembered after it."""
    lock: Lock = field(default_factory=Lock)

    def find(self, token: str, now: datetime) -> Session | None:
        """The session of a token, if it was looked up within the last seconds."""
        known = self.sessions.get(token)
        return known.session if known is not None and known.until > now else None

    def keep(self, token: str, session: Session, now: datetime) -> Session | None:
        """Remember a session just looked up; None when it was ended meanwhile."""
        with self.lock:
            if token in self.ended:
                return None
            trim(self.sessions)
            self.sessions[token] = Remembered(session, min(now + KEPT_FOR, session.expires_at))
            return session

    def end(self, token: str) -> None:
        """Forget a session for good."""
        with self.lock:
            trim(self.ended)
            self.ended[token] = None
            self.sessions.pop(token, None)

    def forget(self, worker_id: str) -> None:
        """Look a worker's sessions up again: something about them has changed."""
        self.drop(lambda known: known.session.worker.id == worker_id)

    def drop(self, which: Callable[[Remembered], bool]) -> None:
        """Forget some sessions, which are then looked up again."""
        with self.lock:
            for token in [token for token, known in self.sessions.items() if which(known)]:
                del self.sessions[token]


def trim(entries: dict[str, Remembered] | dict[str, None]) -> None:
    """Make room by dropping the oldest entry."""
    while len(entries) >= MOST:
        entries.pop(next(iter(entries)))
