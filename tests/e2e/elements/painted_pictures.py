"""Opens a segmentation element on a small picture and paints in it as a worker would."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from e2e.elements.mask_files import png_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from e2e.elements.page_bench import OpenPage, PageBench

SIZE = (300, 200)
PNG = {"Content-Type": "image/png"}


def quarters() -> NDArray[np.uint8]:
    """A picture of 300 by 200: red, green, blue and grey quarters."""
    picture = np.zeros((200, 300, 3), np.uint8)
    picture[:100, :150], picture[:100, 150:] = (200, 30, 30), (30, 160, 30)
    picture[100:, :150], picture[100:, 150:] = (30, 30, 200), (128, 128, 128)
    return picture


def template(tag: str, attributes: str = "") -> str:
    return (
        f"<title>Task</title><main><h1>Task</h1><crowd-form><{tag} name='mask' header='Label the parts' "
        f"src='/picture.png' {attributes}></{tag}></crowd-form></main>"
    )


@dataclass
class Easel:
    """An open segmentation element and the page around it."""

    page: OpenPage
    tag: str

    def view(self) -> dict[str, float]:
        view: dict[str, float] = self.page.evaluate(
            f"""(() => {{
              const stage = document.querySelector('{self.tag}').shadowRoot.querySelector('truthloop-image-stage');
              const box = stage.shadowRoot.querySelector('.marks').getBoundingClientRect();
              const {{a, b, c, d, e, f}} = stage.view;
              return {{a, b, c, d, e: e + box.left, f: f + box.top}};
            }})()"""
        )
        return view

    def on_screen(self, x: float, y: float) -> tuple[float, float]:
        """The whole pixel of the page nearest to a place of the picture."""
        view = self.view()
        return (
            round(view["a"] * x + view["c"] * y + view["e"]),
            round(view["b"] * x + view["d"] * y + view["f"]),
        )

    def in_picture(self, x: float, y: float) -> tuple[float, float]:
        """The place of the picture at a place of the page, for views that are not turned."""
        view = self.view()
        return (x - view["e"]) / view["a"], (y - view["f"]) / view["d"]

    def drag(self, *places: tuple[float, float], button: Any = "left") -> list[tuple[float, float]]:
        """Drag through places of the picture; gives the places the pointer really was at."""
        mouse = self.page.page.mouse
        points = [self.on_screen(*place) for place in places]
        mouse.move(*points[0])
        mouse.down(button=button)
        for point in points[1:]:
            mouse.move(*point)
        mouse.up(button=button)
        return [self.in_picture(*point) for point in points]

    def click(self, x: float, y: float) -> None:
        self.page.page.mouse.click(*self.on_screen(x, y))

    def answer(self) -> Any:
        return self.page.evaluate(f"document.querySelector('{self.tag}').answer")

    def wait_until_painted(self) -> None:
        """Wait for a tool that looks at the picture first."""
        self.page.page.wait_for_function(
            f"document.querySelector('{self.tag}').shadowRoot.querySelector('[role=status]').textContent"
            ".endsWith('painted')"
        )


def open_easel(bench: PageBench, tag: str, attributes: str = "", **options: Any) -> Easel:
    bench.server.pages["/picture.png"] = (png_of(quarters()), PNG)
    page = bench.open(template(tag, attributes), **options)
    page.page.wait_for_function(f"document.querySelector('{tag}').answer !== undefined")
    return Easel(page, tag)


def near_line(points: list[tuple[float, float]], radius: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Pixels whose centre is nearer than a radius to a line through points, and those too near the border to say."""
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]] + 0.5
    nearest = np.full(x.shape, np.inf)
    for (x0, y0), (x1, y1) in pairwise(points):
        dx, dy = x1 - x0, y1 - y0
        along = np.clip(((x - x0) * dx + (y - y0) * dy) / max(dx * dx + dy * dy, 1e-12), 0, 1)
        nearest = np.minimum(nearest, np.hypot(x - x0 - along * dx, y - y0 - along * dy))
    return nearest < radius, np.abs(nearest - radius) < 1e-6
