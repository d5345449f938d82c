"""The demo's one worker, who may run the jobs too: made once, with a password that each start can show again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from truthloop.server.installation import Installation
from truthloop.storage.console_rows import grant_role, roles
from truthloop.storage.worker_rows import find_worker, read_password_hash, set_password
from truthloop.terms.console_roles import Role
from truthloop.terms.people import Worker
from truthloop.terms.resources import Place
from truthloop.workforce.members import Newcomer, add_member
from truthloop.workforce.passwords import SALT_BYTES, hash_password, password_fits
from truthloop.workforce.teams import ensure_team

TEAM = "demo-reviewers"
EMAIL = "worker@example.com"
CONSONANTS = "bdfgklmnprstvz"
VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class DemoWorker:
    """How to sign in."""

    email: str
    password: str | None
    """None when the worker has chosen another one since."""


def ensure_demo_worker(installation: Installation, random_bytes: Callable[[int], bytes]) -> DemoWorker:
    """The worker and the team, made if missing; a password that was changed in the portal is left alone.

    While nobody may run jobs in the console, the worker may.
    """
    place = Place(installation.account_id, installation.settings.region)
    team = ensure_team(installation.database, place, TEAM, installation.now())
    remembered = read_remembered(installation.settings.data)
    present = find_worker(installation.database, EMAIL)
    newcomer = Newcomer(
        email=EMAIL,
        password=None if present else remembered or spoken(random_bytes(8)),
        must_change_password=False,
        entropy=random_bytes(8),
        sub=installation.new_uuid(),
        salt=random_bytes(SALT_BYTES),
    )
    member = add_member(installation.database, team, newcomer, installation.now())
    if not roles(installation.database, installation.account_id):
        grant_role(installation.database, installation.account_id, member.worker.id, Role.ADMIN, installation.now())
    if newcomer.password is not None:
        return remember(installation.settings.data, newcomer.password)
    if remembered is None:
        return replace_password(installation, member.worker, random_bytes)
    fits = password_fits(remembered, read_password_hash(installation.database, member.worker.id))
    return DemoWorker(EMAIL, remembered if fits else None)


def replace_password(installation: Installation, worker: Worker, random_bytes: Callable[[int], bytes]) -> DemoWorker:
    """A new password for a worker whose own was lost together with the file that remembered it."""
    password = spoken(random_bytes(8))
    set_password(
        installation.database,
        worker.id,
        hash_password(password, random_bytes(SALT_BYTES)),
        must_change_password=False,
        now=installation.now(),
    )
    return remember(installation.settings.data, password)


def spoken(randomness: bytes) -> str:
    """A password of four words that can be read out: about 48 bits from 8 random bytes."""
    number = int.from_bytes(randomness)
    words = []
    for _ in range(4):
        letters = []
        for alphabet in (CONSONANTS, VOWELS, CONSONANTS, VOWELS):
            number, index = divmod(number, len(alphabet))
            letters.append(alphabet[index])
        words.append("".join(letters))
    return "-".join(words)


def remembered_in(data: Path) -> Path:
    """Where the password is remembered, readable by its owner only."""
    return data / "demo.json"


def read_remembered(data: Path) -> str | None:
    """The password of an earlier start, if there was one."""
    try:
        password = json.loads(remembered_in(data).read_text(encoding="utf-8"))["password"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return password if isinstance(password, str) else None


def remember(data: Path, password: str) -> DemoWorker:
    """Keep the password for later starts."""
    worker = DemoWorker(EMAIL, password)
    path = remembered_in(data)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(worker), file, indent=2)
    return worker
