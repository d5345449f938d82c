"""crowd-semantic-segmentation: what a worker paints is in the answer to the last pixel, in AWS's form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from playwright.sync_api import expect

from e2e.elements.mask_files import is_colour, mask_in, png_of
from e2e.elements.page_bench import DESKTOP, PHONE, FakePortal
from e2e.elements.painted_pictures import PNG, SIZE, near_line, open_easel, quarters, template
from e2e.elements.test_element_accessibility import violations

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

TAG = "crowd-semantic-segmentation"
LABELS = """labels="['Cat', 'Dog', 'Bird']" """
CAT, DOG, BIRD, NONE = "#1f77b4", "#ff7f0e", "#2ca02c", "#ffffff"


def initial_value(mappings: dict[str, str], source: str = "/mask.png") -> str:
    value = {"labelMappings": {label: {"color": colour} for label, colour in mappings.items()}, "src": source}
    return f"""{LABELS} initial-value='{json.dumps(value)}'"""


def earlier_mask() -> np.ndarray:
    mask = np.full((200, 300, 3), 255, np.uint8)
    mask[20:60, 30:90] = (0x12, 0x34, 0x56)
    return mask


def test_an_untouched_picture_gives_awss_shape_with_a_white_mask(bench: PageBench) -> None:
    answer = open_easel(bench, TAG, LABELS).page.submitted()["mask"]
    assert answer["labelMappings"] == {"Cat": {"color": CAT}, "Dog": {"color": DOG}, "Bird": {"color": BIRD}}
    assert answer["inputImageProperties"] == {"width": 300, "height": 200}
    assert set(answer) == {"labeledImage", "labelMappings", "inputImageProperties"}
    assert is_colour(mask_in(answer), NONE).all()


def test_a_brush_stroke_paints_every_pixel_whose_centre_it_covers_and_no_other(bench: PageBench) -> None:
    easel = open_easel(bench, TAG, LABELS)
    easel.page.press("2")
    points = easel.drag((40, 50), (90, 61), (93, 120), (200, 170))
    inside, unsure = near_line(points, 12)
    dog = is_colour(mask_in(easel.page.submitted()["mask"]), DOG)
    assert inside.sum() > 4000
    assert np.array_equal(dog[~unsure], inside[~unsure])


def test_eraser_right_button_and_undo_leave_what_they_should(bench: PageBench) -> None:
    easel = open_easel(bench, TAG, LABELS)
    easel.drag((100, 50), (200, 50))
    painted = mask_in(easel.answer())
    easel.page.press("e")
    easel.drag((150, 30), (150, 70))
    easel.page.press("b")
    easel.drag((120, 30), (120, 70), button="right")
    erased = is_colour(mask_in(easel.answer()), CAT)
    assert not erased[50, 150]
    assert not erased[50, 120]
    assert erased[50, 180]
    easel.page.press("Control+z", "Control+z")
    assert np.array_equal(mask_in(easel.answer()), painted)
    easel.page.press("Control+z")
    assert is_colour(mask_in(easel.answer()), NONE).all()
    easel.page.press("Control+Shift+z", "Control+y")
    assert not is_colour(mask_in(easel.answer()), CAT)[50, 150]


def test_a_polygon_is_filled_and_flood_fill_takes_what_is_left(bench: PageBench) -> None:
    easel = open_easel(bench, TAG, LABELS)
    easel.page.press("p")
    for corner in [(50, 40), (250, 40), (250, 160)]:
        easel.click(*corner)
    easel.page.press("Enter", "3", "f")
    easel.click(10, 190)
    mask = mask_in(easel.page.submitted()["mask"])
    cat, bird = is_colour(mask, CAT), is_colour(mask, BIRD)
    assert cat.sum() == pytest.approx(200 * 120 / 2, rel=0.03)
    assert cat[45, 200]
    assert not cat[150, 60]
    assert np.array_equal(bird, ~cat)


def test_a_finger_paints_and_two_fingers_only_move_the_picture(bench: PageBench) -> None:
    easel = open_easel(bench, TAG, LABELS)
    devtools = easel.page.page.context.new_cdp_session(easel.page.page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": index} for index, (x, y) in enumerate(easel.on_screen(*p) for p in places)]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (100, 100))
    touch("touchMove", (140, 100))
    touch("touchEnd")
    painted = mask_in(easel.answer())
    assert is_colour(painted, CAT)[100, 100:140].all()
    before = easel.view()
    touch("touchStart", (60, 60))
    touch("touchMove", (70, 60))
    touch("touchStart", (70, 60), (200, 150))
    touch("touchMove", (60, 50), (210, 160))
    touch("touchEnd")
    assert np.array_equal(mask_in(easel.answer()), painted)
    assert easel.view() != before


def test_smart_fill_stops_at_the_edges_of_what_was_pressed(bench: PageBench) -> None:
    easel = open_easel(bench, TAG, LABELS)
    easel.page.press("w")
    easel.click(200, 40)
    easel.wait_until_painted()
    cat = is_colour(mask_in(easel.page.submitted()["mask"]), CAT)
    assert np.array_equal(cat, (quarters() == (30, 160, 30)).all(axis=2))


def test_superpixels_keep_to_the_edges_of_the_picture(bench: PageBench) -> None:
    easel = open_easel(bench, TAG, LABELS)
    easel.page.press("s")
    easel.drag((60, 60), (100, 60), (100, 140))
    easel.wait_until_painted()
    cat = is_colour(mask_in(easel.answer()), CAT)
    assert cat[60, 60]
    assert cat[140, 100]
    # A segment lies in one quarter: the row at the border is painted above and below by different segments.
    assert not cat[:, 155:].any()


def test_what_is_locked_or_protected_is_not_painted_over(bench: PageBench) -> None:
    easel = open_easel(bench, TAG, LABELS)
    easel.drag((100, 100), (140, 100))
    easel.page.press("o", "2")
    easel.drag((120, 60), (120, 140))
    easel.page.press("u", "3")
    easel.drag((120, 120), (200, 120))
    mask = mask_in(easel.page.submitted()["mask"])
    assert is_colour(mask, CAT)[100, 120]
    assert is_colour(mask, DOG)[120, 120]
    assert is_colour(mask, BIRD)[120, 160]


def test_everything_can_be_painted_by_keys(bench: PageBench) -> None:
    easel = open_easel(bench, TAG, LABELS)
    easel.page.evaluate(f"document.querySelector('{TAG}').focus()")
    easel.page.press("2", "p", "Enter", *["Shift+ArrowRight"] * 2, "Enter", *["Shift+ArrowDown"] * 2, "Enter", "Enter")
    dog = is_colour(mask_in(easel.answer()), DOG)
    assert dog.sum() > 100
    easel.page.press("1", "b", "Enter", *["ArrowLeft"] * 5, "Enter")
    assert is_colour(mask_in(easel.page.submitted()["mask"]), CAT).sum() > 400


def test_an_earlier_mask_is_adjusted_in_its_own_colours(bench: PageBench) -> None:
    bench.server.pages["/mask.png"] = (png_of(earlier_mask()), PNG)
    easel = open_easel(bench, TAG, initial_value({"Dog": "#123456", "Cow": "#d62728"}))
    untouched = easel.answer()
    assert untouched["initialValueModified"] is False
    assert np.array_equal(mask_in(untouched), earlier_mask())
    assert untouched["labelMappings"]["Dog"] == {"color": "#123456"}
    assert set(untouched["labelMappings"]) == {"Cat", "Dog", "Bird", "Cow"}
    easel.drag((150, 150), (160, 150))
    answer = easel.page.submitted()["mask"]
    assert answer["initialValueModified"] is True
    assert is_colour(mask_in(answer), "#123456").sum() == 40 * 60


def test_undoing_every_change_leaves_the_initial_value_unmodified(bench: PageBench) -> None:
    bench.server.pages["/mask.png"] = (png_of(earlier_mask()), PNG)
    easel = open_easel(bench, TAG, initial_value({"Dog": "#123456"}))
    easel.drag((150, 150), (160, 150))
    easel.page.press("Control+z")
    assert easel.page.submitted()["mask"]["initialValueModified"] is False


def test_colours_that_no_label_owns_are_said_and_kept(bench: PageBench) -> None:
    bench.server.pages["/mask.png"] = (png_of(earlier_mask()), PNG)
    easel = open_easel(bench, TAG, initial_value({"Dog": "#abcdef"}))
    expect(easel.page.page.get_by_text("colors that no label owns: #123456")).to_be_visible()
    answer = easel.page.submitted()["mask"]
    assert "#123456" not in json.dumps(answer["labelMappings"])
    assert np.array_equal(mask_in(answer), earlier_mask())


@pytest.mark.parametrize(
    ("mask", "said"),
    [
        (b"no picture", "The earlier mask could not be loaded"),
        (png_of(np.zeros((20, 30, 3), np.uint8)), "30 × 20 pixels and the image 300 × 200"),
    ],
)
def test_a_mask_that_cannot_be_used_is_said_and_the_work_goes_on(bench: PageBench, mask: bytes, said: str) -> None:
    bench.server.pages["/mask.png"] = (mask, PNG)
    easel = open_easel(bench, TAG, initial_value({"Dog": "#123456"}))
    expect(easel.page.page.get_by_text(said)).to_be_visible()
    easel.drag((100, 100), (110, 100))
    assert is_colour(mask_in(easel.page.submitted()["mask"]), CAT).any()


def test_a_draft_brings_every_pixel_back_after_a_reload(bench: PageBench) -> None:
    bench.server.pages["/picture.png"] = (png_of(quarters()), PNG)
    portal = FakePortal(bench, template(TAG, LABELS))
    portal.start()
    marks = portal.work.locator(".marks")
    box = marks.bounding_box()
    assert box is not None
    mouse = portal.page.mouse
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(box["x"] + box["width"] / 2 + 60, box["y"] + box["height"] / 2 + 20)
    mouse.up()
    draft = portal.wait_for("draft")["draft"]
    painted = draft["answer"]["mask"]
    assert is_colour(mask_in(painted), CAT).any()
    assert len(json.dumps(draft["controls"])) < SIZE[0] * SIZE[1] / 10
    portal.page.reload()
    portal.start(draft=draft)
    portal.work.locator(".marks").wait_for()
    portal.tell("request-submit")
    assert portal.wait_for("submit")["answer"]["mask"] == painted


def test_smart_fill_and_earlier_masks_work_in_the_portals_sandbox(bench: PageBench) -> None:
    """The frame has an opaque origin: only what its server gives to anybody can be read there."""
    anybody = {**PNG, "Access-Control-Allow-Origin": "*"}
    bench.server.pages["/picture.png"] = (png_of(quarters()), anybody)
    bench.server.pages["/mask.png"] = (png_of(earlier_mask()), anybody)
    portal = FakePortal(bench, template(TAG, initial_value({"Dog": "#123456"})))
    portal.start()
    box = portal.work.locator(".marks").bounding_box()
    assert box is not None
    expect(portal.work.get_by_role("listitem").filter(has_text="Dog")).to_contain_text("4%")
    portal.page.keyboard.press("w")
    portal.page.mouse.click(box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.35)
    answer = portal.wait_for("draft")["draft"]["answer"]["mask"]
    green = (quarters() == (30, 160, 30)).all(axis=2)
    assert answer["initialValueModified"] is True
    mask = mask_in(answer)
    assert np.array_equal((mask != 255).any(axis=2), green | (earlier_mask() != 255).any(axis=2))


def test_a_required_mask_asks_for_one_label(bench: PageBench) -> None:
    easel = open_easel(bench, TAG, LABELS + "required")
    easel.page.submit()
    easel.page.expect_nothing_submitted()
    expect(easel.page.page.get_by_text("Label at least one part of the image.").first).to_be_visible()


def test_a_page_whose_picture_is_missing_says_so_and_is_not_submitted(bench: PageBench) -> None:
    page = bench.open(f"<crowd-form><{TAG} name='mask' src='/none.png' {LABELS}></{TAG}></crowd-form>")
    expect(page.page.get_by_text("The image could not be loaded")).to_be_visible()
    page.submit()
    page.expect_nothing_submitted()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_nothing_in_it_is_inaccessible(bench: PageBench, scheme: str, size: tuple[int, int]) -> None:
    easel = open_easel(bench, TAG, LABELS, scheme=scheme, size=size)
    easel.page.page.emulate_media(reduced_motion="reduce")
    easel.drag((100, 100), (140, 100))
    assert violations(easel.page) == []
