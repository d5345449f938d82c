from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.storage.objects.object_errors import BadS3Uri
from truthloop.storage.objects.s3_uri import S3Uri, below, parse_object_address, parse_s3_uri


@pytest.mark.parametrize(
    ("text", "bucket", "key"),
    [
        ("s3://results", "results", ""),
        ("s3://results/", "results", ""),
        ("s3://results/out/", "results", "out/"),
        ("s3://results/a b+c%/ü/한국어", "results", "a b+c%/ü/한국어"),
        ("s3://results/x:y/~.txt", "results", "x:y/~.txt"),
        ("s3://my.bucket-1/k", "my.bucket-1", "k"),
    ],
)
def test_an_s3_uri_is_its_bucket_and_its_key(text: str, bucket: str, key: str) -> None:
    assert parse_s3_uri(text) == S3Uri(bucket, key)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "results/out",
        "http://results/out",
        "S3://results/out",
        "s3:/results/out",
        "s3://",
        "s3:///key",
        "s3://ab/key",
        "s3://Results/key",
        "s3://re_sults/key",
        "s3://192.168.0.1/key",
        "s3://a..b/key",
        "s3://results/../etc/passwd",
        "s3://results/a/../b",
        "s3://results/a/..",
        "s3://results/./a",
        "s3://results//a",
        "s3://results/a//b",
        "s3://results/a\x00b",
        "s3://results/a\nb",
        "s3://results/a\x7fb",
        "s3://results/a\x85b",
        "s3://results/\ud800",
        "s3://results/" + "k" * 1025,
        "s3://../key",
        "s3://user:secret@host/key",
    ],
)
def test_an_address_that_could_mean_another_place_is_refused(text: str) -> None:
    with pytest.raises(BadS3Uri) as refused:
        parse_s3_uri(text)
    assert len(refused.value.message) < 600


@pytest.mark.parametrize(
    "text",
    [
        "s3://photos/a b/1.jpg",
        "https://s3.amazonaws.com/photos/a%20b/1.jpg",
        "http://s3.amazonaws.com/photos/a b/1.jpg",
        "https://s3.eu-west-1.amazonaws.com/photos/a%20b/1.jpg",
        "https://s3-eu-west-1.amazonaws.com/photos/a%20b/1.jpg",
        "https://photos.s3.amazonaws.com/a%20b/1.jpg",
        "https://photos.s3.eu-west-1.amazonaws.com/a%20b/1.jpg?X-Amz-Signature=0",
    ],
)
def test_the_https_spellings_of_templates_name_the_same_object(text: str) -> None:
    assert parse_object_address(text) == S3Uri("photos", "a b/1.jpg")


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/photos/1.jpg",
        "https://s3.amazonaws.com.example.com/photos/1.jpg",
        "https://s3.amazonaws.com/photos/%2e%2e/1.jpg",
        "https://s3.amazonaws.com/photos/%00",
        "https://[bad/photos/1",
        "https://s3.amazonaws.com",
    ],
)
def test_an_https_address_of_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadS3Uri):
        parse_object_address(text)


@pytest.mark.parametrize("place", ["s3://out", "s3://out/", "s3://out/p", "s3://out/p/"])
def test_a_place_with_or_without_its_last_slash_is_the_same_place(place: str) -> None:
    assert str(below(parse_s3_uri(place), "x", "y.json")) in {"s3://out/x/y.json", "s3://out/p/x/y.json"}


@pytest.mark.parametrize("segment", ["", "..", ".", "a/b", "a\x00"])
def test_a_name_from_outside_cannot_leave_its_place(segment: str) -> None:
    with pytest.raises(BadS3Uri):
        below(parse_s3_uri("s3://out/p/"), segment, "y.json")


@given(st.text())
def test_whatever_is_given_comes_back_as_it_was_or_is_refused(text: str) -> None:
    try:
        uri = parse_s3_uri("s3://results/" + text)
    except BadS3Uri:
        return
    assert str(uri) == "s3://results/" + text
    assert not {".", ".."} & set(uri.key.split("/"))
    assert uri.key.isprintable() or not any(ord(letter) < 32 for letter in uri.key)
