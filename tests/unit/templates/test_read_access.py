from __future__ import annotations

import pytest

from truthloop.templates.read_access import stored_object


@pytest.mark.parametrize(
    ("address", "stored"),
    [
        ("s3://bucket/key", "s3://bucket/key"),
        ("s3://bucket/a folder/ü%20#?&.png", "s3://bucket/a folder/ü%20#?&.png"),
        (" s3://bucket/key\n", "s3://bucket/key"),
        ("https://s3.amazonaws.com/bucket/key", "s3://bucket/key"),
        ("http://s3.amazonaws.com/bucket/folder/key.png", "s3://bucket/folder/key.png"),
        ("https://s3.us-west-2.amazonaws.com/bucket/key", "s3://bucket/key"),
        ("https://s3-us-west-2.amazonaws.com/bucket/key", "s3://bucket/key"),
        ("https://s3.dualstack.eu-west-1.amazonaws.com/bucket/key", "s3://bucket/key"),
        ("https://s3.cn-north-1.amazonaws.com.cn/bucket/key", "s3://bucket/key"),
        ("https://s3.amazonaws.com/bucket/a%20b+c%2F?versionId=1#x", "s3://bucket/a b+c/"),
    ],
)
def test_an_address_of_a_stored_object_is_known_in_all_its_forms(address: str, stored: str) -> None:
    assert stored_object(address) == stored


@pytest.mark.parametrize(
    "address",
    [
        "",
        "s3://bucket",
        "s3://bucket/",
        "s3:///key",
        "https://s3.amazonaws.com/bucket",
        "https://s3.amazonaws.com/bucket/",
        "https://bucket.s3.amazonaws.com/key",
        "https://example.org/s3://bucket/key",
        "https://s3.amazonaws.com.evil.example/bucket/key",
        "https://evil.example/https://s3.amazonaws.com/bucket/key",
        "https://s3.amazonaws.com@evil.example/bucket/key",
        "ftp://s3.amazonaws.com/bucket/key",
        "/images/1.png",
        "data:image/png;base64,iVBOR",
    ],
)
def test_any_other_address_is_none(address: str) -> None:
    assert stored_object(address) is None
