"""The headers a worker page is served with.

A page runs whatever its template and its data contain, so it gets an origin of its own (`sandbox` without
`allow-same-origin`: no cookies, no storage, no reading of the portal or of another task), may not leave its frame
or send forms anywhere, and may load scripts, styles and fonts, and speak, only to our own address and the hosts its
requester allowed. Pictures, sound and video are task data, which name any `https:` address, so they have a list of
their own. Public templates use inline scripts throughout: those may run.

`Cross-Origin-Opener-Policy` is left out on purpose: it does nothing in a frame, and browsers refuse to show a
sandboxed page that carries it. The portal must send `frame-src` with its own origin, which keeps a page from taking
its frame elsewhere. Scripts, styles and objects that a page loads from us must be served with
`Cross-Origin-Resource-Policy: cross-origin`, and modules and fonts with `Access-Control-Allow-Origin: *`: to an
opaque origin even our own address is a foreign one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SOURCE = re.compile(
    r"(?:https?|wss?|blob|data):|(?:(?:https?|wss?)://)?(?:\*\.)?[a-zA-Z0-9.-]+(?::(?:\d{1,5}|\*))?(?:/[a-zA-Z0-9._~/%-]*)?"
    r"|(?:https?://)\[[0-9a-fA-F:.]+\](?::\d{1,5})?"
)

SANDBOX = (
    "allow-scripts",
    "allow-forms",
    "allow-modals",
    "allow-popups",
    "allow-popups-to-escape-sandbox",
    "allow-downloads",
)
"""What a page may do.

Links it opens in a new window are ordinary pages; it may not touch its own origin or the top window.
"""

_SWITCHED_OFF = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "serial",
    "usb",
)


@dataclass(frozen=True, slots=True)
class PageSources:
    """From where a page may load, and who may show it."""

    own: tuple[str, ...]
    """Origins of ours: the server's, and that of the object store when browsers reach it directly."""
    portal: tuple[str, ...]
    """Origins at which the portal answers: the only ones that may hold a page in a frame."""
    elsewhere: tuple[str, ...] = ()
    """Other sources, of anything. None shuts the page off from all scripts but its own and ours."""
    pictures: tuple[str, ...] = ()
    """Other sources of pictures, sound and video only."""


def content_policy(sources: PageSources) -> str:
    """The Content-Security-Policy of a worker page. Raises ValueError for anything that is no source expression."""
    for source in (*sources.own, *sources.portal, *sources.elsewhere, *sources.pictures):
        if _SOURCE.fullmatch(source) is None:
            raise ValueError(
                f"{source!r} is no source; allowed are schemes (https:), hosts (cdn.example.org) and origins"
            )
    if not sources.portal:
        raise ValueError("a page needs at least one portal origin that may show it")
    where = " ".join((*sources.own, *sources.elsewhere))
    pictures = " ".join(dict.fromkeys((*sources.own, *sources.elsewhere, *sources.pictures)))
    directives = {
        "default-src": "'none'",
        "script-src": f"{where} blob: data: 'unsafe-inline' 'unsafe-eval'",
        "worker-src": f"{where} blob: data:",
        "style-src": f"{where} blob: data: 'unsafe-inline'",
        "img-src": f"{pictures} blob: data:",
        "media-src": f"{pictures} blob: data:",
        "font-src": f"{where} data:",
        "connect-src": f"{where} blob: data:",
        "frame-src": f"{where} blob: data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": " ".join(sources.portal),
        "sandbox": " ".join(SANDBOX),
    }
    return "; ".join(f"{name} {value}".rstrip() for name, value in directives.items())


def page_headers(sources: PageSources) -> dict[str, str]:
    """All headers of a worker page but its length and date. Raises ValueError as `content_policy` does."""
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": content_policy(sources),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _SWITCHED_OFF),
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-DNS-Prefetch-Control": "off",
    }
