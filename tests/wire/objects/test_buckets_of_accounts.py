"""Buckets: made, found, placed in a region; and never another account's."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from truthloop.server.objects_gateway.forwarding import ANSWERS
from wire.objects.gateway_program import OURS, THEIRS
from wire.objects.running_gateway import RunningGateway, client, code_of, gateway_over, running_gateway, status_of
from wire.objects.running_store import REGION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HERE = {"LocationConstraint": REGION}


@pytest.fixture(scope="module")
def stranger(gateway: RunningGateway) -> Iterator[Any]:
    """boto3 with a second account's key."""
    made = client(gateway, "AKIATHEIRS")
    yield made
    made.close()


def test_a_bucket_says_which_region_it_is_in(s3: Any) -> None:
    head = s3.head_bucket(Bucket="ours")
    assert head["ResponseMetadata"]["HTTPHeaders"]["x-amz-bucket-region"] == REGION
    assert s3.get_bucket_location(Bucket="ours")["LocationConstraint"] == REGION


def test_a_bucket_in_the_first_region_has_no_location_and_may_be_made_twice(
    gateway: RunningGateway, s3: Any, tmp_path: Path
) -> None:
    del s3
    with gateway_over(gateway.store, tmp_path, region="us-east-1") as eastern:
        east = client(eastern)
        for _ in range(2):
            assert east.create_bucket(Bucket="eastern")["Location"] == "/eastern"
        assert east.get_bucket_location(Bucket="eastern")["LocationConstraint"] is None
        assert east.head_bucket(Bucket="eastern")["BucketRegion"] == "us-east-1"
        with pytest.raises(ClientError) as refused:
            east.create_bucket(Bucket="western", CreateBucketConfiguration=HERE)
        assert code_of(refused) == "IllegalLocationConstraintException"
        east.close()


def test_making_a_bucket_again_says_that_it_is_yours_already(s3: Any) -> None:
    with pytest.raises(s3.exceptions.BucketAlreadyOwnedByYou) as refused:
        s3.create_bucket(Bucket="ours", CreateBucketConfiguration=HERE)
    assert status_of(refused) == 409


def test_a_bucket_that_is_not_there_is_told_as_s3_tells_it(s3: Any, stranger: Any) -> None:
    for someone in (s3, stranger):
        with pytest.raises(ClientError) as missing:
            someone.head_bucket(Bucket="nonesuch")
        assert status_of(missing) == 404
        for attempt in (
            lambda someone=someone: someone.list_objects_v2(Bucket="nonesuch"),
            lambda someone=someone: someone.get_bucket_location(Bucket="nonesuch"),
            lambda someone=someone: someone.put_object(Bucket="nonesuch", Key="x", Body=b"x" * 200_000),
            lambda someone=someone: someone.get_bucket_versioning(Bucket="nonesuch"),
        ):
            with pytest.raises(ClientError) as missing:
                attempt()
            assert code_of(missing) == "NoSuchBucket"


def test_what_the_sagemaker_sdk_does_to_find_its_default_bucket_works(s3: Any) -> None:
    name = f"sagemaker-{REGION}-{OURS}"
    assert name not in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
    with pytest.raises(ClientError) as missing:
        s3.head_bucket(Bucket=name, ExpectedBucketOwner=OURS)
    assert missing.value.response["Error"]["Code"] == "404"
    s3.create_bucket(Bucket=name, CreateBucketConfiguration=HERE)
    s3.head_bucket(Bucket=name, ExpectedBucketOwner=OURS)
    assert name in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}


def test_an_expected_owner_who_is_not_the_owner_stops_the_call(s3: Any) -> None:
    s3.put_object(Bucket="ours", Key="expected", Body=b"1", ExpectedBucketOwner=OURS)
    for attempt in (
        lambda: s3.head_bucket(Bucket="ours", ExpectedBucketOwner=THEIRS),
        lambda: s3.put_object(Bucket="ours", Key="expected", Body=b"2", ExpectedBucketOwner=THEIRS),
        lambda: s3.get_object(Bucket="ours", Key="expected", ExpectedBucketOwner=THEIRS),
        lambda: s3.copy_object(
            Bucket="ours", Key="other", CopySource="ours/expected", ExpectedSourceBucketOwner=THEIRS
        ),
    ):
        with pytest.raises(ClientError) as refused:
            attempt()
        assert status_of(refused) == 403
    assert s3.get_object(Bucket="ours", Key="expected")["Body"].read() == b"1"


