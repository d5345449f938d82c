"""Tags in a request, as a mapping; the rules AWS's model does not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from truthloop.terms.errors import Invalid
from truthloop.terms.page_hosts import page_sources_of

MOST_TAGS = 50


def tags_of(given: Sequence[Mapping[str, str]] | None) -> dict[str, str]:
    """The tags by key; Invalid for a key given twice or beginning with `aws:`, or a mistake in a list of hosts."""
    tags: dict[str, str] = {}
    for tag in given or ():
        key = tag["Key"]
        if key.lower().startswith("aws:"):
            raise Invalid(f"The tag key '{key}' begins with 'aws:', which is reserved.")
        if key in tags:
            raise Invalid(f"The tag key '{key}' is given twice; keys must be unique for each resource.")
        tags[key] = tag["Value"]
    page_sources_of(tags)
    return tags


def without_tags(params: Mapping[str, object]) -> dict[str, object]:
    """The request as it is recorded: tags have a place of their own, where they can change."""
    return {name: value for name, value in params.items() if name != "Tags"}
