"""What the server's steps and operations stand on, put together once by `assembly`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from truthloop.labeling.job_reach import CallsFunctions
from truthloop.settings import Settings
from truthloop.storage.database import Database
from truthloop.storage.objects.store_exchange import ObjectStore
from truthloop.storage.sealing import Seal
from truthloop.terms.chore_names import ChoreName


@dataclass(frozen=True, slots=True)
class Installation:
    """One running Truthloop, as its server sees it."""

    settings: Settings
    database: Database
    seal: Seal
    store: ObjectStore
    """Stored objects, reached with our own keys."""
    functions: CallsFunctions
    """The functions requesters bring."""
    account_id: str
    """The account made with the installation: command line and demo work in it."""
    now: Callable[[], datetime]
    """The clock, in UTC."""
    new_uuid: Callable[[], str]
    """A fresh random UUID."""
    new_token: Callable[[], str]
    """A fresh secret of 32 random bytes, URL-safe."""
    wake: Callable[[ChoreName], None]
    """Ask a chore to run soon. Never blocks, may be called often; losing a call loses nothing."""