@pytest.mark.parametrize("name", ["AB", "a", "under_score", "-start", "end-", "192.168.1.1", "a..b", "x" * 64])
def test_a_name_that_is_no_bucket_name_is_refused(gateway: RunningGateway, name: str) -> None:
    made = client(gateway)
    made.meta.events.unregister("before-parameter-build.s3", _validator(made))
    with pytest.raises(ClientError) as refused:
        made.create_bucket(Bucket=name, CreateBucketConfiguration=HERE)
    assert code_of(refused) == "InvalidBucketName"
    made.close()


def _validator(made: Any) -> Any:
    from botocore.handlers import validate_bucket_name

    del made
    return validate_bucket_name


def test_a_bucket_with_objects_is_not_deleted_and_an_empty_one_is(s3: Any, stranger: Any) -> None:
    s3.create_bucket(Bucket="passing", CreateBucketConfiguration=HERE)
    s3.put_object(Bucket="passing", Key="x", Body=b"x")
    with pytest.raises(ClientError) as refused:
        s3.delete_bucket(Bucket="passing")
    assert code_of(refused) == "BucketNotEmpty"
    s3.delete_object(Bucket="passing", Key="x")
    s3.delete_bucket(Bucket="passing")
    assert "passing" not in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
    stranger.create_bucket(Bucket="passing", CreateBucketConfiguration=HERE)
    with pytest.raises(ClientError) as taken:
        s3.create_bucket(Bucket="passing", CreateBucketConfiguration=HERE)
    assert code_of(taken) == "BucketAlreadyExists"
    stranger.delete_bucket(Bucket="passing")


def test_a_bucket_wanted_by_many_at_once_goes_to_one(gateway: RunningGateway, s3: Any) -> None:
    del s3
    outcomes: list[str] = []

    def want(key: str) -> None:
        wanting = client(gateway, key)
        try:
            wanting.create_bucket(Bucket="wanted", CreateBucketConfiguration=HERE)
            outcomes.append(key)
        except ClientError as refused:
            outcomes.append(refused.response["Error"]["Code"])
        wanting.close()

    threads = [threading.Thread(target=want, args=(key,)) for key in ("AKIAOURS", "AKIATHEIRS") * 8]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = {outcome for outcome in outcomes if outcome.startswith("AKIA")}
    assert len(winners) == 1
    assert set(outcomes) - winners <= {"BucketAlreadyExists", "BucketAlreadyOwnedByYou"}


def test_files_put_into_the_folder_by_hand_belong_to_the_home_account(tmp_path: Path) -> None:
    folder = tmp_path / "objects" / "by-hand"
    folder.mkdir(parents=True)
    (folder / "note.txt").write_bytes(b"hello")
    with running_gateway(tmp_path) as found:
        home, stranger = client(found), client(found, "AKIATHEIRS")
        assert home.get_object(Bucket="by-hand", Key="note.txt")["Body"].read() == b"hello"
        assert [bucket["Name"] for bucket in home.list_buckets()["Buckets"]] == ["by-hand"]
        assert stranger.list_buckets()["Buckets"] == []
        for attempt, code in (
            (lambda: stranger.get_object(Bucket="by-hand", Key="note.txt"), "AccessDenied"),
            (lambda: stranger.create_bucket(Bucket="by-hand", CreateBucketConfiguration=HERE), "BucketAlreadyExists"),
        ):
            with pytest.raises(ClientError) as refused:
                attempt()
            assert code_of(refused) == code
        home.close()
        stranger.close()


def test_buckets_are_listed_by_prefix_and_in_pages(stranger: Any) -> None:
    names = [f"theirs-{number}" for number in range(5)]
    for name in names:
        stranger.create_bucket(Bucket=name, CreateBucketConfiguration=HERE)
    pages = stranger.get_paginator("list_buckets").paginate(Prefix="theirs-", PaginationConfig={"PageSize": 2})
    assert [[bucket["Name"] for bucket in page["Buckets"]] for page in pages] == [names[:2], names[2:4], names[4:]]


