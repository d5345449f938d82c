"""Human loops in the console: the list as it goes on, filters, one loop with its answers, and stopping it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from e2e.console.conftest import PASSWORD, ConsoleBrowser, ConsoleDesk
from e2e.console.pages.console_pages import ConsoleSignIn
from e2e.console.pages.loop_pages import LoopsPage
from e2e.portal.test_portal_accessibility import expect_accessible
from robots.requester_robot import CHORES_S, RequesterRobot
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop


@dataclass(frozen=True, slots=True)
class Letters:
    """A flow definition with 130 loops, the oldest of which is answered."""

    requester: RequesterRobot
    prefix: str

    def name(self, number: int) -> str:
        return f"{self.prefix}-{number:03}"


@pytest.fixture(scope="module")
def letters(truthloop: RunningTruthloop, desk: ConsoleDesk) -> Iterator[Letters]:
    requester = RequesterRobot.set_up(truthloop, team=desk.team)
    found = Letters(requester, f"letter-{uuid.uuid4().hex[:6]}")
    for number in range(130):
        requester.start(found.name(number), {"text": f"Dear shop, number {number}"})
    worker = WorkerRobot(truthloop.url, desk.email, PASSWORD)
    worker.sign_in()
    task = worker.next(worker.queue(requester.name)["id"])
    assert task is not None
    worker.submit(task["assignment_id"], {"reply": "Thank you for writing."})
    requester.wait_status(found.name(0), "Completed")
    yield found
    worker.close()
    requester.close()


def test_loops_are_listed_newest_first_narrowed_and_drawn_only_where_they_are_seen(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, letters: Letters
) -> None:
    page = console_browser()
    ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD)
    loops = LoopsPage(page).open()
    expect(loops.row(letters.name(129))).to_contain_text("In progress")
    expect(loops.rows.first).to_contain_text(letters.name(129))
    letters.requester.start(f"{letters.prefix}-late")
    expect(loops.rows.first).to_contain_text(f"{letters.prefix}-late")  # without asking for it
    loops.narrow(flow=letters.requester.name)
    page.get_by_role("list", name="Human loops").focus()

    def at_the_end() -> bool:
        page.keyboard.press("End")  # older loops are fetched as they come into view, and the list grows
        return loops.row(letters.name(0)).is_visible()

    RequesterRobot.wait(at_the_end, CHORES_S, "the oldest loop in view")
    expect(loops.row(letters.name(0))).to_contain_text("1 of 1 answer")
    assert loops.rows.count() < 60
    loops.narrow(status="Completed")
    expect(loops.rows).to_have_count(1)
    loops.narrow(part="nobody-wrote-this")
    expect(page.get_by_text("No loop is like this.")).to_be_visible()


def test_a_loop_shows_its_input_and_answers_by_worker_and_its_output_and_can_be_stopped(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, letters: Letters
) -> None:
    page = console_browser()
    ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD)
    loops = LoopsPage(page).open()
    loops.narrow(part=letters.name(0))
    loops.open_loop(letters.name(0))
    expect(page.get_by_role("region", name="Input")).to_contain_text("Dear shop, number 0")
    expect(page.get_by_role("heading", name=desk.email)).to_be_visible()
    expect(page.get_by_role("region", name=desk.email)).to_contain_text("Thank you for writing.")
    expect(page.get_by_text("/output.json")).to_be_visible()
    page.get_by_role("link", name="All loops").click()
    loops.narrow(part=letters.name(7))
    loops.open_loop(letters.name(7))
    page.get_by_role("button", name="Stop loop").click()
    page.get_by_role("dialog").get_by_role("button", name="Stop loop").click()
    expect(page.get_by_text("Stopped", exact=True)).to_be_visible()
    assert letters.requester.describe(letters.name(7))["HumanLoopStatus"] == "Stopped"


def test_a_loop_says_which_answer_its_worker_corrected(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, truthloop: RunningTruthloop
) -> None:
    requester = RequesterRobot.set_up(truthloop, team=desk.team, count=2)  # open until a colleague answers too
    worker = WorkerRobot(truthloop.url, desk.email, PASSWORD)
    worker.sign_in()
    name = f"letter-{uuid.uuid4().hex[:6]}"
    requester.start(name)
    task = worker.next(worker.queue(requester.name)["id"])
    assert task is not None
    worker.submit(task["assignment_id"], {"reply": "Thank you for writting."})
    correction = {"answer": {"reply": "Thank you for writing."}, "submission_key": str(uuid.uuid4())}
    assert worker.post(f"/answers/{task['assignment_id']}/correct", correction).status_code == 204
    page = console_browser(bypass_csp=True)
    ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD)
    loops = LoopsPage(page).open()
    loops.narrow(part=name)
    loops.open_loop(name)
    expect(page.get_by_text("1 of 2 answers")).to_be_visible()
    before = page.get_by_role("region", name=f"{desk.email} (was corrected)")
    expect(before).to_contain_text("Thank you for writting.")
    expect(page.get_by_role("region", name=desk.email, exact=True)).to_contain_text("Thank you for writing.")
    expect_accessible(page, "loop with a correction")
    worker.close()
    requester.close()


@pytest.mark.parametrize("looks", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}])
def test_the_pages_of_loops_are_accessible(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, letters: Letters, looks: dict[str, object]
) -> None:
    page = console_browser(bypass_csp=True, **looks)
    ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD)
    loops = LoopsPage(page).open()
    loops.narrow(part=letters.name(0))
    expect(loops.rows).to_have_count(1)
    expect_accessible(page, "loops")
    loops.open_loop(letters.name(0))
    expect(page.get_by_role("region", name="Input")).to_be_visible()
    expect_accessible(page, "loop")
