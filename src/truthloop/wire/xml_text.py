"""The little XML that Query answers and S3 errors need."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, content: str, *, raw: bool = True, namespace: str = "") -> str:
    """``<name>content</name>``; ``raw`` content is XML already, other content is escaped text.

    Characters that XML cannot carry become U+FFFD.
    """
    inner = content if raw else escape(_NOT_XML.sub("\ufffd", content), {"\r": "&#xD;"})
    attribute = f' xmlns="{namespace}"' if namespace else ""
    return f"<{name}{attribute}>{inner}</{name}>"
