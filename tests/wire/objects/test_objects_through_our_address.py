"""boto3, unchanged, against our one address: what notebooks do with objects."""

from __future__ import annotations

import hashlib
import io
import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

from wire.objects.running_gateway import RunningGateway, client, code_of, status_of

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 2**20
ODD_KEYS = [
    "a b+c%/ü/한국어",
    "plain",
    "x:y",
    "*?<>|\"\\'()!~&=;@,$#[]{}^`",
    ".hidden",
    "trailing ",
    " leading",
    "dot.",
    "é",
    "e\u0301",
    "😀/🎉",
    "%2F",
    "a%2Fb",
    "?x=1",
    "folder/",
    "deep/" * 40 + "end",
    "n" * 255,
    "~user",
    "+",
    "a+b c",
]


@pytest.mark.parametrize("key", ODD_KEYS)
def test_an_object_comes_back_whatever_its_key(s3: Any, key: str) -> None:
    body = hashlib.sha256(key.encode()).digest()
    put = s3.put_object(Bucket="ours", Key=f"odd/{key}", Body=body, ContentType="image/png", Metadata={"who": "me"})
    got = s3.get_object(Bucket="ours", Key=f"odd/{key}")
    head = s3.head_object(Bucket="ours", Key=f"odd/{key}")
    assert got["Body"].read() == body
    assert put["ETag"] == got["ETag"] == head["ETag"] == f'"{hashlib.md5(body).hexdigest()}"'  # noqa: S324
    assert (got["ContentType"], got["Metadata"], got["ContentLength"]) == ("image/png", {"who": "me"}, 32)
    assert head["ContentLength"] == 32


def test_every_odd_key_is_listed_as_it_was_written(s3: Any) -> None:
    for key in ODD_KEYS:
        s3.put_object(Bucket="ours", Key=f"listed/{key}", Body=b"1")
    for operation in ("list_objects_v2", "list_objects"):
        for size in (1, 3, 1000):
            pages = s3.get_paginator(operation).paginate(
                Bucket="ours", Prefix="listed/", PaginationConfig={"PageSize": size}
            )
            listed = [entry["Key"] for page in pages for entry in page.get("Contents", [])]
            assert sorted(listed) == sorted(f"listed/{key}" for key in ODD_KEYS), (operation, size)


def test_a_listing_shows_folders_and_etags_as_s3_does(s3: Any) -> None:
    for key in ("tree/a.txt", "tree/sub/b.txt", "tree/sub/c.txt"):
        s3.put_object(Bucket="ours", Key=key, Body=b"1")
    page = s3.list_objects_v2(Bucket="ours", Prefix="tree/", Delimiter="/")
    assert [entry["Key"] for entry in page["Contents"]] == ["tree/a.txt"]
    assert [entry["Prefix"] for entry in page["CommonPrefixes"]] == ["tree/sub/"]
    assert page["Contents"][0]["ETag"] == s3.head_object(Bucket="ours", Key="tree/a.txt")["ETag"]
    assert page["KeyCount"] == 2
    assert s3.list_objects_v2(Bucket="ours", Prefix="nothing/")["KeyCount"] == 0


