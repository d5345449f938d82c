"""Addresses that carry their signature: nothing of them may change, and they end."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from urllib.parse import quote

import pytest

from truthloop.wire.wire_errors import SignatureRefused
from wire.botocore_signing import TOKEN, judge, signed


@pytest.mark.parametrize("kind", ["address", "s3 address", "s3 address of version 2"])
def test_a_presigned_address_changed_in_any_one_character_is_refused(kind: str) -> None:
    request = signed(kind, method="GET", path="/b/k", query="tagging=1", token=TOKEN)
    judge(request, kind)
    for place in range(len(request.query)):
        other = "0" if request.query[place] != "0" else "1"
        changed = request.query[:place] + other + request.query[place + 1 :]
        with pytest.raises(SignatureRefused):
            print(changed, judge(replace(request, query=changed), kind))


@pytest.mark.parametrize("seconds", ["0", "604801", "-1", "x", "99999999999999999999", "٣"])
def test_a_presigned_address_may_not_hold_longer_than_a_week(seconds: str) -> None:
    request = signed("s3 address", method="GET", path="/b/k")
    with pytest.raises(SignatureRefused) as caught:
        judge(replace(request, query=request.query.replace("Expires=600", f"Expires={quote(seconds)}")), "s3 address")
    assert caught.value.code == "AuthorizationQueryParametersError"


def test_version_two_signs_what_it_can_of_an_upload() -> None:
    kind = "s3 address of version 2"
    digest = base64.b64encode(hashlib.md5(b"x", usedforsecurity=False).digest()).decode()
    given_headers = {"Content-Type": "text/plain", "Content-MD5": digest, "x-amz-acl": "private"}
    request = signed(kind, method="PUT", path="/b/k", query="uploadId=a%2Bb&partNumber=2", headers=given_headers)
    assert judge(request, kind).payload_kind == "unsigned"
    sent = {"host": "h", "content-type": "text/plain", "content-md5": digest, "x-amz-acl": "private"}
    judge(replace(request, headers=sent), kind)
    for name, value in (
        ("content-type", "text/html"),
        ("content-md5", "0"),
        ("x-amz-acl", "public-read"),
        ("x-amz-b", ""),
    ):
        with pytest.raises(SignatureRefused):
            judge(replace(request, headers={**sent, name: value}), kind)
    for extra in ("legal-hold=", "attributes", "policyStatus=", "X-Amz-Copy-Source=b%2Fother"):
        with pytest.raises(SignatureRefused):
            judge(replace(request, query=f"{request.query}&{extra}"), kind)
