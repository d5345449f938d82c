"""`make bench` for the elements alone: how the heavy ones move in Chromium; writes docs/benchmarks-elements.md."""

from __future__ import annotations

import gzip
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.brush_latency import brush_latency
from benchmarks.cycles import stamp
from benchmarks.figures import Fact, machine
from benchmarks.peer_editor import peer_frames
from benchmarks.stage_frames import measure_stage
from benchmarks.text_frames import measure_text
from benchmarks.vector_frames import vector_frames
from chromium import CHROMIUM, FLAGS
from e2e.elements.page_bench import BUNDLE, SCRIPT, PageServer, build_bundle_when_stale

PAGE = Path("docs/benchmarks-elements.md")


def main() -> None:
    build_bundle_when_stale()
    server = PageServer()
    serving = server.serve()
    next(serving)

    def open_page(page: Page, html: str) -> None:
        server.put("/bench", f"{SCRIPT}<crowd-form>{html}</crowd-form>")
        page.goto(f"{server.origin}/bench")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        facts = [each.fact() for each in vector_frames(browser, open_page)]
        facts += peer_frames(browser, server)
        facts += measure_stage(browser) + brush_latency(browser, server) + measure_text(browser, server)
        browser.close()
    next(serving, None)
    text = written([*facts, *sizes()])
    PAGE.write_text(text, encoding="utf-8")
    print(text)


def sizes() -> list[Fact]:
    """What a page fetches: the first bundle always, the others where a page holds their elements."""
    wanted = {BUNDLE.name: "< 60 kB"}
    files = sorted(BUNDLE.parent.glob("*.js"))
    return [
        Fact(
            f"{path.name}, compressed",
            f"{len(gzip.compress(path.read_bytes(), 9)) / 1000:.0f} kB",
            wanted.get(path.name, ""),
        )
        for path in files
    ]


def written(facts: list[Fact]) -> str:
    return "\n".join(
        (
            "# Benchmarks of the elements",
            "",
            f"Written by `make bench` on {stamp()}: {machine()}.",
            "Chromium without a GPU: what a page draws is drawn by the processor. Pictures have 24 megapixels where",
            "nothing else is said.",
            "",
            "| figure | measured | wanted |",
            "| --- | ---: | ---: |",
            *(fact.row() for fact in facts),
            "",
        )
    )


if __name__ == "__main__":
    main()
