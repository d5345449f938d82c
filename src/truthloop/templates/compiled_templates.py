"""Compiled templates, kept while they are in use."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from truthloop.templates.liquid_environment import compile_template

if TYPE_CHECKING:
    from liquid import BoundTemplate


class CompiledTemplates:
    """The most recently used compiled templates, by the SHA-256 of their text. Safe among threads.

    Bounded by the characters of their sources as well as by number: a compiled template takes up to some two
    hundred times the room of its text.
    """

    def __init__(self, most: int = 256, most_characters: int = 1_000_000) -> None:
        self._most = most
        self._most_characters = most_characters
        self._characters = 0
        self._kept: OrderedDict[bytes, tuple[BoundTemplate, int]] = OrderedDict()
        self._lock = threading.Lock()

    def compiled(self, source: str) -> BoundTemplate:
        """The compiled form of `source`. Raises the library's `LiquidError`; a faulty template is not remembered."""
        key = hashlib.sha256(source.encode("utf-8", "surrogatepass")).digest()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
        template = compile_template(source)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = (template, len(source))
                self._characters += len(source)
            while len(self._kept) > self._most or self._characters > self._most_characters:
                _, (_, characters) = self._kept.popitem(last=False)
                self._characters -= characters
        return template

    def __len__(self) -> int:
        return len(self._kept)
