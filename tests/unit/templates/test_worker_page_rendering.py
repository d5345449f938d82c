from __future__ import annotations

import json
import threading
from html import unescape
from typing import Any

import pytest

from truthloop.templates.read_access import AddressRefusedError
from truthloop.templates.worker_pages import check_template, render
from unit.templates.worker_template_samples import DATA, LIMITS, SAMPLES, html, rendered, signed


@pytest.mark.parametrize("name", SAMPLES)
def test_what_public_templates_use_renders_as_it_does_at_amazon(name: str) -> None:
    template, expected = SAMPLES[name]
    result = rendered(template, **DATA)
    assert result.errors == ()
    assert expected in result.html
    assert check_template(template, LIMITS) == ()


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ \"Have you read 'James & the Giant Peach'?\" }}", "Have you read &#39;James &amp; the Giant Peach&#39;?"),
        (
            "{{ \"Have you read 'James & the Giant Peach'?\" | escape }}",
            "Have you read &#39;James &amp; the Giant Peach&#39;?",
        ),
        (
            "{{ \"Have you read 'James &amp; the Giant Peach'?\" | escape_once }}",
            "Have you read &#39;James &amp; the Giant Peach&#39;?",
        ),
        (
            "{{ \"Have you read 'James & the Giant Peach'?\" | skip_autoescape }}",
            "Have you read 'James & the Giant Peach'?",
        ),
    ],
)
def test_the_examples_of_amazons_guide_come_out_as_printed_there(template: str, expected: str) -> None:
    assert html(template) == expected


def test_an_object_prints_as_compact_json_with_its_keys_in_order_and_its_letters_kept() -> None:
    value = {"z": [1, 2.5, None, True], "a": "Não 한글 <'\">", "m": {}}
    for template in ("{{ task.input.o }}", "{{ task.input.o | to_json }}", "{{ task.input.o | to_json | escape }}"):
        page = html(template, o=value)
        assert unescape(page) == '{"z":[1,2.5,null,true],"a":"Não 한글 <\'\\">","m":{}}'
        assert not set('<>"') & set(page)


def test_json_read_back_from_an_attribute_is_the_value() -> None:
    value = [{"a": "</script>&amp;\"'\\\n\u2028"}, [], "한", 1e-7, False]
    assert json.loads(unescape(html("{{ task.input.v | to_json | escape }}", v=value))) == value
    assert json.loads(unescape(html("{{ task.input.v }}", v=value))) == value


