"""A job of very many objects scrolls in Chromium: by keyboard, by its scroll bar, by the wheel, with few rows drawn."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.run import database_url
from chromium import CHROMIUM, FLAGS, PATIENCE_MS
from e2e.console.conftest import PASSWORD, ConsoleDesk
from e2e.console.pages.console_pages import ConsoleSignIn
from robots.job_robot import JobRobot
from running_truthloop import RunningTruthloop

MOST_ROWS = 100
FILL = """
INSERT INTO data_object (job_id, number, position, status, line)
SELECT %(job)s, n, n, 'failed', '{"source":"text ' || n || '"}' FROM generate_series(3, %(last)s) AS n
"""


@pytest.fixture
def bars_shown(browser: Browser) -> Iterator[Page]:
    """A page in a Chromium that shows its scroll bars, which Playwright's hides."""
    chromium = browser.browser_type.launch(
        executable_path=CHROMIUM, args=FLAGS, ignore_default_args=["--hide-scrollbars"]
    )
    page = chromium.new_page(locale="en-US", bypass_csp=True, viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE_MS)
    yield page
    chromium.close()


def long_job(truthloop: RunningTruthloop, team: str, objects: int) -> str:
    """A stopped job of three lines, to which many are put by SQL."""
    requester, name = JobRobot.set_up(truthloop, team=team), f"long-{uuid.uuid4().hex[:8]}"
    manifest = requester.put_manifest([{"source": f"text {n}"} for n in range(3)])
    labels = requester.put_labels(["glad", "sad"])
    requester.create(name, manifest, task="TextMultiClass", LabelCategoryConfigS3Uri=labels)
    requester.wait_status(name, "InProgress")
    requester.sagemaker.stop_labeling_job(LabelingJobName=name)
    requester.wait_status(name, "Stopped")
    requester.close()
    with psycopg.connect(database_url(truthloop), autocommit=True) as connection:
        job = connection.execute("SELECT id FROM resource WHERE name = %s", (name,)).fetchone()
        assert job is not None
        connection.execute(FILL, {"job": job[0], "last": objects - 1})
        connection.execute("UPDATE labeling_job SET read_lines = %s WHERE id = %s", (objects, job[0]))
    return name


@pytest.mark.parametrize("objects", [200_000, pytest.param(1_000_000, marks=pytest.mark.soak)])
def test_a_very_long_job_scrolls_to_its_last_object_with_few_rows_drawn(
    truthloop: RunningTruthloop, desk: ConsoleDesk, bars_shown: Page, objects: int
) -> None:
    page, name, last = bars_shown, long_job(truthloop, desk.team, objects), objects - 1
    job = ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD).open_job(name)
    job.tab("Objects")
    rows = job.objects.get_by_role("option")
    job.objects.press("End")
    expect(page.get_by_role("heading", name=f"Object {last:,}", exact=True)).to_be_visible()
    expect(job.objects.get_by_text(f"text {last}", exact=True)).to_be_in_viewport()
    for step in range(1, 21):  # the row that is chosen stays in view
        job.objects.press("ArrowUp")
        expect(rows.and_(page.locator(f"#object-{last - step}"))).to_be_in_viewport()
    job.objects.press("Home")
    expect(job.objects.get_by_text("text 0", exact=True)).to_be_in_viewport()
    drag_to_the_end(page)
    expect(job.objects.get_by_text(f"text {last}", exact=True)).to_be_in_viewport()
    before = first_drawn(page)
    page.mouse.move(200, 500)
    page.mouse.wheel(0, -640)  # ten rows, not thousands, though the bar is stretched
    page.wait_for_function(f"{FIRST} < {before}")
    assert before - first_drawn(page) <= 11
    assert rows.count() < MOST_ROWS


FIRST = "Number(document.querySelector('.dataset-row').id.split('-')[1])"


def first_drawn(page: Page) -> int:
    number: int = page.evaluate(FIRST)
    return number


def drag_to_the_end(page: Page) -> None:
    """Take the scroll bar's thumb with the mouse and pull it down."""
    box = page.get_by_role("listbox").bounding_box()
    assert box is not None
    x, top, bottom = box["x"] + box["width"] - 8, box["y"] + 22, box["y"] + box["height"]
    page.mouse.move(x, top)
    page.mouse.down()
    page.mouse.move(x, (top + bottom) / 2, steps=5)
    page.mouse.move(x, bottom + 40, steps=5)
    page.mouse.up()
