from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from people_at_work import World
from truthloop.storage.database import Database
from truthloop.terms.errors import Invalid, TruthloopError
from truthloop.terms.people import Worker
from truthloop.workforce.members import disable, has_password
from truthloop.workforce.one_time_links import choose_password, make_link

SALT = b"sixteen bytes ok"
GOOD = "a password of mine"


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.fixture
def invited(world: World) -> Worker:
    return world.worker("new@example.com", "team", password=None)


def code_of(world: World, token: str, password: str = GOOD) -> str:
    try:
        choose_password(world.database, token, password, SALT, world.clock())
    except TruthloopError as error:
        return error.code
    return "taken"


def test_the_link_points_to_the_portal_and_its_token_is_kept_nowhere(world: World, invited: Worker) -> None:
    link = make_link(world.database, invited.id, "https://work.example.com/", "link-token", world.clock())
    assert link == "https://work.example.com/portal/sign-in?invitation=link-token"
    with world.database.engine.connect() as connection:
        kept = str(connection.execute(text("SELECT invitation::text FROM invitation")).all())
    assert "link-token" not in kept
    assert b"link-token".hex() not in kept


def test_a_link_sets_the_password_once(world: World, invited: Worker) -> None:
    make_link(world.database, invited.id, "http://x", "link-token", world.clock())
    assert not has_password(world.database, invited)
    assert choose_password(world.database, "link-token", GOOD, SALT, world.clock()).id == invited.id
    assert has_password(world.database, invited)
    assert code_of(world, "link-token") == "invitation-used"


def test_a_link_is_good_for_seven_days(world: World, invited: Worker) -> None:
    make_link(world.database, invited.id, "http://x", "link-token", world.clock())
    world.clock.pass_time(days=7)
    assert code_of(world, "link-token") == "invitation-used"


def test_a_weak_password_leaves_the_link_good(world: World, invited: Worker) -> None:
    make_link(world.database, invited.id, "http://x", "link-token", world.clock())
    assert code_of(world, "link-token", "short") == "weak-password"
    assert code_of(world, "link-token", "new@example.com") == "weak-password"
    assert code_of(world, "link-token") == "taken"


def test_using_one_link_voids_the_workers_others(world: World, invited: Worker) -> None:
    for token in ("first", "second"):
        make_link(world.database, invited.id, "http://x", token, world.clock())
    assert code_of(world, "second") == "taken"
    assert code_of(world, "first") == "invitation-used"


def test_a_disabled_workers_link_opens_nothing(world: World, invited: Worker) -> None:
    make_link(world.database, invited.id, "http://x", "link-token", world.clock())
    disable(world.database, "new@example.com", world.clock())
    assert code_of(world, "link-token") == "invitation-used"


def test_of_two_using_a_link_at_once_one_wins(world: World, invited: Worker) -> None:
    make_link(world.database, invited.id, "http://x", "link-token", world.clock())
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda _: code_of(world, "link-token"), range(8)))
    assert sorted(codes) == ["invitation-used"] * 7 + ["taken"]


@pytest.mark.parametrize("token", ["", "unknown", "\x00", "\ud800", "x" * 100_000])
def test_an_invented_token_opens_nothing(world: World, invited: Worker, token: str) -> None:
    make_link(world.database, invited.id, "http://x", "link-token", world.clock())
    with pytest.raises(Invalid, match="Ask whoever invited you"):
        choose_password(world.database, token, GOOD, SALT, world.clock())
