"""Somebody's server of JavaScript libraries: the real ones, as their packages publish them, on a loopback address."""

from __future__ import annotations

import mimetypes
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from e2e.elements.page_bench import WEB

if TYPE_CHECKING:
    from collections.abc import Iterator

LIBRARIES = {
    "jquery.min.js": "jquery/dist/jquery.min.js",
    "bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "bootstrap.bundle.min.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "d3.min.js": "d3/dist/d3.min.js",
    "react.production.min.js": "react/umd/react.production.min.js",
    "react-dom.production.min.js": "react-dom/umd/react-dom.production.min.js",
    "angular.min.js": "angular/angular.min.js",
}


class LibraryRequest(BaseHTTPRequestHandler):
    """One file of one library."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        package = LIBRARIES.get(self.path.removeprefix("/"))
        body = b"" if package is None else (WEB / "node_modules" / package).read_bytes()
        self.send_response(404 if package is None else 200)
        self.send_header("Content-Type", mimetypes.guess_type(self.path)[0] or "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests do."""


@contextmanager
def library_host() -> Iterator[str]:
    """Serve the libraries; the address they are under."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), LibraryRequest)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    thread.join()
    http.server_close()