CALLS: dict[str, Any] = {
    "DeleteBucket": lambda s, **_: s.delete_bucket(Bucket="ours"),
    "HeadBucket": lambda s, **_: s.head_bucket(Bucket="ours"),
    "GetBucketLocation": lambda s, **_: s.get_bucket_location(Bucket="ours"),
    "GetBucketCors": lambda s, **_: s.get_bucket_cors(Bucket="ours"),
    "PutBucketCors": lambda s, **_: s.put_bucket_cors(
        Bucket="ours", CORSConfiguration={"CORSRules": [{"AllowedMethods": ["PUT"], "AllowedOrigins": ["*"]}]}
    ),
    "DeleteBucketCors": lambda s, **_: s.delete_bucket_cors(Bucket="ours"),
    "GetBucketAcl": lambda s, **_: s.get_bucket_acl(Bucket="ours"),
    "GetBucketVersioning": lambda s, **_: s.get_bucket_versioning(Bucket="ours"),
    "GetBucketPolicy": lambda s, **_: s.get_bucket_policy(Bucket="ours"),
    "GetBucketPolicyStatus": lambda s, **_: s.get_bucket_policy_status(Bucket="ours"),
    "GetBucketTagging": lambda s, **_: s.get_bucket_tagging(Bucket="ours"),
    "GetBucketEncryption": lambda s, **_: s.get_bucket_encryption(Bucket="ours"),
    "GetPublicAccessBlock": lambda s, **_: s.get_public_access_block(Bucket="ours"),
    "GetBucketLifecycleConfiguration": lambda s, **_: s.get_bucket_lifecycle_configuration(Bucket="ours"),
    "GetBucketNotificationConfiguration": lambda s, **_: s.get_bucket_notification_configuration(Bucket="ours"),
    "GetBucketOwnershipControls": lambda s, **_: s.get_bucket_ownership_controls(Bucket="ours"),
    "GetBucketWebsite": lambda s, **_: s.get_bucket_website(Bucket="ours"),
    "GetBucketLogging": lambda s, **_: s.get_bucket_logging(Bucket="ours"),
    "GetBucketRequestPayment": lambda s, **_: s.get_bucket_request_payment(Bucket="ours"),
    "GetBucketAccelerateConfiguration": lambda s, **_: s.get_bucket_accelerate_configuration(Bucket="ours"),
    "GetBucketReplication": lambda s, **_: s.get_bucket_replication(Bucket="ours"),
    "GetObjectLockConfiguration": lambda s, **_: s.get_object_lock_configuration(Bucket="ours"),
    "ListObjects": lambda s, **_: s.list_objects(Bucket="ours"),
    "ListObjectsV2": lambda s, **_: s.list_objects_v2(Bucket="ours"),
    "ListMultipartUploads": lambda s, **_: s.list_multipart_uploads(Bucket="ours"),
    "DeleteObjects": lambda s, **_: s.delete_objects(Bucket="ours", Delete={"Objects": [{"Key": "private"}]}),
    "GetObject": lambda s, **_: s.get_object(Bucket="ours", Key="private"),
    "HeadObject": lambda s, **_: s.head_object(Bucket="ours", Key="private"),
    "PutObject": lambda s, **_: s.put_object(Bucket="ours", Key="private", Body=b"theirs"),
    "CopyObject": lambda s, **_: s.copy_object(Bucket="ours", Key="private", CopySource="theirs/x"),
    "DeleteObject": lambda s, **_: s.delete_object(Bucket="ours", Key="private"),
    "GetObjectTagging": lambda s, **_: s.get_object_tagging(Bucket="ours", Key="private"),
    "GetObjectAcl": lambda s, **_: s.get_object_acl(Bucket="ours", Key="private"),
    "CreateMultipartUpload": lambda s, **_: s.create_multipart_upload(Bucket="ours", Key="private"),
    "UploadPart": lambda s, upload: s.upload_part(
        Bucket="ours", Key="private-parts", UploadId=upload, PartNumber=1, Body=b"theirs"
    ),
    "UploadPartCopy": lambda s, upload: s.upload_part_copy(
        Bucket="ours", Key="private-parts", UploadId=upload, PartNumber=1, CopySource="theirs/x"
    ),
    "ListParts": lambda s, upload: s.list_parts(Bucket="ours", Key="private-parts", UploadId=upload),
    "CompleteMultipartUpload": lambda s, upload: s.complete_multipart_upload(
        Bucket="ours",
        Key="private-parts",
        UploadId=upload,
        MultipartUpload={"Parts": [{"ETag": '"0"', "PartNumber": 1}]},
    ),
    "AbortMultipartUpload": lambda s, upload: s.abort_multipart_upload(
        Bucket="ours", Key="private-parts", UploadId=upload
    ),
}


def test_every_operation_that_names_a_bucket_is_tried_with_a_strangers_key() -> None:
    assert set(CALLS) == set(ANSWERS) - {"ListBuckets", "CreateBucket"}


@pytest.mark.parametrize("operation", CALLS)
def test_a_second_accounts_key_gets_nothing_of_the_first(s3: Any, stranger: Any, operation: str) -> None:
    _their_object(stranger)
    s3.put_object(Bucket="ours", Key="private", Body=b"ours")
    upload = s3.create_multipart_upload(Bucket="ours", Key="private-parts")["UploadId"]
    with pytest.raises(ClientError) as refused:
        CALLS[operation](stranger, upload=upload)
    assert status_of(refused) == 403
    assert b"private" not in str(refused.value).encode()
    assert s3.get_object(Bucket="ours", Key="private")["Body"].read() == b"ours"
    assert "Parts" not in s3.list_parts(Bucket="ours", Key="private-parts", UploadId=upload)
    s3.abort_multipart_upload(Bucket="ours", Key="private-parts", UploadId=upload)


