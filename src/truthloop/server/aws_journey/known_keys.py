"""Access keys at hand: read from the database, unsealed once, kept a few seconds.

So a key that is disabled works on for at most `FRESH_SECONDS`.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from truthloop.storage.database import Database
from truthloop.storage.sealing import Seal
from truthloop.terms.errors import Refused
from truthloop.wire.signature_faults import TokenExpired
from truthloop.workforce.access_keys import SigningKey, secret_for

FRESH_SECONDS = 5
MOST_KEPT = 1024


@dataclass(slots=True)
class KnownKeys:
    """The keys in use. Safe among threads."""

    database: Database
    seal: Seal
    now: Callable[[], datetime]
    kept: OrderedDict[tuple[str, str | None], tuple[SigningKey, datetime]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, access_key_id: str, session_token: str | None) -> SigningKey | None:
        """The key, if it is enabled and the token is its own. Raises TokenExpired."""
        now = self.now()
        with self.lock:
            found, read_at = self.kept.get((access_key_id, session_token), (None, now))
        if found is None or now - read_at > timedelta(seconds=FRESH_SECONDS):
            found = self.read(access_key_id, session_token, now)
        if found is not None and found.expires_at is not None and found.expires_at <= now:
            raise TokenExpired
        return found

    def read(self, access_key_id: str, session_token: str | None, now: datetime) -> SigningKey | None:
        """Ask the database and remember what it says."""
        at = (access_key_id, session_token)
        try:
            found = secret_for(self.database, self.seal, access_key_id, session_token, now)
        except Refused as refusal:
            with self.lock:
                self.kept.pop(at, None)
            if refusal.code == "expired-token":
                raise TokenExpired from None
            return None
        with self.lock:
            self.kept[at] = (found, now)
            while len(self.kept) > MOST_KEPT:
                self.kept.popitem(last=False)
        return found

    def secret_for(self, access_key_id: str, session_token: str | None) -> str | None:
        """The secret; None for an unknown key or a token not its own. Raises TokenExpired."""
        found = self.find(access_key_id, session_token)
        return None if found is None else found.secret

    def account_of(self, access_key_id: str) -> str:
        """The account of a key that `secret_for` has just known."""
        with self.lock:
            for (known_id, _), (found, _) in reversed(self.kept.items()):
                if known_id == access_key_id:
                    return found.account_id
        raise Refused(f"No access key {access_key_id} is known.", code="unknown-access-key")
