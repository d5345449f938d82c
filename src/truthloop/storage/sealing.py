"""Secrets at rest: sealed with a key that lies outside the database."""

from __future__ import annotations

import os
import secrets
from base64 import urlsafe_b64encode
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from truthloop.terms.errors import Invalid


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals secrets, and derives keys for other uses from the same root."""

    root: bytes
    box: MultiFernet

    def close(self, secret: str) -> bytes:
        """The sealed form of a secret."""
        return self.box.encrypt(secret.encode())

    def open(self, sealed: bytes) -> str:
        """The secret; `Invalid` when another installation's key sealed it."""
        try:
            return self.box.decrypt(sealed).decode()
        except InvalidToken as error:
            raise Invalid(
                "A secret in the database was sealed with another key. Start with the data folder "
                "(or TRUTHLOOP_SECRET_KEY) that this database was made with."
            ) from error

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose, such as page links or paging tokens."""
        return HKDF(hashes.SHA256(), 32, salt=None, info=purpose.encode()).derive(self.root)


def seal_from(root: bytes) -> Seal:
    """A Seal over 32 random bytes."""
    return Seal(root, MultiFernet([Fernet(urlsafe_b64encode(root))]))


def read_or_make_root(path: Path) -> bytes:
    """The installation's root secret, made on first use, readable by its owner only."""
    if not path.exists():
        scratch = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was first: then its key counts
            os.link(scratch, path)
        scratch.unlink()
    return bytes.fromhex(path.read_text(encoding="ascii").strip())
