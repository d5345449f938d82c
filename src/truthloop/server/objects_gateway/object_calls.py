"""Which S3 operation a request asks for: a table of what is served, and nothing that is not in it.

The table is an allow-list down to the query parameters. A backing store that does not know `PUT /bucket/key?tagging`
may take it for `PUT /bucket/key` and overwrite the object with the tags (rclone does), so an unknown parameter is an
error here and never reaches the store.
Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import unquote

from truthloop.server.objects_gateway.object_faults import fault
from truthloop.storage.objects.s3_uri import is_bucket_name
from truthloop.wire.exchange import WireRequest
from truthloop.wire.signature_claims import query_pairs

Level = Literal["service", "bucket", "object"]

_LISTING: Final = ("delimiter", "encoding-type", "max-keys", "prefix")
_OVERRIDES: Final = tuple(
    f"response-{name}"
    for name in (
        "cache-control",
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-type",
        "expires",
    )
)
_SIGNATURE_V2: Final = frozenset({"AWSAccessKeyId", "Signature", "Expires"})
_HOISTED_V2: Final = frozenset({"content-type", "content-md5"})


@dataclass(frozen=True, slots=True)
class Operation:
    """How one S3 operation looks on the wire."""

    name: str
    """As AWS spells it."""
    method: str
    level: Level
    selected_by: tuple[str, ...] = ()
    """Query parameters that must be there."""
    takes: tuple[str, ...] = ()
    """Query parameters that may be there."""


OPERATIONS: Final = (
    Operation("ListBuckets", "GET", "service", (), ("max-buckets", "continuation-token", "prefix", "bucket-region")),
    Operation("CreateBucket", "PUT", "bucket"),
    Operation("HeadBucket", "HEAD", "bucket"),
    Operation("DeleteBucket", "DELETE", "bucket"),
    Operation("GetBucketLocation", "GET", "bucket", ("location",)),
    Operation("GetBucketCors", "GET", "bucket", ("cors",)),
    Operation("PutBucketCors", "PUT", "bucket", ("cors",)),
    Operation("DeleteBucketCors", "DELETE", "bucket", ("cors",)),
    Operation("GetBucketVersioning", "GET", "bucket", ("versioning",)),
    Operation("GetBucketAcl", "GET", "bucket", ("acl",)),
    Operation("GetBucketPolicy", "GET", "bucket", ("policy",)),
    Operation("GetBucketPolicyStatus", "GET", "bucket", ("policyStatus",)),
    Operation("GetBucketTagging", "GET", "bucket", ("tagging",)),
    Operation("GetBucketEncryption", "GET", "bucket", ("encryption",)),
    Operation("GetPublicAccessBlock", "GET", "bucket", ("publicAccessBlock",)),
    Operation("GetBucketLifecycleConfiguration", "GET", "bucket", ("lifecycle",)),
    Operation("GetBucketNotificationConfiguration", "GET", "bucket", ("notification",)),
    Operation("GetBucketOwnershipControls", "GET", "bucket", ("ownershipControls",)),
    Operation("GetBucketWebsite", "GET", "bucket", ("website",)),
    Operation("GetBucketLogging", "GET", "bucket", ("logging",)),
    Operation("GetBucketRequestPayment", "GET", "bucket", ("requestPayment",)),
    Operation("GetBucketAccelerateConfiguration", "GET", "bucket", ("accelerate",)),
    Operation("GetBucketReplication", "GET", "bucket", ("replication",)),
    Operation("GetObjectLockConfiguration", "GET", "bucket", ("object-lock",)),
    Operation("ListObjects", "GET", "bucket", (), (*_LISTING, "marker")),
    Operation(
        "ListObjectsV2",
        "GET",
        "bucket",
        ("list-type",),
        (*_LISTING, "continuation-token", "fetch-owner", "start-after"),
    ),
    Operation(
        "ListMultipartUploads",
        "GET",
        "bucket",
        ("uploads",),
        ("delimiter", "encoding-type", "key-marker", "max-uploads", "prefix", "upload-id-marker"),
    ),
    Operation("DeleteObjects", "POST", "bucket", ("delete",)),
    Operation("GetObject", "GET", "object", (), (*_OVERRIDES, "partNumber", "versionId")),
    Operation("HeadObject", "HEAD", "object", (), (*_OVERRIDES, "partNumber", "versionId")),
    Operation("PutObject", "PUT", "object"),
    Operation("DeleteObject", "DELETE", "object", (), ("versionId",)),
    Operation("GetObjectTagging", "GET", "object", ("tagging",), ("versionId",)),
    Operation("GetObjectAcl", "GET", "object", ("acl",), ("versionId",)),
    Operation("CreateMultipartUpload", "POST", "object", ("uploads",)),
    Operation("UploadPart", "PUT", "object", ("partNumber", "uploadId")),
    Operation("ListParts", "GET", "object", ("uploadId",), ("max-parts", "part-number-marker", "encoding-type")),
    Operation("CompleteMultipartUpload", "POST", "object", ("uploadId",)),
    Operation("AbortMultipartUpload", "DELETE", "object", ("uploadId",)),
)
_BY_COPY: Final = {"PutObject": "CopyObject", "UploadPart": "UploadPartCopy"}


@dataclass(frozen=True, slots=True)
class ObjectCall:
    """What a request asks for."""

    operation: str
    """As AWS spells it, one of OPERATIONS or of its copying forms CopyObject and UploadPartCopy."""
    method: str
    bucket: str
    """Empty for ListBuckets."""
    key: str
    """As the client spells it; empty for buckets."""
    query: Mapping[str, str]
    """The operation's own parameters, decoded; nothing of the signature."""
    headers: Mapping[str, str]
    """Lower-case names; `x-amz-…` parameters that a presigned address carries in its query stand here, too."""

    @property
    def writes(self) -> bool:
        """Whether it changes anything."""
        return self.method not in {"GET", "HEAD"}