def test_a_folder_made_in_a_console_can_be_filled_and_emptied(s3: Any) -> None:
    s3.put_object(Bucket="ours", Key="box/", Body=b"")
    s3.put_object(Bucket="ours", Key="box/thing", Body=b"x")
    assert s3.head_object(Bucket="ours", Key="box/")["ContentLength"] == 0
    listed = s3.list_objects_v2(Bucket="ours", Prefix="box/")["Contents"]
    assert [entry["Key"] for entry in listed] == ["box/", "box/thing"]
    gone = s3.delete_objects(Bucket="ours", Delete={"Objects": [{"Key": "box/"}, {"Key": "box/thing"}]})
    assert [entry["Key"] for entry in gone["Deleted"]] == ["box/", "box/thing"]
    assert s3.list_objects_v2(Bucket="ours", Prefix="box/")["KeyCount"] == 0


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=0-0", b"0"),
        ("bytes=2-5", b"2345"),
        ("bytes=7-", b"789"),
        ("bytes=-3", b"789"),
        ("bytes=5-100", b"56789"),
    ],
)
def test_a_range_of_an_object_is_a_partial_answer(s3: Any, asked: str, expected: bytes) -> None:
    s3.put_object(Bucket="ours", Key="digits", Body=b"0123456789")
    got = s3.get_object(Bucket="ours", Key="digits", Range=asked)
    assert got["ResponseMetadata"]["HTTPStatusCode"] == 206
    assert got["Body"].read() == expected
    assert got["ContentRange"].endswith("/10")


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "lines=1-2", "bytes=x"])
def test_a_range_that_s3_does_not_know_is_the_whole_object(s3: Any, asked: str) -> None:
    s3.put_object(Bucket="ours", Key="digits", Body=b"0123456789")
    got = s3.get_object(Bucket="ours", Key="digits", Range=asked)
    assert (got["ResponseMetadata"]["HTTPStatusCode"], got["Body"].read()) == (200, b"0123456789")


def test_a_range_beyond_the_end_is_refused(s3: Any) -> None:
    s3.put_object(Bucket="ours", Key="digits", Body=b"0123456789")
    with pytest.raises(ClientError) as refused:
        s3.get_object(Bucket="ours", Key="digits", Range="bytes=10-")
    assert (code_of(refused), status_of(refused)) == ("InvalidRange", 416)


def test_conditions_of_reads_hold(s3: Any) -> None:
    etag = s3.put_object(Bucket="ours", Key="conditional", Body=b"1")["ETag"]
    changed = s3.head_object(Bucket="ours", Key="conditional")["LastModified"]
    earlier, later = changed - timedelta(days=1), changed + timedelta(days=1)
    for good in (
        {"IfMatch": etag},
        {"IfMatch": "*"},
        {"IfNoneMatch": '"other"'},
        {"IfModifiedSince": earlier},
        {"IfUnmodifiedSince": later},
        {"IfMatch": etag, "IfUnmodifiedSince": earlier},
    ):
        assert s3.get_object(Bucket="ours", Key="conditional", **good)["Body"].read() == b"1", good
    for unmodified in ({"IfNoneMatch": etag}, {"IfNoneMatch": "*"}, {"IfModifiedSince": changed}):
        with pytest.raises(ClientError) as refused:
            s3.get_object(Bucket="ours", Key="conditional", **unmodified)
        assert status_of(refused) == 304, unmodified
    for failed in ({"IfMatch": '"other"'}, {"IfUnmodifiedSince": earlier}):
        with pytest.raises(ClientError) as refused:
            s3.get_object(Bucket="ours", Key="conditional", **failed)
        assert status_of(refused) == 412, failed


def test_a_write_that_must_not_overwrite_does_not(s3: Any) -> None:
    s3.put_object(Bucket="ours", Key="first-wins", Body=b"first", IfNoneMatch="*")
    with pytest.raises(ClientError) as refused:
        s3.put_object(Bucket="ours", Key="first-wins", Body=b"second", IfNoneMatch="*")
    assert (code_of(refused), status_of(refused)) == ("PreconditionFailed", 412)
    etag = s3.head_object(Bucket="ours", Key="first-wins")["ETag"]
    s3.put_object(Bucket="ours", Key="first-wins", Body=b"third", IfMatch=etag)
    with pytest.raises(ClientError):
        s3.put_object(Bucket="ours", Key="first-wins", Body=b"fourth", IfMatch=etag)
    assert s3.get_object(Bucket="ours", Key="first-wins")["Body"].read() == b"third"


def test_a_file_of_20_parts_goes_up_and_comes_down_the_same(s3: Any, tmp_path: Path) -> None:
    source, back = tmp_path / "source", tmp_path / "back"
    source.write_bytes(os.urandom(MEGABYTE) * 100)
    transfer = TransferConfig(multipart_chunksize=5 * MEGABYTE, max_concurrency=4)
    s3.upload_file(str(source), "ours", "large", ExtraArgs={"ContentType": "video/mp4"}, Config=transfer)
    assert s3.head_object(Bucket="ours", Key="large")["ContentType"] == "video/mp4"
    s3.download_file("ours", "large", str(back), Config=transfer)
    assert _sha(back) == _sha(source)


