"""What can go wrong with a call out.

    TruthloopError
    ├── Invalid
    │   └── BadAddress            not an http or https URL
    ├── Refused
    │   └── AddressRefused        the URL leads to an address that may not be called
    ├── LimitExceeded
    │   └── AnswerTooLarge        the other side sends more than is taken
    └── Unavailable
        ├── NoSuchHost            the name does not resolve
        ├── ConnectionFailed      nobody listens, TLS fails, the other side breaks off
        └── TimedOut              the other side is slower than is waited for

The first three will not be different next time; the others may.
"""

from __future__ import annotations

from truthloop.terms.errors import Invalid, LimitExceeded, Refused, Unavailable


class BadAddress(Invalid):
    """Not an http or https URL."""

    code = "bad-address"


class AddressRefused(Refused):
    """The address may not be called."""

    code = "address-refused"


class AnswerTooLarge(LimitExceeded):
    """The answer is larger than is taken."""

    code = "answer-too-large"


class NoSuchHost(Unavailable):
    """The name does not resolve."""

    code = "no-such-host"


class ConnectionFailed(Unavailable):
    """The connection failed."""

    code = "connection-failed"


class TimedOut(Unavailable):
    """The other side is too slow."""

    code = "timed-out"
