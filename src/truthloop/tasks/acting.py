"""Who does something, when and from where: what every step of a worker's leaves in the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from truthloop.storage.account_rows import write_audit
from truthloop.storage.database import Database


@dataclass(frozen=True, slots=True)
class Acting:
    """One request of one worker's."""

    worker_id: str
    at: datetime
    source_ip: str
    request_id: str


def note(database: Database, acting: Acting, action: str, subject: str, outcome: str = "ok") -> None:
    """One line in the audit trail, for what its own statement does not note."""
    write_audit(
        database,
        at=acting.at,
        actor=f"worker/{acting.worker_id}",
        action=action,
        subject=subject,
        outcome=outcome,
        source_ip=acting.source_ip,
        request_id=acting.request_id,
    )
