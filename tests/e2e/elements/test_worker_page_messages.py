from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from e2e.elements.page_bench import FakePortal

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

FORM = """<crowd-form>
  <p>Question</p><crowd-input name="a" label="Answer" required></crowd-input>
  <select name="s"><option value="">-</option><option value="1">One</option></select>
  <input type="radio" name="r" value="x"><input type="radio" name="r" value="y">
  <crowd-text-area name="t"></crowd-text-area>
  <crowd-checkbox name="c">Box</crowd-checkbox>
  <crowd-radio-group><crowd-radio-button name="g1" value="1">G1</crowd-radio-button>
  <crowd-radio-button name="g2" value="2">G2</crowd-radio-button></crowd-radio-group>
  <crowd-slider name="n" min="0" max="10"></crowd-slider>
  <crowd-classifier name="k" header="Kind" categories="['A', 'B']"></crowd-classifier>
  <crowd-classifier-multi-select name="m" header="Kinds" categories="['A', 'B']"></crowd-classifier-multi-select>
</crowd-form>"""
SMALL = "<crowd-form><crowd-input name='a' required></crowd-input></crowd-form>"


def fill(portal: FakePortal) -> None:
    work = portal.work
    work.get_by_role("textbox", name="Answer").fill("text")
    work.locator("[name=s]").select_option("One")
    work.locator("[name=r][value=y]").check()
    work.locator("[name=t] textarea").fill("one\ntwo")
    work.get_by_role("checkbox", name="Box").click()
    work.get_by_role("radio", name="G2").click()
    work.get_by_role("slider").fill("4")
    work.get_by_role("radio", name="B").check()
    work.locator("[name=m]").get_by_role("checkbox", name="A").check()


FILLED: dict[str, Any] = {
    "a": "text",
    "s": "1",
    "r": {"x": False, "y": True},
    "t": "one\ntwo",
    "c": {"on": True},
    "g1": {"1": False},
    "g2": {"2": True},
    "n": 4,
    "k": {"label": "B"},
    "m": {"labels": ["A"]},
}


def test_a_page_says_that_it_is_ready_and_waits_to_be_started(bench: PageBench) -> None:
    portal = FakePortal(bench, SMALL)
    assert portal.wait_for("ready") == {"truthloop": 1, "type": "ready", "submittable": True}
    expect(portal.work.locator("body")).to_have_attribute("inert", "")
    portal.start()
    expect(portal.work.get_by_role("textbox")).to_be_focused()


def test_a_page_without_a_form_says_so(bench: PageBench) -> None:
    assert FakePortal(bench, "<p>Nothing</p>").wait_for("ready")["submittable"] is False


def test_an_answer_goes_to_the_portal_without_leave_to_submit_forms(bench: PageBench) -> None:
    portal = FakePortal(bench, FORM, attributes='sandbox="allow-scripts"')
    portal.start()
    fill(portal)
    portal.work.get_by_role("button", name="Submit").click()
    assert portal.wait_for("submit")["answer"] == FILLED


def test_a_button_that_submits_twice_sends_one_answer(bench: PageBench) -> None:
    portal = FakePortal(
        bench,
        "<crowd-form><crowd-button form-action='submit' onclick=\"document.querySelector('crowd-form').submit()\">"
        "Go</crowd-button></crowd-form>",
    )
    portal.start()
    portal.work.get_by_role("button", name="Go").click()
    portal.wait_for("submit")
    portal.work.locator("body").evaluate("() => new Promise((done) => setTimeout(done, 50))")
    assert len(portal.heard("submit")) == 1


def test_a_draft_follows_edits_and_restores_every_control(bench: PageBench) -> None:
    portal = FakePortal(bench, FORM)
    portal.start()
    fill(portal)
    portal.page.wait_for_function("heard.some((message) => message.draft?.answer.m?.labels.length === 1)")
    draft = portal.heard("draft")[-1]["draft"]
    assert draft["answer"] == FILLED
    again = FakePortal(bench, FORM)
    again.start(draft)
    again.tell("request-submit")
    assert again.wait_for("submit")["answer"] == FILLED
    assert again.heard("draft") == []


