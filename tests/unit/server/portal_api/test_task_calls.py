from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from people_at_work import PASSWORD, World, new_id
from portal_at_work import PortalClient, error_code, portal_client, portal_server
from truthloop.server.page_tokens import PURPOSE, read_page_token
from truthloop.storage.database import Database
from truthloop.storage.loop_rows import find_loop, stop_loop
from truthloop.tasks.limits import LARGEST_ANSWER


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.fixture
def queue(world: World) -> int:
    return world.queue("flow", "team")


@pytest.fixture
def address(world: World, tmp_path: Path) -> Iterator[str]:
    with portal_server(world.installation(tmp_path)) as address:
        yield address


@pytest.fixture
def ann(world: World, address: str) -> Iterator[PortalClient]:
    world.worker("ann@example.com", "team")
    with portal_client(address) as client:
        client.sign_in("ann@example.com", PASSWORD)
        yield client


@pytest.fixture
def task(world: World, queue: int, ann: PortalClient) -> Any:
    world.loop("flow")
    return ann.next(queue)


def test_the_queue_list_has_everything_the_portal_shows(world: World, queue: int, ann: PortalClient) -> None:
    world.loop("flow")
    world.loop("flow")
    stopped = ann.next(queue)["assignment_id"]
    world.clock.pass_time(seconds=100)
    assert ann.post(f"assignments/{stopped}/pause").status_code == 204
    opened = ann.next(queue)
    assert ann.get("queues").json() == {
        "queues": [
            {
                "id": queue,
                "title": "Look at flow",
                "description": "Say what you see.",
                "keywords": ["look", "say"],
                "waiting": 0,
                "answered": False,
                "correctable": 0,
                "needs": [],
                "open_assignment": {
                    "assignment_id": opened["assignment_id"],
                    "status": "working",
                    "deadline": "2026-03-02T08:11:40.000Z",
                },
                "paused": [
                    {
                        "assignment_id": stopped,
                        "paused_at": "2026-03-02T08:01:40.000Z",
                        "remaining_seconds": 500.0,
                    }
                ],
                "time_limit_seconds": 600,
                "created_at": "2026-03-02T08:00:00.000Z",
            }
        ],
        "server_time": "2026-03-02T08:01:40.000Z",
    }


def test_a_task_has_everything_the_portal_needs(world: World, queue: int, task: Any) -> None:
    token = task.pop("page_url").removeprefix("/pages/")
    assert task == {
        "assignment_id": str(world.scalar("SELECT id FROM assignment")),
        "queue_id": queue,
        "status": "working",
        "title": "Look at flow",
        "description": "Say what you see.",
        "draft": None,
        "draft_origin": None,
        "draft_revision": 0,
        "note": None,
        "time_limit_seconds": 600,
        "opened_at": "2026-03-02T08:00:00.000Z",
        "deadline": "2026-03-02T08:10:00.000Z",
        "lease_expires_at": "2026-03-02T08:10:10.000Z",
        "server_time": "2026-03-02T08:00:00.000Z",
    }
    grant = read_page_token(world.seal.derive(PURPOSE), token, world.clock())
    assert (grant.assignment_id, grant.language) == (task["assignment_id"], "en")


def test_the_page_speaks_the_workers_language_else_the_browsers(world: World, queue: int, ann: PortalClient) -> None:
    world.loop("flow")

    def language() -> str:
        task = ann.post(f"queues/{queue}/next", **{"Accept-Language": "de, pt-PT;q=0.9, ko;q=0.8"}).json()["task"]
        token = task["page_url"].removeprefix("/pages/")
        return read_page_token(world.seal.derive(PURPOSE), token, world.clock()).language

    assert language() == "pt-BR"
    ann.put("preferences", {"language": "ko"})
    assert language() == "ko"


def test_when_nothing_is_left_the_task_is_null(queue: int, ann: PortalClient) -> None:
    assert ann.next(queue) is None
    assert ann.reserve(queue) is None


def test_submitting_opens_the_reserved_task_and_wakes_the_chore(world: World, queue: int, ann: PortalClient) -> None:
    for _ in range(2):
        world.loop("flow")
    first, second = ann.next(queue), ann.reserve(queue)
    assert (second["status"], second["opened_at"], second["deadline"]) == ("reserved", None, None)
    key = new_id()
    reply = ann.submit(first["assignment_id"], {"a": 1}, key, open_next=second["assignment_id"])
    assert reply.status_code == 200
    assert reply.json()["answer_id"] == first["assignment_id"]
    assert reply.json()["next"]["assignment_id"] == second["assignment_id"]
    assert reply.json()["next"]["status"] == "working"
    assert world.woken == ["finish_loops", "offer_objects", "advance_jobs"]
    assert world.scalar("SELECT content FROM answer") == '{"a":1}'
    # The reply was lost on the way: the same submission has the same reply.
    again = ann.submit(first["assignment_id"], {"a": 1}, key, open_next=second["assignment_id"])
    assert again.json() == reply.json()
    assert world.scalar("SELECT count(*) FROM answer") == 1


