"""The npm package of the elements: it builds, works in a plain page without a server of ours, and describes itself."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from e2e.elements.page_bench import WEB, PageBench, PageServer

PACKAGE = WEB / "built/crowd-elements"
PLAIN = """<!doctype html><html lang="en"><title>Plain</title>
<crowd-form>
  <crowd-classifier name="kind" header="What is it?" categories="['Dog', 'Cat']">
    <classification-target>Loud</classification-target>
  </crowd-classifier>
</crowd-form>
<script type="module">
  import "/package/{entry}.js";
  document.querySelector("crowd-form").addEventListener("truthloop-answer", (event) => {
    document.title = JSON.stringify(event.answer);
  });
</script>"""


@pytest.fixture(scope="module")
def package(element_site: PageServer) -> Path:
    npm = shutil.which("npm")
    assert npm is not None
    subprocess.run([npm, "run", "--silent", "package"], cwd=WEB, check=True, capture_output=True, text=True)
    for script in PACKAGE.rglob("*.js"):
        path = f"/package/{script.relative_to(PACKAGE).as_posix()}"
        element_site.put(path, script.read_text(), content_type="text/javascript")
    return PACKAGE


@pytest.mark.usefixtures("package")
def test_an_element_works_in_a_plain_page_of_anybodys(bench: PageBench) -> None:
    bench.server.put("/plain", PLAIN.replace("{entry}", "index"))
    page = bench.tab()
    page.goto(f"{bench.server.origin}/plain")
    page.get_by_role("radio", name="Cat").check()
    page.get_by_role("button", name="Submit").click()
    page.wait_for_function("document.title !== 'Plain'")
    assert json.loads(page.title()) == {"kind": {"label": "Cat"}}


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize("entry", ["audio", "image", "ranking", "text"])
def test_heavier_elements_come_with_a_file_of_their_own(bench: PageBench, entry: str) -> None:
    bench.server.put("/plain", PLAIN.replace("{entry}", entry))
    page = bench.tab()
    page.goto(f"{bench.server.origin}/plain")
    page.wait_for_function("customElements.get('crowd-form') !== undefined")
    tags = tags_of(WEB / f"crowd/bundles/{entry}.ts")
    assert tags
    assert page.evaluate("(tags) => tags.filter((tag) => !customElements.get(tag))", tags) == []


def test_the_manifest_and_the_typings_know_every_element(package: Path) -> None:
    manifest = json.loads((package / "custom-elements.json").read_text())
    described = {
        export["name"]
        for module in manifest["modules"]
        for export in module["exports"]
        if export["kind"] == "custom-element-definition"
    }
    tables = [table for table in (WEB / "crowd/bundles").glob("*.ts") if "export const elements" in table.read_text()]
    assert {tag for table in tables for tag in tags_of(table)} <= described
    exports = json.loads((package / "package.json").read_text())["exports"]
    assert (package / exports["."]["types"]).exists()
    assert (package / exports["./*"]["types"].replace("*", "image")).exists()


def tags_of(table: Path) -> list[str]:
    """The tags in a bundle's table of elements."""
    return re.findall(r'"([a-z-]+)": \w+,', table.read_text())
