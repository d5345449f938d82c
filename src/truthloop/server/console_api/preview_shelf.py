"""Rendered worker pages that somebody looks at before a job is made, kept in memory for a while under secret names."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

MOST_CHARACTERS: Final = 64_000_000
"""Of all pages together; the oldest go first."""
LONGEST: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A page that can be looked at."""

    html: str
    language: str
    until: datetime


@dataclass(slots=True)
class PreviewShelf:
    """Pages by token. They are lost at a restart; whoever wants one asks again."""

    pages: OrderedDict[str, PreviewPage] = field(default_factory=OrderedDict)
    characters: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, token: str, html: str, language: str, now: datetime) -> None:
        """Keep a page under a token that nobody can guess."""
        with self.lock:
            self.pages[token] = PreviewPage(html, language, now + LONGEST)
            self.characters += len(html)
            while self.pages and (self.characters > MOST_CHARACTERS or first(self.pages).until <= now):
                _, gone = self.pages.popitem(last=False)
                self.characters -= len(gone.html)

    def find(self, token: str, now: datetime) -> PreviewPage | None:
        """The page of a token, unless it has expired."""
        with self.lock:
            found = self.pages.get(token)
        return found if found is not None and found.until > now else None


def first(pages: OrderedDict[str, PreviewPage]) -> PreviewPage:
    """The page that was put first."""
    return next(iter(pages.values()))
