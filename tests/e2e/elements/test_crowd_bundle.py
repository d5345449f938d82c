"""What templates load by AWS's address: its form and its weight."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from e2e.elements.page_bench import BUNDLE

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageServer

MOST_BYTES = 45 * 1024


def test_the_bundle_is_one_classic_script_of_plain_ascii(element_site: PageServer) -> None:
    text = BUNDLE.read_text(encoding="utf-8")
    assert element_site.pages
    assert text.isascii()
    assert "sourceMappingURL" not in text
    assert not text.lstrip().startswith(("import", "export"))


def test_the_bundle_stays_small_and_lies_compressed_beside_itself(element_site: PageServer) -> None:
    assert element_site.pages
    assert BUNDLE.with_name(BUNDLE.name + ".br").stat().st_size <= MOST_BYTES
    assert gzip.decompress(BUNDLE.with_name(BUNDLE.name + ".gz").read_bytes()) == BUNDLE.read_bytes()
