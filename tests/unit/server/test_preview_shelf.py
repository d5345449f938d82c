"""Previews are found by their token until they expire, and never grow without bound."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from truthloop.server.console_api.preview_shelf import LONGEST, MOST_CHARACTERS, PreviewShelf

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_a_preview_is_found_by_its_token_until_it_expires() -> None:
    shelf = PreviewShelf()
    shelf.put("one", "<p>1</p>", "ko", NOON)
    found = shelf.find("one", NOON + LONGEST - timedelta(seconds=1))
    assert found is not None
    assert (found.html, found.language) == ("<p>1</p>", "ko")
    assert shelf.find("one", NOON + LONGEST) is None
    assert shelf.find("two", NOON) is None


def test_what_has_expired_and_what_is_too_much_makes_room_the_oldest_first() -> None:
    shelf = PreviewShelf()
    shelf.put("old", "x", "en", NOON)
    half = "y" * (MOST_CHARACTERS // 2)
    later = NOON + LONGEST
    for token in ("a", "b", "c"):
        shelf.put(token, half, "en", later)
    assert [shelf.find(token, later) is not None for token in ("old", "a", "b", "c")] == [False, False, True, True]
    assert shelf.characters == 2 * len(half)
