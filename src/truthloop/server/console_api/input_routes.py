"""What a job is made from, stored from the console: an uploaded manifest or label list, or a manifest of a prefix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import orjson

from truthloop.labeling.labeling_jobs import check_bucket
from truthloop.server.console_api.aws_operations import record
from truthloop.server.console_api.console_people import place_of
from truthloop.server.job_surroundings import job_reach
from truthloop.server.portal_api.portal_calls import Call
from truthloop.server.portal_api.portal_replies import Reply
from truthloop.storage.bucket_rows import BucketOwnership
from truthloop.storage.objects.object_errors import BadS3Uri
from truthloop.storage.objects.object_store import ensure_bucket, list_objects, put
from truthloop.storage.objects.s3_uri import S3Uri, parse_s3_uri
from truthloop.terms.console_roles import Role
from truthloop.terms.errors import Invalid, LimitExceeded
from truthloop.terms.people import Session

LARGEST_UPLOAD: Final = 16 * 2**20
"""Bytes; longer manifests come by S3, where they belong."""
MOST_OBJECTS: Final = 100_000
"""In a manifest made of a prefix."""
FILE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")


def post_file(call: Call, session: Session, _role: Role) -> Reply:
    """POST files {name, content}: keep a text as an object of the console's bucket; its address."""
    name, content = text_in(call, "name"), text_in(call, "content")
    if FILE_NAME.fullmatch(name) is None:
        raise Invalid(
            f"name is {name[:100]!r}; it must have 1 to 101 letters, digits, dots, hyphens or underscores.",
            code="malformed-request",
        )
    if not content.strip():
        raise Invalid("The file is empty.", code="malformed-request")
    body = content.encode()
    if len(body) > LARGEST_UPLOAD:
        raise LimitExceeded(
            f"The file has {len(body):,} bytes; at most {LARGEST_UPLOAD:,} are taken. Larger ones come by S3.",
            code="file-too-large",
        )
    return Reply({"address": str(stored(call, session, name, body))})


def post_manifest(call: Call, session: Session, _role: Role) -> Reply:
    """POST manifests {prefix}: a manifest with a line for every object whose key begins so, and how many."""
    prefix = text_in(call, "prefix")
    reach, place = job_reach(call.installation), place_of(call)
    try:
        source = parse_s3_uri(prefix)
    except BadS3Uri as error:
        raise Invalid(f"prefix: {error.message}", code="malformed-request") from error
    check_bucket(reach, place, source, "prefix")
    lines = list(islice(lines_below(call, source), MOST_OBJECTS + 1))
    if not lines:
        raise Invalid(f"No object's key begins with {prefix}.")
    if len(lines) > MOST_OBJECTS:
        raise LimitExceeded(
            f"More than {MOST_OBJECTS:,} objects begin with {prefix}; write their manifest yourself.",
            code="too-many-objects",
        )
    address = stored(call, session, "prefix.manifest", b"".join(lines))
    return Reply({"address": str(address), "objects": len(lines)})


def lines_below(call: Call, source: S3Uri) -> Iterator[bytes]:
    """A manifest line for each object; what stands for a folder, and other manifests, are no data."""
    for facts in list_objects(call.installation.store, source):
        if facts.size and not facts.uri.key.endswith(("/", ".manifest", ".jsonl")):
            yield orjson.dumps({"source-ref": str(facts.uri)}) + b"\n"


def stored(call: Call, session: Session, name: str, body: bytes) -> S3Uri:
    """Keep bytes under an address of their own in the account's console bucket; the trail says who."""
    installation = call.installation
    bucket = f"truthloop-console-{installation.account_id}"
    owner = BucketOwnership(installation.database, installation.settings.region)
    if owner.claim(bucket, installation.account_id, call.at) != installation.account_id:
        raise Invalid(f"The bucket {bucket} belongs to another account; put the file into one of yours by S3.")
    ensure_bucket(installation.store, bucket)
    uri = S3Uri(bucket, f"uploads/{installation.new_uuid()}/{name}")
    put(installation.store, uri, body, content_type="application/json")
    record(call, session, "UploadFile", str(uri), "ok")
    return uri


def text_in(call: Call, name: str) -> str:
    """A text of the body; `Invalid`."""
    value: Any = call.body.get(name)
    if not isinstance(value, str):
        raise Invalid(f"{name} must be text.", code="malformed-request")
    return value
