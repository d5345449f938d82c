"""Signed, short-lived links to human task UI templates: what DescribeHumanTaskUi gives instead of the content."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from datetime import UTC, datetime, timedelta

import orjson

from truthloop.server.installation import Installation
from truthloop.terms.errors import Refused
from truthloop.terms.resources import Resource

LIFETIME = timedelta(hours=1)
SIGNATURE = 32


def template_url(installation: Installation, resource: Resource) -> str:
    """An address that gives the template's text to whoever has it, for an hour."""
    expires_at = int((installation.now() + LIFETIME).timestamp())
    content = orjson.dumps([resource.place.account_id, resource.arn, expires_at])
    token = urlsafe_b64encode(content + signature_of(installation, content)).rstrip(b"=").decode()
    return f"{installation.settings.public_url}/templates/{token}"


def read_template_token(installation: Installation, token: str) -> tuple[str, str]:
    """The account and ARN a link is for; Refused when it was changed, is not ours, or has expired."""
    try:
        whole = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (Base64Error, ValueError):
        whole = b""
    content, signature = whole[:-SIGNATURE], whole[-SIGNATURE:]
    if not hmac.compare_digest(signature, signature_of(installation, content)):
        raise Refused("This link is not one of ours.")
    account_id, arn, expires_at = orjson.loads(content)
    if datetime.fromtimestamp(expires_at, UTC) <= installation.now():
        raise Refused("This link has expired; describe the human task UI again for a new one.")
    return account_id, arn


def signature_of(installation: Installation, content: bytes) -> bytes:
    """32 bytes that only this installation can make."""
    return hmac.digest(installation.seal.derive("templates"), content, "sha256")
