"""Worker pages made of a shared beginning and what is the task type's own.

The beginnings are in `page_words/`: the style of what is read (class `reading`), and words that several pages say.
What they assign the rest of the page can show.
"""

from __future__ import annotations

from truthloop.task_types.task_type import own_page

WORDS = "truthloop.task_types.page_words"


def reading_page(package: str, name: str, *words: str) -> str:
    """The worker page `name` that lies beside its task type, after the style of texts and the `words` it needs."""
    shared = ("reading", *words)
    return "".join(own_page(WORDS, f"{each}.liquid.html") for each in shared) + own_page(package, name)
