"""What a page may do with objects, and what an object may do to a page: nothing."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from botocore.exceptions import ClientError

from wire.objects.running_gateway import RunningGateway, client, code_of
from wire.objects.running_store import REGION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Frame, Page

GROUND_TRUTH_CORS = {
    "CORSRules": [
        {
            "ID": "workers",
            "AllowedHeaders": ["*"],
            "AllowedMethods": ["GET", "HEAD", "PUT"],
            "AllowedOrigins": ["https://*.example.com", "null"],
            "ExposeHeaders": ["Access-Control-Allow-Origin", "ETag"],
            "MaxAgeSeconds": 3000,
        },
        {"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]},
    ]
}


@pytest.fixture(scope="module")
def ruled(s3: Any) -> str:
    """A bucket with the rules above."""
    s3.create_bucket(Bucket="ruled", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_cors(Bucket="ruled", CORSConfiguration=GROUND_TRUTH_CORS)
    return "ruled"


def ask(gateway: RunningGateway, path: str, origin: str, method: str, headers: str = "") -> httpx.Response:
    asked = {"origin": origin, "access-control-request-method": method}
    if headers:
        asked["access-control-request-headers"] = headers
    return httpx.options(f"{gateway.endpoint}{path}", headers=asked)


def address(s3: Any, bucket: str, key: str, method: str = "get_object", **more: Any) -> str:
    return str(s3.generate_presigned_url(method, Params={"Bucket": bucket, "Key": key, **more}, ExpiresIn=60))


def test_rules_come_back_as_they_were_put(s3: Any, ruled: str) -> None:
    assert s3.get_bucket_cors(Bucket=ruled)["CORSRules"] == GROUND_TRUTH_CORS["CORSRules"]
    s3.put_bucket_cors(Bucket=ruled, CORSConfiguration=GROUND_TRUTH_CORS)
    assert s3.list_objects_v2(Bucket=ruled)["KeyCount"] == 0


def test_rules_taken_away_are_gone(s3: Any) -> None:
    s3.create_bucket(Bucket="once-ruled", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_cors(Bucket="once-ruled", CORSConfiguration=GROUND_TRUTH_CORS)
    s3.delete_bucket_cors(Bucket="once-ruled")
    s3.delete_bucket_cors(Bucket="once-ruled")
    with pytest.raises(ClientError) as refused:
        s3.get_bucket_cors(Bucket="once-ruled")
    assert code_of(refused) == "NoSuchCORSConfiguration"
    s3.put_bucket_cors(Bucket="once-ruled", CORSConfiguration=GROUND_TRUTH_CORS)
    s3.delete_bucket(Bucket="once-ruled")
    s3.create_bucket(Bucket="once-ruled", CreateBucketConfiguration={"LocationConstraint": REGION})
    with pytest.raises(ClientError):
        s3.get_bucket_cors(Bucket="once-ruled")


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"AllowedMethods": ["PATCH"], "AllowedOrigins": ["*"]}, "InvalidRequest"),
        ({"AllowedMethods": ["GET"], "AllowedOrigins": ["http://*.*"]}, "InvalidRequest"),
        ({"AllowedMethods": ["GET"], "AllowedOrigins": ["*"], "ExposeHeaders": ["*"]}, "InvalidRequest"),
        ({"AllowedMethods": ["GET"], "AllowedOrigins": ["*"], "ExposeHeaders": ["a\r\nb: c"]}, "InvalidRequest"),
        ({"AllowedMethods": [], "AllowedOrigins": ["*"]}, "MalformedXML"),
        ({"AllowedMethods": ["GET"], "AllowedOrigins": []}, "MalformedXML"),
        ({"AllowedMethods": ["GET"], "AllowedOrigins": ["*"], "MaxAgeSeconds": -1}, "MalformedXML"),
    ],
)
def test_rules_that_make_no_sense_are_refused_and_the_old_ones_stay(
    s3: Any, ruled: str, rule: dict[str, Any], code: str
) -> None:
    with pytest.raises(ClientError) as refused:
        s3.put_bucket_cors(Bucket=ruled, CORSConfiguration={"CORSRules": [rule]})
    assert code_of(refused) == code
    assert s3.get_bucket_cors(Bucket=ruled)["CORSRules"] == GROUND_TRUTH_CORS["CORSRules"]


def test_a_preflight_is_answered_by_the_buckets_rules(gateway: RunningGateway, ruled: str) -> None:
    allowed = ask(gateway, f"/{ruled}/x", "https://work.example.com", "PUT", "content-type, x-amz-date")
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == "https://work.example.com"
    assert allowed.headers["access-control-allow-headers"] == "content-type, x-amz-date"
    assert "PUT" in allowed.headers["access-control-allow-methods"]
    assert allowed.headers["access-control-max-age"] == "3000"
    assert "Origin" in allowed.headers["vary"]
    for origin, method, headers in (
        ("https://evil.org", "PUT", ""),
        ("https://work.example.com", "DELETE", ""),
        ("https://other.org", "GET", "x-custom"),
    ):
        refused = ask(gateway, f"/{ruled}/x", origin, method, headers)
        assert (refused.status_code, "access-control-allow-origin" in refused.headers) == (403, False)
        assert "<Code>AccessForbidden</Code>" in refused.text
    assert ask(gateway, f"/{ruled}/x", "https://other.org", "GET").headers["access-control-allow-origin"] == "*"


def test_a_bucket_without_rules_lets_every_page_read_what_it_has_an_address_for(
    gateway: RunningGateway, s3: Any
) -> None:
    s3.put_object(Bucket="ours", Key="seen", Body=b"seen")
    for origin in ("null", "https://anywhere.org"):
        assert ask(gateway, "/ours/seen", origin, "GET", "range").headers["access-control-allow-origin"] == "*"
        got = httpx.get(address(s3, "ours", "seen"), headers={"origin": origin})
        assert got.headers["access-control-allow-origin"] == "*"
        exposed = got.headers["access-control-expose-headers"].lower().split(", ")
        assert {"etag", "content-length", "access-control-allow-origin"} <= set(exposed)
        assert "access-control-allow-credentials" not in got.headers
        for method in ("PUT", "DELETE", "POST"):
            assert ask(gateway, "/ours/seen", origin, method).status_code == 403


def test_a_page_can_read_the_error_it_gets(gateway: RunningGateway, s3: Any) -> None:
    del s3
    refused = httpx.get(f"{gateway.endpoint}/ours/seen", headers={"origin": "null"})
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (403, "*")


def test_the_stores_own_cors_headers_and_inner_headers_do_not_come_through(s3: Any) -> None:
    s3.put_object(Bucket="ours", Key="plain", Body=b"x")
    headers = s3.get_object(Bucket="ours", Key="plain")["ResponseMetadata"]["HTTPHeaders"]
    assert not {name for name in headers if name.startswith("access-control-")}
    assert not {"x-amz-content-sha256", "x-amz-date", "x-amz-sdk-checksum-algorithm"} & headers.keys()


SHOWN = [
    "image/png",
    "image/jpeg",
    "video/mp4",
    "audio/wav",
    "text/plain",
    "text/plain; charset=utf-8",
    "application/json",
]
DOWNLOADED = [
    "text/html",
    "TEXT/HTML; charset=utf-8",
    "image/svg+xml",
    "application/xhtml+xml",
    "text/xml",
    "application/javascript",
    "text/css",
    "application/x-shockwave-flash",
    "message/rfc822",
]
ODD = ["html", "text/html, text/plain", "image/png\ttext/html", "*/*"]


@pytest.mark.parametrize("kind", SHOWN + DOWNLOADED + ODD)
def test_only_harmless_types_are_shown_by_an_address_alone(s3: Any, kind: str) -> None:
    s3.put_object(Bucket="ours", Key="file.html", Body=b"<script>alert(1)</script>", ContentType=kind)
    got = httpx.get(address(s3, "ours", "file.html"))
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-security-policy"] == "sandbox; default-src 'none'"
    if kind in SHOWN:
        assert "content-disposition" not in got.headers
        assert got.headers["content-type"] == kind
    elif kind in DOWNLOADED:
        assert got.headers["content-disposition"] == "attachment"
    else:
        assert got.headers["content-type"] == "application/octet-stream"
    own = s3.get_object(Bucket="ours", Key="file.html")
    assert "ContentDisposition" not in own


def test_a_signed_wish_for_html_is_a_download_under_its_name(s3: Any) -> None:
    s3.put_object(Bucket="ours", Key="page", Body=b"<b>x</b>", ContentType="image/png")
    wish = {"ResponseContentType": "text/html", "ResponseContentDisposition": 'inline; filename="x.html"'}
    got = httpx.get(address(s3, "ours", "page", **wish))
    assert got.headers["content-type"] == "text/html"
    assert got.headers["content-disposition"] == 'attachment; filename="x.html"'


@pytest.fixture(scope="module")
def page_origin() -> Iterator[str]:
    """A page of another origin, as a worker page is."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b"<!doctype html><title>page</title><div id=out></div>"
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fccfc0f01f00050001ff"
    "56c72f0d0000000049454e44ae426082"
)


