"""What a worker page is made of, whichever kind of work is behind it."""

from __future__ import annotations

from dataclasses import dataclass

from truthloop.terms.resources import Place


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page's two halves, and in whose name it reads stored objects."""

    place: Place
    template: str
    """Liquid."""
    input_content: str
    """JSON text; the template sees it as `task.input`."""
    role_arn: str
    """RoleArn of the flow definition or the labeling job."""
    allowed_sources: tuple[str, ...]
    """From where the page may load besides this server: what the tags of flow definition or job allow now."""