def test_json_marked_as_html_keeps_its_meaning_and_cannot_end_a_script() -> None:
    page = html("<script>const v = {{ task.input.v | to_json | skip_autoescape }};</script>", v={"x": "</script><!--"})
    assert page.count("</script>") == 1
    assert "<!--" not in page
    written = page.removeprefix("<script>const v = ").removesuffix(";</script>")
    assert json.loads(written) == {"x": "</script><!--"}


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ task.input.x | escape | escape }}", "&lt;&amp;&gt;"),
        ("{{ task.input.x | escape_once | escape_once }}", "&lt;&amp;&gt;"),
        ("{% capture c %}{{ task.input.x }}{% endcapture %}{{ c }}{{ c | escape }}", "&lt;&amp;&gt;&lt;&amp;&gt;"),
        ("{% capture c %}{{ task.input.x }}{% endcapture %}{{ c | to_json }}", "&#34;&lt;&amp;&gt;&#34;"),
        ("{% assign a = task.input.x | append: '<' %}{{ a }}", "&lt;&amp;&gt;&lt;"),
        ("{% capture c %}<b>{{ task.input.x }}</b>{% endcapture %}{{ c }}", "<b>&lt;&amp;&gt;</b>"),
    ],
)
def test_nothing_is_escaped_twice(template: str, expected: str) -> None:
    assert html(template, x="<&>") == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ true }}{{ false }}{{ nil }}{{ 1 }}{{ 1.5 }}{{ (1..3) }}", "truefalse11.51..3"),
        ("{{ task.input.l | join: ', ' }}", "a, &lt;b&gt;, 3"),
        ("{{ task.input.l | append: '!' }}", "[&#34;a&#34;,&#34;&lt;b&gt;&#34;,3]!"),
        ("{{ true | append: '' }}", "true"),
        ("{{ 'a,b,,c' | split: ',' | join: '|' }}", "a|b||c"),
        ("{{ 'a b  c' | split: ' ' | size }}{{ 'abc' | split: '' | last }}{{ '' | split: ',' | size }}", "3c0"),
        ("{{ task.input.d | uniq | join: '' }}", "abc"),
        ("{{ task.input.o | uniq: 'k' | map: 'v' | join: '' }}", "13"),
        ("{{ '<p>Hi <b>you</b><script>x</script><!-- c --> 1 < 2' | strip_html }}", "Hi you 1 &lt; 2"),
        ("{{ '2026-05-07' | date: '%d.%m.%Y' }} {{ 'soon' | date: '%Y' }} {{ nil | date: '%Y' }}", "07.05.2026 soon "),
        ("{{ 'a&amp;b&c' | escape_once }}", "a&amp;b&amp;c"),
        ("{{ 'aXbX' | replace: 'X', '-' }}{{ 'ab' | replace: 'b' }}", "a-b-a"),
        ("{{ 'x\ny' | newline_to_br }}", "x<br />\ny"),
        ("{% assign a = 'q' %}{% echo a | upcase %}{% liquid\n echo 'r'\n%}", "Qr"),
        ("{% cycle 'a', task.input.t %}{% cycle 'a', task.input.t %}", "a&lt;i&gt;"),
        (
            "{% tablerow i in (1..2) %}{{ i }}{% endtablerow %}",
            '<tr class="row1">\n<td class="col1">1</td><td class="col2">2</td></tr>\n',
        ),
        ("{%- assign x = 1 -%} {{- x -}} \n z", "1z"),
        ("a {{ }} b", "a  b"),
        ("{% case 2 %}{% when 1, 2 %}y{% else %}n{% endcase %}", "y"),
        ("{{ task.input.first }}{{ task.input.l.first }}{{ task.input.l.size }}", "1sta3"),
    ],
)
def test_the_language_is_shopifys(template: str, expected: str) -> None:
    given = {
        "l": ["a", "<b>", 3],
        "d": ["a", "b", "a", "c"],
        "o": [{"k": 1, "v": 1}, {"k": 1, "v": 2}, {"v": 3}],
        "t": "<i>",
        "first": "1st",
    }
    assert html(template, **given) == expected


def test_what_is_not_in_the_data_prints_nothing_and_is_told() -> None:
    result = rendered(
        "[{{ task.input.gone }}{{ nothing }}{{ task.input.gone | upcase }}{{ task.input.no | default: '-' }}]"
    )
    assert result.html == "[-]"
    assert result.errors == ()
    assert result.warnings == ("task.input.gone is undefined", "'nothing' is undefined")


def test_a_condition_on_what_is_not_in_the_data_is_no_warning() -> None:
    result = rendered("{% if task.input.gone %}a{% endif %}{% for x in task.input.gone %}b{% else %}c{% endfor %}")
    assert (result.html, result.warnings) == ("c", ())


@pytest.mark.parametrize(
    ("template", "code", "line", "said"),
    [
        ("a\n{{ x", "syntax-error", 2, "expected '}}'"),
        ("a\n\n{% if x", "syntax-error", 3, "expected '%}'"),
        (
            "a\n{% if x %}\n{% for y in z %}\n{% endfor %}\n",
            "syntax-error",
            2,
            "the tag 'if' is never closed by 'endif'",
        ),
        ("{% nosuch %}", "syntax-error", 1, "nosuch"),
        ("\n{% %}", "syntax-error", 2, "missing tag name"),
        ("\n\n{{ a | }}", "syntax-error", 3, ""),
        ("{% comment %}", "syntax-error", 1, "comment tag was never closed"),
        ("x\n{% raw %}{{ a }}", "syntax-error", 2, "raw tag was never closed"),
        ("{% for in x %}{% endfor %}", "syntax-error", 1, ""),
        ("1\n2\n{{ 'x' | nosuch }}", "unknown-filter", 3, "unknown filter 'nosuch'"),
        ("\n{{ 1 | divided_by: 0 }}", "filter-error", 2, "divide by 0"),
        ("{{ 'abc' | base64_decode }}", "filter-error", 1, "base64"),
        ("{% if 1 < 'a' %}{% endif %}", "type-error", 1, "not supported"),
        ("\n{% include 'other' %}", "syntax-error", 2, "stands alone"),
        ("{% render 'other' %}", "syntax-error", 1, "stands alone"),
        ("{% break %}", "syntax-error", 1, "break"),
    ],
)
def test_a_fault_is_data_with_a_code_a_line_and_a_sentence(template: str, code: str, line: int, said: str) -> None:
    result = rendered(template)
    assert result.html == ""
    (fault,) = result.errors
    assert (fault.code, fault.line) == (code, line)
    assert said in fault.message
    assert "\n" not in fault.message
    assert str(fault) == f"line {line}: {fault.message}"


