from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truthloop.templates.page_assembly import COLLECT_BLOCKED, PageAssets, PageFrame, assemble_page
from truthloop.templates.start_tags import attributes, start_tags

ASSETS = PageAssets(script="http://h.example/assets/crowd.js", style="http://h.example/assets/crowd.css")
FRAME = PageFrame(portal_origin="http://127.0.0.1:8080", language="pt-BR")
HEAD = (
    '<meta charset="utf-8"><meta name="truthloop-portal" content="http://127.0.0.1:8080">'
    '<meta name="truthloop-language" content="pt-BR">'
    f"<script>{COLLECT_BLOCKED}</script>"
)
BUNDLE = '<script src="http://h.example/assets/crowd.js"></script>'
DOCTYPE = "<!DOCTYPE html>"
THEIRS = '<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>'


def page(html: str) -> str:
    return assemble_page(html, ASSETS, FRAME)


@pytest.mark.parametrize(
    "address",
    [
        "https://assets.crowd.aws/crowd-html-elements.js",
        "http://assets.crowd.aws/crowd-html-elements.js",
        "//assets.crowd.aws/crowd-html-elements.js",
        "https://assets.crowd.aws/crowd-html-elements-v2.js",
        "https://assets.crowd.aws/crowd-html-elements-v2s.js",
        "https://assets.crowd.aws/gen-ai-components.js",
        "https://assets.crowd.aws/crowd-html-elements.js?v=2#x",
        "HTTPS://Assets.Crowd.AWS/crowd-html-elements.js",
        " https://assets.crowd.aws/crowd-html-elements.js\n",
    ],
)
@pytest.mark.parametrize("quote", ['"', "'"])
def test_every_address_of_amazons_elements_becomes_ours(address: str, quote: str) -> None:
    assert page(f"<script src={quote}{address}{quote}></script><p>") == (
        f"{DOCTYPE}{HEAD}<script src={quote}http://h.example/assets/crowd.js{quote}></script><p>"
    )


@pytest.mark.parametrize("name", ["crowd-html-elements-v2", "gen-ai-components"])
def test_amazons_second_stylesheet_becomes_ours(name: str) -> None:
    given_html = THEIRS + f"<link rel=stylesheet href=https://assets.crowd.aws/css/{name}.css>"
    assert page(given_html) == f"{DOCTYPE}{HEAD}{BUNDLE}<link rel=stylesheet href=http://h.example/assets/crowd.css>"


@pytest.mark.parametrize(
    "other",
    [
        '<script src="https://assets.crowd.aws/other.js"></script>',
        '<script src="https://example.org/?https://assets.crowd.aws/crowd-html-elements.js"></script>',
        '<script src="https://cdnjs.cloudflare.com/d3.js" integrity="sha384-x"></script>',
        '<img src="https://assets.crowd.aws/images/a2i-console/multiple-lines.png">',
        '<a href="https://assets.crowd.aws/crowd-html-elements.js">elements</a>',
        "<p>https://assets.crowd.aws/crowd-html-elements.js</p>",
        '<p title="<script src=https://assets.crowd.aws/crowd-html-elements.js>">x</p>',
        '<!-- <script src="https://assets.crowd.aws/crowd-html-elements.js"></script> -->',
        "<script>const s = '<script src=\"https://assets.crowd.aws/crowd-html-elements.js\">';</script>",
        "<textarea><script src=https://assets.crowd.aws/crowd-html-elements.js></textarea>",
        "<title><link href=//assets.crowd.aws/css/crowd-html-elements-v2.css></title>",
        "<!-- never ended <script src=//assets.crowd.aws/crowd-html-elements.js></script>",
        '<p title="never ended <script src=//assets.crowd.aws/crowd-html-elements.js></script>',
    ],
)
def test_anything_else_stays_letter_by_letter_and_our_bundle_is_added(other: str) -> None:
    assert page(other) == f"{DOCTYPE}{HEAD}{BUNDLE}{other}"


def test_a_checksum_of_amazons_file_does_not_keep_ours_from_loading() -> None:
    theirs = "<script crossorigin integrity='sha384-x' src='//assets.crowd.aws/crowd-html-elements.js'></script>"
    assert "<script crossorigin integrity='' src='http://h.example/assets/crowd.js'></script>" in page(theirs)


