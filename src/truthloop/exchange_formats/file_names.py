"""Names for files on disk from addresses of objects, which are data from outside."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from urllib.parse import quote

LONGEST_NAME = 200
"""Bytes of one segment; file systems take 255."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\%]')


def file_name(ref: str, folder: str) -> PurePosixPath:
    """A relative path for the object: what follows the shared folder, made safe for a file system.

    Two objects get two names. Segments that would climb or vanish (`..`, `.`, empty), control characters and what
    Windows refuses are percent-encoded, over-long segments end in a piece of their SHA-256.
    """
    below = ref.removeprefix(folder) if folder else ref.partition("://")[2] or ref
    return PurePosixPath(*(_segment(each) for each in below.split("/")))


def _segment(given: str) -> str:
    if given in {"", ".", ".."}:
        return given.replace(".", "%2E") or "%"
    safe = _UNSAFE.sub(lambda found: quote(found[0], safe=""), given)
    if len(safe.encode()) <= LONGEST_NAME:
        return safe
    mark = hashlib.sha256(given.encode()).hexdigest()[:16]
    stem, dot, ending = safe.rpartition(".")
    kept = (stem or safe).encode()[: LONGEST_NAME - 40].decode(errors="ignore")
    return f"{kept}-{mark}{dot}{ending}" if dot and len(ending) < 10 else f"{kept}-{mark}"  # noqa: PLR2004 (.geojson)