@pytest.mark.parametrize("operation", ["copy_object", "upload_part_copy"])
def test_a_second_accounts_key_copies_nothing_out(s3: Any, stranger: Any, operation: str) -> None:
    _their_object(stranger)
    s3.put_object(Bucket="ours", Key="private", Body=b"ours")
    upload = stranger.create_multipart_upload(Bucket="theirs", Key="loot")["UploadId"]
    more = {"UploadId": upload, "PartNumber": 1} if operation == "upload_part_copy" else {}
    with pytest.raises(ClientError) as refused:
        getattr(stranger, operation)(Bucket="theirs", Key="loot", CopySource="ours/private", **more)
    assert (code_of(refused), status_of(refused)) == ("AccessDenied", 403)
    stranger.abort_multipart_upload(Bucket="theirs", Key="loot", UploadId=upload)


def test_a_strangers_presigned_address_opens_nothing_of_ours(s3: Any, stranger: Any) -> None:
    import httpx

    s3.put_object(Bucket="ours", Key="private", Body=b"ours")
    url = stranger.generate_presigned_url("get_object", Params={"Bucket": "ours", "Key": "private"})
    assert httpx.get(url).status_code == 403


def test_a_stranger_sees_only_their_own_buckets(s3: Any, stranger: Any) -> None:
    _their_object(stranger)
    ours = {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
    theirs = {bucket["Name"] for bucket in stranger.list_buckets()["Buckets"]}
    assert "ours" in ours
    assert "theirs" in theirs
    assert not ours & theirs


def _their_object(stranger: Any) -> None:
    try:
        stranger.create_bucket(Bucket="theirs", CreateBucketConfiguration=HERE)
    except stranger.exceptions.BucketAlreadyOwnedByYou:
        return
    stranger.put_object(Bucket="theirs", Key="x", Body=b"theirs")


def test_what_nobody_can_set_is_answered_as_of_a_fresh_private_bucket(s3: Any) -> None:
    assert "Status" not in s3.get_bucket_versioning(Bucket="ours")
    block = s3.get_public_access_block(Bucket="ours")["PublicAccessBlockConfiguration"]
    assert block == dict.fromkeys(block, True)
    assert s3.get_bucket_acl(Bucket="ours")["Grants"][0]["Permission"] == "FULL_CONTROL"
    for absent, code in (
        (s3.get_bucket_policy, "NoSuchBucketPolicy"),
        (s3.get_bucket_tagging, "NoSuchTagSet"),
        (s3.get_bucket_encryption, "ServerSideEncryptionConfigurationNotFoundError"),
        (s3.get_bucket_lifecycle_configuration, "NoSuchLifecycleConfiguration"),
        (s3.get_bucket_website, "NoSuchWebsiteConfiguration"),
        (s3.get_bucket_replication, "ReplicationConfigurationNotFoundError"),
        (s3.get_object_lock_configuration, "ObjectLockConfigurationNotFoundError"),
    ):
        with pytest.raises(ClientError) as refused:
            absent(Bucket="ours")
        assert (code_of(refused), status_of(refused)) == (code, 404)


@pytest.mark.parametrize(
    "body",
    [
        b"not xml",
        b"<Delete",
        b"<Delete></Delete>",
        b"<Other><Object><Key>x</Key></Object></Other>",
        b'<!DOCTYPE d [<!ENTITY a "x">]><Delete><Object><Key>&a;</Key></Object></Delete>',
        b"<Delete>" + b"<Object><Key>x</Key></Object>" * 1001 + b"</Delete>",
        b"",
    ],
    ids=["text", "cut", "empty list", "another root", "entities", "too many", "nothing"],
)
def test_xml_that_makes_no_sense_is_refused(gateway: RunningGateway, s3: Any, body: bytes) -> None:
    del s3
    import hashlib
    from datetime import UTC, datetime

    import httpx

    from truthloop.storage.objects.request_signing import AccessKey, signed_headers

    url = f"{gateway.endpoint}/ours?delete="
    headers = signed_headers(
        "POST",
        url,
        {},
        keys=AccessKey("AKIAOURS", "our-secret"),
        region=REGION,
        now=datetime.now(UTC),
        payload_hash=hashlib.sha256(body).hexdigest(),
    )
    told = httpx.post(url, headers=headers, content=body)
    assert (told.status_code, "<Code>MalformedXML</Code>" in told.text) == (400, True), told.text
