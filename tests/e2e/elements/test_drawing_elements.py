"""The elements that draw shapes: by mouse, by keys, by finger, with AWS's attributes and AWS's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from e2e.elements.drawing_hands import PICTURE, Drawing, drawing_page, open_drawing
from e2e.elements.element_examples import example_answer
from e2e.elements.page_bench import DESKTOP, PHONE, WEB, FakePortal, OpenPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from e2e.elements.page_bench import PageBench

AXE = WEB / "node_modules/axe-core/axe.min.js"
PAIR = [{"x": 1, "y": 2}, {"x": 9, "y": 2}]
SIZE = {"height": 640, "width": 960}
BOXES = (
    '<crowd-bounding-box name="annotatedResult" header="Boxes" src="/street.png" '
    "labels=\"['Car', 'Person',]\" {more}></crowd-bounding-box>"
)
CAR = {"height": 122, "label": "Car", "left": 118, "top": 432, "width": 272}


def rounded_to(answer: Any, wanted: Any, slack: float) -> Any:
    """The answer with every number that is within some pixels of the wanted one replaced by it."""
    if isinstance(wanted, dict) and isinstance(answer, dict):
        return {key: rounded_to(value, wanted.get(key), slack) for key, value in answer.items()}
    if isinstance(wanted, list) and isinstance(answer, list) and len(wanted) == len(answer):
        return [rounded_to(*pair, slack) for pair in zip(answer, wanted, strict=True)]
    close = isinstance(wanted, int) and isinstance(answer, int) and not isinstance(answer, bool)
    return wanted if close and abs(answer - wanted) <= slack else answer


def mark_person(drawing: Drawing) -> None:
    drawing.press("s", "3")
    drawing.drag((428, 408), (474, 558))


def outline_tree(drawing: Drawing) -> None:
    drawing.press("s", "1")
    (tree,) = example_answer("crowd-polygon")["annotatedResult"]["polygons"]
    drawing.click(*[(vertex["x"], vertex["y"]) for vertex in tree["vertices"]])
    drawing.press("Enter")


def follow_curb(drawing: Drawing) -> None:
    drawing.press("s")
    drawing.click((0, 436), (480, 436))
    drawing.page.page.mouse.dblclick(*drawing.at(959.6, 436))


def mark_lane(drawing: Drawing) -> None:
    drawing.press("s")
    drawing.drag((60, 545), (170, 545))


def set_points(drawing: Drawing) -> None:
    drawing.press("s")
    drawing.click((448, 424), (448, 500), (439, 554), (457, 554))


@pytest.mark.parametrize(
    ("tag", "draw"),
    [
        ("crowd-bounding-box", mark_person),
        ("crowd-polygon", outline_tree),
        ("crowd-polyline", follow_curb),
        ("crowd-line", mark_lane),
        ("crowd-keypoint", set_points),
    ],
)
def test_an_example_drawn_by_mouse_gives_the_documented_answer(
    bench: PageBench, tag: str, draw: Callable[[Drawing], None]
) -> None:
    drawing = open_drawing(bench, tag)
    draw(drawing)
    wanted = example_answer(tag)
    # A pixel of the screen is more than one of the picture.
    assert rounded_to(drawing.page.submitted(), wanted, slack=2) == wanted


@pytest.mark.parametrize(
    ("tag", "keys", "found"),
    [
        ("crowd-bounding-box", ["b", "Enter", "ArrowRight", "ArrowDown", "Enter"], ("boundingBoxes", 3)),
        ("crowd-polygon", ["Enter", "ArrowRight", "Enter", "ArrowDown", "Enter", "Enter"], ("polygons", 1)),
        ("crowd-polyline", ["Enter", "Shift+ArrowRight", "Enter", "Enter"], ("polylines", 1)),
        ("crowd-line", ["Enter", "Shift+ArrowLeft", "Enter"], ("lines", 1)),
        ("crowd-keypoint", ["Enter", "ArrowUp", "Enter"], ("keypoints", 2)),
    ],
)
def test_everything_is_drawn_without_a_mouse_and_undone_to_the_beginning(
    bench: PageBench, tag: str, keys: list[str], found: tuple[str, int]
) -> None:
    drawing = open_drawing(bench, tag)
    before = drawing.value
    drawing.press(*keys)
    name, count = found
    assert len(drawing.value[name]) == count
    drawing.press("Control+z", "Control+z")
    assert drawing.value == before
    drawing.press("Control+Shift+z")
    assert len(drawing.value[name]) > len(before[name])


@pytest.mark.parametrize(
    ("tag", "key", "initial", "read"),
    [
        ("crowd-bounding-box", "boundingBoxes", [CAR], [CAR]),
        ("crowd-polygon", "polygons", [{"label": "Car", "vertices": [*PAIR, {"x": 5, "y": 8}]}], None),
        ("crowd-keypoint", "keypoints", [{"label": "Car", "x": 12.5, "y": 40}], None),
        ("crowd-line", "lines", {"lines": [{"label": "Car", "vertices": PAIR}]}, None),
        ("crowd-polyline", "polylines", {"polylines": [{"label": "Car", "vertices": PAIR}]}, None),
    ],
)  # fmt: skip
def test_an_initial_value_comes_back_as_it_came_and_says_whether_it_was_changed(
    bench: PageBench, tag: str, key: str, initial: Any, read: Any
) -> None:
    given = str(initial)
    drawing = drawing_page(
        bench,
        f"<{tag} name='annotatedResult' src='/street.png' labels=\"['Car']\" initial-value=\"{given}\"></{tag}>",
    )
    wanted = read or (initial if isinstance(initial, list) else initial[key])
    assert drawing.value == {key: wanted, "inputImageProperties": SIZE, "initialValueModified": False}
    drawing.press("Control+a", "Delete")
    assert drawing.value == {key: [], "inputImageProperties": SIZE, "initialValueModified": True}
    drawing.press("Control+z")
    assert drawing.value["initialValueModified"] is False


def test_points_say_whether_they_are_occluded_only_where_the_template_asks(bench: PageBench) -> None:
    element = (
        "<crowd-keypoint name='annotatedResult' src='/street.png' labels=\"['Head']\" {more} initial-value=\"[{{"
        "'label': 'Head', 'x': 10, 'y': 20, 'visibility': 'occluded'}}]\"></crowd-keypoint>"
    )
    old, new = {"label": "Head", "x": 10, "y": 20}, {"label": "Head", "x": 480, "y": 320}
    drawing = drawing_page(bench, element.format(more="visibility"))
    drawing.press("Enter")
    seen, occluded = {"visibility": "visible"}, {"visibility": "occluded"}
    assert drawing.value["keypoints"] == [old | occluded, new | seen]
    drawing.press("u")
    assert drawing.value["keypoints"] == [old | occluded, new | occluded]
    expect(drawing.page.page.get_by_text("480, 320 · occluded")).to_be_visible()
    drawing.press("v", ".", "u", "Control+z", "Control+z")
    assert drawing.value["keypoints"] == [old | occluded, new | seen]
    plain = drawing_page(bench, element.format(more=""))
    plain.press("Enter", "u")
    assert plain.value["keypoints"] == [old, new]


def test_without_an_initial_value_nothing_is_said_of_one(bench: PageBench) -> None:
    drawing = drawing_page(bench, BOXES.format(more=""))
    assert drawing.page.submitted() == {"annotatedResult": {"boundingBoxes": [], "inputImageProperties": SIZE}}


def test_initial_objects_of_unknown_labels_are_left_out_and_the_page_says_so(bench: PageBench) -> None:
    boat = {**CAR, "label": "Boat"}
    drawing = drawing_page(bench, BOXES.format(more=f'initial-value="{[CAR, boat]}"'))
    assert drawing.value["boundingBoxes"] == [CAR]
    expect(drawing.page.page.get_by_text("1 object of the initial value was left out")).to_be_visible()


def test_scripts_read_and_set_the_value(bench: PageBench) -> None:
    drawing = drawing_page(bench, BOXES.format(more="required"))
    drawing.page.submit()
    drawing.page.expect_nothing_submitted()
    drawing.page.run(f"document.querySelector('crowd-bounding-box').value = {{boundingBoxes: [{CAR}]}}")
    assert drawing.page.submitted() == {"annotatedResult": {"boundingBoxes": [CAR], "inputImageProperties": SIZE}}


@pytest.mark.parametrize("labels", ["[]", "['Car'"])
def test_labels_that_cannot_be_used_are_reported_in_the_page(bench: PageBench, labels: str) -> None:
    drawing = drawing_page(
        bench, f'<crowd-polygon name="annotatedResult" src="/street.png" labels="{labels}"></crowd-polygon>'
    )
    expect(drawing.page.page.get_by_role("alert").filter(has_text="label")).to_be_visible()


def test_a_box_is_moved_resized_relabelled_copied_and_deleted(bench: PageBench) -> None:
    drawing = drawing_page(bench, BOXES.format(more=f'initial-value="{[CAR]}"'))
    drawing.press("v", "s")
    drawing.drag((250, 500), (260, 490))
    drawing.drag((400, 544), (420, 560))
    (box,) = drawing.value["boundingBoxes"]
    assert rounded_to(box, {"height": 138, "label": "Car", "left": 128, "top": 422, "width": 292}, slack=2) == {
        "height": 138, "label": "Car", "left": 128, "top": 422, "width": 292,
    }  # fmt: skip
    drawing.press("2", "Control+d")
    assert [each["label"] for each in drawing.value["boundingBoxes"]] == ["Person", "Person"]
    drawing.press("Control+c", "Delete", "Delete")
    assert len(drawing.value["boundingBoxes"]) == 1
    drawing.press("Control+v")
    assert len(drawing.value["boundingBoxes"]) == 2


def test_objects_are_found_hidden_locked_and_deleted_in_the_list(bench: PageBench) -> None:
    many = [{"label": "Car", "left": 10 * at, "top": 10, "width": 5, "height": 20 + at} for at in range(40)]
    drawing = drawing_page(bench, BOXES.format(more=f'initial-value="{many}"'))
    page = drawing.page.page
    page.get_by_role("searchbox", name="Find an object").fill("5 × 44")
    row = page.get_by_role("listitem")
    expect(row).to_have_count(1)
    row.get_by_role("button", name="Car").click()
    row.get_by_role("button", name="Lock", exact=True).click()
    drawing.press("Delete")
    assert len(drawing.value["boundingBoxes"]) == 40
    row.get_by_role("button", name="Unlock").click()
    row.get_by_role("button", name="Delete").click()
    assert len(drawing.value["boundingBoxes"]) == 39


def test_labels_say_their_key_and_tools_theirs_on_hover(bench: PageBench) -> None:
    drawing = drawing_page(bench, BOXES.format(more=""))
    page = drawing.page.page
    page.get_by_role("radio", name="Person").click()
    expect(page.get_by_role("radio", name="Person")).to_be_checked()
    expect(page.get_by_role("radio", name="Person")).to_have_attribute("title", "Person (2)")
    expect(page.get_by_role("button", name="Undo")).to_have_attribute("title", "Undo (Ctrl+Z)")


def test_a_finger_draws_and_two_fingers_do_not(bench: PageBench) -> None:
    context = bench.browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    bench.server.pages["/street.png"] = (PICTURE.read_bytes(), {"Content-Type": "image/png"})
    bench.server.put(
        "/touch", f"<title>Task</title><script src='/crowd/crowd-html-elements.js'></script>{BOXES.format(more='')}"
    )
    page.goto(f"{bench.server.origin}/touch")
    drawing = Drawing(OpenPage(page))
    client = context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(drawing.at(*place) for place in places)]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (100, 100))
    touch("touchMove", (200, 150))
    touch("touchMove", (300, 200))
    touch("touchEnd")
    page.wait_for_function("document.querySelector('crowd-bounding-box').value.boundingBoxes.length === 1")
    touch("touchStart", (500, 100))
    touch("touchStart", (500, 100), (700, 300))
    touch("touchMove", (480, 100), (720, 320))
    touch("touchEnd")
    assert len(drawing.value["boundingBoxes"]) == 1
    context.close()


def test_a_draft_is_told_after_each_edit_and_puts_everything_back(bench: PageBench) -> None:
    bench.server.pages["/street.png"] = (PICTURE.read_bytes(), {"Content-Type": "image/png"})
    body = f"<title>Task</title><crowd-form>{BOXES.format(more='')}</crowd-form>"
    portal = FakePortal(bench, body)
    portal.start()
    portal.work.locator("truthloop-tool-bar button").first.wait_for()
    portal.page.keyboard.press("Enter")
    portal.page.keyboard.press("ArrowRight")
    portal.page.keyboard.press("ArrowDown")
    portal.page.keyboard.press("Enter")
    draft = portal.wait_for("draft")["draft"]
    assert len(draft["answer"]["annotatedResult"]["boundingBoxes"]) == 1
    again = FakePortal(bench, body)
    again.start(draft=draft)
    expect(again.work.get_by_role("button", name="1 object")).to_be_visible()
    again.tell("request-submit")
    assert again.wait_for("submit")["answer"]["annotatedResult"] == draft["answer"]["annotatedResult"]


def test_what_was_copied_is_told_to_the_portal_and_pasted_in_the_next_page(bench: PageBench) -> None:
    bench.server.pages["/street.png"] = (PICTURE.read_bytes(), {"Content-Type": "image/png"})
    body = f"<title>Task</title><crowd-form>{BOXES.format(more='{more}')}</crowd-form>"
    portal = FakePortal(bench, body.format(more=f'initial-value="{[CAR]}"'))
    portal.start()
    portal.work.get_by_role("button", name="1 object").wait_for()
    for key in ("Control+a", "Control+c"):
        portal.page.keyboard.press(key)
    copied = portal.wait_for("clipboard")["content"]
    again = FakePortal(bench, body.format(more=""))
    again.start()
    again.tell("clipboard", content=copied)
    again.work.get_by_role("button", name="0 objects").wait_for()
    again.page.keyboard.press("Control+v")
    draft = again.wait_for("draft")["draft"]
    assert draft["answer"]["annotatedResult"]["boundingBoxes"] == [CAR]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize(
    "tag",
    [
        "crowd-bounding-box",
        "crowd-image-annotation",
        "crowd-polygon",
        "crowd-polyline",
        "crowd-line",
        "crowd-keypoint",
    ],
)
def test_no_drawing_element_has_an_accessibility_fault(
    bench: PageBench, tag: str, size: tuple[int, int], scheme: str
) -> None:
    drawing = open_drawing(bench, tag, size=size, scheme=scheme)
    page = drawing.page.page
    page.emulate_media(reduced_motion="reduce")
    drawing.press("Enter", "ArrowRight", "ArrowDown", "Enter", "v", ".")
    if size == PHONE:
        page.get_by_role("button", name="Show the list of objects").or_(page.locator(".fold").last).first.click()
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    # Headings and landmarks of the whole page are the template's.
    of_the_page = {"landmark-one-main", "page-has-heading-one", "region"}
    violations = [each for each in found["violations"] if each["id"] not in of_the_page]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in violations] == []
