"""One request's turn: everything its answer needs, and the small answers that many share."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

from starlette.requests import Request
from starlette.responses import Response

from truthloop.server.objects_gateway.gateway_seams import ObjectsGateway
from truthloop.server.objects_gateway.object_calls import ObjectCall
from truthloop.server.objects_gateway.object_faults import fault
from truthloop.server.objects_gateway.upload_bodies import UploadBody, upload_body, whole
from truthloop.wire.exchange import WireRequest
from truthloop.wire.verified_signature import VerifiedSignature
from truthloop.wire.xml_text import element

NAMESPACE: Final = "http://s3.amazonaws.com/doc/2006-03-01/"
_LARGEST_XML: Final = 4 * 2**20


@dataclass(frozen=True, slots=True)
class Turn:
    """A request whose signature holds, and what it asks for."""

    gateway: ObjectsGateway
    request: Request
    wire: WireRequest
    call: ObjectCall
    verified: VerifiedSignature
    account: str
    """Whose key signed."""
    secret: str = field(repr=False)
    """Of that key, for signed chunks."""

    @property
    def embedded(self) -> bool:
        """Whether the embedded store is behind, with what it lacks."""
        return self.gateway.store.folder is not None


def upload_of(turn: Turn) -> UploadBody:
    """How this request's body is to be read. Raises as upload_body."""
    return upload_body(turn.wire, turn.call, turn.verified, turn.secret)


async def arriving(request: Request) -> AsyncIterator[bytes]:
    """The bytes of the request's body as they arrive; asking for the first makes the server say `100 Continue`."""
    async for piece in request.stream():
        yield piece
    request.state.body_has_ended = True


def body_is_left(request: Request) -> bool:
    """Whether the client still has something to send, or waits for leave to."""
    headers = request.headers
    sends = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    return sends and not getattr(request.state, "body_has_ended", False)


async def xml_body(turn: Turn) -> ET.Element | None:
    """The request's XML, checked against all that was said of it; None for an empty body.

    Raises MalformedXML, EntityTooLarge, and as vouched. A document type is refused: entities are of no use here.
    """
    if "content-length" not in turn.wire.headers and "transfer-encoding" not in turn.wire.headers:
        return None
    body = await whole(upload_of(turn), arriving(turn.request), largest=_LARGEST_XML)
    if not body.strip():
        return None
    if b"<!" in body:
        raise fault("MalformedXML")
    try:
        return ET.fromstring(body)  # noqa: S314 (no document type, see above)
    except ET.ParseError as error:
        raise fault("MalformedXML") from error


def xml_answer(name: str, content: str, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """`<name xmlns="…">content</name>`; the content is XML already."""
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + element(name, content, namespace=NAMESPACE)
    return Response(text.encode(), status, dict(headers or {}), media_type="application/xml")


def leaf(name: str, text: str) -> str:
    """`<name>text</name>`, escaped."""
    return element(name, text, raw=False)
