"""Review of a form that Textract read: what a worker does, and the answer as consumers of A2I output read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from e2e.elements.page_bench import DESKTOP, PHONE, WEB, FakePortal, OpenPage
from truthloop.templates.render_limits import RenderLimits
from truthloop.templates.worker_pages import render

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

EXAMPLE = Path(__file__).resolve().parents[3] / "examples/elements"
KEY = "AWS/Textract/AnalyzeDocument/Forms/V1"
AXE = WEB / "node_modules/axe-core/axe.min.js"


def template(bench: PageBench, without: str = "") -> str:
    """The example as the server would render it, with its picture on the test's own site."""
    picture = (EXAMPLE / "media/form.png").read_bytes()
    cross_origin = {"Content-Type": "image/png", "Access-Control-Allow-Origin": "*"}
    bench.server.pages["/media/form.png"] = (picture, cross_origin)
    text = (EXAMPLE / "crowd-textract-analyze-document.input.json").read_text()
    data = json.loads(text.replace("{{media}}", f"{bench.server.origin}/media"))
    liquid = (EXAMPLE / "crowd-textract-analyze-document.liquid.html").read_text().replace(without, "")
    rendered = render(liquid, {"task": {"input": data}}, lambda address: address, RenderLimits())
    assert not rendered.errors
    return rendered.html.replace("https://assets.crowd.aws/", "/crowd/")


def review(bench: PageBench, without: str = "", **options: Any) -> OpenPage:
    page = bench.open(f"<main><h1>Form</h1>{template(bench, without)}</main>", head="", **options)
    page.page.wait_for_function(
        "document.querySelector('crowd-textract-analyze-document')?.shadowRoot"
        ".querySelector('truthloop-image-stage').imageSize !== undefined"
    )
    return page


def fields(answer: dict[str, Any]) -> dict[str, str]:
    """Keys and values as public consumers of A2I's output join them: from the WORD children."""
    blocks = {block["id"]: block for block in answer[KEY]["blocks"]}

    def related(block: dict[str, Any], kind: str) -> list[dict[str, Any]]:
        found = [
            ids for relation in block.get("relationships", []) if relation["type"] == kind for ids in relation["ids"]
        ]
        return [blocks[each] for each in found]

    def words(block: dict[str, Any]) -> str:
        return " ".join(child["text"] for child in related(block, "CHILD") if child["blockType"] == "WORD")

    keys = [block for block in blocks.values() if "KEY" in block.get("entityTypes", [])]
    return {words(key): " ".join(words(value) for value in related(key, "VALUE")) for key in keys}


def test_a_worker_corrects_a_value_says_what_is_blank_and_what_is_no_pair(bench: PageBench) -> None:
    page = review(bench)
    page.page.get_by_label("Value: Phone Number:").fill("555-0100")
    page.page.get_by_role("listitem").filter(has_text="Mailing Address").get_by_label("Value is blank").check()
    page.page.get_by_role("listitem").filter(has_text="Date of Birth").get_by_label("Not a pair").check()
    page.page.get_by_label("Value: Employer").fill("Rivers Ltd")
    assert fields(page.submitted()) == {
        "Full Name:": "Ana Silva",
        "Phone Number:": "555-0100",
        "Home Address:": "12 River Road, Springfield",
        "Mailing Address:": "",
        "Employer": "Rivers Ltd",
    }


def test_every_block_has_the_fields_of_the_documented_output(bench: PageBench) -> None:
    page = review(bench)
    page.page.get_by_label("Key not found").check()
    answer = page.submitted()
    keys = [block for block in answer[KEY]["blocks"] if "KEY" in block.get("entityTypes", [])]
    assert len(keys) == 5
    for key in keys:
        assert key["blockType"] == "KEY_VALUE_SET"
        assert {"id", "relationships", "entityTypes", "text"} <= key.keys()
        assert {relation["type"] for relation in key["relationships"]} == {"CHILD", "VALUE"}
    assert answer == json.loads((EXAMPLE / "crowd-textract-analyze-document.answer.json").read_text())