def _sha(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def test_a_multipart_upload_can_be_looked_at_and_called_off(s3: Any) -> None:
    upload = s3.create_multipart_upload(Bucket="ours", Key="in parts")["UploadId"]
    s3.upload_part(Bucket="ours", Key="in parts", UploadId=upload, PartNumber=1, Body=b"x" * 5 * MEGABYTE)
    listed = s3.list_parts(Bucket="ours", Key="in parts", UploadId=upload)["Parts"]
    assert [(part["PartNumber"], part["Size"]) for part in listed] == [(1, 5 * MEGABYTE)]
    uploads = s3.list_multipart_uploads(Bucket="ours")["Uploads"]
    assert (upload, "in parts") in {(entry["UploadId"], entry["Key"]) for entry in uploads}
    s3.abort_multipart_upload(Bucket="ours", Key="in parts", UploadId=upload)
    for gone in (
        lambda: s3.head_object(Bucket="ours", Key="in parts"),
        lambda: s3.upload_part(Bucket="ours", Key="in parts", UploadId=upload, PartNumber=2, Body=b"y"),
    ):
        with pytest.raises(ClientError) as refused:
            gone()
        assert status_of(refused) == 404


def test_part_numbers_outside_1_to_10000_are_refused(s3: Any) -> None:
    upload = s3.create_multipart_upload(Bucket="ours", Key="numbers")["UploadId"]
    for number in (0, 10_001, -1):
        with pytest.raises(ClientError) as refused:
            s3.upload_part(Bucket="ours", Key="numbers", UploadId=upload, PartNumber=number, Body=b"y")
        assert code_of(refused) == "InvalidArgument"
    s3.abort_multipart_upload(Bucket="ours", Key="numbers", UploadId=upload)


def test_a_large_object_is_copied_in_parts(s3: Any) -> None:
    body = os.urandom(MEGABYTE) * 17
    s3.put_object(Bucket="ours", Key="to copy", Body=body)
    parts = TransferConfig(multipart_threshold=8 * MEGABYTE, multipart_chunksize=8 * MEGABYTE)
    s3.copy({"Bucket": "ours", "Key": "to copy"}, "ours", "copied in parts", Config=parts)
    assert s3.get_object(Bucket="ours", Key="copied in parts")["Body"].read() == body


def test_a_copy_has_the_bytes_and_what_was_asked_of_the_metadata(s3: Any) -> None:
    s3.put_object(Bucket="ours", Key="a b+ü", Body=b"1", ContentType="text/csv", Metadata={"k": "v"})
    kept = s3.copy_object(Bucket="ours", Key="kept", CopySource={"Bucket": "ours", "Key": "a b+ü"})
    assert kept["CopyObjectResult"]["ETag"] == s3.head_object(Bucket="ours", Key="a b+ü")["ETag"]
    assert s3.head_object(Bucket="ours", Key="kept")["Metadata"]["k"] == "v"
    source = {"Bucket": "ours", "Key": "kept"}
    replaced = s3.copy_object(
        Bucket="ours", Key="kept", CopySource=source, MetadataDirective="REPLACE", Metadata={"n": "1"}
    )
    assert replaced["CopyObjectResult"]["ETag"]
    assert s3.head_object(Bucket="ours", Key="kept")["Metadata"] == {"n": "1"}
    with pytest.raises(ClientError) as refused:
        s3.copy_object(Bucket="ours", Key="kept2", CopySource=source, CopySourceIfMatch='"other"')
    assert status_of(refused) == 412
    with pytest.raises(ClientError) as missing:
        s3.copy_object(Bucket="ours", Key="kept2", CopySource={"Bucket": "ours", "Key": "nonesuch"})
    assert status_of(missing) == 404


def test_deleting_is_final_and_may_be_repeated(s3: Any) -> None:
    s3.put_object(Bucket="ours", Key="brief", Body=b"x")
    for _ in range(2):
        assert s3.delete_object(Bucket="ours", Key="brief")["ResponseMetadata"]["HTTPStatusCode"] == 204
    with pytest.raises(ClientError) as refused:
        s3.get_object(Bucket="ours", Key="brief")
    assert (code_of(refused), status_of(refused)) == ("NoSuchKey", 404)


def test_many_objects_are_deleted_at_once_each_with_its_own_outcome(s3: Any) -> None:
    keys = [f"many/{number}/ü&<" for number in range(20)]
    for key in keys:
        s3.put_object(Bucket="ours", Key=key, Body=b"x")
    asked = [{"Key": key} for key in [*keys, "never was", "../out", "many"]]
    told = s3.delete_objects(Bucket="ours", Delete={"Objects": asked})
    assert {entry["Key"] for entry in told["Deleted"]} == {*keys, "never was", "many"}
    assert [(entry["Key"], entry["Code"]) for entry in told["Errors"]] == [("../out", "InvalidArgument")]
    assert s3.list_objects_v2(Bucket="ours", Prefix="many/")["KeyCount"] == 0
    quiet = s3.delete_objects(Bucket="ours", Delete={"Objects": [{"Key": "never was"}], "Quiet": True})
    assert "Deleted" not in quiet


def test_deleting_a_folders_name_leaves_its_objects(s3: Any) -> None:
    s3.put_object(Bucket="ours", Key="shelf/book", Body=b"x")
    s3.delete_object(Bucket="ours", Key="shelf")
    assert s3.get_object(Bucket="ours", Key="shelf/book")["Body"].read() == b"x"


@pytest.mark.parametrize(("present", "wanted"), [("one/two", "one"), ("three", "three/four"), ("three", "three/4/5")])
def test_a_name_that_cannot_be_object_and_folder_is_refused_and_harms_nothing(
    s3: Any, present: str, wanted: str
) -> None:
    s3.put_object(Bucket="ours", Key=present, Body=b"kept")
    for attempt in (
        lambda: s3.put_object(Bucket="ours", Key=wanted, Body=b"x"),
        lambda: s3.copy_object(Bucket="ours", Key=wanted, CopySource={"Bucket": "ours", "Key": present}),
        lambda: s3.create_multipart_upload(Bucket="ours", Key=wanted),
    ):
        with pytest.raises(ClientError, match="embedded object store cannot") as refused:
            attempt()
        assert status_of(refused) == 409
    assert s3.get_object(Bucket="ours", Key=present)["Body"].read() == b"kept"


@pytest.mark.parametrize("key", ["../x", "a/../../x", "a/./b", "a//b", "/a", "a\x00b", "a\nb", "a\tb", "a\x7f"])
def test_a_key_that_could_leave_its_bucket_is_refused(s3: Any, key: str) -> None:
    for attempt in (
        lambda: s3.put_object(Bucket="ours", Key=key, Body=b"x"),
        lambda: s3.copy_object(Bucket="ours", Key=key, CopySource={"Bucket": "ours", "Key": "plain"}),
        lambda: s3.copy_object(Bucket="ours", Key="z", CopySource={"Bucket": "ours", "Key": key}),
    ):
        with pytest.raises(ClientError) as refused:
            attempt()
        assert code_of(refused) == "InvalidArgument"


@pytest.mark.parametrize(
    "key", [".rclone_temp_put_x", "a/.rclone_temp_x", "a/.truthloop-folder", "n" * 256, "k" * 1025]
)
def test_a_key_the_embedded_store_cannot_hold_is_refused_with_the_reason(s3: Any, key: str) -> None:
    with pytest.raises(ClientError) as refused:
        s3.put_object(Bucket="ours", Key=key, Body=b"x")
    assert code_of(refused) in {"InvalidArgument", "KeyTooLongError"}


def test_calls_that_are_not_served_never_touch_the_object(s3: Any) -> None:
    s3.put_object(Bucket="ours", Key="untouched", Body=b"kept")
    for attempt in (
        lambda: s3.put_object_tagging(Bucket="ours", Key="untouched", Tagging={"TagSet": []}),
        lambda: s3.put_object_acl(Bucket="ours", Key="untouched", ACL="private"),
        lambda: s3.put_object_retention(Bucket="ours", Key="untouched", Retention={}),
        lambda: s3.restore_object(Bucket="ours", Key="untouched"),
        lambda: s3.delete_object_tagging(Bucket="ours", Key="untouched"),
        lambda: s3.put_bucket_policy(Bucket="ours", Policy="{}"),
        lambda: s3.delete_bucket_policy(Bucket="ours"),
        lambda: s3.put_bucket_versioning(Bucket="ours", VersioningConfiguration={"Status": "Enabled"}),
        lambda: s3.put_object(Bucket="ours", Key="untouched", Body=b"x", Tagging="a=b"),
        lambda: s3.put_object(Bucket="ours", Key="untouched", Body=b"x", ServerSideEncryption="aws:kms"),
    ):
        with pytest.raises(ClientError) as refused:
            attempt()
        assert (code_of(refused), status_of(refused)) == ("NotImplemented", 501)
    with pytest.raises(ClientError) as refused:
        s3.put_object(Bucket="ours", Key="untouched", Body=b"x", ACL="public-read")
    assert code_of(refused) == "AccessControlListNotSupported"
    assert s3.get_object(Bucket="ours", Key="untouched")["Body"].read() == b"kept"


def test_headers_of_an_object_come_back(s3: Any) -> None:
    given = {
        "CacheControl": "max-age=60",
        "ContentDisposition": 'inline; filename="a.csv"',
        "ContentEncoding": "gzip",
        "ContentLanguage": "ko",
        "ContentType": "text/csv",
    }
    s3.put_object(Bucket="ours", Key="dressed", Body=b"\x1f\x8bnot really gzip", **given)
    got = s3.get_object(Bucket="ours", Key="dressed")
    assert {name: got[name] for name in given} == given
    assert got["Body"].read() == b"\x1f\x8bnot really gzip"


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256", None])
def test_a_checksum_that_is_true_is_told_back(s3: Any, algorithm: str | None) -> None:
    chosen = {"ChecksumAlgorithm": algorithm} if algorithm else {}
    told = s3.put_object(Bucket="ours", Key="summed", Body=b"hello", **chosen)
    assert told[f"Checksum{algorithm or 'CRC32'}"]
    assert s3.get_object(Bucket="ours", Key="summed", ChecksumMode="ENABLED")["Body"].read() == b"hello"


def test_a_body_from_a_pipe_is_taken(s3: Any) -> None:
    s3.upload_fileobj(io.BytesIO(b"piped" * 1000), "ours", "piped")
    buffer = io.BytesIO()
    s3.download_fileobj("ours", "piped", buffer)
    assert buffer.getvalue() == b"piped" * 1000


@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_presigned_addresses_get_head_and_put(gateway: RunningGateway, s3: Any, version: str) -> None:
    signer = client(gateway, config={"signature_version": version})

    def address(method: str, **more: Any) -> str:
        params = {"Bucket": "ours", "Key": "signed/a b+ü.txt", **more}
        return str(signer.generate_presigned_url(method, Params=params, ExpiresIn=60))

    put = httpx.put(
        address("put_object", ContentType="text/plain"), content=b"hi", headers={"content-type": "text/plain"}
    )
    assert put.status_code == 200, put.text
    assert s3.get_object(Bucket="ours", Key="signed/a b+ü.txt")["ContentType"] == "text/plain"
    got = httpx.get(address("get_object"))
    assert (got.status_code, got.content) == (200, b"hi")
    part = httpx.get(address("get_object"), headers={"range": "bytes=1-"})
    assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"i", "bytes 1-1/2")
    head = httpx.head(address("head_object"))
    assert (head.status_code, head.headers["content-length"], head.content) == (200, "2", b"")
    named = httpx.get(address("get_object", ResponseContentDisposition="attachment; filename=b.txt"))
    assert named.headers["content-disposition"] == "attachment; filename=b.txt"
    signer.close()


