"""The hosts that the worker pages of one flow definition may load from: a requester's choice, kept as a tag.

AWS has no field for it, and tags are what every AWS client can set and change: a tag whose key is
`truthloop:allowed-hosts` (or begins so, for tag values end at 256 characters) holds hosts separated by blanks.
`cdn.example.org` is that host over HTTPS, `.example.org` all hosts below it (tag values may hold no asterisk),
`http://intranet:8000` an origin spelled out, `https:` every host.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from truthloop.terms.errors import Invalid

ALLOWED_HOSTS = "truthloop:allowed-hosts"

_NAME = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
_HOST = re.compile(rf"(?P<scheme>https?://)?(?P<below>\.)?(?P<host>{_NAME}(?:\.{_NAME})*)(?P<port>:\d{{1,5}})?")


def page_sources_of(tags: Mapping[str, str]) -> tuple[str, ...]:
    """The content policy sources that tags allow, in order, each once; `Invalid` names an entry that is no host."""
    values = [value for key, value in sorted(tags.items()) if key.startswith(ALLOWED_HOSTS)]
    return tuple(dict.fromkeys(page_source(entry) for value in values for entry in value.split()))


def page_source(entry: str) -> str:
    """One entry as a content policy source, such as `https://cdn.example.org`; `Invalid` when it is no host."""
    if entry == "https:":
        return entry
    found = _HOST.fullmatch(entry)
    if found is None:
        raise Invalid(
            f"The tag {ALLOWED_HOSTS} names {entry!r}, which is no host. Separate hosts by blanks; allowed are"
            " cdn.example.org, .example.org (all hosts below it), http://intranet:8000, and https: for every host."
        )
    return f"{found['scheme'] or 'https://'}{'*.' if found['below'] else ''}{found['host']}{found['port'] or ''}"
