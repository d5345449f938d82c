from __future__ import annotations

import re

import pytest

from truthloop.terms.errors import Invalid
from truthloop.terms.page_hosts import page_sources_of


@pytest.mark.parametrize(
    ("value", "sources"),
    [
        ("", ()),
        ("cdn.example.org", ("https://cdn.example.org",)),
        ("  a.example   b.example ", ("https://a.example", "https://b.example")),
        (".example.org", ("https://*.example.org",)),
        ("http://intranet:8000", ("http://intranet:8000",)),
        ("https://a.example", ("https://a.example",)),
        ("https:", ("https:",)),
        ("a.example a.example", ("https://a.example",)),
    ],
)
def test_a_tag_allows_the_hosts_it_names(value: str, sources: tuple[str, ...]) -> None:
    assert page_sources_of({"truthloop:allowed-hosts": value, "team": "x y"}) == sources


def test_hosts_beyond_one_tag_go_into_further_ones() -> None:
    tags = {"truthloop:allowed-hosts-2": "b.example", "truthloop:allowed-hosts": "a.example"}
    assert page_sources_of(tags) == ("https://a.example", "https://b.example")


@pytest.mark.parametrize("entry", ["*", "'unsafe-inline'", "a.example;script-src", "a.example/x", "-", "data:", "a..b"])
def test_what_is_no_host_is_refused_by_name(entry: str) -> None:
    with pytest.raises(Invalid, match=re.escape(repr(entry))):
        page_sources_of({"truthloop:allowed-hosts": f"ok.example {entry}"})
