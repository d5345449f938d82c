"""What chores stand on, put together once by `assembly`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from truthloop.labeling.job_reach import CallsFunctions
from truthloop.labeling.known_crowds import KnownCrowds
from truthloop.outbound.outbound_client import OutboundClient
from truthloop.settings import Settings
from truthloop.storage.database import Database
from truthloop.storage.objects.store_exchange import ObjectStore
from truthloop.storage.sealing import Seal


@dataclass(frozen=True, slots=True)
class Standing:
    """One running Truthloop, as its chores see it."""

    settings: Settings
    database: Database
    store: ObjectStore
    seal: Seal
    outbound: OutboundClient
    functions: CallsFunctions
    now: Callable[[], datetime]
    new_uuid: Callable[[], str]
    jitter: Callable[[], float]
    """A random number from 0 to 1."""
    crowds: KnownCrowds = field(default_factory=KnownCrowds)
    """What is known of the workers of running jobs."""
