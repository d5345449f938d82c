"""What calls of functions stand on, put together once by `assembly`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from truthloop.functions.aws_clients import LambdaClients
from truthloop.functions.process_pool import ProcessPool
from truthloop.functions.session_keeper import SessionKeeper
from truthloop.outbound.outbound_client import OutboundClient
from truthloop.storage.database import Database
from truthloop.storage.sealing import Seal


@dataclass(frozen=True, slots=True, eq=False)
class Calling:
    """What a call needs; safe between threads. Equal only to itself: what holds it, an Installation, is hashed."""

    database: Database
    seal: Seal
    outbound: OutboundClient
    processes: ProcessPool
    public_url: str
    """Where a function's boto3 clients reach us."""
    region: str
    """For ARNs that name none."""
    sessions: SessionKeeper
    lambda_clients: LambdaClients
    now: Callable[[], datetime]
    new_uuid: Callable[[], str]
    jitter: Callable[[], float]
    """A random number from 0 to 1."""
    sleep: Callable[[float], None]
    """Waits so many seconds between two tries."""
    inherited: Mapping[str, str] = field(default_factory=dict)
    """What every process of a function gets of our own environment: the search path, certificates."""
