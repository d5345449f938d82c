"""What another site, another worker or another team could try. None of it may leak or change anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from people_at_work import PASSWORD, World, new_id
from portal_at_work import PortalClient, error_code, portal_client, portal_server
from truthloop.server.portal_api.portal_routes import FOR_ANYBODY, FOR_WORKERS, routes
from truthloop.storage.database import Database

SUBMISSION = {"answer": {"stolen": True}, "submission_key": "170ef68d-6592-421d-a425-8f080954ddb8"}
BODIES: dict[str, Any] = {
    "submit": SUBMISSION,
    "correct": SUBMISSION,
    "draft": {"draft": {"stolen": True}, "revision": 99},
}
CHANGING = [(method, path) for method, path, _, doorway in FOR_WORKERS if doorway.guarded]


@dataclass
class Place:
    world: World
    address: str
    queue: int
    ann: PortalClient
    eve: PortalClient
    """Of another team."""
    bob: PortalClient
    """Of Ann's team."""
    working: str
    reserved: str

    def state(self) -> list[tuple[object, ...]]:
        return [
            *self.world.rows("SELECT id, status, draft, lease_until FROM assignment ORDER BY id"),
            *self.world.rows("SELECT * FROM answer"),
            *self.world.rows("SELECT id, open_slots, status FROM task ORDER BY id"),
            *self.world.rows("SELECT id, email, language, password_hash FROM worker ORDER BY id"),
        ]

    def filled(self, path: str, assignment: str, queue: int) -> str:
        return path.lstrip("/").format(assignment_id=assignment, queue_id=queue)