def test_a_presigned_address_opens_nothing_else(gateway: RunningGateway, s3: Any) -> None:
    signer = client(gateway, config={"signature_version": "s3v4"})
    s3.put_object(Bucket="ours", Key="shown", Body=b"1")
    s3.put_object(Bucket="ours", Key="secret", Body=b"2")
    url = signer.generate_presigned_url("get_object", Params={"Bucket": "ours", "Key": "shown"}, ExpiresIn=60)
    assert httpx.get(url).status_code == 200
    for other in (
        httpx.get(url.replace("shown", "secret")),
        httpx.get(url.replace("X-Amz-Expires=60", "X-Amz-Expires=600")),
        httpx.get(url + "&uploads="),
        httpx.delete(url),
        httpx.put(url, content=b"3"),
        httpx.get(url.split("?")[0]),
    ):
        assert (other.status_code, other.headers["content-type"]) == (403, "application/xml")
    assert s3.get_object(Bucket="ours", Key="shown")["Body"].read() == b"1"
    signer.close()


def test_an_expired_address_is_refused_whatever_it_carries(gateway: RunningGateway, s3: Any) -> None:
    del s3
    past = {"now": datetime.now(UTC) - timedelta(hours=1)}
    for method, body in (("GET", None), ("PUT", b"x" * 3 * MEGABYTE), ("PUT", b"")):
        url = _presigned(gateway, method, **past)
        told = httpx.request(method, url, content=body)
        assert (told.status_code, "Request has expired" in told.text) == (403, True)


