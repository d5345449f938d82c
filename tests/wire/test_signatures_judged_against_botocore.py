"""botocore signs, we judge: what it signed holds, and any one thing changed afterwards does not."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st

from truthloop.wire.exchange import WireRequest
from truthloop.wire.signature_faults import FAULTS, TokenExpired
from truthloop.wire.sigv4 import verify
from truthloop.wire.wire_errors import SignatureRefused
from wire.botocore_signing import KEY, SECRET, SIGNERS, TOKEN, V4, judge, signed

PATHS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12).map(
    lambda text: "/" + quote(text, safe="/~")
)
WORDS = st.text(st.characters(codec="utf-8", min_codepoint=32, max_codepoint=0x2FFF), min_size=1, max_size=8)
QUERIES = st.lists(st.tuples(WORDS, WORDS), max_size=4, unique_by=lambda pair: pair[0]).map(
    lambda pairs: "&".join(f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}" for name, value in pairs)
)


@pytest.mark.parametrize("kind", V4)
@given(path=PATHS, query=QUERIES, body=st.binary(max_size=40), token=st.none() | st.just(TOKEN))
def test_whatever_botocore_signs_is_accepted(kind: str, path: str, query: str, body: bytes, token: str | None) -> None:
    if "address" in kind:
        body = b""  # botocore moves a body into the address
    request = signed(kind, path=path, query=query, body=body, token=token, headers={"x-amz-meta-a": "  b   c "})
    found = judge(request, kind)
    assert (found.access_key_id, found.session_token, found.region) == (KEY, token, "eu-west-1")
    assert found.service == ("s3" if kind.startswith("s3") else "sagemaker")
    assert found.presigned is ("address" in kind)
    assert "host" in found.signed_headers


@pytest.mark.parametrize("secret_key_or_id", ["secret", "id"])
@pytest.mark.parametrize("kind", SIGNERS)
def test_another_secret_or_an_unknown_key_is_refused(kind: str, secret_key_or_id: str) -> None:
    request = signed(kind, method="GET", path="/bucket/key")
    if secret_key_or_id == "secret":
        with pytest.raises(SignatureRefused) as caught:
            judge(request, kind, secret=SECRET[::-1])
        assert caught.value.fault == "mismatch"
        return
    protocol: Any = "s3" if kind.startswith("s3") else "json"
    with pytest.raises(SignatureRefused) as caught:
        verify(request, protocol, lambda _key, _token: None, datetime.now(UTC))
    assert caught.value.fault == "unknown-key"


def tampered(request: WireRequest) -> dict[str, WireRequest]:
    """The same request, one thing changed in each."""
    headers = dict(request.headers)
    changed = {
        "method": replace(request, method="PUT"),
        "path": replace(request, path=request.path + "x"),
        "path encoding": replace(request, path=request.path.replace("/k", "%2Fk")),
        "more query": replace(request, query=(request.query + "&versions=").strip("&")),
        "no query": replace(request, query=request.query.replace("acl=1", "")),
        "query value": replace(request, query=request.query.replace("acl=1", "acl=2")),
        "query name": replace(request, query=request.query.replace("acl=1", "tagging=1")),
        "new amz header": replace(request, headers={**headers, "x-amz-acl": "public-read"}),
    }
    for name, value in headers.items():
        if name not in {"authorization", "user-agent"}:
            changed[f"header {name}"] = replace(request, headers={**headers, name: value + "1"})
            changed[f"no header {name}"] = replace(request, headers={n: headers[n] for n in headers if n != name})
    return changed


@pytest.mark.parametrize("kind", V4)
def test_a_request_changed_in_any_one_part_is_refused(kind: str) -> None:
    body = b"" if "address" in kind else b"{}"
    given_headers = {"X-Amz-Target": "SageMaker.ListTags", "Content-Type": "application/x-amz-json-1.1"}
    request = signed(kind, path="/bucket/key", query="acl=1", body=body, headers=given_headers, token=TOKEN)
    judge(request, kind)
    for what, changed in tampered(request).items():
        assert changed != request, what
        with pytest.raises(SignatureRefused):
            print(what, judge(changed, kind))


@pytest.mark.parametrize("kind", ["header", "s3 header"])
def test_another_body_is_refused(kind: str) -> None:
    request = signed(kind, body=b'{"a": 1}')
    with pytest.raises(SignatureRefused) as caught:
        judge(replace(request, body=b'{"a": 2}'), kind)
    assert caught.value.fault == ("body-mismatch" if kind == "s3 header" else "mismatch")


@pytest.mark.parametrize("kind", ["header", "s3 header"])
def test_an_authorization_header_changed_in_any_one_character_is_refused(kind: str) -> None:
    request = signed(kind, path="/b/k", body=b"{}")
    line = request.headers["authorization"]
    for place in range(len(line)):
        other = "0" if line[place] != "0" else "1"
        changed = line[:place] + other + line[place + 1 :]
        with pytest.raises(SignatureRefused):
            print(changed, judge(replace(request, headers={**request.headers, "authorization": changed}), kind))


@pytest.mark.parametrize("kind", SIGNERS)
def test_clocks_may_differ_by_fifteen_minutes_and_addresses_hold_as_long_as_they_say(kind: str) -> None:
    request = signed(kind, method="GET", path="/b/k")
    lasts = 600 if "address" in kind else 900
    judge(request, kind, later=lasts - 5)
    with pytest.raises(SignatureRefused) as late:
        judge(request, kind, later=lasts + 5)
    assert late.value.fault == ("expired" if "address" in kind else "skewed")
    if "version 2" in kind:
        return  # Version 2 says only when an address ends
    judge(request, kind, later=-895)
    with pytest.raises(SignatureRefused) as early:
        judge(request, kind, later=-905)
    assert early.value.fault == "skewed"


def test_what_aws_says_of_an_old_signature() -> None:
    request = signed("header")
    at = datetime.strptime(request.headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    now = at + timedelta(minutes=20)
    with pytest.raises(SignatureRefused) as caught:
        verify(request, "json", lambda _key, _token: SECRET, now)
    stamps = [moment.strftime("%Y%m%dT%H%M%SZ") for moment in (at, now - timedelta(minutes=15), now)]
    assert caught.value.code == "InvalidSignatureException"
    assert caught.value.message == (
        f"Signature expired: {stamps[0]} is now earlier than {stamps[1]} ({stamps[2]} - 15 min.)"
    )


def test_a_date_header_serves_where_there_is_no_amz_date() -> None:
    request = signed("header", headers={"Date": "to be set by the signer"})
    assert "x-amz-date" not in request.headers
    assert judge(request).access_key_id == KEY


def test_the_session_token_is_passed_on_and_may_be_over() -> None:
    seen: list[tuple[str, str | None]] = []

    def secret_for(key: str, token: str | None) -> str:
        seen.append((key, token))
        raise TokenExpired

    for kind in ("header", "address", "s3 address of version 2"):
        protocol: Any = "s3" if kind.startswith("s3") else "json"
        with pytest.raises(SignatureRefused) as caught:
            verify(signed(kind, method="GET", token=TOKEN), protocol, secret_for, datetime.now(UTC))
        assert caught.value.fault == "expired-token"
    assert seen == [(KEY, TOKEN)] * 3


def test_s3_bodies_are_reported_by_what_the_signature_says_of_them() -> None:
    request = signed("s3 header", method="PUT", path="/b/k", body=b"content")
    digest = hashlib.sha256(b"content").hexdigest()
    here, streamed = judge(request, "s3 header"), judge(replace(request, body=None), "s3 header")
    assert (here.payload_kind, here.payload_sha256) == ("checked", digest)
    assert (streamed.payload_kind, streamed.payload_sha256) == ("expected", digest)
    for kind, stated in (("unsigned", "UNSIGNED-PAYLOAD"), ("streaming", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")):
        found = judge(_s3_stating(stated), "s3 header")
        assert (found.payload_kind, found.payload_sha256) == (kind, stated)
    with pytest.raises(SignatureRefused):
        judge(_s3_stating("something else"), "s3 header")


def _s3_stating(stated: str) -> WireRequest:
    class Stating(auth.S3SigV4Auth):
        def payload(self, request: AWSRequest) -> str:  # noqa: ARG002
            return stated

    request = AWSRequest(method="PUT", url="http://127.0.0.1:8080/b/k", data=b"content")
    Stating(Credentials(KEY, SECRET), "s3", "eu-west-1").add_auth(request)
    headers = {name.lower(): value for name, value in request.headers.items()}
    return WireRequest("PUT", "/b/k", "", {**headers, "host": "127.0.0.1:8080"}, b"content")


def test_only_s3_may_leave_its_body_unsigned() -> None:
    request = signed("header", headers={"X-Amz-Content-SHA256": "UNSIGNED-PAYLOAD"}, body=b"{}")
    with pytest.raises(SignatureRefused) as caught:
        judge(request)
    assert "must be signed" in caught.value.message


@pytest.mark.parametrize(
    ("headers", "query", "fault"),
    [
        ({}, "", "missing"),
        ({"authorization": ""}, "", "incomplete"),
        ({"authorization": "Bearer abc"}, "", "incomplete"),
        ({"authorization": "AWS AKID:c2lnbmF0dXJl"}, "", "incomplete"),
        ({"authorization": "AWS4-ECDSA-P256-SHA256 Credential=a"}, "", "incomplete"),
        ({"authorization": "AWS4-HMAC-SHA256"}, "", "incomplete"),
        ({"authorization": "AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=0"}, "", "incomplete"),
        ({"authorization": "AWS4-HMAC-SHA256 Signature=0, Signature=1"}, "", "incomplete"),
        ({"authorization": "AWS4-HMAC-SHA256 Credential=a/20260101/r/sagemaker/aws4_request"}, "", "incomplete"),
        ({"authorization": "AWS4-HMAC-SHA256 x"}, "X-Amz-Signature=1", "incomplete"),
        ({}, "X-Amz-Signature=1", "incomplete-query"),
        ({}, "X-Amz-Credential=a", "incomplete-query"),
        ({}, "X-Amz-Date=1&X-Amz-Date=2", "incomplete-query"),
    ],
)
def test_a_signature_that_cannot_be_read_is_called_incomplete(headers: dict[str, str], query: str, fault: str) -> None:
    with pytest.raises(SignatureRefused) as caught:
        judge(WireRequest("POST", "/", query, {"host": "h", **headers}, b""))
    assert caught.value.fault == fault


@pytest.mark.parametrize("date", ["", "yesterday", "2026-01-02T03:04:05Z", "99999999T999999Z", "20260230T000000Z"])
def test_a_date_that_is_none_is_called_incomplete(date: str) -> None:
    request = signed("header")
    for name in ("x-amz-date", "date"):
        headers = {key: value for key, value in request.headers.items() if key != "x-amz-date"}
        with pytest.raises(SignatureRefused):
            judge(replace(request, headers={**headers, name: date}))


def test_a_signature_for_one_service_does_not_open_another() -> None:
    request = signed("header", service="sts")
    judge(request, service="sts")
    with pytest.raises(SignatureRefused) as caught:
        judge(request, service="sagemaker")
    assert "'sagemaker or truthloop', not 'sts'" in caught.value.message


@given(
    st.dictionaries(
        st.sampled_from(["authorization", "x-amz-date", "date", "host", "x-amz-content-sha256"]), st.text()
    ),
    st.text(st.characters(max_codepoint=255)),
    st.text(st.characters(max_codepoint=255)),
    st.sampled_from(["json", "rest-json", "query", "s3"]),
)
def test_nonsense_is_refused_and_never_breaks_the_judge(
    headers: dict[str, str], path: str, query: str, protocol: Any
) -> None:
    with pytest.raises(SignatureRefused) as caught:
        verify(WireRequest("GET", path, query, headers), protocol, lambda _key, _token: SECRET, datetime.now(UTC))
    assert caught.value.fault in FAULTS
