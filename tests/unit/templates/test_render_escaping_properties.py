from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from unit.templates.worker_template_samples import rendered

UNTIMED = settings(deadline=None)
TEXT = st.text() | st.text(alphabet="<>&\"'`=/;#amplgt039 \n{}%|\ud800\u2028")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=10,
)
ENTITY = re.compile(r"&(?:amp|lt|gt|#13|#34|#39);")
FILTERS = (
    "append: task.input.b",
    "append: '<i>'",
    "base64_encode",
    "capitalize",
    "compact",
    "concat: task.input.l",
    "date: task.input.b",
    "date: '%Y'",
    "default: task.input.b",
    "downcase",
    "escape",
    "escape_once",
    "escapejs",
    "find: 'a'",
    "first",
    "grant_read_access",
    "join: task.input.b",
    "join",
    "last",
    "lstrip",
    "map: 'a'",
    "plus: 1",
    "prepend: task.input.b",
    "remove: ';'",
    "remove: '&'",
    "remove_first: 'a'",
    "remove_last: task.input.b",
    "replace: 'a', task.input.b",
    "replace: '', '<'",
    "replace: '&', '<'",
    "replace_first: '&', '<'",
    "replace_last: ';', task.input.b",
    "reverse",
    "rstrip",
    "size",
    "slice: 1, 3",
    "sort",
    "split: task.input.b",
    "split: '&'",
    "split: ''",
    "squish",
    "strip",
    "strip_html",
    "sum",
    "times: 3",
    "to_json",
    "truncate: 5",
    "truncate: 9, task.input.b",
    "truncatewords: 2",
    "uniq",
    "upcase",
    "url_decode",
    "url_encode",
    "where: 'a'",
)
CHAINS = st.lists(st.sampled_from(FILTERS), max_size=5)


def bare(page: str) -> str:
    """The characters of a page that could begin a tag, end an attribute or begin an entity that is not one of ours."""
    return "".join(character for character in ENTITY.sub("", page) if character in "<>\"'&")


@UNTIMED
@given(TEXT)
def test_text_in_task_data_never_becomes_markup_and_reads_back_as_itself(text: str) -> None:
    page = rendered("{{ task.input.t }}", t=text).html
    assert bare(page) == ""
    assert unescape(page).encode() == unescape(page).encode("utf-8")
    if not re.search("[\ud800-\udfff]", text):
        assert (
            page.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#34;", '"')
            .replace("&#39;", "'")
            .replace("&#13;", "\r")
            .replace("&amp;", "&")
            == text
        )


@UNTIMED
@given(JSON)
def test_json_in_task_data_never_becomes_markup(value: Any) -> None:
    for template in ("{{ task.input.v }}", "{{ task.input.v | to_json }}", "{{ task.input.v | to_json | escape }}"):
        result = rendered(template, v=value)
        assert result.errors == ()
        assert bare(result.html) == ""


@UNTIMED
@given(JSON, TEXT, CHAINS, st.sampled_from(["{{ %s }}", "{%% assign x = %s %%}{{ x }}", "{%% echo %s %%}"]))
def test_no_chain_of_filters_but_skip_autoescape_lets_markup_of_the_data_through(
    value: Any, other: str, chain: list[str], form: str
) -> None:
    template = form % " | ".join(["task.input.a", *chain])
    result = rendered(template, a=value, b=other, l=["<", value])
    # Filters may take an entity apart and leave its ampersand: that is no markup.
    assert bare(result.html).replace("&", "") == ""
    assert result.errors == () or result.html == ""


@UNTIMED
@given(TEXT, TEXT, CHAINS)
def test_captured_text_goes_through_filters_without_becoming_markup(text: str, other: str, chain: list[str]) -> None:
    template = "{% capture c %}{{ task.input.a }}{% endcapture %}{{ " + " | ".join(["c", *chain]) + " }}"
    page = rendered(template, a=text, b=other, l=["<"]).html
    assert not set("<>\"'") & set(page)


PIECES = st.sampled_from(
    (
        "{{",
        "}}",
        "{%",
        "%}",
        "-",
        " ",
        "\n",
        "|",
        ":",
        ",",
        ".",
        "..",
        "[",
        "]",
        "(",
        ")",
        "'",
        '"',
        "if",
        "endif",
        "else",
        "elsif",
        "for",
        "in",
        "endfor",
        "assign",
        "capture",
        "endcapture",
        "case",
        "when",
        "endcase",
        "comment",
        "endcomment",
        "raw",
        "endraw",
        "cycle",
        "tablerow",
        "endtablerow",
        "increment",
        "liquid",
        "echo",
        "doc",
        "#",
        "render",
        "break",
        "x",
        "task.input",
        "task.input.a",
        "1",
        "-1",
        "2.5",
        "=",
        "==",
        "<",
        "contains",
        "and",
        "nil",
        "empty",
        "reversed",
        "limit:",
        *FILTERS,
    )
)


@UNTIMED
@given(st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join) | st.text(), JSON)
def test_rendering_never_raises_whatever_the_template_and_the_data(template: str, value: Any) -> None:
    result = rendered(template, a=value, b="<", l=[1])
    assert result.html == "" or result.errors == ()
    assert all(fault.code and fault.message for fault in result.errors)
    result.html.encode()
    json.dumps([str(fault) for fault in result.errors])
