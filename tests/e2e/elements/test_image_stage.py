"""The zoomable picture under all image tools: what a worker sees and does, in a real browser with real files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from e2e.elements.page_bench import DESKTOP, PHONE, SCRIPT, WEB, FakePortal, OpenPage, PageServer
from e2e.elements.pictures import CORNERS, SCENE, noisy_jpeg, painted, with_orientation
from truthloop.templates.content_policy import PageSources, content_policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.elements.page_bench import PageBench

AXE = WEB / "node_modules/axe-core/axe.min.js"
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


@pytest.fixture(scope="module")
def other_host() -> Iterator[PageServer]:
    """A site at another origin than the pages'."""
    serving = (server := PageServer()).serve()
    next(serving)
    yield server
    next(serving, None)


def sandboxed(bench: PageBench, address: str, pictures: tuple[str, ...] = ()) -> FakePortal:
    """A stage in a page of opaque origin under the content policy of the server."""
    own = (bench.server.origin,)
    policy = content_policy(PageSources(own=own, portal=own, elsewhere=(), pictures=pictures))
    body = (
        '<script src="/crowd/image.js"></script><body><crowd-form><crowd-input name="a" label="A"></crowd-input>'
        f'<truthloop-image-stage src="{address}"></truthloop-image-stage></crowd-form>'
    )
    return FakePortal(bench, body, sandbox=policy)


def in_page(portal: FakePortal, expression: str) -> Any:
    return portal.page.frames[1].evaluate(expression)


def wait_in_page(portal: FakePortal, expression: str) -> None:
    """The policy allows evaluation, but Playwright's own waiting asks from outside."""
    portal.page.frames[1].wait_for_function(expression)


def test_a_picture_of_our_own_server_is_read_in_the_sandboxed_page(bench: PageBench, corners: bytes) -> None:
    headers = {"Content-Type": "image/jpeg", "Access-Control-Allow-Origin": "*"}
    bench.server.pages["/own.jpg"] = (with_orientation(corners, 6), headers)
    portal = sandboxed(bench, f"{bench.server.origin}/own.jpg")
    portal.start()
    wait_in_page(portal, f"{STAGE}.imageSize !== undefined")
    assert in_page(portal, "self.origin") == "null"
    assert in_page(portal, f"{STAGE}.pixels().then((all) => [all.width, all.height])") == [300, 200]


@pytest.mark.parametrize(("orientation", "size"), [(1, [300, 200]), (6, [200, 300])])
def test_a_picture_of_a_host_that_may_only_show_pictures_is_read_as_it_is_seen(
    bench: PageBench, other_host: PageServer, corners: bytes, orientation: int, size: list[int]
) -> None:
    headers = {"Content-Type": "image/jpeg", "Access-Control-Allow-Origin": "*"}
    other_host.pages["/far.jpg"] = (with_orientation(corners, orientation), headers)
    portal = sandboxed(bench, f"{other_host.origin}/far.jpg", (other_host.origin,))
    portal.start()
    wait_in_page(portal, f"{STAGE}.imageSize !== undefined")
    assert in_page(portal, f"{STAGE}.pixels().then((all) => [all.width, all.height])") == size
    assert portal.work.get_by_text("may not load from").count() == 0


def test_a_picture_that_may_be_shown_but_not_read_is_shown(
    bench: PageBench, other_host: PageServer, corners: bytes
) -> None:
    other_host.pages["/shown.jpg"] = (corners, {"Content-Type": "image/jpeg"})
    portal = sandboxed(bench, f"{other_host.origin}/shown.jpg", (other_host.origin,))
    portal.start()
    wait_in_page(portal, f"{STAGE}.imageSize !== undefined")
    assert in_page(portal, f"{STAGE}.pixels().then((all) => all === undefined)") is True
    assert portal.work.get_by_text("may not load from").count() == 0


def test_a_picture_of_a_host_the_page_may_not_load_from_is_said(bench: PageBench, other_host: PageServer) -> None:
    portal = sandboxed(bench, f"{other_host.origin}/far.jpg")
    portal.start()
    notice = portal.work.locator("truthloop-image-stage").get_by_role("alert")
    expect(notice).to_contain_text("not allowed to load images from that host")
    expect(notice).to_contain_text(other_host.origin.removeprefix("http://"))


def test_two_fingers_zoom_and_move_and_cancel_what_the_first_had_begun(bench: PageBench, scene: bytes) -> None:
    page = show(bench, scene)
    page.run(
        f"""
        window.said = [];
        const say = (what) => () => {{ said.push(what); return true; }};
        {STAGE}.tool = {{ cursor: 'crosshair', down: say('down'), move: say('move'), up: say('up'),
          cancel: say('cancel'), hover: say('hover'), doubleClick: say('double') }};
        const marks = {STAGE}.shadowRoot.querySelector('.marks'), box = marks.getBoundingClientRect();
        const touch = (type, pointerId, x, y) => marks.dispatchEvent(new PointerEvent(type,
          {{ pointerId, pointerType: 'touch', clientX: box.left + x, clientY: box.top + y, bubbles: true }}));
        window.scale = {STAGE}.view.scale;
        touch('pointerdown', 11, 300, 200); touch('pointermove', 11, 305, 200);
        touch('pointerdown', 12, 400, 200); touch('pointermove', 12, 500, 200); touch('pointerup', 12, 500, 200);
        touch('pointermove', 11, 310, 200); touch('pointerup', 11, 310, 200);
        """
    )
    assert page.evaluate("said") == ["down", "move", "cancel"]
    assert page.evaluate(f"{STAGE}.view.scale / scale") == pytest.approx(195 / 95, rel=1e-6)


