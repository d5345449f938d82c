"""What is kept of all that a function prints in one call: the beginning and the end."""

from __future__ import annotations

from collections import deque
from typing import Final

BEGINNING: Final = 16 * 1024
END: Final = 48 * 1024


class KeptLog:
    """Takes any amount, keeps at most BEGINNING + END bytes of it."""

    def __init__(self, beginning: int = BEGINNING, end: int = END) -> None:
        self._room, self._end = beginning, end
        self._first = bytearray()
        self._last: deque[bytes] = deque()
        self._held = 0
        self._left_out = 0

    def add(self, piece: bytes) -> None:
        """The next bytes."""
        room = self._room - len(self._first)
        self._first += piece[:room]
        rest = piece[room:] if room < len(piece) else b""
        if rest:
            self._last.append(rest[-self._end :])
            self._left_out += len(rest) - len(self._last[-1])
            self._held += len(self._last[-1])
        while self._held - len(self._last[0]) >= self._end if self._last else False:
            gone = self._last.popleft()
            self._held -= len(gone)
            self._left_out += len(gone)

    def text(self) -> str:
        """What is kept, with a line that says how much is not. NUL, which PostgreSQL takes not, is shown as U+FFFD."""
        last = b"".join(self._last)
        left_out = self._left_out + max(len(last) - self._end, 0)
        middle = f"\n… {left_out} bytes left out …\n".encode() if left_out else b""
        kept = bytes(self._first) + middle + last[-self._end :]
        return kept.decode("utf-8", "replace").replace("\0", "\ufffd")
