"""What a bucket's settings are when nobody can change them: the answers AWS gives of a fresh, private bucket.

Without these, infrastructure tools and notebooks that look before they act would be told that a question is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from truthloop.server.objects_gateway.bucket_access import require_bucket
from truthloop.server.objects_gateway.object_faults import fault
from truthloop.server.objects_gateway.object_reads import owner_acl
from truthloop.server.objects_gateway.turns import Turn, leaf, xml_answer
from truthloop.wire.xml_text import element

_BLOCKED: Final = "".join(
    leaf(name, "true") for name in ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
)
FIXED: Final[Mapping[str, tuple[str, str]]] = {
    "GetBucketVersioning": ("VersioningConfiguration", ""),
    "GetBucketNotificationConfiguration": ("NotificationConfiguration", ""),
    "GetBucketLogging": ("BucketLoggingStatus", ""),
    "GetBucketAccelerateConfiguration": ("AccelerateConfiguration", ""),
    "GetBucketRequestPayment": ("RequestPaymentConfiguration", leaf("Payer", "BucketOwner")),
    "GetBucketOwnershipControls": (
        "OwnershipControls",
        element("Rule", leaf("ObjectOwnership", "BucketOwnerEnforced")),
    ),
    "GetPublicAccessBlock": ("PublicAccessBlockConfiguration", _BLOCKED),
    "GetBucketPolicyStatus": ("PolicyStatus", leaf("IsPublic", "false")),
}
ABSENT: Final[Mapping[str, tuple[str, str]]] = {
    "GetBucketPolicy": ("NoSuchBucketPolicy", "The bucket policy does not exist"),
    "GetBucketTagging": ("NoSuchTagSet", "The TagSet does not exist"),
    "GetBucketEncryption": (
        "ServerSideEncryptionConfigurationNotFoundError",
        "The server side encryption configuration was not found",
    ),
    "GetBucketLifecycleConfiguration": (
        "NoSuchLifecycleConfiguration",
        "The lifecycle configuration does not exist",
    ),
    "GetBucketWebsite": (
        "NoSuchWebsiteConfiguration",
        "The specified bucket does not have a website configuration",
    ),
    "GetBucketReplication": (
        "ReplicationConfigurationNotFoundError",
        "The replication configuration was not found",
    ),
    "GetObjectLockConfiguration": (
        "ObjectLockConfigurationNotFoundError",
        "Object Lock configuration does not exist for this bucket",
    ),
}


async def bucket_setting(turn: Turn) -> Response:
    """The setting that the operation asks for. Raises NoSuchBucket, and AWS's error where the setting is absent."""
    await require_bucket(turn)
    name = turn.call.operation
    if name in ABSENT:
        raise fault(*ABSENT[name], status=404)
    return xml_answer(*FIXED[name])


async def bucket_acl(turn: Turn) -> Response:
    """GetBucketAcl."""
    await require_bucket(turn)
    return owner_acl(turn)
