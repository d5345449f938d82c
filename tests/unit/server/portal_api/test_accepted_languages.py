from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.server.portal_api.accepted_languages import best_language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("ko", "ko"),
        ("ko-KR,ko;q=0.9,en-US;q=0.8", "ko"),
        ("pt", "pt-BR"),
        ("pt-PT, en;q=0.5", "pt-BR"),
        ("de, fr;q=0.9", "en"),
        ("en;q=0.3, ko;q=0.7", "ko"),
        ("ko;q=0, pt-BR;q=0.1", "pt-BR"),
        ("KO-kr", "ko"),
        ("*", "en"),
    ],
)
def test_the_browsers_first_wish_that_we_speak_is_met(header: str, language: str) -> None:
    assert best_language(header) == language


@given(st.text(alphabet="ekonptbr-*,;q=0.19 \x00é", max_size=200))
def test_any_header_gives_one_of_ours(header: str) -> None:
    assert best_language(header) in {"en", "ko", "pt-BR"}
