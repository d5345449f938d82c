from __future__ import annotations

from dataclasses import replace

import pytest

from truthloop.templates.render_limits import RenderLimits
from truthloop.templates.worker_pages import render
from unit.templates.worker_template_samples import LIMITS, html, rendered, signed

SMALL = RenderLimits(loop_steps=10_000, page_characters=100_000, produced_characters=400_000, cpu_seconds=30)


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("{% for i in (1..1000000000) %}x{% endfor %}", "range-too-long"),
        ("{% for i in (1..1000000000) reversed %}x{% endfor %}", "range-too-long"),
        ("{% for i in (1..1000000000) limit: 3 %}x{% endfor %}", "range-too-long"),
        ("{% for i in (1..99999999999999999999999999) %}x{% endfor %}", "range-too-long"),
        ("{% tablerow i in (1..1000000000) %}x{% endtablerow %}", "range-too-long"),
        ("{% assign r = (1..1000000000) %}{% if r contains 'x' %}{% endif %}", "range-too-long"),
        ("{{ (1..1000000000) | reverse | first }}", "range-too-long"),
        ("{% assign n = 1000000000 %}{% for i in (1..n) %}{% endfor %}", "range-too-long"),
        ("{% for i in (1..9999) %}{% endfor %}{% for i in (1..9999) %}{% endfor %}", "too-many-loop-steps"),
        ("{% for i in (1..200) %}{% for j in (1..200) %}{% endfor %}{% endfor %}", "too-many-loop-steps"),
        (
            "{%capture t%}{% tablerow i in (1..9999) %}{%endtablerow%}{%endcapture%}{% for i in (1..2) %}{%endfor%}",
            "too-many-loop-steps",
        ),
        ("{% for i in (1..9000) %}aaaaaaaaaaaaaaaaaaaa{% endfor %}", "page-too-long"),
        (
            "{% assign a = '0123456789' %}{% for i in (1..99) %}{% capture a %}{{a}}{{a}}{% endcapture %}{% endfor %}",
            "too-much-output",
        ),
        (
            "{% assign a = '0123456789' %}{% for i in (1..99) %}{% assign a = a | append: a %}{% endfor %}",
            "too-much-output",
        ),
        (
            "{% assign a = '01' | split: '' %}{% for i in (1..99) %}{% assign a = a | concat: a %}{% endfor %}",
            "too-much-output",
        ),
        ("{% assign a = task.input.long | replace: '', task.input.long %}", "too-much-output"),
        ("{% assign a = task.input.long | split: '' | join: task.input.long %}", "too-much-output"),
        ("{% assign a = 99 %}{% for i in (1..99) %}{% assign a = a | times: a %}{% endfor %}", "number-too-large"),
        (
            "{% assign l = task.input.deep %}{% for i in (1..99) %}{% assign l = l | concat: l %}{% endfor %}",
            "too-much-output",
        ),
        (
            "{% assign l = task.input.objects %}{% for i in (1..8) %}{% assign l = l | concat: l %}{% endfor %}{{ l }}",
            "too-much-output",
        ),
        ("{% if a %}" * 31 + "{% endif %}" * 31, "nested-too-deep"),
        ("{% if a " + "and a " * 1_200 + "%}{% endif %}", "nested-too-deep"),
        ("{{ " + "[" * 4_000 + " }}", "nested-too-deep"),
        ("{{ '" + "x" * 9_000 + "' }}", "syntax-error"),
    ],
)
def test_a_template_without_end_stops_with_a_fault(template: str, code: str) -> None:
    deep = [[[[[[[[[0] * 500]]]]]]]]
    result = rendered(template, SMALL, long="ab" * 5_000, deep=deep, objects=[{"k": "v" * 5_000}])
    assert result.html == ""
    assert [fault.code for fault in result.errors] == [code]


def test_the_fault_of_an_endless_loop_says_what_was_asked_and_what_is_allowed() -> None:
    (fault,) = rendered("\n{% for i in (1..1000000000) %}x{% endfor %}").errors
    assert fault.line == 2
    assert fault.message == "a range has 1,000,000,000 items; at most 1,000,000 are allowed"


def test_processor_time_is_limited_by_the_clock_that_is_given() -> None:
    seconds = iter(range(1_000_000))
    limits = replace(LIMITS, cpu_seconds=3)
    loop = "{% for i in (1..100000) %}{{ i }}{% endfor %}"
    result = render(loop, {}, signed, limits, clock=lambda: next(seconds))
    assert [fault.code for fault in result.errors] == ["too-slow"]
    assert "3 s of processor time" in result.errors[0].message


def test_loops_of_ordinary_size_are_no_matter() -> None:
    assert len(html("{% for i in (1..20000) %}{{ i }}{% endfor %}")) == 88_894
    assert html("{% for i in (1..1000) %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}") == "12"


@pytest.mark.parametrize(
    "template",
    [
        "{" * 128_000,
        "{{" + " " * 127_996 + "}}",
        "{%" + " " * 127_996 + "%}",
        "{% raw %}" * 14_000,
        "{% comment %}" * 9_000,
        "{{'" * 40_000,
        "{%-" * 40_000,
        "{{-}}" * 25_000,
        "{% x" * 30_000,
        "%}" * 64_000,
    ],
)
def test_a_template_that_is_nothing_but_marks_is_read_in_one_pass(template: str) -> None:
    # The library's own lexer takes minutes for several of these; the test's time limit is the judge.
    result = rendered(template)
    assert result.errors or result.html in (template, "")


def test_a_template_may_be_as_dense_as_it_likes() -> None:
    result = rendered("{{a}}" * 25_600, a=1)
    assert result.errors == ()
    assert result.warnings == ("'a' is undefined",)


@pytest.mark.parametrize(
    "text",
    ["<" * 300_000, "<script" * 50_000, "<!--" * 80_000, "<a " * 100_000, ">" * 300_000, "&" * 300_000, "\n" * 300_000],
)
@pytest.mark.parametrize(
    "name", ["strip_html", "escape_once", "squish", "uniq", "newline_to_br", "truncatewords: 3", "date: '%Y'"]
)
def test_filters_take_time_in_proportion_to_the_text(name: str, text: str) -> None:
    result = rendered("{{ task.input.t | " + name + " }}", t=text)
    assert result.errors == ()


def test_a_long_list_is_made_unique_without_comparing_each_with_each() -> None:
    assert html("{{ task.input.l | uniq | size }}", l=list(range(50_000)) * 2) == "50000"
