from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.elements.page_bench import PHONE

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

RANKING = """
<crowd-form>
  <short-instructions>Choose a rank for each answer.</short-instructions>
  <full-instructions header="Ranking">Rank 1 is the better one.</full-instructions>
  <p>Question <br/><b>How many stars?</b></br> Answer <b>Three.</b></p>
  <div><select name="response_1_ranking" required>
    <option disabled selected value> -- select an option -- </option>
    <option value="1">High</option><option value="2">Low</option>
  </select></div>
  <p>Answer <b>Five.</b></p>
  <div><select name="response_2_ranking" required>
    <option disabled selected value> -- select an option -- </option>
    <option value="1">High</option><option value="2">Low</option>
  </select></div>
</crowd-form>
"""


@pytest.mark.parametrize(("language", "word"), [("en-US", "Submit"), ("ko-KR", "제출"), ("pt-BR", "Enviar")])
def test_a_form_without_a_submit_button_gets_one_in_the_workers_language(
    bench: PageBench, language: str, word: str
) -> None:
    page = bench.open("<crowd-form><p>Nothing to fill in</p></crowd-form>", language=language)
    expect(page.page.get_by_role("button")).to_have_count(1)
    expect(page.button(word)).to_be_visible()


def test_a_form_with_a_submit_button_gets_no_other(bench: PageBench) -> None:
    page = bench.open("<crowd-form><crowd-button form-action='submit'>Send it</crowd-button></crowd-form>")
    expect(page.page.get_by_role("button")).to_have_count(1)
    page.button("Send it").click()
    expect(page.preview).to_have_text("[\n  {}\n]")


def test_required_selects_are_asked_for_one_after_the_other(bench: PageBench) -> None:
    page = bench.open(RANKING)
    first, second = page.element("[name=response_1_ranking]"), page.element("[name=response_2_ranking]")
    message = page.page.get_by_role("alert").filter(has_text="Choose an option.")
    page.submit()
    expect(message).to_be_visible()
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-invalid", "true")
    first.select_option("High")
    expect(message).to_be_hidden()
    page.submit()
    expect(second).to_be_focused()
    page.expect_nothing_submitted()
    second.select_option("Low")
    assert page.submitted() == {"response_1_ranking": "1", "response_2_ranking": "2"}


@pytest.mark.parametrize(
    "control",
    [
        '<input name="a" required>',
        '<textarea name="a" required></textarea>',
        '<input type="radio" name="a" value="1" required><input type="radio" name="a" value="2">',
        '<input type="checkbox" name="a" required>',
        '<crowd-input name="a" required></crowd-input>',
        '<crowd-text-area name="a" required></crowd-text-area>',
        '<crowd-checkbox name="a" required>Yes</crowd-checkbox>',
        '<crowd-radio-button name="a" required>Yes</crowd-radio-button>',
        '<crowd-radio-group required><crowd-radio-button name="a">A</crowd-radio-button></crowd-radio-group>',
        '<crowd-slider name="a" required></crowd-slider>',
        "<crowd-classifier name='a' header='?' categories=\"['x']\"></crowd-classifier>",
        "<crowd-classifier-multi-select name='a' header='?' categories=\"['x']\"></crowd-classifier-multi-select>",
    ],
)
def test_what_is_required_is_asked_for_visibly_and_focused(bench: PageBench, control: str) -> None:
    page = bench.open(f"<crowd-form>{control}</crowd-form>", size=PHONE)
    page.submit()
    page.expect_nothing_submitted()
    expect(page.page.get_by_role("alert").filter(visible=True)).not_to_be_empty()
    assert page.focused().endswith(" a")


def test_a_hidden_required_control_says_so_at_the_submit_button(bench: PageBench) -> None:
    page = bench.open('<crowd-form><div style="display:none"><input name="a" required></div></crowd-form>')
    page.submit()
    expect(page.page.get_by_text("Fill in this field.")).to_be_visible()
    page.expect_nothing_submitted()


@pytest.mark.parametrize(
    "listener",
    [
        "form.onsubmit = (event) => event.preventDefault()",
        "form.onsubmit = () => window.fine === true",
        "form.addEventListener('submit', (event) => event.preventDefault())",
        "form.setAttribute('onsubmit', 'return false')",
        "document.addEventListener('submit', (event) => event.preventDefault())",
        "document.forms[0].addEventListener('submit', (event) => event.preventDefault())",
    ],
)
def test_a_submit_listener_can_refuse(bench: PageBench, listener: str) -> None:
    page = bench.open("<crowd-form><input name='a' value='x'></crowd-form>")
    page.run(f"const form = document.querySelector('crowd-form'); {listener}")
    page.submit()
    page.expect_nothing_submitted()


def test_submit_called_by_a_script_asks_the_listeners_and_validates(bench: PageBench) -> None:
    page = bench.open("<crowd-form><input name='a' required></crowd-form>")
    page.evaluate(
        "window.asked = 0; document.querySelector('crowd-form').onsubmit = () => { window.asked += 1 };"
        "document.querySelector('crowd-form').submit()"
    )
    assert page.evaluate("window.asked") == 0
    page.element("[name=a]").fill("x")
    page.evaluate("document.querySelector('crowd-form').submit()")
    expect(page.preview).to_contain_text('"a": "x"')
    assert page.evaluate("window.asked") == 1