def test_a_page_that_loads_two_generations_of_elements_defines_them_once() -> None:
    both = '<script src="https://assets.crowd.aws/crowd-html-elements-v2.js"></script>' + THEIRS
    assert page(both) == f'{DOCTYPE}{HEAD}{BUNDLE}<script src="data:text/javascript,"></script>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<crowd-form>", "{D}{H}<crowd-form>"),
        ("", "{D}{H}"),
        ("text", "{D}{H}text"),
        ("<!doctype html>\n<p>", "<!doctype html>{H}\n<p>"),
        ("<!DOCTYPE html><html lang=en><head><title>x", "<!DOCTYPE html><html lang=en><head>{H}<title>x"),
        ("<html>\n<body>", "{D}<html>{H}\n<body>"),
        (
            "\n<!-- a -->\n<HTML>\n <!-- b --> <Head\n id='x>y'>z",
            "{D}\n<!-- a -->\n<HTML>\n <!-- b --> <Head\n id='x>y'>{H}z",
        ),
        ("<!-- <head> --><head>", "{D}<!-- <head> --><head>{H}"),
        ("<html data-x='<head>'><header>", "{D}<html data-x='<head>'>{H}<header>"),
        ("<head/><p>", "{D}<head/>{H}<p>"),
        ("<!--><head>", "{D}<!--><head>{H}"),
        ("<!-- --!><head>", "{D}<!-- --!><head>{H}"),
        ("<?xml version='1'?><html>", "{D}<?xml version='1'?><html>{H}"),
        ("\ufeff<html><head>", "\ufeff{D}<html><head>{H}"),
        ("\ufeff<p>", "\ufeff{D}{H}<p>"),
        ("<!-- open", "{D}{H}<!-- open"),
        ("<html never='ended", "{D}{H}<html never='ended"),
        ("<script>1</script><html><head><title>", "{D}{H}<script>1</script><html><head><title>"),
    ],
)
def test_the_portals_lines_stand_first_in_the_head(html: str, expected: str) -> None:
    assert page(html) == expected.replace("{D}", DOCTYPE).replace("{H}", HEAD + BUNDLE)


def test_what_the_page_is_told_cannot_break_out_of_its_attribute() -> None:
    told = assemble_page("", PageAssets('"><b>', ""), PageFrame('"><i>', "<"))
    assert "<b>" not in told
    assert "<i>" not in told
    assert 'content="&lt;"' in told


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ("<a b=c d='e>f' g=\"h'\" i>", [("a", {"b": "c", "d": "e>f", "g": "h'", "i": ""})]),
        ("<p title=it's><b>", [("p", {"title": "it's"}), ("b", {})]),
        ("<a b = c/d><e/>", [("a", {"b": "c/d"}), ("e", {})]),
        ("<a = b ==c>", [("a", {"=": "", "b": "=c"})]),
        ("<a b=>c>", [("a", {"b": ""})]),
        ("< a><1><a<b c>", [("a<b", {"c": ""})]),
        ("</a b='>'><c>", [("c", {})]),
        ("</><//><d>", [("d", {})]),
        ("<A B=1 B=2>", [("a", {"b": "2"})]),
        ("<script><b></script ><i>", [("script", {}), ("i", {})]),
        ("<style><b></styles></style><i>", [("style", {}), ("i", {})]),
        ("<plaintext><b>", [("plaintext", {})]),
        ("<crowd-input/><crowd-tab>", [("crowd-input", {}), ("crowd-tab", {})]),
    ],
)
def test_start_tags_are_found_as_browsers_find_them(html: str, tags: list[tuple[str, dict[str, str]]]) -> None:
    found = list(start_tags(html))
    assert [(tag.name, {each.name: each.value for each in attributes(html, tag)}) for tag in found] == tags
    assert all(html[tag.start] == "<" and html[tag.end - 1] == ">" for tag in found)
    assert all(html[each.start : each.end] == each.value for tag in found for each in attributes(html, tag))


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<!--",
        "<a b='",
        "<a b=c ",
        "</",
        "<script>",
        "<a/",
        "<a =",
        "<!",
        "<?",
        "<html><!-- -->",
        THEIRS,
        " ",
        "<a b ",
    ],
)
def test_a_page_is_read_in_one_pass_however_hostile(piece: str) -> None:
    # Quadratic work on two million characters would outlast the test's time limit.
    html = piece * (2_000_000 // len(piece))
    assert len(page(html)) >= len(html) * 0.5


HOSTILE = st.sampled_from(tuple("<>'\"=/\nx\ufeff")) | st.sampled_from(
    (
        "<!--",
        "-->",
        "<!doctype html>",
        "<html>",
        "<head>",
        "<script",
        "</script>",
        " src=",
        "<p>",
        "<style>",
        "</style>",
    )
)


@settings(deadline=None)
@given(st.lists(HOSTILE, max_size=25).map("".join))
def test_where_no_address_is_amazons_nothing_of_the_page_is_changed(html: str) -> None:
    assembled = page(html)
    assert assembled.count(HEAD + BUNDLE) == 1
    assert assembled.replace(HEAD + BUNDLE, "").replace(DOCTYPE, "") == html


class Heads(HTMLParser):
    """Collects metas in the order a parser meets them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            self.names.append(dict(attrs).get("name"))


def test_a_template_cannot_put_its_own_portal_before_ours() -> None:
    forged = '<!-- x --><html><meta name="truthloop-portal" content="https://evil.example"><head>'
    reader = Heads()
    reader.feed(page(forged))
    assert reader.names == [None, "truthloop-portal", "truthloop-language", "truthloop-portal"]
    assert page(forged).index("127.0.0.1") < page(forged).index("evil")