FETCH = """async ([url, options]) => {
    const answer = await fetch(url, options)
    return [answer.status, (await answer.blob()).size, answer.headers.has('etag')]
}"""
BLOCKED = "async ([url, options]) => { try { await fetch(url, options); return false } catch { return true } }"
WIDTH = """url => new Promise(done => {
    const image = new Image()
    image.onload = () => done(image.naturalWidth)
    image.onerror = () => done(-1)
    image.src = url
})"""


@pytest.mark.e2e
def test_chromium_reads_and_writes_objects_from_a_sandboxed_page(
    s3: Any, ruled: str, page_origin: str, english_page: Page
) -> None:
    signer = signer_of(s3)
    s3.put_object(Bucket="ours", Key="pixel.png", Body=PIXEL, ContentType="image/png")
    pixel = address(signer, "ours", "pixel.png")
    english_page.goto(page_origin)
    frame = _sandboxed(english_page)
    assert frame.evaluate("() => self.origin") == "null"
    assert frame.evaluate(FETCH, [pixel, {}]) == [200, len(PIXEL), True]
    assert frame.evaluate(FETCH, [pixel, {"headers": {"range": "bytes=0-3"}}]) == [206, 4, True]
    assert frame.evaluate(WIDTH, pixel) == 1
    upload = {"method": "PUT", "body": "from the page"}
    assert frame.evaluate(FETCH, [address(signer, ruled, "from-page", "put_object"), upload]) == [200, 0, True]
    assert frame.evaluate(BLOCKED, [address(signer, "ours", "from-page", "put_object"), upload])
    assert s3.get_object(Bucket=ruled, Key="from-page")["Body"].read() == b"from the page"
    with pytest.raises(ClientError):
        s3.head_object(Bucket="ours", Key="from-page")
    signer.close()


@pytest.mark.e2e
def test_an_object_of_html_opened_in_chromium_is_a_download_and_runs_nothing(
    s3: Any, page_origin: str, english_page: Page
) -> None:
    evil = b"<script>document.title = 'ran'</script>"
    s3.put_object(Bucket="ours", Key="evil.html", Body=evil, ContentType="text/html")
    english_page.goto(page_origin)
    with english_page.expect_download() as download:
        english_page.evaluate("url => { location.href = url }", address(s3, "ours", "evil.html"))
    assert download.value.path().read_bytes() == evil
    assert english_page.title() == "page"


def signer_of(s3: Any) -> Any:
    """A client that signs addresses with Version 4, as ours are; the other tests have Version 2, boto3's default."""
    port = int(s3.meta.endpoint_url.rpartition(":")[2])
    return client(port, config={"signature_version": "s3v4"})


def _sandboxed(page: Page) -> Frame:
    page.evaluate(
        "() => new Promise(done => { const f = document.createElement('iframe'); f.sandbox = 'allow-scripts';"
        " f.srcdoc = '<p>work</p>'; f.onload = done; document.body.append(f) })"
    )
    return page.frames[1]
