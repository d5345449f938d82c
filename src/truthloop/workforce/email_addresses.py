"""E-mail addresses as sign-in names: compared without case, kept as they were given."""

from __future__ import annotations

import re

from truthloop.terms.errors import Invalid

LONGEST = 254  # RFC 5321 4.5.3.1.3, less the angle brackets
FORM = re.compile(r"[^\s@<>(),;:\"\\\[\]]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)*[^\W_](?:[\w-]{0,61}[^\W_])?")


def checked_email(text: str) -> str:
    """The address without surrounding blanks; `Invalid` malformed-email when it is none."""
    email = text.strip()
    if len(email) > LONGEST or not FORM.fullmatch(email) or not email.isprintable():
        raise Invalid(
            f"{text[:100]!r} is no e-mail address; it must look like name@example.com, at most {LONGEST} characters.",
            code="malformed-email",
        )
    return email


def sign_in_name(text: str) -> str:
    """The form under which attempts to sign in are counted, for anything typed into the field."""
    storable = text.replace("\0", "").encode("utf-8", "replace").decode()
    return storable.strip().lower()[:LONGEST]
