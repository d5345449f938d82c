from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from people_at_work import PASSWORD, World
from portal_at_work import PortalClient, error_code, portal_client, portal_server
from truthloop.storage.database import Database
from truthloop.workforce.members import disable
from truthloop.workforce.one_time_links import make_link

COOKIE = "truthloop_session"


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.worker("ann@example.com", "team")
    return world


@pytest.fixture
def address(world: World, tmp_path: Path) -> Iterator[str]:
    with portal_server(world.installation(tmp_path)) as address:
        yield address


@pytest.fixture
def ann(address: str) -> Iterator[PortalClient]:
    with portal_client(address) as client:
        yield client


@pytest.fixture
def other_tab(address: str) -> Iterator[PortalClient]:
    with portal_client(address) as client:
        yield client


def attributes(response: httpx.Response) -> set[str]:
    return {part.strip() for part in response.headers["set-cookie"].split(";")[1:]}


def test_signing_in_gives_a_session_and_a_cookie_that_no_script_can_read(world: World, ann: PortalClient) -> None:
    response = ann.sign_in("ann@example.com", PASSWORD)
    assert response.status_code == 200
    assert attributes(response) == {"Path=/portal", "Max-Age=43200", "HttpOnly", "SameSite=Strict"}
    session = response.json()
    assert session["worker"] == {
        "id": world.scalar("SELECT id FROM worker"),
        "email": "ann@example.com",
        "language": None,
        "must_change_password": False,
    }
    assert session["expires_at"] == "2026-03-02T20:00:00.000Z"
    assert session["server_time"] == "2026-03-02T08:00:00.000Z"
    assert ann.http.cookies[COOKIE] not in response.text
    assert response.headers["cache-control"] == "no-store"


def test_over_https_the_cookie_is_for_https_only(world: World, tmp_path: Path) -> None:
    installation = world.installation(tmp_path, settings={"TRUTHLOOP_PUBLIC_URL": "https://work.example.com"})
    with portal_server(installation) as address, portal_client(address) as client:
        assert "Secure" in attributes(client.sign_in("ann@example.com", PASSWORD))


def test_a_wrong_password_is_401_and_sets_no_cookie(world: World, ann: PortalClient) -> None:
    response = ann.sign_in("ann@example.com", "not the password")
    assert error_code(response) == (401, "wrong-credentials")
    assert "set-cookie" not in response.headers
    assert world.rows("SELECT actor, action, outcome, source_ip FROM audit") == [
        ("email/ann@example.com", "SignIn", "wrong-credentials", "127.0.0.1")
    ]


def test_too_many_attempts_are_429_with_the_time_to_wait(world: World, ann: PortalClient) -> None:
    for _ in range(10):
        ann.sign_in("ann@example.com", "not the password")
    for _ in range(3):
        response = ann.sign_in("ann@example.com", PASSWORD)
        assert error_code(response) == (429, "too-many-attempts")
        assert response.headers["retry-after"] == "900"
    # A flood must not fill the trail, nor the table of attempts.
    assert world.scalar("SELECT count(*) FROM audit") == 10
    assert world.scalar("SELECT count(*) FROM sign_in_attempt") == 10


@pytest.mark.parametrize(
    "body", [{}, {"email": "a@b.c"}, {"email": 7, "password": "x"}, {"email": None, "password": []}]
)
def test_a_sign_in_without_its_fields_says_what_is_missing(ann: PortalClient, body: object) -> None:
    response = ann.post("session", body)
    assert error_code(response) == (400, "malformed-request")
    assert response.json()["error"]["field"] in {"email", "password"}


def test_without_a_session_everything_is_401(ann: PortalClient) -> None:
    for response in (
        ann.get("session"),
        ann.get("queues"),
        ann.call("DELETE", "session"),
        ann.post("password", {"current_password": "x", "new_password": "y"}),
        ann.put("preferences", {"language": "ko"}),
        ann.post("queues/1/next"),
        ann.submit("170ef68d-6592-421d-a425-8f080954ddb8", {}),
    ):
        assert error_code(response) == (401, "signed-out")


def test_an_invented_cookie_is_no_session(ann: PortalClient) -> None:
    ann.http.cookies.set(COOKIE, "x" * 43, path="/portal")
    assert error_code(ann.get("queues")) == (401, "signed-out")


def test_asking_for_the_session_renews_it_in_place(world: World, ann: PortalClient) -> None:
    ann.sign_in("ann@example.com", PASSWORD)
    world.clock.pass_time(hours=11)
    response = ann.get("session")
    assert response.json()["expires_at"] == "2026-03-03T07:00:00.000Z"
    assert "Max-Age=43200" in attributes(response)
    world.clock.pass_time(hours=11)
    assert ann.get("queues").status_code == 200
    world.clock.pass_time(hours=13)
    assert error_code(ann.get("session")) == (401, "signed-out")


def test_work_prolongs_the_cookie_with_the_session(world: World, ann: PortalClient) -> None:
    ann.sign_in("ann@example.com", PASSWORD)
    world.clock.pass_time(hours=6)
    response = ann.get("queues")
    assert "Max-Age=43200" in attributes(response)
    assert "set-cookie" not in ann.get("queues").headers


