"""Large templates, up to AWS's limit: pictures and data inside them, long tables, and libraries on top."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from e2e.templates import element_hands
from e2e.templates.libraries.library_templates import ADDRESS, LibraryTemplate, exactly
from e2e.templates.template_cases import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Frame

LIMIT = 128_000  # https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UiTemplate.html


def data_address(name: str, kind: str) -> str:
    """A picture of the examples as it stands in a template itself."""
    return f"data:{kind};base64,{base64.b64encode((EXAMPLES / 'media' / name).read_bytes()).decode()}"


def filled(before: str, row: Callable[[int], str], after: str, length: int) -> str:
    """As many rows between two parts as make exactly this many characters, with a comment for the rest."""
    rows, left = "", length - len(before) - len(after) - len("<!---->")
    at = 0
    while len(row(at)) <= left - len(rows):
        rows += row(at)
        at += 1
    return f"{before}{rows}{after}<!--{' ' * (left - len(rows))}-->"


def ledger() -> str:
    """99,000 characters: pictures in attributes and in the style sheet, and a question in every row of a long table."""
    street, drawing = data_address("street.png", "image/png"), data_address("street.svg", "image/svg+xml")
    before = f"""<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<style>.banner {{ height: 4rem; background: url({drawing}) }} td {{ border-top: 1px solid silver }}</style>
<crowd-form><div class="banner"></div>
<crowd-image-classifier name="street" src="{street}" categories="['Town', 'Country']"
 header="{{{{ task.input.title }}}}">
<full-instructions header="Streets">Look.</full-instructions><short-instructions>Pick.</short-instructions>
</crowd-image-classifier><table><tbody>"""
    return filled(before, ledger_row, "</tbody></table></crowd-form>", 99_000)


def ledger_row(at: int) -> str:
    return (
        f'<tr><th>{at}</th><td>Entry {at} of the ledger</td><td><crowd-input name="entry-{at}" label="Amount {at}">'
        f'</crowd-input></td><td><crowd-checkbox name="wrong" value="{at}">Wrong {at}</crowd-checkbox></td></tr>\n'
    )


def atlas() -> str:
    """As long as a template may be: jQuery and Bootstrap, a drawing tool on a picture inside, and data in a script."""
    before = f"""<link rel="stylesheet" href="{ADDRESS}/bootstrap.min.css">
<script src="{ADDRESS}/jquery.min.js"></script><script src="{ADDRESS}/bootstrap.bundle.min.js"></script>
<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<crowd-form><div class="container"><crowd-bounding-box name="houses" header="{{{{ task.input.title }}}}"
 labels="['House']" src="{data_address("street.png", "image/png")}"></crowd-bounding-box>
<p class="badge text-bg-secondary" id="count"></p><select class="form-select" name="town" aria-label="Town"></select>
<input type="hidden" name="population"></div></crowd-form><script>const towns = ["""
    after = """];
$(() => {
  $('#count').text(towns.length + ' towns');
  $('select').append(towns.map((town) => $('<option>').val(town.id).text(town.name)));
  $('crowd-form').on('submit', () => $('[name=population]').val(towns[$('select').val()].population));
});
</script>"""
    return filled(before, atlas_row, after, LIMIT)


def atlas_row(at: int) -> str:
    return f'{{"id": {at}, "name": "Town number {at}", "population": {at * 37 % 9973}}},\n'


def keep_the_ledger(frame: Frame) -> None:
    """Classify the picture, and answer in the first rows and in one far down."""
    frame.get_by_role("radio", name="Town").check()
    frame.get_by_label("Amount 7", exact=True).fill("12.50")
    frame.get_by_label("Amount 160", exact=True).fill("3")
    for box in ("0", "160"):
        frame.locator(f"crowd-checkbox[value='{box}']").click()


def check_ledger(answer: dict[str, Any]) -> None:
    wrong = answer.pop("wrong")
    assert [row for row, ticked in wrong.items() if ticked] == ["0", "160"]
    assert len(wrong) == LEDGER.text.count("<crowd-checkbox") > 160
    exactly({"street": {"label": "Town"}, "entry-7": "12.50", "entry-160": "3"})(answer)


def find_the_town(frame: Frame) -> None:
    """Draw a box on the picture that came with the template, and pick a town."""
    tool = frame.wait_for_selector("crowd-bounding-box")
    assert tool is not None
    element_hands.paint(frame, tool)
    frame.get_by_label("Town").select_option("1000")


def check_atlas(answer: dict[str, Any]) -> None:
    (box,) = answer["houses"]["boundingBoxes"]
    assert box["label"] == "House"
    assert answer["houses"]["inputImageProperties"] == {"height": 640, "width": 960}
    assert (answer["town"], answer["population"]) == ("1000", str(1000 * 37 % 9973))


LEDGER = LibraryTemplate("Ledger of 99,000 characters", ledger(), {"title": "Town?"}, keep_the_ledger, check_ledger)
ATLAS = LibraryTemplate("Atlas of 128,000 characters", atlas(), {"title": "Houses"}, find_the_town, check_atlas)
LARGE_CASES = (LEDGER, ATLAS)
