"""Many workers at the same moment, over HTTP: everyone is answered as if nobody else were there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from people_at_work import PASSWORD, World, new_id
from portal_at_work import PortalClient, error_code, portal_client, portal_server
from truthloop.storage.database import Database

WORKERS = 12
EACH = 6


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.fixture
def clients(world: World, tmp_path: Path) -> Iterator[list[PortalClient]]:
    """Signed in, each in a browser of its own."""
    with ExitStack() as stack:
        address = stack.enter_context(portal_server(world.installation(tmp_path)))
        found = [stack.enter_context(portal_client(address)) for _ in range(WORKERS)]
        for number, client in enumerate(found):
            world.worker(f"worker{number}@example.com", "team")
            assert client.sign_in(f"worker{number}@example.com", PASSWORD).status_code == 200
        yield found


def all_at_once(clients: list[PortalClient], deed: Callable[[PortalClient], None]) -> None:
    barrier = threading.Barrier(len(clients))

    def begin(client: PortalClient) -> None:
        barrier.wait(60)
        deed(client)

    with ThreadPoolExecutor(len(clients)) as pool:
        list(pool.map(begin, clients))


def test_in_a_crowd_everyone_works_on_tasks_of_their_own_and_every_answer_is_kept(
    world: World, clients: list[PortalClient]
) -> None:
    queue = world.queue("flow", "team")
    for _ in range(WORKERS * EACH):
        world.loop("flow")
    answered: list[str] = []

    def work(client: PortalClient) -> None:
        for _ in range(EACH):
            task = client.next(queue)["assignment_id"]
            assert client.next(queue)["assignment_id"] == task
            reply = client.submit(task, {"for": task})
            assert reply.json() == {"answer_id": task, "next": None}
            answered.append(task)

    all_at_once(clients, work)
    assert clients[0].next(queue) is None
    kept = world.rows("SELECT assignment_id::text, content FROM answer ORDER BY 1")
    assert kept == sorted((task, f'{{"for":"{task}"}}') for task in answered)
    assert world.rows("SELECT task_id FROM answer GROUP BY task_id HAVING count(*) > 1") == []
    assert len(kept) == WORKERS * EACH
    assert "finish_loops" in world.woken


def test_what_was_fetched_ahead_begins_with_the_answer_also_in_a_crowd(
    world: World, clients: list[PortalClient]
) -> None:
    queue = world.queue("flow", "team")
    for _ in range(WORKERS * 4):
        world.loop("flow")

    def work(client: PortalClient) -> None:
        task = client.next(queue)["assignment_id"]
        for _ in range(3):
            ahead = client.reserve(queue)["assignment_id"]
            following = client.submit(task, {}, open_next=ahead).json()["next"]
            assert (following["assignment_id"], following["status"]) == (ahead, "working")
            task = ahead

    all_at_once(clients, work)
    assert world.scalar("SELECT count(*) FROM answer") == WORKERS * 3


def test_who_may_not_is_refused_in_the_crowd_as_alone(world: World, clients: list[PortalClient]) -> None:
    queue = world.queue("flow", "team")
    for _ in range(WORKERS * EACH):
        world.loop("flow")
    forger, stranger, clumsy, *others = clients
    forger.csrf = "invented"
    stranger.http.cookies.clear()
    refusals: list[tuple[int, str]] = []

    def work(client: PortalClient) -> None:
        for _ in range(EACH):
            if client in others:
                assert client.submit(client.next(queue)["assignment_id"], {}).status_code == 200
            elif client is clumsy:
                refusals.append(error_code(client.submit(new_id(), {}, key="not a uuid")))
                refusals.append(error_code(client.submit(new_id(), {})))
                refusals.append(error_code(client.post(f"queues/{queue + 1}/next")))
            else:
                refusals.append(error_code(client.post(f"queues/{queue}/next")))

    all_at_once(clients, work)
    assert sorted(set(refusals)) == [
        (400, "malformed-request"),
        (401, "signed-out"),
        (403, "csrf-token-mismatch"),
        (404, "not-found"),
    ]
    assert world.scalar("SELECT count(*) FROM answer") == len(others) * EACH