def test_submit_called_inside_a_submit_listener_goes_through_once(bench: PageBench) -> None:
    page = bench.open("<crowd-form><input name='a' value='x'></crowd-form>")
    page.run(
        "window.answers = 0; document.addEventListener('truthloop-answer', () => { window.answers += 1 });"
        "const form = document.querySelector('crowd-form');"
        "form.onsubmit = (event) => { event.preventDefault(); form.submit() }"
    )
    assert page.submitted() == {"a": "x"}
    assert page.evaluate("window.answers") == 1


@pytest.mark.parametrize(
    ("button", "submits"),
    [
        ("<crowd-button form-action='submit'>Go</crowd-button>", True),
        ("<crowd-button form-action='none'>Go</crowd-button>", False),
        ("<crowd-button>Go</crowd-button>", False),
        ("<crowd-button form-action='submit' disabled>Go</crowd-button>", False),
        ("<crowd-button form-action='submit' loading>Go</crowd-button>", False),
        ("<crowd-button form-action='submit' onclick='return false'>Go</crowd-button>", False),
        ("<crowd-button onclick=\"document.querySelector('crowd-form').submit()\">Go</crowd-button>", True),
        ("<button>Go</button>", True),
        ("<button type='button'>Go</button>", False),
        ("<input type='submit' value='Go'>", True),
        ("<button type='button' onclick='this.form.requestSubmit()'>Go</button>", True),
        ("<button type='button' onclick='document.forms[0].submit()'>Go</button>", True),
    ],
)
def test_buttons_do_what_they_say(bench: PageBench, button: str, *, submits: bool) -> None:
    page = bench.open(f"<crowd-form><input name='a' value='x'>{button}</crowd-form>")
    page.button("Go").or_(page.element("[loading]")).dispatch_event("click")
    expect(page.preview).to_have_count(1 if submits else 0)


def test_reset_puts_every_control_back(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><input name='n' value='x'><crowd-input name='i' value='x'></crowd-input>"
        "<crowd-checkbox name='c' checked>C</crowd-checkbox><crowd-slider name='s' max='10' value='2'></crowd-slider>"
        "<crowd-button form-action='reset'>Reset</crowd-button></crowd-form>"
    )
    page.element("[name=n]").fill("y")
    page.element("[name=i] input").fill("y")
    page.element("[name=c]").click()
    page.element("[name=s] input").fill("9")
    page.button("Reset").click()
    assert page.submitted() == {"n": "x", "i": "x", "c": {"on": True}, "s": 2}


@pytest.mark.parametrize(
    ("field", "submits"),
    [
        ('<input name="a">', True),
        ('<crowd-input name="a"></crowd-input>', True),
        ('<textarea name="a"></textarea>', False),
        ('<crowd-text-area name="a"></crowd-text-area>', False),
        ("<input name='a' onkeypress='return false'>", False),
    ],
)
def test_enter_submits_where_a_native_form_would(bench: PageBench, field: str, *, submits: bool) -> None:
    page = bench.open(f"<crowd-form>{field}</crowd-form>")
    page.element("[name=a]").focus()
    page.press("x", "Enter")
    expect(page.preview).to_have_count(1 if submits else 0)


def test_enter_does_nothing_while_the_first_submit_button_is_disabled(bench: PageBench) -> None:
    page = bench.open(
        "<crowd-form><input name='a'><crowd-button form-action='submit' disabled>Go</crowd-button></crowd-form>"
    )
    page.element("[name=a]").press("Enter")
    page.expect_nothing_submitted()


def test_controls_know_their_form_and_stay_where_they_stand(bench: PageBench) -> None:
    page = bench.open(
        "<main><crowd-form><div><input name='a'><crowd-input name='b'></crowd-input></div></crowd-form></main>"
    )
    known = page.evaluate(
        "const form = document.querySelector('crowd-form').form;"
        "[form === document.forms[0], document.querySelector('[name=a]').form === form,"
        " document.querySelector('[name=b]').form === form, Array.from(form.elements, (part) => part.name).join(),"
        " document.querySelector('crowd-form > div > input') !== null]"
    )
    assert known == [True, True, True, "a,b", True]


def test_what_a_script_appends_to_the_form_becomes_part_of_the_answer(bench: PageBench) -> None:
    page = bench.open("<crowd-form></crowd-form>")
    page.evaluate(
        "const input = document.createElement('input'); input.name = 'extra'; input.value = 'x';"
        "document.querySelector('crowd-form').form.appendChild(input)"
    )
    assert page.submitted() == {"extra": "x"}


def test_a_form_the_template_wrote_itself_is_used(bench: PageBench) -> None:
    page = bench.open("<form id='own' action='/elsewhere'><crowd-form><input name='a' value='x'></crowd-form></form>")
    assert page.evaluate("document.forms.length === 1 && document.querySelector('crowd-form').form.id === 'own'")
    page.run("document.getElementById('own').submit()")
    expect(page.preview).to_contain_text('"a": "x"')


def test_custom_messages_of_native_controls_are_shown(bench: PageBench) -> None:
    page = bench.open("<crowd-form><input name='a' value='x'></crowd-form>")
    page.evaluate("document.querySelector('input').setCustomValidity('Not that one')")
    page.submit()
    expect(page.page.get_by_text("Not that one")).to_be_visible()
    page.expect_nothing_submitted()
