"""DeleteObjects: up to a thousand keys, each checked as if it had come alone."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from starlette.responses import Response

from truthloop.server.objects_gateway.object_faults import fault
from truthloop.server.objects_gateway.store_requests import ask_store, demanded, read_answer
from truthloop.server.objects_gateway.turns import Turn, leaf, xml_answer, xml_body
from truthloop.storage.objects.embedded_names import embedded_complaint, is_folder, shown_key, stored_key
from truthloop.storage.objects.s3_uri import key_complaint
from truthloop.wire.xml_text import element

_MOST_KEYS: Final = 1000


@dataclass(slots=True)
class _Outcome:
    """What becomes of each key, to be told in the order asked."""

    deleted: list[str]
    errors: list[tuple[str, str, str]]
    """Key, code, message."""


async def delete_objects(turn: Turn) -> Response:
    """Every key's own outcome; the whole call fails only when it is malformed or the store does not answer."""
    root = await xml_body(turn)
    if root is None or root.tag.rpartition("}")[2] != "Delete":
        raise fault("MalformedXML")
    quiet = (root.findtext("{*}Quiet") or "").strip() == "true"
    keys = _keys(root)
    outcome = _Outcome([], [])
    sent = [key for key in keys if await _goes_to_the_store(turn, key, outcome)]
    if sent:
        await _ask(turn, sent, outcome)
    told = "" if quiet else "".join(element("Deleted", leaf("Key", key)) for key in outcome.deleted)
    told += "".join(
        element("Error", leaf("Key", key) + leaf("Code", code) + leaf("Message", message))
        for key, code, message in outcome.errors
    )
    return xml_answer("DeleteResult", told)


def _keys(root: ET.Element) -> list[str]:
    entries = [entry for entry in root if entry.tag.rpartition("}")[2] == "Object"]
    keys = [entry.findtext("{*}Key") or "" for entry in entries]
    if not 1 <= len(keys) <= _MOST_KEYS or not all(keys):
        raise fault("MalformedXML")
    return keys


async def _goes_to_the_store(turn: Turn, key: str, outcome: _Outcome) -> bool:
    complaint = embedded_complaint(key) if turn.embedded else key_complaint_of(key)
    if complaint:
        outcome.errors.append((key, "InvalidArgument", f"The key {complaint}"))
        return False
    folder = turn.gateway.store.folder
    if folder is not None and await asyncio.to_thread(is_folder, folder, turn.call.bucket, key):
        outcome.deleted.append(key)  # no object has this key: as deleted as can be
        return False
    return True


async def _ask(turn: Turn, keys: list[str], outcome: _Outcome) -> None:
    spelled = [stored_key(key) if turn.embedded else key for key in keys]
    body = element("Delete", "".join(element("Object", leaf("Key", key)) for key in spelled)).encode()
    digest = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
    upstream = await ask_store(
        turn.gateway, "POST", turn.call.bucket, query={"delete": ""}, headers={"content-md5": digest}, body=body
    )
    answer = ET.fromstring(await read_answer(await demanded(upstream)))  # noqa: S314 (our own store's)
    for entry in answer:
        key = shown_key(_text(entry, "Key")) if turn.embedded else _text(entry, "Key")
        if entry.tag.rpartition("}")[2] == "Deleted":
            outcome.deleted.append(key)
        else:
            outcome.errors.append((key, _text(entry, "Code"), _text(entry, "Message")))


def _text(entry: ET.Element, name: str) -> str:
    return entry.findtext(f"{{*}}{name}") or ""


def key_complaint_of(key: str) -> str:
    """For an own store, which may hold keys with empty segments."""
    complaint = key_complaint(key)
    return "" if complaint.startswith("has an empty segment") else complaint