def _presigned(gateway: RunningGateway, method: str, now: datetime) -> str:
    from truthloop.storage.objects.object_store import presign
    from truthloop.storage.objects.request_signing import AccessKey
    from truthloop.storage.objects.s3_uri import S3Uri

    keys = AccessKey("AKIAOURS", "our-secret")
    return presign(
        gateway.endpoint,
        S3Uri("ours", "late"),
        keys=keys,
        region="us-west-2",
        now=now,
        expires_in_seconds=60,
        method=method,
    )


def test_a_wrong_secret_is_told_as_s3_tells_it(gateway: RunningGateway, s3: Any) -> None:
    s3.put_object(Bucket="ours", Key="secret", Body=b"2")
    forger = client(gateway, secret="not-our-secret")
    for attempt in (
        lambda: forger.get_object(Bucket="ours", Key="secret"),
        lambda: forger.put_object(Bucket="ours", Key="secret", Body=b"x"),
        forger.list_buckets,
    ):
        with pytest.raises(ClientError) as refused:
            attempt()
        assert (code_of(refused), status_of(refused)) == ("SignatureDoesNotMatch", 403)
    forger.close()


def test_virtual_hosts_name_buckets(gateway: RunningGateway, s3: Any) -> None:
    s3.put_object(Bucket="ours", Key="hosted", Body=b"1")
    hosted = client(gateway, config={"s3": {"addressing_style": "virtual"}, "signature_version": "s3v4"})
    url = hosted.generate_presigned_url("get_object", Params={"Bucket": "ours", "Key": "hosted"})
    assert "127.0.0.1" in url  # botocore never puts a bucket before an IP address
    named = _presigned_at(f"http://ours.localhost:{gateway.port}")
    got = httpx.get(named.replace("ours.localhost", "127.0.0.1"), headers={"host": f"ours.localhost:{gateway.port}"})
    assert (got.status_code, got.content) == (200, b"1")
    hosted.close()


def _presigned_at(host: str) -> str:
    from truthloop.storage.objects.request_signing import AccessKey, presigned_url

    keys = AccessKey("AKIAOURS", "our-secret")
    return presigned_url(
        "GET", f"{host}/hosted", keys=keys, region="us-west-2", now=datetime.now(UTC), expires_in_seconds=60
    )
