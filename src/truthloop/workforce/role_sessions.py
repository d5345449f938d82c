"""Sessions in roles, as sts:AssumeRole opens them. There are no policies: a session may do what its account may."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from truthloop.storage.database import Database
from truthloop.storage.sealing import Seal
from truthloop.workforce.access_keys import MadeKey, make_role_key

EXECUTION_ROLE: Final = "truthloop-execution"
"""The one role there is; jobs and functions written for AWS name others, which are taken by their names."""
ROLE_ARN: Final = re.compile(
    r"arn:aws[a-z-]*:iam::(?P<account>\d{12}):role/(?:[^:]*/)?(?P<name>[\w+=,.@-]{1,64})", re.ASCII
)


def session_arn(account_id: str, role: str, session: str) -> str:
    """The ARN of a session in a role."""
    return f"arn:aws:sts::{account_id}:assumed-role/{role}/{session}"


def open_role_session(
    database: Database,
    seal: Seal,
    account_id: str,
    role_arn: str,
    session: str,
    *,
    now: datetime,
    lifetime: timedelta,
) -> MadeKey:
    """A temporary key of an account, under the name of a role, whatever account the role's ARN names.

    Whoever opens a session for somebody else's request must look at that account first.
    """
    found = ROLE_ARN.fullmatch(role_arn)
    arn = session_arn(account_id, found["name"] if found else EXECUTION_ROLE, session)
    return make_role_key(database, seal, account_id, arn, now=now, lifetime=lifetime)