def test_a_draft_holds_every_form_of_a_page_of_several(bench: PageBench) -> None:
    page = """<crowd-form><crowd-input name="first"></crowd-input></crowd-form>
      <crowd-entity-annotation name="second" text="Ana Silva" labels="['person']"></crowd-entity-annotation>
      <crowd-form><crowd-input name="third"></crowd-input></crowd-form>"""
    portal = FakePortal(bench, page)
    portal.start()
    portal.work.locator("[name=first] input").fill("one")
    portal.work.locator("[name=third] input").fill("three")
    draft = portal.wait_for("draft", 1)["draft"]
    while [state["state"] for state in draft["controls"] if state["name"] == "third"] != ["three"]:
        draft = portal.wait_for("draft", len(portal.heard("draft")) + 1)["draft"]
    again = FakePortal(bench, page)
    again.start(draft)
    expect(again.work.locator("[name=first] input")).to_have_value("one")
    expect(again.work.locator("[name=third] input")).to_have_value("three")


def test_a_draft_waits_for_controls_the_template_inserts_later(bench: PageBench) -> None:
    portal = FakePortal(bench, "<crowd-form><input name='row' id='first'></crowd-form>")
    states = [{"name": "row", "index": index, "state": text} for index, text in enumerate(["one", "two"])]
    portal.start({"answer": {}, "controls": states})
    portal.work.locator("#first").evaluate("(row) => row.insertAdjacentHTML('afterend', '<input name=row id=second>')")
    expect(portal.work.locator("#second")).to_have_value("two")


@pytest.mark.parametrize("draft", [None, {}, {"controls": "broken"}, {"controls": [{"name": "a"}]}, [1]])
def test_a_draft_of_another_form_starts_an_empty_page(bench: PageBench, draft: Any) -> None:
    portal = FakePortal(bench, SMALL)
    portal.start(draft)
    expect(portal.work.get_by_role("textbox")).to_have_value("")


def test_the_page_is_locked_while_an_answer_is_on_its_way_and_keeps_everything_if_it_fails(bench: PageBench) -> None:
    portal = FakePortal(bench, SMALL)
    portal.start()
    field = portal.work.get_by_role("textbox")
    field.fill("kept")
    field.press("Enter")
    portal.wait_for("submit")
    portal.tell("submitting")
    expect(portal.work.locator("body")).to_have_attribute("inert", "")
    portal.tell("request-submit")
    portal.tell("failed", message="The server cannot be reached.")
    expect(portal.work.get_by_role("alert").filter(has_text="The server cannot be reached.")).to_be_visible()
    expect(field).to_have_value("kept")
    expect(field).to_be_focused()
    assert len(portal.heard("submit")) == 1
    field.press("Enter")
    assert portal.wait_for("submit", 2)["answer"] == {"a": "kept"}


def test_a_saved_answer_is_said_to_be_saved_and_stays_locked(bench: PageBench) -> None:
    portal = FakePortal(bench, SMALL, page_language="pt-BR")
    portal.start()
    portal.work.get_by_role("textbox").fill("x")
    portal.tell("request-submit")
    portal.wait_for("submit")
    portal.tell("submitting")
    portal.tell("saved")
    expect(portal.work.get_by_text("Salvo")).to_be_visible()
    expect(portal.work.locator("body")).to_have_attribute("inert", "")


def test_a_request_to_submit_shows_what_is_missing(bench: PageBench) -> None:
    portal = FakePortal(bench, SMALL, page_language="ko")
    portal.start()
    portal.tell("request-submit")
    expect(portal.work.get_by_text("내용을 입력하세요.")).to_be_visible()
    assert portal.heard("submit") == []