def test_signing_out_ends_the_session_at_once(world: World, ann: PortalClient) -> None:
    ann.sign_in("ann@example.com", PASSWORD)
    assert ann.get("queues").status_code == 200
    kept = ann.http.cookies[COOKIE]
    response = ann.call("DELETE", "session")
    assert response.status_code == 204
    assert "Max-Age=0" in attributes(response)
    ann.http.cookies.set(COOKIE, kept, path="/portal")
    assert error_code(ann.get("queues")) == (401, "signed-out")
    assert world.scalar("SELECT count(*) FROM session") == 0
    assert world.rows("SELECT action FROM audit ORDER BY id") == [("SignIn",), ("SignOut",)]


def test_signing_in_anew_ends_the_session_the_browser_had(ann: PortalClient, other_tab: PortalClient) -> None:
    ann.sign_in("ann@example.com", PASSWORD)
    other_tab.http.cookies.set(COOKIE, ann.http.cookies[COOKIE], path="/portal")
    assert other_tab.get("queues").status_code == 200
    ann.sign_in("ann@example.com", PASSWORD)
    assert ann.get("queues").status_code == 200
    assert error_code(other_tab.get("queues")) == (401, "signed-out")


def test_a_disabled_workers_session_ends_within_seconds(world: World, ann: PortalClient) -> None:
    ann.sign_in("ann@example.com", PASSWORD)
    disable(world.database, "ann@example.com", world.clock())
    world.clock.pass_time(seconds=5)
    assert error_code(ann.get("queues")) == (401, "signed-out")


def test_changing_the_password_keeps_this_session_and_ends_the_others_at_once(
    ann: PortalClient, other_tab: PortalClient
) -> None:
    ann.sign_in("ann@example.com", PASSWORD)
    other_tab.sign_in("ann@example.com", PASSWORD)
    assert other_tab.get("queues").status_code == 200
    changed = ann.post("password", {"current_password": PASSWORD, "new_password": "another fine one"})
    assert changed.status_code == 200
    assert changed.json()["csrf_token"] == ann.csrf
    assert ann.get("queues").status_code == 200
    assert error_code(other_tab.get("queues")) == (401, "signed-out")
    assert error_code(other_tab.sign_in("ann@example.com", PASSWORD)) == (401, "wrong-credentials")
    assert other_tab.sign_in("ann@example.com", "another fine one").status_code == 200


@pytest.mark.parametrize(
    ("current", "new", "refusal"),
    [
        ("not the password", "another fine one", (403, "wrong-credentials")),
        (PASSWORD, "short", (400, "weak-password")),
        (PASSWORD, PASSWORD, (400, "weak-password")),
    ],
)
def test_a_bad_password_change_says_why(ann: PortalClient, current: str, new: str, refusal: tuple[int, str]) -> None:
    ann.sign_in("ann@example.com", PASSWORD)
    assert error_code(ann.post("password", {"current_password": current, "new_password": new})) == refusal


def test_until_the_password_is_changed_nothing_else_is_possible(world: World, ann: PortalClient) -> None:
    world.worker("new@example.com", "team", must_change=True)
    session = ann.sign_in("new@example.com", PASSWORD)
    assert session.json()["worker"]["must_change_password"] is True
    for response in (ann.get("queues"), ann.post("queues/1/next"), ann.put("preferences", {"language": "ko"})):
        assert error_code(response) == (403, "password-change-required")
    assert ann.get("session").status_code == 200
    changed = ann.post("password", {"current_password": PASSWORD, "new_password": "another fine one"})
    assert changed.json()["worker"]["must_change_password"] is False
    assert ann.get("queues").status_code == 200


def test_the_language_is_kept_for_the_worker(ann: PortalClient, other_tab: PortalClient) -> None:
    ann.sign_in("ann@example.com", PASSWORD)
    for language in ("ko", "pt-BR", "en", None):
        assert ann.put("preferences", {"language": language}).json()["worker"]["language"] == language
    ann.put("preferences", {"language": "ko"})
    assert other_tab.sign_in("ann@example.com", PASSWORD).json()["worker"]["language"] == "ko"
    assert error_code(ann.put("preferences", {"language": "fr"})) == (400, "unknown-language")
    assert error_code(ann.put("preferences", {"language": ["ko"]})) == (400, "unknown-language")
    assert error_code(ann.put("preferences", {})) == (400, "malformed-request")


def test_a_one_time_link_chooses_a_password_and_signs_in(world: World, ann: PortalClient) -> None:
    worker = world.worker("new@example.com", "team", password=None)
    make_link(world.database, worker.id, "http://x", "link-token", world.clock())
    assert error_code(ann.post("invitation", {"token": "link-token", "password": "short"})) == (400, "weak-password")
    response = ann.keep(ann.post("invitation", {"token": "link-token", "password": "a password of mine"}))
    assert response.json()["worker"]["email"] == "new@example.com"
    assert ann.get("queues").status_code == 200
    again = ann.post("invitation", {"token": "link-token", "password": "a password of mine"})
    assert error_code(again) == (400, "invitation-used")
    assert error_code(ann.post("invitation", {"token": 5, "password": "x"})) == (400, "malformed-request")