def test_a_key_the_template_asks_for_must_be_answered(bench: PageBench) -> None:
    page = review(bench)
    page.submit()
    page.expect_nothing_submitted()
    expect(page.page.get_by_role("alert").filter(has_text="“Employer” needs a value")).to_be_visible()
    expect(page.page.get_by_label("Value: Employer")).to_be_focused()
    page.press("Alt+x")
    assert "Employer" not in fields(page.submitted())


def test_the_whole_review_is_done_by_keyboard(bench: PageBench) -> None:
    page = review(bench)
    page.page.get_by_label("Value: Full Name:").focus()
    page.press("Enter", "Control+a")
    page.page.keyboard.type("555-0100")
    page.press("Enter", "Enter", "Alt+b", "Alt+a")
    page.page.keyboard.type("Form")
    page.press("Tab")
    page.page.keyboard.type("Membership")
    page.page.get_by_role("button", name="Mark the key").focus()
    page.press("ArrowRight", "ArrowDown")
    page.page.get_by_label("Value: Employer").focus()
    page.press("Alt+x")
    answer = page.submitted()
    assert fields(answer)["Phone Number:"] == "555-0100"
    assert fields(answer)["Mailing Address:"] == ""
    assert fields(answer)["Form"] == "Membership"
    added = next(block for block in answer[KEY]["blocks"] if block["id"] == "added-1")
    assert added["geometry"]["boundingBox"]["left"] == pytest.approx(0.401)


def test_keys_and_boxes_are_fixed_only_where_the_template_says_so(bench: PageBench) -> None:
    page = review(bench)
    expect(page.page.get_by_role("textbox", name="Key 1")).to_have_count(0)
    page.page.get_by_label("Value: Full Name:").focus()
    expect(page.page.get_by_role("button", name="Box of the key")).to_have_count(0)
    page = review(bench, without="no-geometry-edit")
    page.page.get_by_label("Value: Full Name:").focus()
    expect(page.page.get_by_role("button", name="Box of the key")).to_be_visible()
    page = review(bench, without="no-key-edit")
    page.page.get_by_role("textbox", name="Key 1").fill("Name")
    page.page.get_by_label("Key not found").check()
    assert "Name" in fields(page.submitted())


def test_a_press_on_the_document_leads_to_the_pair(bench: PageBench) -> None:
    page = review(bench)
    left, top = page.evaluate(
        """(() => {
          const stage = document.querySelector('crowd-textract-analyze-document').shadowRoot
            .querySelector('truthloop-image-stage');
          const box = stage.shadowRoot.querySelector('.marks').getBoundingClientRect(), view = stage.view;
          return [box.left + view.a * 100 + view.e, box.top + view.d * 310 + view.f];
        })()"""
    )
    page.page.mouse.click(left, top)
    expect(page.page.get_by_label("Value: Home Address:")).to_be_focused()


def test_a_draft_puts_everything_back(bench: PageBench) -> None:
    body = template(bench)
    portal = FakePortal(bench, body)
    portal.start()
    portal.work.get_by_label("Value: Phone Number:").fill("555-0100")
    portal.work.get_by_label("Key not found").check()
    portal.work.get_by_role("button", name="Add a pair").click()
    portal.work.get_by_role("textbox", name="Key 7").fill("Born")
    portal.page.wait_for_function(
        "heard.some((m) => m.type === 'draft' && JSON.stringify(m.draft.controls).includes('Born'))"
    )
    draft = portal.heard("draft")[-1]["draft"]
    again = FakePortal(bench, body)
    again.start(draft=draft)
    expect(again.work.get_by_label("Value: Phone Number:")).to_have_value("555-0100")
    expect(again.work.get_by_label("Key not found")).to_be_checked()
    expect(again.work.get_by_role("textbox", name="Key 7")).to_have_value("Born")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_no_accessibility_fault_at_rest_or_in_error(bench: PageBench, scheme: str, size: tuple[int, int]) -> None:
    page = review(bench, scheme=scheme, size=size)
    page.page.emulate_media(reduced_motion="reduce")
    page.submit()
    page.page.get_by_label("Value: Phone Number:").focus()
    page.page.evaluate(AXE.read_text())
    found = page.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
