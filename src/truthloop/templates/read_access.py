"""Which addresses `grant_read_access` signs.

Amazon's page "Creating your custom labeling task template" speaks of "an S3 URI"; public templates give
`s3://bucket/key` and path-style `http(s)://s3….amazonaws.com/bucket/key`, often put together by `{% capture %}`.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

_S3_URI = re.compile(r"s3://(?P<bucket>[^/]+)/(?P<key>.+)", re.DOTALL)
_PATH_STYLE = re.compile(
    r"https?://s3(?:[.-](?:dualstack\.)?[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?/(?P<bucket>[^/?#]+)/(?P<key>[^?#]+)(?:[?#].*)?",
    re.DOTALL | re.IGNORECASE,
)


class AddressRefusedError(Exception):
    """Raised by whoever signs addresses when this page may not show an object.

    The message is shown to the requester.
    """


class SigningFailedError(Exception):
    """Carries what the signer raised past the library, which would take some exceptions for the template's."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(str(cause))
        self.cause = cause


def stored_object(address: str) -> str | None:
    """The `s3://bucket/key` that `address` means, or None when it is no address of a stored object.

    The key of an `https` address is percent-decoded, that of an `s3://` address is taken letter by letter.
    """
    address = address.strip()
    uri = _S3_URI.fullmatch(address)
    if uri:
        return f"s3://{uri['bucket']}/{uri['key']}"
    path = _PATH_STYLE.fullmatch(address)
    if path:
        return f"s3://{path['bucket']}/{unquote(path['key'])}"
    return None
