"""How the embedded store spells keys, and which it cannot hold.

It keeps objects as files, so a key is a path. Three things that S3 allows do not fit:

* `folder/` (an object whose key ends in a slash, which consoles make to show an empty folder) is kept as the file
  `folder/.truthloop-folder`; `stored_key` and `shown_key` translate.
* `a` and `a/b` together: a name is a file or a folder. `name_clash` says so before the store is asked, because rclone
  would answer 500 and, worse, hide the folder from readers for up to a minute.
* Segments longer than 255 bytes, and names that rclone keeps for itself.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath

from truthloop.storage.objects.s3_uri import is_bucket_name, key_complaint, shown

FOLDER_MARK = ".truthloop-folder"
LONGEST_SEGMENT = 255
"""Bytes of UTF-8: the limit of Linux file names."""
_RESERVED = (".rclone_temp_", ".rclone_multipart_upload_", FOLDER_MARK)


def stored_key(key: str) -> str:
    """The key under which the embedded store keeps the object."""
    return key + FOLDER_MARK if key.endswith("/") else key


def shown_key(stored: str) -> str:
    """The key of the object that is kept so: the inverse of stored_key."""
    return stored.removesuffix(FOLDER_MARK) if stored.endswith("/" + FOLDER_MARK) else stored


def embedded_complaint(key: str) -> str:
    """Why the embedded store cannot hold this key, to follow "The key … "; empty when it can."""
    if complaint := key_complaint(key):
        return complaint
    segments = key.removesuffix("/").split("/")
    if any(len(segment.encode()) > LONGEST_SEGMENT for segment in segments):
        return f"has a segment longer than {LONGEST_SEGMENT} bytes, which the embedded object store cannot name a file"
    if segments[-1].startswith(_RESERVED):
        return (
            f"begins its last segment with {shown(segments[-1][:20])}, which the embedded object store keeps for itself"
        )
    return ""


def name_clash(folder: Path, bucket: str, key: str) -> str:
    """What already stands in the way of storing `key`, as a sentence; empty when nothing does.

    Only asks what kind of file a name is; follows no link, and takes nothing that embedded_complaint would not pass.
    """
    if not is_bucket_name(bucket) or embedded_complaint(key):
        raise ValueError(f"Not checked before: {shown(bucket)}/{shown(key)}")
    path = PurePosixPath(stored_key(key))
    for parent in reversed(path.parents[:-1]):
        if _kind(folder / bucket / parent) == stat.S_IFREG:
            return f"The embedded object store cannot store anything beneath {parent}, which is an object"
    if _kind(folder / bucket / path) == stat.S_IFDIR:
        return f"The embedded object store cannot make an object of {path}, because there are objects beneath it"
    return ""


def is_folder(folder: Path, bucket: str, key: str) -> bool:
    """Whether the name is only a folder of other objects, so that no object has this key."""
    if not is_bucket_name(bucket) or embedded_complaint(key):
        return False
    return _kind(folder / bucket / PurePosixPath(stored_key(key))) == stat.S_IFDIR


def _kind(path: Path) -> int:
    try:
        return stat.S_IFMT(os.lstat(path).st_mode)
    except OSError:
        return 0
