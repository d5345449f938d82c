"""AWS's sample script that widens the instructions reaches into the shadow root of any element a template holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.elements.drawing_hands import PICTURE

if TYPE_CHECKING:
    from e2e.elements.page_bench import PageBench

IMAGE_TAGS = (
    "crowd-bounding-box",
    "crowd-polygon",
    "crowd-polyline",
    "crowd-line",
    "crowd-keypoint",
    "crowd-image-annotation",
    "crowd-semantic-segmentation",
    "crowd-instance-segmentation",
    "crowd-textract-analyze-document",
)
PAGE = """<title>Task</title><crowd-form><{tag} name="annotatedResult" header="Mark" src="/street.png" labels="['Car']">
<short-instructions><p>In short</p></short-instructions>
<full-instructions header="All of it"><p>In full</p></full-instructions></{tag}></crowd-form>
<script>
  document.addEventListener('all-crowd-elements-ready', () => {{
    const root = document.querySelector('{tag}').shadowRoot;
    root.querySelector('.awsui-app-layout__navigation').style.width = '420px';
    root.querySelector('.awsui-modal-dialog').style.maxWidth = '80%';
    document.documentElement.dataset.widened = 'yes';
  }});
</script>"""


@pytest.mark.parametrize("tag", IMAGE_TAGS)
def test_the_documented_script_widens_the_instructions_of_every_image_element(bench: PageBench, tag: str) -> None:
    bench.server.pages["/street.png"] = (PICTURE.read_bytes(), {"Content-Type": "image/png"})
    page = bench.open(PAGE.format(tag=tag))
    page.element("html[data-widened]").wait_for(state="attached")
    page.page.wait_for_function(
        "document.querySelector('short-instructions').shadowRoot.querySelector('.panel').offsetWidth === 420"
    )
    page.button("View full instructions").click()
    width = page.page.get_by_role("dialog", name="All of it").evaluate("dialog => dialog.getBoundingClientRect().width")
    assert width > 900
