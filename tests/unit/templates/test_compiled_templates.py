from __future__ import annotations

import pytest
from liquid.exceptions import LiquidError

from truthloop.templates.compiled_templates import CompiledTemplates


def test_a_template_is_compiled_once() -> None:
    kept = CompiledTemplates()
    assert kept.compiled("{{ a }}") is kept.compiled("{{ a }}")
    assert kept.compiled("{{ a }}") is not kept.compiled("{{ b }}")


def test_the_one_unused_longest_goes_when_there_are_too_many() -> None:
    kept = CompiledTemplates(most=2)
    first, second = kept.compiled("1"), kept.compiled("2")
    assert kept.compiled("1") is first
    kept.compiled("3")
    assert len(kept) == 2
    assert kept.compiled("1") is first
    assert kept.compiled("2") is not second


def test_long_templates_do_not_fill_the_memory() -> None:
    kept = CompiledTemplates(most_characters=250)
    for letter in "abcde":
        kept.compiled(letter * 100)
    assert len(kept) == 2
    assert kept.compiled("x" * 300).render() == "x" * 300
    assert len(kept) == 0


def test_a_faulty_template_is_not_kept() -> None:
    kept = CompiledTemplates()
    for _ in range(2):
        with pytest.raises(LiquidError):
            kept.compiled("{% if %}")
    assert len(kept) == 0
