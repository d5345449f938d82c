"""Addresses of objects: `s3://bucket/key`, and the HTTPS spellings people put into templates.

A key that comes from outside is data, and some stores turn keys into file names. So every address passes here
before it is used: segments `.` and `..`, empty segments, NUL and other control characters are refused, never cleaned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from truthloop.storage.objects.object_errors import BadS3Uri

LONGEST_KEY = 1024
"""Bytes of UTF-8 in a key: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html"""

_BUCKET = re.compile(r"(?!\d+\.\d+\.\d+\.\d+\Z)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\Z")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_PATH_STYLE_HOST = re.compile(r"s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?\Z")
_VIRTUAL_HOST = re.compile(r"(?P<bucket>.+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?\Z")


@dataclass(frozen=True, slots=True)
class S3Uri:
    """One object, or with an empty key or one ending in `/` a place for objects."""

    bucket: str
    """3 to 63 characters by AWS's rules of bucket names."""
    key: str
    """Without a leading slash; may be empty."""

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.key}"


def parse_s3_uri(text: str) -> S3Uri:
    """`s3://bucket/key` taken apart. The key may be empty or end in `/`. Raises BadS3Uri."""
    if not text.startswith("s3://"):
        raise BadS3Uri(f"An S3 URI begins with s3://, this one does not: {shown(text)}", given=text)
    bucket, _, key = text.removeprefix("s3://").partition("/")
    return s3_uri(bucket, key)


def parse_object_address(text: str) -> S3Uri:
    """As parse_s3_uri, and also `https://s3.REGION.amazonaws.com/bucket/key` and `https://bucket.s3.….com/key`.

    These are what worker templates give to `grant_read_access`. Percent escapes of an HTTPS address are undone and its
    query is dropped (it is an old signature). Raises BadS3Uri.
    """
    if not text.startswith(("https://", "http://")):
        return parse_s3_uri(text)
    address = _split(text)
    host, path = address.hostname or "", unquote(address.path.removeprefix("/"), errors="strict")
    if _PATH_STYLE_HOST.match(host):
        bucket, _, key = path.partition("/")
        return s3_uri(bucket, key)
    if found := _VIRTUAL_HOST.match(host):
        return s3_uri(found["bucket"], path)
    raise BadS3Uri(
        "Neither s3://bucket/key nor an address of Amazon S3, https://s3.REGION.amazonaws.com/bucket/key: "
        f"{shown(text)}",
        given=text,
    )


def s3_uri(bucket: str, key: str) -> S3Uri:
    """The address of `key` in `bucket`, both checked. Raises BadS3Uri."""
    if not is_bucket_name(bucket):
        raise BadS3Uri(
            f"{shown(bucket)} is no bucket name: 3 to 63 of a-z, 0-9, hyphens and dots, a letter or digit at both ends",
            given=bucket,
        )
    if complaint := key_complaint(key):
        raise BadS3Uri(f"The key {shown(key)} {complaint}", given=key)
    return S3Uri(bucket, key)


def below(place: S3Uri, *segments: str) -> S3Uri:
    """The object whose key is the place's key and then each segment: `below(s3://b/out/, "x", "y")` is s3://b/out/x/y.

    A segment is one name: a slash in it is refused. Raises BadS3Uri.
    """
    for segment in segments:
        if not segment or "/" in segment:
            raise BadS3Uri(
                f"{shown(segment)} cannot be one segment of a key: it is empty or holds a slash", given=segment
            )
    start = place.key if not place.key or place.key.endswith("/") else place.key + "/"
    return s3_uri(place.bucket, start + "/".join(segments))


def is_bucket_name(bucket: str) -> bool:
    """Whether AWS would let a general purpose bucket be called so."""
    return _BUCKET.match(bucket) is not None


def key_complaint(key: str) -> str:
    """What is wrong with a key, to follow "The key … "; empty when it is good."""
    if _CONTROL.search(key):
        return "holds a control character"
    if len(key.encode()) > LONGEST_KEY:
        return f"is longer than {LONGEST_KEY} bytes"
    *inner, last = key.split("/")
    if "" in inner:
        return "has an empty segment (a slash at its start, or two in a row)"
    if any(segment in {".", ".."} for segment in (*inner, last)):
        return 'has a segment "." or ".."'
    return ""


def shown(text: str) -> str:
    """Text from outside, fit for an error message: quoted, escaped, at most 200 characters."""
    return ascii(text if len(text) <= 200 else text[:200] + "…")  # noqa: PLR2004 (said above)


def _split(text: str) -> SplitResult:
    try:
        return urlsplit(text)
    except ValueError as error:
        raise BadS3Uri(f"Not an address: {shown(text)} ({error})", given=text) from error
