"""What a portal call must bring, and how much it may: its body read within bounds, its origin looked at."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from truthloop.terms.errors import LimitExceeded, Refused

SMALL = 64 * 1024
"""Bytes of a body that carries no work."""
DRAINED = 64 * 1024 * 1024
"""How much of a body over the limit is still read, and thrown away, before we hang up."""


@dataclass(frozen=True, slots=True)
class Doorway:
    """What a call must bring, and how much it may."""

    limit: int = SMALL
    what: str = "body"
    """What is too large when there is more than the limit."""
    guarded: bool = True
    """Whether it changes something."""
    before_password_change: bool = False
    """Whether it is allowed while the password must be changed."""


async def read_body(request: Request, limit: int) -> bytes | int:
    """The body, or its size in bytes when it is over the limit: counted as far as we listened."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            chunks.append(chunk)
        elif size > DRAINED:
            break
        else:
            chunks.clear()
    return b"".join(chunks) if size <= limit else size


def too_much(size: int, doorway: Doorway) -> LimitExceeded:
    """The error for a body over the limit."""
    return LimitExceeded(
        f"The {doorway.what} is too large: {size:,} bytes or more; at most {doorway.limit:,} are taken.",
        code=f"{doorway.what}-too-large",
        size=size,
        limit=doorway.limit,
    )


def guard(public_host: str, request: Request, body: bytes) -> None:
    """Refuse what another site's page could make a browser send."""
    origin = request.headers.get("origin")
    if origin is not None:
        host = origin.partition("://")[2]
        if not host or host not in {request.headers.get("host"), public_host}:
            raise Refused(f"A page of {origin[:200]!r} may not call the portal.", code="foreign-origin")
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    # No body and no type is what a script of ours sends for a bare POST; the CSRF header then speaks for it.
    if media_type != "application/json" and (body or media_type):
        raise Refused(f"Send application/json, not {media_type[:100] or 'nothing'!r}.", code="not-json")
