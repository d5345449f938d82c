"""How smoothly thousands of drawn shapes pan and zoom in Chromium without a GPU, on a 24-megapixel picture."""

from __future__ import annotations

import json
import math
import random
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.figures import Fact

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

WIDTH, HEIGHT = 6000, 4000
FRAMES = 120
LABELS = ["Car", "Van", "Person", "Tree", "Sign"]

PICTURE = f"""async () => {{
  const canvas = new OffscreenCanvas({WIDTH}, {HEIGHT}), pen = canvas.getContext('2d');
  const sky = pen.createLinearGradient(0, 0, {WIDTH}, {HEIGHT});
  sky.addColorStop(0, '#2b5876'); sky.addColorStop(0.5, '#d8c99b'); sky.addColorStop(1, '#4e4376');
  pen.fillStyle = sky; pen.fillRect(0, 0, {WIDTH}, {HEIGHT});
  for (let n = 0; n < 3000; n += 1) {{
    pen.fillStyle = `hsl(${{n * 37 % 360}} 60% 50% / 0.5)`;
    pen.beginPath(); pen.arc(n * 7919 % {WIDTH}, n * 104729 % {HEIGHT}, 10 + n % 60, 0, 7); pen.fill();
  }}
  return URL.createObjectURL(await canvas.convertToBlob({{type: 'image/jpeg', quality: 0.9}}));
}}"""

# A wheel step or a drag each frame, as a worker's hand makes them; gives the milliseconds between frames.
HAND = """async ([kind, frames]) => {
  const element = document.querySelector('[name=shapes]');
  const stage = element.shadowRoot.querySelector('truthloop-image-stage');
  const times = [];
  await new Promise((done) => {
    let last = 0, count = 0;
    const step = (now) => {
      if (count > 10) times.push(now - last);
      last = now;
      if (count++ >= frames + 10) { done(); return; }
      if (kind === 'pan') stage.panBy(count % 80 < 40 ? 6 : -6, count % 60 < 30 ? 4 : -4);
      else stage.zoomBy(count % 60 < 30 ? 1.03 : 1 / 1.03, {x: 400, y: 300});
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  return times;
}"""


@dataclass(frozen=True)
class Frames:
    """Milliseconds between frames while one thing was done, warm-up left out."""

    what: str
    milliseconds: tuple[float, ...]

    @property
    def median_per_second(self) -> float:
        return 1000 / statistics.median(self.milliseconds)

    def fact(self) -> Fact:
        """The median rate and the slowest frame, for the table."""
        value = f"{self.median_per_second:.0f} frames/s median, slowest frame {max(self.milliseconds):.0f} ms"
        return Fact(self.what, value, "≥ 50 frames/s median")


def boxes(count: int) -> list[dict[str, Any]]:
    """Boxes of some ten to three hundred pixels all over the picture, the same each time."""
    rng = random.Random(20)
    return [
        {
            "label": LABELS[at % len(LABELS)],
            "left": rng.randrange(WIDTH - 300),
            "top": rng.randrange(HEIGHT - 300),
            "width": rng.randrange(12, 300),
            "height": rng.randrange(12, 300),
        }
        for at in range(count)
    ]


def polygons(count: int, vertices: int) -> list[dict[str, Any]]:
    """Ragged discs of as many vertices."""
    rng = random.Random(21)
    found = []
    for at in range(count):
        x, y, radius = rng.randrange(300, WIDTH - 300), rng.randrange(300, HEIGHT - 300), rng.randrange(60, 280)
        turns = [2 * math.pi * step / vertices for step in range(vertices)]
        reach = [radius * (0.8 + 0.2 * rng.random()) for _ in turns]
        ring = [
            {"x": round(x + r * math.cos(turn)), "y": round(y + r * math.sin(turn))}
            for turn, r in zip(turns, reach, strict=True)
        ]
        found.append({"label": LABELS[at % len(LABELS)], "vertices": ring})
    return found


def vector_frames(browser: Browser, open_page: Callable[[Page, str], None]) -> list[Frames]:
    """Pan and zoom 2,000 boxes, then 200 polygons of 500 vertices. `open_page` shows HTML with the crowd elements."""
    found = []
    scenes = [
        ("2,000 boxes", "crowd-bounding-box", boxes(2000)),
        ("200 polygons of 500 vertices", "crowd-polygon", polygons(200, 500)),
    ]
    for name, tag, shapes in scenes:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        open_page(page, f'<{tag} name="shapes" labels="{LABELS}"></{tag}>')
        show(page, tag, shapes)
        for kind in ("pan", "zoom"):
            times = page.evaluate(HAND, [kind, FRAMES])
            found.append(Frames(f"{name}, {kind}", tuple(times)))
        page.close()
    return found


def show(page: Page, tag: str, shapes: list[dict[str, Any]]) -> None:
    """Load the picture and the shapes, and wait until both are on the screen."""
    key = {"crowd-bounding-box": "boundingBoxes", "crowd-polygon": "polygons"}[tag]
    page.wait_for_function(f"customElements.get('{tag}') !== undefined")
    page.evaluate(f"async () => {{ document.querySelector('[name=shapes]').src = await ({PICTURE})(); }}")
    page.wait_for_function(
        "document.querySelector('[name=shapes]').value.inputImageProperties.width > 0", timeout=60_000
    )
    page.evaluate(
        "value => { document.querySelector('[name=shapes]').value = value }", {key: json.loads(json.dumps(shapes))}
    )
    page.wait_for_function(f"document.querySelector('[name=shapes]').value.{key}.length === {len(shapes)}")
