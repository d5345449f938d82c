"""What can go wrong between us and the object store.

TruthloopError
├── Unavailable
│   └── ObjectStoreUnavailable   no answer, or 5xx after all retries; try again later
├── NotFound
│   ├── NoSuchBucket
│   └── NoSuchObject
├── Refused
│   └── ObjectStoreRefused       wrong keys, or keys without the right
├── LimitExceeded
│   └── ObjectTooLarge           longer than the caller was ready to hold
└── Invalid
    ├── BadS3Uri                 not an address of an object or prefix
    └── ObjectStoreRejected      any other 4xx
"""

from __future__ import annotations

from truthloop.terms.errors import Invalid, LimitExceeded, NotFound, Refused, Unavailable


class ObjectStoreUnavailable(Unavailable):
    """The object store does not answer."""

    code = "object-store-unavailable"


class NoSuchBucket(NotFound):
    """The bucket does not exist."""

    code = "no-such-bucket"


class NoSuchObject(NotFound):
    """There is no object with this key."""

    code = "no-such-object"


class ObjectStoreRefused(Refused):
    """The object store refused our keys."""

    code = "object-store-refused"


class ObjectTooLarge(LimitExceeded):
    """The object is larger than is read at once."""

    code = "object-too-large"


class BadS3Uri(Invalid):
    """Not a usable S3 URI."""

    code = "bad-s3-uri"


class ObjectStoreRejected(Invalid):
    """The object store rejected the request."""

    code = "object-store-rejected"
