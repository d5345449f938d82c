from __future__ import annotations

from dataclasses import replace

import pytest

from truthloop.templates.content_policy import PageSources, content_policy, page_headers

SOURCES = PageSources(own=("http://127.0.0.1:8080",), portal=("http://127.0.0.1:8080",))


def directives(sources: PageSources = SOURCES) -> dict[str, list[str]]:
    parts = [part.split() for part in content_policy(sources).split("; ")]
    assert len({part[0] for part in parts}) == len(parts)
    return {part[0]: part[1:] for part in parts}


def test_a_page_has_an_origin_of_its_own_and_stays_in_its_frame() -> None:
    sandbox = directives()["sandbox"]
    assert {"allow-scripts", "allow-forms", "allow-modals", "allow-popups"} <= set(sandbox)
    assert not {"allow-same-origin", "allow-storage-access-by-user-activation"} & set(sandbox)
    assert not [token for token in sandbox if token.startswith("allow-top-navigation")]


def test_nothing_is_allowed_that_is_not_named() -> None:
    found = directives()
    for name in ("default-src", "object-src", "base-uri", "form-action"):
        assert found[name] == ["'none'"]
    assert found["frame-ancestors"] == ["http://127.0.0.1:8080"]


EVERYTHING_BUT_PICTURES = ["script-src", "style-src", "font-src", "connect-src", "frame-src", "worker-src"]


@pytest.mark.parametrize("name", [*EVERYTHING_BUT_PICTURES, "img-src", "media-src"])
def test_a_page_loads_from_us_alone_unless_its_requester_allows_more(name: str) -> None:
    assert [source for source in directives()[name] if "/" in source or source == "https:"] == ["http://127.0.0.1:8080"]
    allowed = directives(replace(SOURCES, elsewhere=("https://cdn.example.org",)))
    assert allowed[name][:2] == ["http://127.0.0.1:8080", "https://cdn.example.org"]


def test_pictures_may_come_from_where_scripts_may_not() -> None:
    found = directives(replace(SOURCES, pictures=("https:",)))
    assert "https:" in found["img-src"]
    assert "https:" in found["media-src"]
    assert not [name for name in EVERYTHING_BUT_PICTURES if "https:" in found[name]]


def test_scripts_may_stand_in_the_page_and_be_evaluated_as_amazons_templates_do() -> None:
    assert {"'unsafe-inline'", "'unsafe-eval'"} <= set(directives()["script-src"])
    assert "'unsafe-inline'" in directives()["style-src"]


def test_a_list_of_hosts_takes_the_place_of_any_https_address() -> None:
    narrowed = directives(replace(SOURCES, elsewhere=("https://cdnjs.cloudflare.com", "*.jsdelivr.net")))
    for name, sources in narrowed.items():
        assert "https:" not in sources
        if name.endswith("-src") and name not in ("default-src", "object-src"):
            assert sources[:3] == ["http://127.0.0.1:8080", "https://cdnjs.cloudflare.com", "*.jsdelivr.net"]


def test_an_empty_list_shuts_a_page_off_from_everything_but_us() -> None:
    shut = directives(replace(SOURCES, elsewhere=()))
    for name in ("script-src", "img-src", "connect-src", "frame-src"):
        assert [source for source in shut[name] if "." in source] == ["http://127.0.0.1:8080"]


@pytest.mark.parametrize(
    "source",
    [
        "https://a.example; script-src *",
        "https://a.example\r\nSet-Cookie: a=b",
        "'unsafe-inline'",
        "https://a.example b.example",
        "javascript:",
        "",
        "*",
        "https://a.example,https://b.example",
    ],
)
@pytest.mark.parametrize("field", ["own", "portal", "elsewhere"])
def test_what_is_no_source_cannot_slip_into_the_policy(field: str, source: str) -> None:
    with pytest.raises(ValueError, match="is no source"):
        content_policy(replace(SOURCES, **{field: (source,)}))


@pytest.mark.parametrize(
    "source",
    [
        "https:",
        "https://a.example",
        "a.example:8443",
        "http://[::1]:8080",
        "http://localhost:*",
        "https://a.example/x/",
    ],
)
def test_origins_hosts_and_schemes_are_sources(source: str) -> None:
    assert source in directives(replace(SOURCES, own=(source,)))["img-src"]


def test_a_page_that_nobody_may_show_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="portal origin"):
        content_policy(replace(SOURCES, portal=()))


def test_a_page_is_neither_guessed_at_nor_kept_nor_told_on() -> None:
    headers = page_headers(SOURCES)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Security-Policy"] == content_policy(SOURCES)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "noindex" in headers["X-Robots-Tag"]
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(headers["Permissions-Policy"].split(", "))
    assert not [value for value in headers.values() if "\n" in value or "\r" in value]
