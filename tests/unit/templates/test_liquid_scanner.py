from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from liquid.exceptions import LiquidSyntaxError
from liquid.lex import get_lexer

from truthloop.templates.liquid_scanner import scan, unclosed_block

PIECES = st.sampled_from(
    (
        "a",
        " ",
        "\n",
        "}",
        "{{ x }}",
        "{{- x | f: 'a' -}}",
        "{{x}}",
        "{% if a %}",
        "{%- endif -%}",
        "{%else%}",
        "<b>",
        "{% assign b = 1 %}",
        "{% raw %}{{ r }}{% endraw %}",
        "{% comment %}c{% x %}{% endcomment %}",
        "{% # note %}",
    )
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=20).map(lambda pieces: "".join(pieces) + "."))
def test_well_formed_templates_are_cut_as_the_library_cuts_them(template: str) -> None:
    try:
        theirs = [(token.kind, token.value) for token in get_lexer("{%", "%}", "{{", "}}", "", "")(template)]
    except LiquidSyntaxError:
        with pytest.raises(LiquidSyntaxError):
            list(scan(template))
    else:
        assert joined((token.kind, token.value) for token in scan(template)) == joined(theirs)


def joined(tokens: object) -> list[tuple[str, str]]:
    """Tokens with neighbouring text put together: where text is cut is no matter."""
    out: list[tuple[str, str]] = []
    for kind, value in tokens:  # type: ignore[attr-defined]
        if out and kind == "content" and out[-1][0] == "content":
            out[-1] = (kind, out[-1][1] + value)
        else:
            out.append((kind, value))
    return out


def test_every_token_knows_where_it_stands() -> None:
    template = "ab\n{{  x }}{%-  assign y = 1 %}c"
    tokens = list(scan(template))
    assert [template[token.start_index :][: len(token.value)] for token in tokens] == [token.value for token in tokens]


def test_the_innermost_block_that_is_never_closed_is_found() -> None:
    assert unclosed_block("{% if a %}{% for b in c %}{% endfor %}") == ("if", 3)
    assert unclosed_block("{% if a %}{% for b in c %}{% endif %}") == ("for", 13)
    assert unclosed_block("{% if a %}{% endif %}{% assign x = 1 %}") is None
