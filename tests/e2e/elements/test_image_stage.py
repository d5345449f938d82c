"""The zoomable picture under all image tools: what a worker sees and does, in a real browser with real files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from e2e.elements.page_bench import SCRIPT, OpenPage
from e2e.elements.pictures import CORNERS, SCENE, painted, with_orientation

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

HEAD = f'<meta charset="utf-8">{SCRIPT}<script src="/crowd/image.js"></script>'
STAGE = "document.querySelector('truthloop-image-stage')"
COLOURS = {(255, 0, 0): "red", (0, 255, 0): "green", (0, 0, 255): "blue", (255, 255, 255): "white"}


@pytest.fixture(scope="module")
def scene(element_tabs: PageBench) -> bytes:
    page = element_tabs.browser.new_page()
    picture = painted(page, (1200, 800), SCENE)
    page.close()
    return picture


@pytest.fixture(scope="module")
def corners(element_tabs: PageBench) -> bytes:
    page = element_tabs.browser.new_page()
    picture = painted(page, (300, 200), CORNERS)
    page.close()
    return picture


def show(
    bench: PageBench, picture: bytes, attributes: str = "", path: str = "/picture.jpg", **options: Any
) -> OpenPage:
    bench.server.pages[path] = (picture, {"Content-Type": "image/jpeg"})
    page = bench.open(
        f"<body><truthloop-image-stage src='{path}' {attributes}></truthloop-image-stage>", head=HEAD, **options
    )
    page.page.wait_for_function(f"{STAGE}.imageSize !== undefined")
    return page


def drawn(page: OpenPage) -> None:
    """Wait until what was asked for is painted."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def on_screen(page: OpenPage, x: float, y: float) -> Any:
    """The image place shown at a place of the page."""
    return page.evaluate(
        f"""(() => {{
          const stage = {STAGE}, view = stage.view;
          const box = stage.shadowRoot.querySelector('.marks').getBoundingClientRect();
          const [x, y] = [{x} - box.left - view.e, {y} - box.top - view.f], s = view.a * view.d - view.b * view.c;
          return {{x: (view.d * x - view.c * y) / s, y: (view.a * y - view.b * x) / s}};
        }})()"""
    )


def colours_seen(page: OpenPage) -> list[str]:
    """The colours of a shown CORNERS picture: top left, top right, bottom left, bottom right."""
    found = page.evaluate(
        f"""(() => {{
          const canvas = {STAGE}.shadowRoot.querySelector('.picture'), pen = canvas.getContext('2d');
          const at = (x, y) => [...pen.getImageData(canvas.width / 2 + x, canvas.height / 2 + y, 1, 1).data];
          return [at(-40, -40), at(40, -40), at(-40, 40), at(40, 40)];
        }})()"""
    )
    return [COLOURS[tuple(255 if value > 127 else 0 for value in pixel[:3])] for pixel in found]


# What a viewer that follows EXIF shows (EXIF 2.32, tag 274): top left, top right, bottom left, bottom right.
UPRIGHT = {
    1: ["red", "green", "blue", "white"],
    2: ["green", "red", "white", "blue"],
    3: ["white", "blue", "green", "red"],
    4: ["blue", "white", "red", "green"],
    5: ["red", "blue", "green", "white"],
    6: ["blue", "red", "white", "green"],
    7: ["white", "green", "blue", "red"],
    8: ["green", "white", "red", "blue"],
}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_shown_upright_while_its_size_stays_that_of_the_stored_pixels(
    bench: PageBench, corners: bytes, orientation: int
) -> None:
    page = show(bench, with_orientation(corners, orientation))
    drawn(page)
    assert colours_seen(page) == UPRIGHT[orientation]
    assert page.evaluate(f"{STAGE}.ready") == {"width": 300, "height": 200}


@pytest.mark.parametrize("orientation", [1, 6])
def test_the_pixels_a_tool_reads_are_the_stored_ones(bench: PageBench, corners: bytes, orientation: int) -> None:
    page = show(bench, with_orientation(corners, orientation))
    pixel, width = page.evaluate(f"{STAGE}.pixels().then((all) => [[...all.data.slice(0, 3)], all.width])")
    assert COLOURS[tuple(255 if value > 127 else 0 for value in pixel)] == "red"
    assert width == 300


def test_the_wheel_zooms_about_the_pointer(bench: PageBench, scene: bytes) -> None:
    page = show(bench, scene)
    page.page.mouse.move(500, 300)
    before, scale = on_screen(page, 500, 300), page.evaluate(f"{STAGE}.view.scale")
    page.page.mouse.wheel(0, -300)
    page.page.wait_for_function(f"{STAGE}.view.scale > {scale}")
    after = on_screen(page, 500, 300)
    assert (after["x"], after["y"]) == pytest.approx((before["x"], before["y"]), abs=1e-6)


@pytest.mark.parametrize("how", ["space", "middle"])
def test_the_picture_is_dragged_with_space_or_the_middle_button(bench: PageBench, scene: bytes, how: str) -> None:
    page = show(bench, scene)
    page.evaluate(f"{STAGE}.zoomBy(3)")
    page.page.mouse.move(500, 300)
    before = on_screen(page, 500, 300)
    if how == "space":
        page.page.keyboard.down(" ")
    page.page.mouse.down(button="left" if how == "space" else "middle")
    page.page.mouse.move(420, 260, steps=4)
    page.page.mouse.up(button="left" if how == "space" else "middle")
    page.page.keyboard.up(" ")
    after = on_screen(page, 420, 260)
    assert (after["x"], after["y"]) == pytest.approx((before["x"], before["y"]), abs=1e-6)


def test_a_picture_that_is_missing_is_said_with_its_host_and_can_be_tried_again(bench: PageBench, scene: bytes) -> None:
    bench.server.pages.pop("/late.jpg", None)
    page = bench.open("<body><truthloop-image-stage src='/late.jpg'></truthloop-image-stage>", head=HEAD)
    alert = page.page.get_by_role("alert")
    expect(alert).to_contain_text("HTTP 404")
    expect(alert).to_contain_text(bench.server.origin.removeprefix("http://"))
    bench.server.pages["/late.jpg"] = (scene, {"Content-Type": "image/jpeg"})
    page.button("Try again").click()
    expect(alert).to_have_count(0)
    assert page.evaluate(f"{STAGE}.ready") == {"width": 1200, "height": 800}