def test_when_the_reserved_task_is_gone_the_answer_is_taken_all_the_same(ann: PortalClient, task: Any) -> None:
    reply = ann.submit(task["assignment_id"], {"a": 1}, open_next=new_id())
    assert reply.json() == {"answer_id": task["assignment_id"], "next": None}


def test_a_task_not_yet_full_wakes_nobody(world: World, queue: int, ann: PortalClient) -> None:
    world.loop("flow", wanted=2)
    ann.submit(ann.next(queue)["assignment_id"], {})
    assert world.woken == []


def test_a_late_answer_is_kept_and_says_so(world: World, ann: PortalClient, task: Any) -> None:
    world.clock.pass_time(minutes=11)
    reply = ann.submit(task["assignment_id"], {"late": True})
    assert error_code(reply) == (409, "time-is-up")
    assert reply.json()["error"]["kept"] is True
    assert world.rows("SELECT content, late FROM answer") == [('{"late":true}', True)]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"submission_key": "170ef68d-6592-421d-a425-8f080954ddb8"}, "malformed-answer"),
        ({"submission_key": "170ef68d-6592-421d-a425-8f080954ddb8", "answer": [1]}, "malformed-answer"),
        ({"answer": {}}, "malformed-request"),
        ({"answer": {}, "submission_key": "not a uuid"}, "malformed-request"),
        ({"answer": {}, "submission_key": "170ef68d-6592-421d-a425-8f080954ddb8", "open_next": 3}, "malformed-request"),
        ([], "malformed-json"),
    ],
)
def test_a_malformed_submission_is_refused_and_the_task_stays_open(
    world: World, ann: PortalClient, task: Any, body: object, code: str
) -> None:
    assert error_code(ann.post(f"assignments/{task['assignment_id']}/submit", body)) == (400, code)
    assert world.scalar("SELECT status FROM assignment") == "working"


def raw(ann: PortalClient, path: str, content: bytes) -> httpx.Response:
    headers = {"X-CSRF-Token": ann.csrf, "Content-Type": "application/json"}
    return ann.http.post(f"/portal/api/{path}", content=content, headers=headers)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b'{"answer": NaN}', b"[" * 100_000, b'{"a":1}x', b"null"])
def test_what_is_not_json_is_refused_with_a_reason(ann: PortalClient, task: Any, content: bytes) -> None:
    assert error_code(raw(ann, f"assignments/{task['assignment_id']}/submit", content)) == (400, "malformed-json")


def test_an_answer_with_half_an_emoji_is_kept_with_a_replacement_character(
    world: World, ann: PortalClient, task: Any
) -> None:
    body = f'{{"answer": {{"t": "cut \\ud83d", "whole": "\\ud83d\\ude00"}}, "submission_key": "{new_id()}"}}'
    assert raw(ann, f"assignments/{task['assignment_id']}/submit", body.encode()).status_code == 200
    assert json.loads(str(world.scalar("SELECT content FROM answer"))) == {"t": "cut �", "whole": "😀"}


def test_an_answer_of_ten_megabytes_is_refused_clearly_and_the_task_stays_open(
    world: World, ann: PortalClient, task: Any
) -> None:
    reply = ann.submit(task["assignment_id"], {"t": "x" * 10_000_000})
    assert error_code(reply) == (413, "answer-too-large")
    assert reply.json()["error"]["limit"] > 6_000_000
    assert world.scalar("SELECT status FROM assignment") == "working"
    assert ann.submit(task["assignment_id"], {"t": "shorter"}).status_code == 200


def test_an_answer_sent_in_pieces_of_unknown_length_is_measured_as_it_comes(ann: PortalClient, task: Any) -> None:
    pieces = (b"x" * 65_536 for _ in range(200))
    headers = {"X-CSRF-Token": ann.csrf, "Content-Type": "application/json"}
    reply = ann.http.post(f"/portal/api/assignments/{task['assignment_id']}/submit", content=pieces, headers=headers)
    assert error_code(reply) == (413, "answer-too-large")


