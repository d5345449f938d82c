"""The built pages: portal and crowd bundle, read once, sent compressed as the browser likes, cached by their digest."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

PAGES = Path(__file__).parent.parent / "pages"
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"

PORTAL_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
PORTAL_HEADERS = {
    "Content-Security-Policy": PORTAL_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
BUNDLE_HEADERS = {
    # Worker pages have an opaque origin, so to them even our own address is another one.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class WebFile:
    """One file in every encoding it was built in."""

    media_type: str
    digest: str
    bodies: Mapping[str, bytes]
    """By content encoding: `br`, `gzip`, and `` for none."""


def read_folder(folder: Path) -> dict[str, WebFile]:
    """The files below a folder by their path; empty where it was not built."""
    return {
        path.relative_to(folder).as_posix(): read_file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in {".br", ".gz"}
    }


def read_file(path: Path) -> WebFile:
    """A file with what lies compressed beside it."""
    plain = path.read_bytes()
    bodies = {"": plain}
    for encoding, suffix in (("br", ".br"), ("gzip", ".gz")):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            bodies[encoding] = beside.read_bytes()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    charset = "; charset=utf-8" if media_type.startswith("text/") or media_type.endswith("javascript") else ""
    return WebFile(media_type + charset, hashlib.sha256(plain).hexdigest()[:16], bodies)


def send(request: Request, file: WebFile, headers: Mapping[str, str], cache: str) -> Response:
    """A file in the best encoding the browser takes, or 304 when it has it."""
    tag = f'"{file.digest}"'
    shown = {**headers, "ETag": tag, "Cache-Control": cache, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=shown)
    accepted = request.headers.get("accept-encoding", "")
    encoding = next((e for e in ("br", "gzip") if e in accepted and e in file.bodies), "")
    if encoding:
        shown["Content-Encoding"] = encoding
    return Response(file.bodies[encoding], media_type=file.media_type, headers=shown)


def portal_routes(files: Mapping[str, WebFile]) -> list[Route]:
    """The portal, and the way to it from the root."""

    async def home(_request: Request) -> Response:
        return RedirectResponse("/portal", 302)

    return [Route("/", home), *single_page(files, "/portal")]


def single_page(files: Mapping[str, WebFile], base: str) -> list[Route]:
    """An application of one page: its files by name, and the page under every other path below its base."""

    async def answer(request: Request) -> Response:
        path = request.path_params.get("path", "")
        file = files.get(path)
        if file is not None and path != "index.html":
            return send(request, file, PORTAL_HEADERS, FOREVER)
        if "." in path.rsplit("/", 1)[-1]:
            return Response("No such file.\n", 404, media_type="text/plain")
        page = files.get("index.html")
        if page is None:
            return Response("These pages are not built: run `make web`.\n", 503, media_type="text/plain")
        return send(request, page, PORTAL_HEADERS, ASK_AGAIN)

    return [Route(base, answer), Route(base + "/{path:path}", answer)]


def bundle_routes(files: Mapping[str, WebFile]) -> list[Route]:
    """The crowd elements that templates load."""

    async def bundle(request: Request) -> Response:
        file = files.get(request.path_params["path"])
        if file is None:
            return Response("No such file.\n", 404, media_type="text/plain")
        return send(request, file, BUNDLE_HEADERS, FOREVER if request.url.query else ASK_AGAIN)

    return [Route("/assets/{path:path}", bundle)]


def bundle_address(files: Mapping[str, WebFile], name: str) -> str:
    """The path of a bundle file with its digest, so that it may be cached for good."""
    file = files.get(name)
    return f"/assets/{name}" + (f"?v={file.digest}" if file else "")
