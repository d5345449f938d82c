"""The gallery at /elements: every element of worker pages, live, beside its template, its data and an answer.

Nobody signs in and nothing is sent: an example is rendered as a worker's page is, without a portal around it, so that
submitting shows the answer. The examples are files (`examples/elements` in the repository), the same that the docs
quote and the tests fill in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from truthloop.server.installation import Installation
from truthloop.server.page_routes import origin_of, page_assets, sources_of
from truthloop.server.portal_api.accepted_languages import best_language
from truthloop.server.web_files import BUNDLE_HEADERS, PORTAL_HEADERS, WebFile, send
from truthloop.templates.content_policy import page_headers
from truthloop.templates.page_assembly import PageFrame, assemble_page
from truthloop.templates.render_limits import RenderLimits
from truthloop.templates.worker_pages import render

TEMPLATE, INPUT, ANSWER = ".liquid.html", ".input.json", ".answer.json"
MEDIA = "{{media}}"
"""Stands in an example's data where the address of its pictures and sounds goes."""
LANGUAGES = {"en": "English", "ko": "한국어", "pt-BR": "Português"}
HOUR = "public, max-age=3600"


@dataclass(frozen=True, slots=True)
class ElementExample:
    """One element shown: its tag, a worker template, the data it is rendered with, and an answer to it."""

    tag: str
    template: str
    task_input: str
    answer: str


def read_examples(files: Mapping[str, WebFile]) -> dict[str, ElementExample]:
    """The examples in a folder's files, by tag."""

    def text(name: str) -> str:
        return files[name].bodies[""].decode() if name in files else ""

    tags = sorted(name.removesuffix(TEMPLATE) for name in files if name.endswith(TEMPLATE))
    return {
        tag: ElementExample(tag, text(tag + TEMPLATE), text(tag + INPUT) or "{}", text(tag + ANSWER)) for tag in tags
    }


def gallery_routes(
    installation: Installation, files: Mapping[str, WebFile], bundle: Mapping[str, WebFile]
) -> list[Route]:
    """The gallery's pages, its stylesheet and the examples' media; no pages where the gallery was not built."""
    examples = read_examples(files)

    async def first(_request: Request) -> Response:
        if not examples:
            return PlainTextResponse("The gallery is not built: run `make web`.\n", 503)
        return RedirectResponse(f"/elements/{next(iter(examples))}", 302)

    async def shown(request: Request) -> Response:
        example = examples.get(request.path_params["tag"])
        if example is None:
            return PlainTextResponse("There is no example of this element.\n", 404)
        return HTMLResponse(gallery_page(example, list(examples), language_of(request)), headers=PORTAL_HEADERS)

    def live(request: Request) -> Response:
        example = examples.get(request.path_params["tag"])
        if example is None:
            return PlainTextResponse("There is no example of this element.\n", 404)
        origin = origin_of(request, installation)
        html = example_page(example, origin, language_of(request), bundle)
        return Response(html, headers=page_headers(sources_of(origin)))

    async def file(request: Request) -> Response:
        found = files.get(request.path_params["path"])
        if found is None:
            return PlainTextResponse("No such file.\n", 404)
        return send(request, found, BUNDLE_HEADERS, HOUR)

    return [
        Route("/elements", first),
        Route("/elements/files/{path:path}", file),
        Route("/elements/{tag}", shown),
        Route("/elements/{tag}/page", live),
    ]


def language_of(request: Request) -> str:
    """The language asked for by `?language=`, else the browser's."""
    asked = request.query_params.get("language", "")
    return asked if asked in LANGUAGES else best_language(request.headers.get("accept-language", ""))


def example_page(example: ElementExample, origin: str, language: str, bundle: Mapping[str, WebFile]) -> str:
    """The worker page of an example, with no portal to send its answer to."""
    data = orjson.loads(example.task_input.replace(MEDIA, f"{origin}/elements/files/media"))
    rendered = render(example.template, {"task": {"input": data}}, lambda uri: uri, RenderLimits())
    body = "".join(f"<p>{escape(str(fault))}</p>" for fault in rendered.errors) or rendered.html
    return assemble_page(body, page_assets(bundle), PageFrame(portal_origin="", language=language))


def link_to(tag: str, language: str, *, here: bool) -> str:
    """A link to an element's page."""
    current = ' aria-current="page"' if here else ""
    return f'<a href="/elements/{tag}?language={language}"{current}>{tag}</a>'


def gallery_page(example: ElementExample, tags: list[str], language: str) -> str:
    """The page around a live example."""
    links = "".join(f"<li>{link_to(tag, language, here=tag == example.tag)}</li>" for tag in tags)
    languages = "".join(f'<a href="?language={code}" lang="{code}">{name}</a>' for code, name in LANGUAGES.items())
    sources = (("Template", example.template), ("task.input", example.task_input), ("An answer", example.answer))
    shown = "".join(
        f'<details><summary>{name}</summary><pre tabindex="0">{escape(text.strip())}</pre></details>'
        for name, text in sources
        if text
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{example.tag} · Truthloop elements</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/elements/files/gallery.css"></head><body>'
        "<header><strong>Elements of worker pages</strong><span>live, as a worker sees them</span>"
        f'<nav class="languages" aria-label="Language of the example">{languages}</nav></header>'
        f'<nav class="elements" aria-label="Elements"><ul>{links}</ul></nav>'
        f'<main><h1>{example.tag}</h1><iframe src="/elements/{example.tag}/page?language={language}"'
        f' title="{example.tag}, live"></iframe>{shown}</main></body></html>'
    )
