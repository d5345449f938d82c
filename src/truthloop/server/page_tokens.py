"""Tokens that open one worker page to one worker for a while: the address of the sandboxed frame.

The frame has an opaque origin and sends no cookies, so its address itself must say who may see what, and until
when. Nothing in it can be changed without the installation's key, and nothing else opens the page.
"""

from __future__ import annotations

import hmac
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from truthloop.terms.errors import NotFound

PURPOSE = "pages"
"""What the key is derived for: `seal.derive(PURPOSE)`."""
LONGEST = timedelta(hours=8)
LANGUAGES = ("en", "ko", "pt-BR")
LAYOUT = struct.Struct(">16s8sBI")
"""Assignment, worker, language, expiry in seconds since 1970."""
SIGNATURE = 32


@dataclass(frozen=True, slots=True)
class PageGrant:
    """What a token allows."""

    assignment_id: str
    worker_id: str
    language: str
    """`en`, `ko` or `pt-BR`: what the page's own words are to be in."""
    expires_at: datetime


def make_page_token(key: bytes, grant: PageGrant, now: datetime) -> str:
    """The token of a grant, which lasts eight hours at most."""
    expires_at = min(grant.expires_at, now + LONGEST)
    content = LAYOUT.pack(
        UUID(grant.assignment_id).bytes,
        bytes.fromhex(grant.worker_id),
        LANGUAGES.index(grant.language),
        int(expires_at.timestamp()) + 1,
    )
    return urlsafe_b64encode(content + hmac.digest(key, content, "sha256")).rstrip(b"=").decode()


def read_page_token(key: bytes, token: str, now: datetime) -> PageGrant:
    """The grant behind a token; `NotFound` when it is not ours, was changed, or has expired."""
    content, signature = halves(token)
    if not hmac.compare_digest(signature, hmac.digest(key, content, "sha256")):
        raise unreadable()
    assignment, worker, language, seconds = LAYOUT.unpack(content)
    expires_at = datetime.fromtimestamp(seconds, UTC)
    if expires_at <= now:
        raise NotFound("This page's address has expired; open the task again from the task list.", code="page-expired")
    return PageGrant(str(UUID(bytes=assignment)), worker.hex(), LANGUAGES[language], expires_at)


def halves(token: str) -> tuple[bytes, bytes]:
    """What a token says, and its signature."""
    try:
        whole = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (Base64Error, ValueError) as error:
        raise unreadable() from error
    if len(whole) != LAYOUT.size + SIGNATURE:
        raise unreadable()
    return whole[: LAYOUT.size], whole[LAYOUT.size :]


def unreadable() -> NotFound:
    """The error for an address that opens nothing."""
    return NotFound("There is no such page.")
