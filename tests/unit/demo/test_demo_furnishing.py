from __future__ import annotations

import json
import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from truthloop.demo.announcement import PLAIN, demo_parts, laid_out
from truthloop.demo.demo_jobs import RunningJob
from truthloop.demo.demo_loops import TEMPLATE, DemoLoops, names_to_start, reviews
from truthloop.demo.demo_worker import DemoWorker, read_remembered, remember, remembered_in, spoken
from truthloop.demo.sample_data import JOBS
from truthloop.demo.showroom import is_loopback, refuse_strangers
from truthloop.running_file import Running
from truthloop.settings import Settings, read_settings
from truthloop.templates.render_limits import RenderLimits
from truthloop.templates.worker_pages import render
from truthloop.terms.errors import Refused
from truthloop.workforce.passwords import check_password

NAMES = [review["name"] for review in reviews()]
SETTINGS = read_settings({"TRUTHLOOP_DATA": "/srv/truthloop"})
RUNNING = Running(
    supervisor_pid=1,
    public_url="http://127.0.0.1:8080",
    region="us-east-1",
    database_url="postgresql://",
    s3_endpoint="http://127.0.0.1:1",
    s3_region="us-east-1",
    s3_access_key="inner",
    s3_secret_key="inner",
)


def announced(settings: Settings = SETTINGS, *, known: bool = True) -> str:
    loops = DemoLoops("a-bucket", "s3://a-bucket/results", 5, 0)
    password = "kivo-rasu-meto-lani" if known else None
    variables = {"AWS_ENDPOINT_URL": "http://127.0.0.1:8080", "AWS_SECRET_ACCESS_KEY": "s3cret"}
    parts = demo_parts(
        settings,
        RUNNING,
        variables,
        DemoWorker("worker@example.com", password),
        loops,
        [RunningJob(JOBS[0], "demo-digits-1")],
    )
    return laid_out(parts, PLAIN)


def test_a_first_start_begins_five_loops() -> None:
    assert names_to_start({}, NAMES) == [f"{name}-1" for name in NAMES]
    assert len(NAMES) == len(set(NAMES)) == 5


def test_a_second_start_begins_none_while_one_is_open() -> None:
    present = dict.fromkeys((f"{name}-1" for name in NAMES), "Completed") | {"kettle-1": "InProgress"}
    assert names_to_start(present, NAMES) == []


def test_when_all_have_ended_the_next_start_begins_a_new_round() -> None:
    first = dict.fromkeys((f"{name}-1" for name in NAMES), "Completed")
    second = first | dict.fromkeys((f"{name}-2" for name in NAMES), "Stopped")
    assert names_to_start(first, NAMES) == [f"{name}-2" for name in NAMES]
    assert names_to_start(second, NAMES) == [f"{name}-3" for name in NAMES]


def test_a_start_that_was_cut_off_is_completed_by_the_next() -> None:
    assert names_to_start({"kettle-1": "InProgress"}, NAMES) == [f"{name}-1" for name in NAMES[1:]]


def test_loops_that_a_user_started_are_not_taken_for_a_round() -> None:
    first = dict.fromkeys((f"{name}-1" for name in NAMES), "Completed")
    assert names_to_start(first | {"mine-7": "Completed"}, NAMES) == [f"{name}-2" for name in NAMES]
    assert names_to_start(first | {"mine-7": "InProgress"}, NAMES) == []


@pytest.mark.parametrize("review", reviews(), ids=NAMES)
def test_every_review_renders_with_nothing_missing(review: dict[str, object]) -> None:
    rendered = render(TEMPLATE.read_text(), {"task": {"input": review["input"]}}, str, RenderLimits())
    assert (rendered.errors, rendered.warnings) == ((), ())
    content = review["input"]
    assert isinstance(content, dict)
    assert [answer["id"] for answer in content["answers"]] == ["first", "second"]
    for text in (content["review"], content["answers"][0]["text"], content["answers"][1]["text"]):
        assert text.split("'")[0] in rendered.html


def test_the_reviews_come_in_three_languages() -> None:
    assert {review["input"]["language"] for review in reviews()} == {"en", "ko", "pt-BR"}


def test_the_template_sets_no_colours_so_that_dark_mode_reaches_it() -> None:
    style = TEMPLATE.read_text().partition("<style>")[2].partition("</style>")[0]
    assert re.findall(r"[;{\s](color|background)[a-z-]*\s*:", style) == []


def test_a_generated_password_can_be_read_out_and_is_taken() -> None:
    assert spoken(bytes(8)) == "baba-baba-baba-baba"
    password = spoken(bytes.fromhex("9f3a27c4d1086be5"))
    assert re.fullmatch(r"([b-z][aeiou]){2}(-([b-z][aeiou]){2}){3}", password)
    check_password(password, "worker@example.com")


def test_the_password_is_remembered_for_its_owner_only(tmp_path: Path) -> None:
    assert read_remembered(tmp_path) is None
    remembered_in(tmp_path).write_text("not json")
    assert read_remembered(tmp_path) is None
    remember(tmp_path, "first")
    remember(tmp_path, "second")
    assert read_remembered(tmp_path) == "second"
    assert stat.S_IMODE(remembered_in(tmp_path).stat().st_mode) == 0o600
    assert json.loads(remembered_in(tmp_path).read_text())["email"] == "worker@example.com"


@pytest.mark.parametrize(
    "settings",
    [
        replace(SETTINGS, host="::", public_url="http://127.0.0.1:8080"),
        replace(SETTINGS, host="192.168.1.20", public_url="http://192.168.1.20:8080"),
        replace(SETTINGS, public_url="https://loops.example.org"),
    ],
    ids=["every address", "another address", "behind a proxy"],
)
def test_a_demo_that_others_could_reach_is_refused_unless_it_was_asked_for(settings: Settings) -> None:
    with pytest.raises(Refused, match="TRUTHLOOP_DEMO_ANYWHERE=1"):
        refuse_strangers(settings, {})
    refuse_strangers(settings, {"TRUTHLOOP_DEMO_ANYWHERE": "1"})


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("::", False),
        ("10.0.0.1", False),
        ("127.0.0.1.example.org", False),
        ("", False),
    ],
)
def test_only_addresses_of_this_machine_are_loopback(host: str, ours: bool) -> None:
    assert is_loopback(host) is ours


def test_the_announcement_says_where_who_how_and_how_to_stop() -> None:
    text = announced()
    for part in (
        "http://127.0.0.1:8080/portal",
        "worker@example.com",
        "kivo-rasu-meto-lani",
        "5 tasks are waiting",
        "export AWS_SECRET_ACCESS_KEY=s3cret",
        "s3://a-bucket/results/demo-reviews/",
        "/srv/truthloop/objects/a-bucket/results",
        "this machine only",
        "Ctrl-C",
    ):
        assert part in text
    assert "\x1b" not in text


def test_the_announcement_does_not_show_a_password_it_does_not_know() -> None:
    assert "the one you chose" in announced(known=False)


def test_objects_are_shown_as_files_only_where_they_are_files() -> None:
    assert "as files" not in announced(replace(SETTINGS, s3_endpoint="https://s3.example.org"))
