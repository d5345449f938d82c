from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (
            ('<input name="a" value="x"><input name="b"><textarea name="c">1\n2</textarea>'),
            {"a": "x", "b": "", "c": "1\n2"},
        ),
        ('<input type="hidden" name="_customLabel" value="y">', {"_customLabel": "y"}),
        ('<select name="s"><option disabled selected value>-</option><option>1</option></select>', {}),
        ('<select name="s" multiple><option selected>a<option selected>b</select>', {"s": ["a", "b"]}),
        (
            ('<input type="radio" name="r" value="yes" checked><input type="radio" name="r" value="no">'),
            {"r": {"yes": True, "no": False}},
        ),
        ('<input type="checkbox" name="c">', {"c": {"on": False}}),
        ('<fieldset disabled><input name="a" value="x"></fieldset><input name="b" value="y">', {"b": "y"}),
        ('<crowd-input name="a"></crowd-input><crowd-input name="b" value="x"></crowd-input>', {"b": "x"}),
        ('<crowd-text-area name="a"></crowd-text-area>', {"a": ""}),
        ('<crowd-text-area name="a" value="one&#13;&#10;two"></crowd-text-area>', {"a": "one\ntwo"}),
        ('<crowd-checkbox name="c"></crowd-checkbox>', {"c": {"on": False}}),
        (
            (
                '<crowd-checkbox name="c" value="blurry" checked>Blurry</crowd-checkbox>'
                '<div><crowd-checkbox name="c" value="dim">Dim</crowd-checkbox></div>'
            ),
            {"c": {"blurry": True, "dim": False}},
        ),
        (
            (
                "<crowd-radio-group><crowd-radio-button name='tech' value='tech' checked>T</crowd-radio-button>"
                "<crowd-radio-button name='politics' value='politics'>P</crowd-radio-button></crowd-radio-group>"
            ),
            {"tech": {"tech": True}, "politics": {"politics": False}},
        ),
        (
            (
                "<crowd-radio-button name='r' value='a'>A</crowd-radio-button>"
                "<crowd-radio-button name='r' value='b' checked>B</crowd-radio-button>"
            ),
            {"r": {"a": False, "b": True}},
        ),
        (
            (
                "<crowd-radio-group name='decision'><crowd-radio-button value='yes' checked>A</crowd-radio-button>"
                "<crowd-radio-button value='no'>B</crowd-radio-button></crowd-radio-group>"
            ),
            {"decision": {"yes": True, "no": False}},
        ),
        ('<crowd-slider name="n" min="1" max="10" value="7"></crowd-slider>', {"n": 7}),
        ('<crowd-slider name="n" min="3" max="10"></crowd-slider>', {"n": 3}),
        (
            ('<crowd-input name="t" value="a"></crowd-input><crowd-input name="t" value="b"></crowd-input>'),
            {"t": ["a", "b"]},
        ),
        ("<crowd-input value='no name'></crowd-input>", {}),
        ("<crowd-input name='a' value='x' disabled></crowd-input>", {}),
        ("<fieldset disabled><crowd-input name='a' value='x'></crowd-input></fieldset>", {}),
    ],
)
def test_a_form_submits_what_aws_documents(bench: PageBench, body: str, answer: Any) -> None:
    assert bench.open(f"<crowd-form>{body}</crowd-form>").submitted() == answer


def test_inputs_inserted_late_are_collected(bench: PageBench) -> None:
    page = bench.open("<crowd-form><p id='here'></p></crowd-form>")
    page.evaluate(
        "document.getElementById('here').innerHTML = '<input name=a value=1><crowd-input name=b value=2></crowd-input>'"
    )
    assert page.submitted() == {"a": "1", "b": "2"}


def test_what_a_script_writes_on_submit_is_collected(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><input type='hidden' id='h' name='h'></crowd-form>"
        "<script>document.querySelector('crowd-form').onsubmit = () => {"
        " document.getElementById('h').value = JSON.stringify([1]) }</script>"
    )
    assert page.submitted() == {"h": "[1]"}


OBJECT_VALUE_INPUT = """
<script>
  customElements.define('object-value-input', class extends HTMLElement {
    constructor() {
      super();
      this.value = {pages: [1, 2]};
      this.attachShadow({mode: 'open'}).innerHTML = '<input name="inner" value="hidden from the form">';
    }
    validate() { return window.willing; }
  });
</script>
<crowd-form><object-value-input name="o"></object-value-input></crowd-form>
"""


def test_an_element_of_the_templates_own_gives_its_value_when_it_validates(bench: PageBench) -> None:
    page = bench.open(OBJECT_VALUE_INPUT)
    page.evaluate("window.willing = false")
    page.submit()
    page.expect_nothing_submitted()
    page.evaluate("window.willing = true")
    assert page.submitted() == {"o": {"pages": [1, 2]}}


def test_values_set_by_scripts_are_the_answer(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><crowd-input name='i'></crowd-input><crowd-text-area name='t'></crowd-text-area>"
        "<crowd-checkbox name='c'></crowd-checkbox><crowd-slider name='s' max='10'></crowd-slider>"
        "<crowd-classifier name='k' categories=\"['A','B']\" header='?'></crowd-classifier>"
        "<crowd-classifier-multi-select name='m' categories=\"['A','B']\" header='?'></crowd-classifier-multi-select>"
        "</crowd-form>"
    )
    page.evaluate(
        "const q = (name) => document.querySelector(`[name=${name}]`);"
        "q('i').value = 'x'; q('t').value = 'y'; q('c').checked = true; q('s').value = 4;"
        "q('k').value = {label: 'B'}; q('m').value = {labels: ['B', 'A']};"
    )
    expected = {"i": "x", "t": "y", "c": {"on": True}, "s": 4, "k": {"label": "B"}, "m": {"labels": ["A", "B"]}}
    assert page.submitted() == expected
    assert page.evaluate("['i','t','s','k','m'].map((name) => document.querySelector(`[name=${name}]`).value)") == [
        "x",
        "y",
        4,
        {"label": "B"},
        {"labels": ["A", "B"]},
    ]
    assert page.evaluate("document.querySelector('[name=k]')._submittableValue") == {"label": "B"}


def test_attributes_changed_later_are_honoured(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><crowd-input name='a' value='x'></crowd-input>"
        "<crowd-slider name='s' max='10' value='1'></crowd-slider>"
        "<crowd-classifier name='k' categories='[\"A\"]' header='?'></crowd-classifier></crowd-form>"
    )
    page.evaluate(
        "const [input, slider, classifier] = document.querySelectorAll('[name]');"
        "input.setAttribute('name', 'b'); input.setAttribute('value', 'y'); slider.setAttribute('value', '5');"
        "classifier.setAttribute('categories', \"['C', 'D',]\")"
    )
    page.page.get_by_role("radio", name="D", exact=True).check()
    assert page.submitted() == {"b": "y", "s": 5, "k": {"label": "D"}}