def test_a_filter_that_does_not_exist_is_found_even_where_no_data_leads() -> None:
    template = "a\n{% if task.input.rare %}\n{{ x | nosuch }}{% endif %}"
    assert rendered(template).errors == ()
    (fault,) = check_template(template, LIMITS)
    assert (fault.code, fault.line, fault.message) == ("unknown-filter", 3, "unknown filter 'nosuch'")


def test_a_template_of_the_longest_length_renders_and_one_more_character_does_not() -> None:
    longest = "x" * 128_000
    assert rendered(longest).html == longest
    for faults in (rendered(longest + "y").errors, check_template(longest + "y", LIMITS)):
        (fault,) = faults
        assert fault.code == "template-too-long"
        assert "128,001" in fault.message
        assert "128,000" in fault.message


def test_the_signer_is_asked_for_the_object_an_address_means() -> None:
    asked = []

    def sign(address: str) -> str:
        asked.append(address)
        return "https://signed.example/"

    template = (
        "{{ a | grant_read_access }}{{ b | grant_read_access }}{{ c | grant_read_access }}{{ d | grant_read_access }}"
    )
    addresses = {
        "a": "s3://b/k%20&.png",
        "b": "https://s3.us-west-2.amazonaws.com/b/k%20.png",
        "c": "/local.png",
        "d": None,
    }
    result = render(template, addresses, sign, LIMITS)
    assert asked == ["s3://b/k%20&.png", "s3://b/k .png"]
    assert result.html == "https://signed.example/https://signed.example//local.png"


def test_an_address_that_may_not_be_shown_is_a_fault_of_its_line() -> None:
    def refuse(_address: str) -> str:
        raise AddressRefusedError("the bucket belongs to another account")

    result = render("\n{{ 's3://b/k' | grant_read_access }}", {}, refuse, LIMITS)
    (fault,) = result.errors
    assert (fault.code, fault.line) == ("filter-error", 2)
    assert fault.message == "s3://b/k cannot be shown: the bucket belongs to another account"


@pytest.mark.parametrize("failure", [OSError("store down"), TypeError("a bug"), KeyError("a bug")])
def test_a_signer_that_fails_is_not_taken_for_a_fault_of_the_template(failure: Exception) -> None:
    def fail(_address: str) -> str:
        raise failure

    with pytest.raises(type(failure)) as caught:
        render("{{ 's3://b/k' | grant_read_access }}", {}, fail, LIMITS)
    assert caught.value is failure


def test_halves_of_surrogate_pairs_become_characters_that_can_be_sent() -> None:
    page = html("{{ task.input.t }} {{ task.input.t | to_json }} \ud83d\ude00", t="\ud800<")
    assert page == "\ufffd&lt; &#34;\ufffd&lt;&#34; \U0001f600"
    page.encode()


def test_many_threads_render_the_same_template_each_with_its_own_data() -> None:
    template = "{% assign x = task.input.n %}{% for i in (1..50) %}{% increment c %}{{ x }},{% endfor %}"
    pages: dict[int, str] = {}

    def work(number: int) -> None:
        pages[number] = html(template, n=number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pages == {number: "".join(f"{i}{number}," for i in range(50)) for number in range(8)}


def test_rendering_leaves_the_data_as_it_was() -> None:
    before = json.dumps(DATA)
    variables: dict[str, Any] = {"task": {"input": DATA}}
    render("{% assign task = 1 %}{{ task }}{% increment task %}", variables, signed, LIMITS)
    assert json.dumps(DATA) == before
    assert list(variables) == ["task"]


def test_line_ends_of_windows_reach_the_page_as_they_were_sent() -> None:
    assert html("{{ task.input.text }}", text="a\r\nb") == "a&#13;\nb"
    assert html("{{ task.input.text | skip_autoescape }}", text="a\r\nb") == "a\r\nb"