def read_call(request: WireRequest, hosts: tuple[str, ...]) -> ObjectCall:
    """The operation, bucket and key of a request.

    Raises ObjectFault: NotImplemented, InvalidBucketName, InvalidURI or InvalidArgument.
    """
    bucket, key = bucket_and_key(request, hosts)
    if (bucket or key) and not is_bucket_name(bucket):
        raise fault("InvalidBucketName", f"The specified bucket is not valid: {bucket[:80]!a}.")
    level: Level = "object" if key else "bucket" if bucket else "service"
    names, hoisted = _parameters(request)
    operation = _find(request.method, level, names)
    if names.get("versionId", "null") not in {"null", ""}:
        raise fault("InvalidArgument", "Invalid version id specified: buckets here have no versions.")
    name = operation.name
    headers = {**hoisted, **request.headers}
    if "x-amz-copy-source" in headers:
        name = _BY_COPY.get(name, name)
    query = {kept: value for kept, value in names.items() if kept != "versionId"}
    return ObjectCall(name, request.method, bucket, key, query, headers)


def bucket_and_key(request: WireRequest, hosts: tuple[str, ...]) -> tuple[str, str]:
    """From the path (`/bucket/key`), or from a host name that ends in one of ours (`bucket.localhost`)."""
    path = _text(request.path.removeprefix("/"))
    host = request.headers.get("host", "").rpartition(":")[0] or request.headers.get("host", "")
    for own in sorted(hosts, key=len, reverse=True):
        if host.lower().endswith("." + own):
            return host.lower().removesuffix("." + own), path
    bucket, _, key = path.partition("/")
    return bucket, key


def _find(method: str, level: Level, names: Mapping[str, str]) -> Operation:
    chosen = None
    for operation in OPERATIONS:
        fits = operation.method == method and operation.level == level and set(operation.selected_by) <= names.keys()
        if fits and names.keys() <= {*operation.selected_by, *operation.takes}:
            chosen = operation
    if chosen is None:
        asked = "".join(f" ?{name[:40]}" for name in sorted(names)[:5])
        raise fault("NotImplemented", f"{method} of the {level}{asked} is not implemented here.")
    return chosen


def _parameters(request: WireRequest) -> tuple[dict[str, str], dict[str, str]]:
    """Those that select and steer the operation, and `x-amz-…` headers hoisted into a presigned address."""
    own: dict[str, str] = {}
    hoisted: dict[str, str] = {}
    for raw_name, raw_value in query_pairs(request.query):
        name, value = _text(raw_name.replace("+", " ")), _text(raw_value.replace("+", " "))
        if name.lower().startswith("x-amz-") or name in _HOISTED_V2:
            hoisted[name.lower()] = value
        elif name not in _SIGNATURE_V2 and name != "x-id":
            if name in own:
                raise fault("InvalidArgument", f"The query has {name[:40]!a} twice.")
            own[name] = value
    return own, hoisted


def _text(encoded: str) -> str:
    try:
        return unquote(encoded.encode("latin-1").decode("utf-8"), errors="strict")
    except UnicodeError as error:
        raise fault("InvalidURI", "The path or query is not UTF-8.") from error
