"""The same shapes on the same picture in an open peer's own editor, in the same run: Label Studio's (Apache-2.0).

Its editor draws on a canvas, as ours does, and runs in a page without its server. 1.4.0 is the last release of it that
was built and published by itself; later ones come only inside the server. Where the package cannot be had the table
says so.
"""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

from playwright.sync_api import TimeoutError as Impatience

from benchmarks.figures import Fact
from benchmarks.peer_package import peer_package
from benchmarks.vector_frames import HEIGHT, LABELS, PICTURE, WIDTH, boxes, polygons

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from e2e.elements.page_bench import PageServer

NAME = "Label Studio's editor 1.4"
FRAMES = 4
"""Few: where a frame takes seconds, more would only keep people waiting."""
PATIENCE = 120
"""Seconds that shapes may take to appear."""
PAGE = """<!doctype html><link rel="stylesheet" href="/peer/main.css"><script src="/peer/main.js"></script>
<div id="label-studio" style="width: 1400px"></div>"""
CHOICES = "".join(f'<Label value="{name}"/>' for name in LABELS)
SETTING = f"""<View><Image name="picture" value="$picture" zoom="true" width="1200px" maxWidth="1200px"/>
<RectangleLabels name="boxes" toName="picture">{CHOICES}</RectangleLabels>
<PolygonLabels name="rings" toName="picture">{CHOICES}</PolygonLabels>
</View>"""
OPEN = f"""async ([config, result]) => {{
  const picture = await ({PICTURE})();
  await new Promise((done) => {{
    window.editor = new LabelStudio('label-studio', {{
      config, interfaces: [], user: {{pk: 1, firstName: 'A', lastName: 'B'}},
      task: {{id: 1, data: {{picture}}, annotations: [], predictions: []}},
      onLabelStudioLoad: (store) => {{
        window.store = store;
        const annotation = store.annotationStore.addAnnotation({{userGenerate: true}});
        store.annotationStore.selectAnnotation(annotation.id);
        annotation.deserializeResults(result);
        done();
      }},
    }});
  }});
}}"""
SHOWN = """(count) => {
  const annotation = window.store?.annotationStore.selected, picture = annotation?.names.get('picture');
  return picture?.stageRef?.find('Rect, Line').length >= count && picture.naturalWidth > 0;
}"""
HAND = """async ([kind, frames]) => {
  const picture = window.store.annotationStore.selected.names.get('picture');
  const at = {x: 400, y: 300}, times = [];
  if (kind === 'pan') picture.setZoom(3);
  await new Promise((done) => {
    let last = 0, count = 0;
    const step = (now) => {
      if (count > 1) times.push(now - last);
      last = now;
      if (count++ > frames) { done(); return; }
      const {zoomingPositionX: x, zoomingPositionY: y} = picture;
      if (kind === 'pan') picture.setZoomPosition(x - 6, y - 4);
      else picture.handleZoom(count < frames / 2 ? -1 : 1, at);
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  return times;
}"""


def peer_frames(browser: Browser, server: PageServer) -> list[Fact]:
    """Pan and zoom of 2,000 boxes and of 200 polygons of 500 vertices; where it cannot be had, a fact that says so."""
    with peer_package() as build:
        if isinstance(build, str):
            return [Fact(NAME, f"left out: {build}", "")]
        return measured(browser, server, build)


def measured(browser: Browser, server: PageServer, build: Path) -> list[Fact]:
    server.put("/peer/main.js", (build / "js/main.js").read_text(encoding="utf-8"), content_type="text/javascript")
    server.put("/peer/main.css", (build / "css/main.css").read_text(encoding="utf-8"), content_type="text/css")
    server.put("/peer", PAGE)
    found = []
    for name, result in (("2,000 boxes", rectangles(2000)), ("200 polygons of 500 vertices", rings(200, 500))):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{server.origin}/peer")
        page.evaluate(OPEN, [SETTING, result])
        found += moved(page, name, len(result))
        page.close()
    return found


def moved(page: Page, name: str, count: int) -> list[Fact]:
    """How so many shapes move, once they are on the screen."""
    try:
        page.wait_for_function(SHOWN, arg=count, timeout=1000 * PATIENCE)
    except Impatience:
        return [Fact(f"the same in {NAME}: {name}", f"not on the screen after {PATIENCE} s", "")]
    found = []
    for kind in ("pan", "zoom"):
        times: list[float] = page.evaluate(HAND, [kind, FRAMES])
        value = f"{1000 / statistics.median(times):.1f} frames/s median, slowest frame {max(times):.0f} ms"
        found.append(Fact(f"the same in {NAME}: {name}, {kind}", value, ""))
    return found


def rectangles(count: int) -> list[dict[str, Any]]:
    """The boxes as Label Studio writes them: in percent of the picture."""
    found = []
    for at, box in enumerate(boxes(count)):
        value = {
            "x": 100 * box["left"] / WIDTH,
            "y": 100 * box["top"] / HEIGHT,
            "width": 100 * box["width"] / WIDTH,
            "height": 100 * box["height"] / HEIGHT,
            "rotation": 0,
            "rectanglelabels": [box["label"]],
        }
        found.append(region(at, "boxes", "rectanglelabels", value))
    return found


def rings(count: int, vertices: int) -> list[dict[str, Any]]:
    """The polygons as Label Studio writes them."""
    found = []
    for at, polygon in enumerate(polygons(count, vertices)):
        points = [[100 * point["x"] / WIDTH, 100 * point["y"] / HEIGHT] for point in polygon["vertices"]]
        value = {"points": points, "closed": True, "polygonlabels": [polygon["label"]]}
        found.append(region(at, "rings", "polygonlabels", value))
    return found


def region(at: int, control: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    size = {"original_width": WIDTH, "original_height": HEIGHT, "image_rotation": 0}
    return {"id": f"r{at}", "from_name": control, "to_name": "picture", "type": kind, "value": value, **size}
