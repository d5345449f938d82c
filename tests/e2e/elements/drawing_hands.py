"""A worker's hands on a drawing element: places are given in pixels of the stored image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from e2e.elements.element_examples import EXAMPLES, open_example

if TYPE_CHECKING:
    from e2e.elements.page_bench import OpenPage, PageBench

PLACE = """(stage, point) => {
  const box = stage.shadowRoot.querySelector('.marks').getBoundingClientRect(), view = stage.view;
  return {x: box.left + view.a * point.x + view.c * point.y + view.e,
          y: box.top + view.b * point.x + view.d * point.y + view.f};
}"""
PICTURE = EXAMPLES / "media/street.png"


class Drawing:
    """One drawing element in an open page."""

    def __init__(self, page: OpenPage) -> None:
        self.page = page
        self.stage = page.page.locator("truthloop-image-stage").first
        self.stage.wait_for()
        page.page.wait_for_function(
            "document.querySelector('[name=annotatedResult]')?.value?.inputImageProperties.width > 0"
        )

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the image is in the window."""
        self.stage.scroll_into_view_if_needed()
        found = self.stage.evaluate(PLACE, {"x": x, "y": y})
        return found["x"], found["y"]

    def click(self, *places: tuple[float, float]) -> None:
        for x, y in places:
            self.page.page.mouse.click(*self.at(x, y))

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        mouse = self.page.page.mouse
        mouse.move(*self.at(*start))
        mouse.down()
        mouse.move(*self.at((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
        mouse.move(*self.at(*end))
        mouse.up()

    def press(self, *keys: str) -> None:
        self.page.press(*keys)

    @property
    def value(self) -> Any:
        return self.page.evaluate("document.querySelector('[name=annotatedResult]').value")


def open_drawing(bench: PageBench, tag: str, **options: Any) -> Drawing:
    """The element's example, its picture loaded."""
    return Drawing(open_example(bench, tag, **options))


def drawing_page(bench: PageBench, element: str, **options: Any) -> Drawing:
    """A form with one element; `{picture}` in it is the address of the street."""
    bench.server.pages["/street.png"] = (PICTURE.read_bytes(), {"Content-Type": "image/png"})
    return Drawing(bench.open(f"<title>Task</title><crowd-form>{element}</crowd-form>", **options))
