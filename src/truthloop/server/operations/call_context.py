"""What an operation is given besides its parameters, and the two shapes all of them have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from truthloop.server.installation import Installation
from truthloop.storage.database import Database
from truthloop.terms.resources import Place

Params = Mapping[str, Any]
Output = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CallContext:
    """Who calls, in which account and region, and when."""

    installation: Installation
    operation: str
    """Its name, as AWS spells it."""
    place: Place
    """The account of the key, the region of the signature's scope."""
    principal_arn: str
    """Who signed, as GetCallerIdentity tells them."""
    request_id: str
    source_ip: str
    now: datetime
    most_running: int | None = None
    """Human loops of one flow definition that may run at once; None: any number."""

    @property
    def database(self) -> Database:
        """The installation's database."""
        return self.installation.database


Call = Callable[[CallContext, Params], Output]
Subject = Callable[[CallContext, Params], str]


@dataclass(frozen=True, slots=True)
class Operation:
    """One AWS operation: what it does, and for those that change something, to what."""

    call: Call
    subject: Subject | None = None
    """What the audit trail says was changed; None for operations that only read."""
