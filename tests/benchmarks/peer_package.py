"""Fetches the peer's editor for one measurement: pinned, checked, and kept nowhere."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "@heartexlabs/label-studio@1.4.0"
SHA512 = (
    "35ccc5da00c5fd686aefec48ded6192eb024f0faba85a7178581039967c70102"
    "19d1e8a27b2accc711f3e0a214ef09da802a26686bfe409d9973a4817019ae0a"
)


@contextmanager
def peer_package() -> Iterator[Path | str]:
    """The folder of the package's built files; in words, why it cannot be had.

    Its own dependencies, which are built into these files, stay away: they are some two hundred packages.
    """
    npm = shutil.which("npm")
    if npm is None:
        yield "npm is not there to fetch it"
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", "--pack-destination", folder, NAME]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        (archive, *_) = [*Path(folder).glob("*.tgz"), None]
        if done.returncode or archive is None:
            yield "the npm registry was not reached"
        elif hashlib.sha512(archive.read_bytes()).hexdigest() != SHA512:
            yield f"the registry gave other bytes than those known as {NAME}"
        else:
            with tarfile.open(archive) as packed:
                packed.extractall(folder, filter="data")
            yield Path(folder) / "package/build/static"