def test_an_answer_of_the_largest_size_is_taken(world: World, ann: PortalClient, task: Any) -> None:
    text = "x" * (LARGEST_ANSWER - len('{"t":""}'))
    assert ann.submit(task["assignment_id"], {"t": text}).status_code == 200
    assert world.scalar("SELECT length(content) FROM answer") == LARGEST_ANSWER


def test_other_calls_take_little(ann: PortalClient) -> None:
    assert error_code(ann.put("preferences", {"language": "x" * 70_000})) == (413, "body-too-large")


def test_a_draft_is_kept_and_comes_back_with_the_task(queue: int, ann: PortalClient, task: Any) -> None:
    path = f"assignments/{task['assignment_id']}/draft"
    draft = {"text": "half a sent", "state": {"open": [1, 2]}}
    assert ann.put(path, {"draft": draft, "revision": 2}).status_code == 204
    assert ann.next(queue)["draft"] == draft
    assert error_code(ann.put(path, {"draft": {"old": 1}, "revision": 1})) == (409, "newer-draft")
    assert ann.next(queue)["draft"] == draft
    assert error_code(ann.put(path, {"draft": [], "revision": 3})) == (400, "malformed-draft")
    for revision in (-1, 2**63, "1", None, True, 1.5):
        assert error_code(ann.put(path, {"draft": {}, "revision": revision})) == (400, "malformed-request")
    assert error_code(ann.put(path, {"draft": {"t": "x" * 7_000_000}, "revision": 3})) == (413, "draft-too-large")


def test_renewing_keeps_the_reserved_task_too(world: World, queue: int, ann: PortalClient, task: Any) -> None:
    world.loop("flow")
    reserved = ann.reserve(queue)["assignment_id"]
    world.clock.pass_time(seconds=30)
    path = f"assignments/{task['assignment_id']}/renew"
    assert ann.post(path, {"reserved_assignment_id": reserved}).json() == {
        "lease_expires_at": "2026-03-02T08:10:10.000Z",
        "deadline": "2026-03-02T08:10:00.000Z",
        "server_time": "2026-03-02T08:00:30.000Z",
        "reserved_kept": True,
    }
    assert ann.post(path).json()["reserved_kept"] is False
    assert ann.post(path, {"reserved_assignment_id": new_id()}).json()["reserved_kept"] is False
    assert error_code(ann.post(path, {"reserved_assignment_id": "x"})) == (400, "malformed-request")
    ann.post(f"assignments/{task['assignment_id']}/release")
    assert error_code(ann.post(path)) == (409, "no-longer-yours")


def test_stopping_and_resuming(world: World, ann: PortalClient, task: Any) -> None:
    path = f"assignments/{task['assignment_id']}"
    world.clock.pass_time(seconds=100)
    assert ann.post(f"{path}/pause").status_code == 204
    assert error_code(ann.post(f"{path}/renew")) == (409, "no-longer-yours")
    world.clock.pass_time(hours=10)
    ann.get("session")
    resumed = ann.post(f"{path}/open").json()["task"]
    assert (resumed["status"], resumed["deadline"]) == ("working", "2026-03-02T18:10:00.000Z")


@pytest.mark.parametrize("deed", ["decline", "release"])
def test_parting_gives_the_task_to_others_and_is_noted(
    world: World, queue: int, ann: PortalClient, task: Any, deed: str
) -> None:
    path = f"assignments/{task['assignment_id']}/{deed}"
    assert ann.post(path).status_code == 204
    assert ann.post(path).status_code == 204
    assert ann.next(queue) is None
    action = f"{deed.capitalize()}Task"
    assert world.rows("SELECT subject FROM audit WHERE action = :action", action=action) == [
        (f"assignment/{task['assignment_id']}",)
    ]


@pytest.mark.parametrize("deed", ["decline", "release", "pause", "submit"])
def test_leaving_a_stopping_loops_task_wakes_the_chore_that_ends_it(
    world: World, ann: PortalClient, task: Any, deed: str
) -> None:
    loop = find_loop(world.database, world.place, "loop-1")
    assert loop is not None
    stop_loop(world.database, loop.id)
    body = {"answer": {}, "submission_key": new_id()} if deed == "submit" else None
    assert ann.post(f"assignments/{task['assignment_id']}/{deed}", body).is_success
    assert world.woken == ["finish_loops", "offer_objects", "advance_jobs"]


def test_signing_out_gives_what_was_reserved_back(world: World, queue: int, ann: PortalClient) -> None:
    world.loop("flow")
    world.loop("flow")
    assert ann.next(queue)
    ann.reserve(queue)
    ann.call("DELETE", "session")
    assert world.rows("SELECT status FROM assignment") == [("working",)]
