"""What a model wrote is shown and does nothing: no script, no request, no look of the page's own."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.elements.page_bench import PageBench, PageServer, build_bundle_when_stale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

# Shapes from OWASP's filter evasion sheet and DOMPurify's own tests.
HOSTILE = [
    "<script>window.harmed = 1</script>",
    "<img src=x onerror='window.harmed = 1'>",
    "<svg onload='window.harmed = 1'><g/></svg>",
    "<svg><style><img src=x onerror='window.harmed = 1'></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror='window.harmed=1'>",
    "<iframe srcdoc='<script>parent.harmed = 1</script>'></iframe>",
    "<details open ontoggle='window.harmed = 1'>x</details>",
    "<a href='javascript:window.harmed = 1' id='link'>click</a>",
    "[click](javascript:window.harmed=1)",
    "[click](data:text/html,<script>window.harmed=1</script>)",
    "<form action='/leak'><input name='a'><button>Submit</button></form>",
    "<style>:host{display:none}</style>",
    "<div style='position:fixed;inset:0' class='bar'>cover</div>",
    "<p id='comment' name='cookie'>clobbers</p>",
    "![x](/leak.png)",
    "<img src='/leak.png'>",
    "<video poster='/leak.png' src='/leak.mp4' autoplay></video>",
    "<link rel='stylesheet' href='/leak.css'><meta http-equiv='refresh' content='0;url=/leak'><base href='/leak/'>",
    "<object data='/leak'></object><embed src='/leak'>",
    "<p style=\"background:url('/leak.png')\">x</p>",
    '```js" onmouseover="window.harmed=1\nx\n```',
    '<b title="</p><img src=/leak.png onerror=window.harmed=1>">x</b>',
]
SAFE = (
    "a,b,blockquote,br,code,dd,del,details,div,dl,dt,em,h1,h2,h3,h4,h5,h6,hr,i,ins,kbd,li,mark,ol,p,pre,q,s,samp,small,"
)
SAFE += "span,strong,sub,summary,sup,table,tbody,td,tfoot,th,thead,tr,u,ul,var"


@pytest.fixture(scope="module")
def markdown_bench(browser: Browser) -> Iterator[PageBench]:
    build_bundle_when_stale()
    server = PageServer()
    serving = server.serve()
    next(serving)
    yield PageBench(browser, server)
    next(serving, None)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_markdown_does_nothing(markdown_bench: PageBench, hostile: str) -> None:
    requests: list[str] = []
    tab = markdown_bench.tab()
    tab.on("request", lambda request: requests.append(request.url))
    responses = escape(json.dumps([f"before\n\n{hostile}\n\nafter", hostile]), quote=True)
    page = markdown_bench.open(
        f"<crowd-form><crowd-response-comparison name='c' prompt='{escape(hostile, quote=True)}' "
        f'responses="{responses}"></crowd-response-comparison></crowd-form>'
    )
    expect(page.element(".body")).to_have_count(2)
    for link in page.element(".body a").all():
        link.dispatch_event("click")
    page.element(".body").first.hover()
    assert page.evaluate("window.harmed") is None
    assert [address for address in requests if "leak" in address] == []
    inside = f".prose :not({SAFE}), .prose [style], .prose [id], .prose [name], .prose [class~=bar]"
    assert page.element(inside).count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('crowd-response-comparison')).display") == "block"
    page.press("1")
    assert page.submitted()["c"]["preferencePairs"] == [{"chosen": 0, "rejected": 1, "strength": 1}]


def test_a_link_opens_beside_the_page_and_tells_nobody_where_from(markdown_bench: PageBench) -> None:
    page = markdown_bench.open(
        "<crowd-form><crowd-response-comparison name='c' responses='[\"[a](https://example.com/x)\", \"b\"]'>"
        "</crowd-response-comparison></crowd-form>"
    )
    link = page.element(".body a")
    assert link.get_attribute("target") == "_blank"
    assert "noopener noreferrer" in str(link.get_attribute("rel"))
