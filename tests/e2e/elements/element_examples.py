"""The live examples of the documentation, opened as a requester's preview would: rendered, assembled, in Chromium."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from e2e.elements.page_bench import REPOSITORY
from truthloop.templates.page_assembly import PageAssets, PageFrame, assemble_page
from truthloop.templates.render_limits import RenderLimits
from truthloop.templates.worker_pages import render

if TYPE_CHECKING:
    from e2e.elements.page_bench import OpenPage, PageBench

EXAMPLES = REPOSITORY / "examples/elements"
ASSETS = PageAssets(script="/crowd/crowd-html-elements.js", style="/crowd/crowd-html-elements-v2.css")


def example_page(tag: str) -> str:
    """The whole page of an element's example."""
    template = (EXAMPLES / f"{tag}.liquid.html").read_text()
    text = (EXAMPLES / f"{tag}.input.json").read_text().replace("{{media}}", "/media")
    return rendered(template, json.loads(text))


def rendered(template: str, task_input: Any) -> str:
    """The page of a template for one task, as the server assembles it."""
    page = render(template, {"task": {"input": task_input}}, lambda address: address, RenderLimits())
    assert page.errors == ()
    return assemble_page(page.html, ASSETS, PageFrame(portal_origin="", language="en"))


def example_answer(tag: str) -> Any:
    """The answer the documentation promises for the example."""
    return json.loads((EXAMPLES / f"{tag}.answer.json").read_text())


def open_example(bench: PageBench, tag: str, **options: Any) -> OpenPage:
    """The example in the browser; its media are served from /media/."""
    bench.server.put(ASSETS.style, "body{margin:0}", content_type="text/css")
    for file in (EXAMPLES / "media").iterdir():
        bench.server.pages[f"/media/{file.name}"] = (file.read_bytes(), {"Content-Type": "application/octet-stream"})
    return bench.open(example_page(tag), head="", **options)
