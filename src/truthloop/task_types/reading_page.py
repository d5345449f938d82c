"""Worker pages on which people read: one style for texts, whatever is asked about them."""

from __future__ import annotations

from truthloop.task_types.task_type import own_page


def reading_page(package: str, name: str) -> str:
    """A worker page that lies beside its task type, with the style of what is read (class `reading`)."""
    return own_page("truthloop.task_types", "reading.liquid.html") + own_page(package, name)