def test_the_theme_comes_from_the_portal(bench: PageBench) -> None:
    portal = FakePortal(bench, SMALL)
    portal.start(theme="dark")
    expect(portal.work.locator("html")).to_have_css("background-color", "rgb(25, 31, 38)")
    portal.tell("theme", theme="light")
    expect(portal.work.locator("html")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_a_question_mark_outside_text_goes_to_the_portal(bench: PageBench) -> None:
    portal = FakePortal(bench, "<crowd-form><crowd-checkbox name='c'>C</crowd-checkbox><input name='a'></crowd-form>")
    portal.start()
    portal.work.locator("[name=a]").press_sequentially("?")
    portal.work.get_by_role("checkbox").press("?")
    assert portal.wait_for("shortcut")["key"] == "?"
    assert len(portal.heard("shortcut")) == 1
    expect(portal.work.locator("[name=a]")).to_have_value("?")


QUIET = """<crowd-form><input name="a">
  <audio id="sound" autoplay loop src="data:audio/wav;base64,{wave}"></audio></crowd-form>
<script>
  document.querySelector('input').focus();
  document.getElementById('sound').play().catch(() => undefined);
</script>"""


def test_nothing_takes_the_focus_or_plays_before_the_start(bench: PageBench) -> None:
    # A WAV of one second of silence: 8000 samples of 8 bits.
    size = 8000
    header = b"RIFF" + (36 + size).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    form = (1).to_bytes(2, "little") * 2 + (8000).to_bytes(4, "little") * 2 + b"\x01\x00\x08\x00"
    wave = header + form + b"data" + size.to_bytes(4, "little") + b"\x80" * size
    portal = FakePortal(bench, QUIET.format(wave=base64.b64encode(wave).decode()), attributes='allow="autoplay"')
    portal.wait_for("ready")
    sound = portal.work.locator("#sound")
    portal.work.locator("body").evaluate("() => new Promise((done) => setTimeout(done, 200))")
    assert portal.page.evaluate("document.activeElement.localName") == "body"
    assert sound.evaluate("(audio) => audio.paused && audio.currentTime < 0.2")
    portal.start()
    expect(portal.work.locator("[name=a]")).to_be_focused()
    expect(sound).to_have_js_property("paused", value=False)


def test_messages_from_elsewhere_are_not_heard(bench: PageBench) -> None:
    portal = FakePortal(bench, SMALL)
    portal.wait_for("ready")
    portal.work.locator("body").evaluate(
        "() => postMessage({truthloop: 1, type: 'start', draft: null, theme: 'light'}, '*')"
    )
    portal.tell("nonsense")
    portal.page.evaluate("frame.contentWindow.postMessage('start', '*')")
    portal.page.evaluate("frame.contentWindow.postMessage({type: 'start'}, '*')")
    expect(portal.work.locator("body")).to_have_attribute("inert", "")
    portal.start()


def test_a_portal_of_another_origin_hears_nothing_and_is_not_obeyed(bench: PageBench) -> None:
    portal = FakePortal(bench, SMALL, portal_origin="https://portal.example")
    expect(portal.work.locator("body")).to_have_attribute("inert", "")
    portal.tell("start", draft=None, theme="light")
    portal.work.locator("body").evaluate("() => new Promise((done) => setTimeout(done, 100))")
    expect(portal.work.locator("body")).to_have_attribute("inert", "")
    assert portal.page.evaluate("heard") == []


def test_faults_of_a_template_are_reported(bench: PageBench) -> None:
    portal = FakePortal(bench, "<crowd-form><crowd-hologram></crowd-hologram></crowd-form>")
    assert portal.wait_for("error")["message"] == "<crowd-hologram> is not supported"


def test_a_form_brought_by_a_late_script_is_found(bench: PageBench) -> None:
    portal = FakePortal(bench, "<div id='root'></div>")
    portal.start({"answer": {}, "controls": [{"name": "a", "index": 0, "state": "kept"}]})
    portal.work.locator("#root").evaluate("(root) => root.innerHTML = '<crowd-form><input name=a></crowd-form>'")
    assert portal.wait_for("ready", 2)["submittable"] is True
    portal.tell("request-submit")
    assert portal.wait_for("submit")["answer"] == {"a": "kept"}
