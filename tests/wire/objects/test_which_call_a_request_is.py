from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.server.objects_gateway.forwarding import ANSWERS
from truthloop.server.objects_gateway.object_calls import OPERATIONS, read_call
from truthloop.server.objects_gateway.object_faults import ObjectFault
from truthloop.wire.exchange import WireRequest

HOSTS = ("localhost", "store.example.com", "example.com")


def call(method: str, target: str, **headers: str) -> tuple[str, str, str]:
    path, _, query = target.partition("?")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    found = read_call(WireRequest(method, path, query, {"host": "localhost:8080", **named}), HOSTS)
    return found.operation, found.bucket, found.key


@pytest.mark.parametrize(
    ("method", "target", "expected"),
    [
        ("GET", "/", ("ListBuckets", "", "")),
        ("GET", "/?x-id=ListBuckets", ("ListBuckets", "", "")),
        ("PUT", "/bucket", ("CreateBucket", "bucket", "")),
        ("PUT", "/bucket/", ("CreateBucket", "bucket", "")),
        ("GET", "/bucket", ("ListObjects", "bucket", "")),
        ("GET", "/bucket?list-type=2&prefix=a%2Fb", ("ListObjectsV2", "bucket", "")),
        ("GET", "/bucket?location", ("GetBucketLocation", "bucket", "")),
        ("PUT", "/bucket?cors", ("PutBucketCors", "bucket", "")),
        ("POST", "/bucket?delete", ("DeleteObjects", "bucket", "")),
        ("GET", "/bucket/a%20b%2Bc%25/%C3%BC", ("GetObject", "bucket", "a b+c%/ü")),
        ("GET", "/bucket/a+b", ("GetObject", "bucket", "a+b")),
        ("GET", "/bucket/k?versionId=null", ("GetObject", "bucket", "k")),
        ("PUT", "/bucket/folder/", ("PutObject", "bucket", "folder/")),
        ("PUT", "/bucket/k?partNumber=1&uploadId=u", ("UploadPart", "bucket", "k")),
        ("POST", "/bucket/k?uploads", ("CreateMultipartUpload", "bucket", "k")),
        ("POST", "/bucket/k?uploadId=u", ("CompleteMultipartUpload", "bucket", "k")),
        ("DELETE", "/bucket/k?uploadId=u", ("AbortMultipartUpload", "bucket", "k")),
        ("GET", "/bucket/k?X-Amz-Signature=0&X-Amz-Date=1", ("GetObject", "bucket", "k")),
        ("GET", "/bucket/k?AWSAccessKeyId=A&Signature=b&Expires=1", ("GetObject", "bucket", "k")),
    ],
)
def test_a_request_is_the_call_that_s3_takes_it_for(method: str, target: str, expected: tuple[str, str, str]) -> None:
    assert call(method, target) == expected


def test_a_source_makes_a_put_a_copy() -> None:
    assert call("PUT", "/bucket/k", x_amz_copy_source="b/k")[0] == "CopyObject"
    assert call("PUT", "/bucket/k?partNumber=1&uploadId=u", x_amz_copy_source="b/k")[0] == "UploadPartCopy"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("bucket.localhost:8080", ("bucket", "a/b")),
        ("bucket.store.example.com", ("bucket", "a/b")),
        ("my.bucket.example.com:80", ("my.bucket", "a/b")),
        ("BUCKET.localhost", ("bucket", "a/b")),
        ("localhost:8080", ("a", "b")),
        ("notlocalhost", ("a", "b")),
        ("[::1]:8080", ("a", "b")),
        ("", ("a", "b")),
    ],
)
def test_a_host_that_ends_in_ours_names_the_bucket(host: str, expected: tuple[str, str]) -> None:
    found = read_call(WireRequest("GET", "/a/b" if expected[0] != "a" else "/aaa/b", "", {"host": host}), HOSTS)
    assert (found.bucket, found.key) == (expected if expected[0] != "a" else ("aaa", "b"))


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("PUT", "/bucket/k?tagging"),
        ("PUT", "/bucket/k?acl"),
        ("PUT", "/bucket/k?anything"),
        ("PUT", "/bucket/k?partNumber=1"),
        ("PUT", "/bucket/k?uploadId=u"),
        ("PUT", "/bucket?policy"),
        ("DELETE", "/bucket/k?tagging"),
        ("DELETE", "/bucket?lifecycle"),
        ("GET", "/bucket?versions"),
        ("GET", "/bucket/k?torrent"),
        ("POST", "/bucket"),
        ("POST", "/bucket/k"),
        ("PATCH", "/bucket/k"),
        ("OPTIONS", "/bucket/k"),
        ("POST", "/"),
        ("GET", "/bucket?list-type=2&marker=x"),
    ],
)
def test_a_call_that_is_not_in_the_table_is_not_taken_for_another(method: str, target: str) -> None:
    with pytest.raises(ObjectFault, match="NotImplemented"):
        call(method, target)


@pytest.mark.parametrize("target", ["/bucket/%FF", "/%ff", "/bucket?prefix=%C3"])
def test_what_is_no_utf8_is_refused(target: str) -> None:
    with pytest.raises(ObjectFault, match="InvalidURI"):
        call("GET", target)


def test_a_parameter_given_twice_is_refused() -> None:
    with pytest.raises(ObjectFault, match="InvalidArgument"):
        call("GET", "/bucket?prefix=a&prefix=b")


def test_a_version_that_cannot_be_is_refused() -> None:
    with pytest.raises(ObjectFault, match="InvalidArgument"):
        call("GET", "/bucket/k?versionId=abc")


def test_headers_hoisted_into_a_presigned_address_count_as_headers() -> None:
    request = WireRequest("PUT", "/bucket/k", "X-Amz-Meta-Who=me%20too&x-amz-acl=private", {"host": "localhost"})
    found = read_call(request, HOSTS)
    assert (found.headers["x-amz-meta-who"], found.headers["x-amz-acl"], dict(found.query)) == ("me too", "private", {})


def test_every_operation_has_an_answer() -> None:
    assert {operation.name for operation in OPERATIONS} | {"CopyObject", "UploadPartCopy"} == set(ANSWERS)


@given(st.sampled_from(["GET", "PUT", "POST", "DELETE", "HEAD"]), st.text("/abc.%?&=2F", max_size=30))
def test_no_request_crashes_the_reading(method: str, target: str) -> None:
    try:
        operation, bucket, key = call(method, "/" + target)
    except ObjectFault:
        return
    assert operation in ANSWERS
    assert bucket or (not key and operation == "ListBuckets")