def test_every_view_action_has_a_key(bench: PageBench, scene: bytes) -> None:
    page = show(bench, scene)
    fitted = page.evaluate(f"{STAGE}.view")
    page.press("+")
    assert page.evaluate(f"{STAGE}.view.scale") == pytest.approx(fitted["scale"] * 1.25)
    page.press("Shift+0")
    assert page.evaluate(f"{STAGE}.view.scale") == pytest.approx(1)
    before = page.evaluate(f"{STAGE}.view.e")
    page.press("ArrowRight")
    assert page.evaluate(f"{STAGE}.view.e") < before
    page.press("Shift+1")
    assert page.evaluate(f"{STAGE}.view") == pytest.approx(fitted)
    page.press(">", "<", "<")
    assert [page.evaluate(f"Math.sign({STAGE}.view.{part})") for part in "abcd"] == [0, -1, 1, 0]
    page.press("Shift+H", "Shift+X", "Shift+B")
    assert page.evaluate(f"[{STAGE}.marksHidden, {STAGE}.crosshair]") == [True, True]
    expect(page.page.get_by_role("slider", name="Brightness")).to_be_focused()


def test_large_magnification_shows_pixels_as_squares(bench: PageBench, corners: bytes) -> None:
    page = show(bench, corners)
    page.evaluate(f"{STAGE}.zoomBy(20 / {STAGE}.view.scale)")
    drawn(page)
    smooth = page.evaluate(f"{STAGE}.shadowRoot.querySelector('.picture').getContext('2d').imageSmoothingEnabled")
    assert smooth is False


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_stage_has_no_accessibility_fault(
    bench: PageBench, scene: bytes, scheme: str, size: tuple[int, int]
) -> None:
    page = show(bench, scene, scheme=scheme, size=size)
    page.page.emulate_media(reduced_motion="reduce")
    page.run(
        "document.title = 'Picture'; document.body.prepend(Object.assign(document.createElement('h1'), "
        "{textContent: 'Picture'}))"
    )
    page.press("Shift+B")
    page.page.evaluate(AXE.read_text())
    found = page.page.evaluate("axe.run('truthloop-image-stage', {resultTypes: ['violations']})")["violations"]
    assert [each["id"] for each in found] == []


def test_a_picture_cut_into_tiles_shows_no_seams_and_gives_all_its_pixels(bench: PageBench) -> None:
    painter = bench.browser.new_page()
    flat = painted(painter, (5000, 2300), "pen.fillStyle = '#3c78b4'; pen.fillRect(0, 0, 5000, 2300)", "image/png")
    painter.close()
    page = show(bench, flat, path="/flat.png")
    assert page.evaluate(f"{STAGE}.picture.levels[0].tiles.length") == 6
    for scale in (0.53, 0.71, 1, 1.37):
        page.run(f"{STAGE}.zoomBy({scale} / {STAGE}.view.scale); {STAGE}.showPlace({{x: 2048, y: 2048}})")
        drawn(page)
        colours = page.evaluate(
            f"""(() => {{
              const canvas = {STAGE}.shadowRoot.querySelector('.picture'), pen = canvas.getContext('2d');
              const [x, y] = [canvas.width / 2, canvas.height / 2];
              const across = pen.getImageData(x - 60, y - 20, 120, 1).data;
              const down = pen.getImageData(x - 20, y - 60, 1, 120).data;
              return [...new Set([...across, ...down].filter((_, at) => at % 4 === 0))];
            }})()"""
        )
        assert colours == [0x3C]
    last = page.evaluate(f"{STAGE}.pixels().then((all) => [all.width, all.height, ...all.data.slice(-4)])")
    assert last == [5000, 2300, 0x3C, 0x78, 0xB4, 255]


def test_a_picture_of_a_hundred_megapixels_and_forty_megabytes_opens_pans_and_stays_sharp(bench: PageBench) -> None:
    picture = noisy_jpeg((12_000, 8400), quality=92)
    assert len(picture) > 40_000_000
    bench.server.pages["/heavy.jpg"] = (picture, {"Content-Type": "image/jpeg"})
    page = bench.open("<body><truthloop-image-stage src='/heavy.jpg'></truthloop-image-stage>", head=HEAD)
    page.page.wait_for_function(f"{STAGE}.imageSize !== undefined", timeout=60_000)
    assert page.evaluate(f"{STAGE}.imageSize") == {"width": 12_000, "height": 8400}
    page.run(f"{STAGE}.actualSize()")
    before = on_screen(page, 300, 300)
    page.run(f"{STAGE}.panBy(-200, -100)")
    drawn(page)
    after = on_screen(page, 300, 300)
    assert (after["x"] - before["x"], after["y"] - before["y"]) == pytest.approx((200, 100))
    # Grain of single pixels is only there in the picture's own resolution.
    spread = page.evaluate(
        f"""(() => {{
          const pen = {STAGE}.shadowRoot.querySelector('.picture').getContext('2d');
          const grey = [...pen.getImageData(300, 300, 40, 40).data].filter((_, at) => at % 4 === 1);
          const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
          return Math.sqrt(grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grey.length);
        }})()"""
    )
    assert spread > 6
    del bench.server.pages["/heavy.jpg"]