@pytest.fixture(scope="module")
def place(module_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One for all tests here: that nothing changes is what they check."""
    world = World(module_database)
    queue = world.queue("flow", "team")
    world.queue("elsewhere", "others")
    for _ in range(3):
        world.loop("flow")
    with ExitStack() as stack:
        address = stack.enter_context(portal_server(world.installation(tmp_path_factory.mktemp("data"))))

        def signed_in(name: str, team: str) -> PortalClient:
            world.worker(f"{name}@example.com", team)
            client = stack.enter_context(portal_client(address))
            assert client.sign_in(f"{name}@example.com", PASSWORD).status_code == 200
            return client

        ann = signed_in("ann", "team")
        working, reserved = ann.next(queue)["assignment_id"], ann.reserve(queue)["assignment_id"]
        yield Place(world, address, queue, ann, signed_in("eve", "others"), signed_in("bob", "team"), working, reserved)


def of_assignments() -> list[tuple[str, str]]:
    return [(method, path) for method, path in CHANGING if "assignment_id" in path]


@pytest.mark.parametrize(("method", "path"), of_assignments())
@pytest.mark.parametrize("thief", ["eve", "bob"])
@pytest.mark.parametrize("held", ["working", "reserved"])
def test_nobody_reaches_into_anothers_assignment(place: Place, method: str, path: str, thief: str, held: str) -> None:
    before = place.state()
    client: PortalClient = getattr(place, thief)
    target = place.filled(path, getattr(place, held), place.queue)
    stolen = client.call(method, target, BODIES.get(path.rpartition("/")[2]))
    invented = client.call(method, place.filled(path, new_id(), place.queue), BODIES.get(path.rpartition("/")[2]))
    assert error_code(stolen) == (404, "not-found")
    assert stolen.json() == invented.json(), "an id that exists must look like one that does not"
    assert place.state() == before


@pytest.mark.parametrize("what", ["next", "reserve"])
def test_another_teams_queue_looks_like_none(place: Place, what: str) -> None:
    before = place.state()
    theirs = place.eve.post(f"queues/{place.queue}/{what}")
    none = place.eve.post(f"queues/987654321/{what}")
    assert error_code(theirs) == error_code(none) == (404, "not-found")
    assert theirs.json() == none.json()
    assert place.state() == before


def test_another_teams_queue_is_not_listed(place: Place) -> None:
    assert [queue["title"] for queue in place.eve.get("queues").json()["queues"]] == ["Look at elsewhere"]
    assert [queue["title"] for queue in place.ann.get("queues").json()["queues"]] == ["Look at flow"]


def test_somebody_elses_reserved_task_is_not_opened_with_a_submission(place: Place) -> None:
    own = place.bob.next(place.queue)["assignment_id"]
    assert place.bob.submit(own, {}, open_next=place.working).json()["next"] is None
    assert (
        place.world.scalar("SELECT status FROM assignment WHERE id = CAST(:id AS uuid)", id=place.working) == "working"
    )


@pytest.mark.parametrize(
    "assignment", ["1", "x", "..", "%00", "' OR 1=1", "00000000-0000-0000-0000-00000000000g", "x" * 5000]
)
def test_what_cannot_be_an_assignment_is_not_found(place: Place, assignment: str) -> None:
    response = place.ann.post(f"assignments/{assignment}/release")
    assert response.status_code == 404


@pytest.mark.parametrize("queue", ["x", "-1", "1.5", "0x1", "9223372036854775808", "9" * 5000, "１"])
def test_what_cannot_be_a_queue_is_not_found(place: Place, queue: str) -> None:
    assert error_code(place.ann.post(f"queues/{queue}/next")) == (404, "not-found")


@pytest.mark.parametrize(("method", "path"), CHANGING)
@pytest.mark.parametrize("token", ["", "wrong", "ÿ"])
def test_no_change_without_the_sessions_own_csrf_token(place: Place, method: str, path: str, token: str) -> None:
    before = place.state()
    target = place.filled(path, place.working, place.queue)
    headers = {"X-CSRF-Token": token.encode()} if token else {}
    response = place.ann.http.request(
        method,
        f"/portal/api/{target}",
        json=BODIES.get(path.rpartition("/")[2], {}),
        headers=headers,  # type: ignore[arg-type]
    )
    assert error_code(response) == (403, "csrf-token-mismatch")
    assert place.state() == before


def test_another_sessions_csrf_token_is_not_good(place: Place) -> None:
    mixed = PortalClient(place.ann.http, place.bob.csrf)
    assert error_code(mixed.post(f"queues/{place.queue}/next")) == (403, "csrf-token-mismatch")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://", "x"])
@pytest.mark.parametrize(("method", "path"), [*CHANGING, *((method, path) for method, path, _ in FOR_ANYBODY)])
def test_no_change_from_another_sites_page_nor_from_a_sandboxed_frame(
    place: Place, method: str, path: str, origin: str
) -> None:
    before = place.state()
    target = place.filled(path, place.working, place.queue)
    body = BODIES.get(path.rpartition("/")[2], {"email": "ann@example.com", "password": PASSWORD})
    assert error_code(place.ann.call(method, target, body, Origin=origin)) == (403, "foreign-origin")
    assert place.state() == before


def test_our_own_page_is_let_in_by_the_address_it_was_opened_under(place: Place) -> None:
    for origin in (place.address, "http://127.0.0.1:8080"):  # the address called, and the public one
        assert place.ann.post(f"queues/{place.queue}/next", Origin=origin).status_code == 200
    for host in ("localhost:9", "work.example.com"):
        response = place.ann.post(f"queues/{place.queue}/next", Origin=f"https://{host}", Host=host)
        assert response.status_code == 200


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json2"]
)
@pytest.mark.parametrize("body", [b"{}", b""])
def test_only_json_is_taken_as_forms_cannot_send_it(place: Place, media_type: str, body: bytes) -> None:
    headers = {"Content-Type": media_type, "X-CSRF-Token": place.ann.csrf}
    for path in ("session", f"queues/{place.queue}/next"):
        response = place.ann.http.post(f"/portal/api/{path}", content=body, headers=headers)
        assert error_code(response) == (415, "not-json")


def test_a_body_without_a_type_is_not_taken(place: Place) -> None:
    headers = {"X-CSRF-Token": place.ann.csrf}
    request = place.ann.http.build_request(
        "POST", f"/portal/api/queues/{place.queue}/next", content=b"{}", headers=headers
    )
    assert error_code(place.ann.http.send(request)) == (415, "not-json")


def test_reading_changes_nothing() -> None:
    for method, path, _, doorway in FOR_WORKERS:
        assert doorway.guarded or method == "GET", path
        if method == "GET":
            assert not doorway.guarded


def test_every_route_is_in_the_table_and_no_other_method_is_served(place: Place) -> None:
    served = {
        (method, route.path) for route in routes(place.world.installation(Path())) for method in route.methods or ()
    }
    listed = {(method, path) for method, path, *_ in (*FOR_WORKERS, *FOR_ANYBODY)}
    assert {(method, path) for method, path in served if method != "HEAD"} == listed
    assert place.ann.call("PATCH", "session").status_code == 405


def test_nothing_of_a_reply_may_be_kept_on_the_way_or_taken_for_html(place: Place) -> None:
    for response in (place.ann.get("queues"), place.ann.get("session"), place.ann.post("queues/1/nothing")):
        if response.status_code != 404:
            assert response.headers["cache-control"] == "no-store"
            assert response.headers["x-content-type-options"] == "nosniff"
            assert response.headers["content-type"] == "application/json"


def test_a_forwarded_address_is_not_believed(place: Place) -> None:
    credentials = {"email": "x@example.com", "password": "y"}
    with portal_client(place.address) as stranger:
        stranger.post("session", credentials, **{"X-Forwarded-For": "203.0.113.9"})
    assert place.world.scalar("SELECT source_ip FROM audit ORDER BY id DESC LIMIT 1") == "127.0.0.1"
