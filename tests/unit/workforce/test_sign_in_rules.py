from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from people_at_work import PASSWORD, World, new_id
from truthloop.storage.database import Database
from truthloop.terms.errors import Invalid, Refused, SignedOut, TooManyAttempts, TruthloopError
from truthloop.terms.people import Session
from truthloop.workforce.members import disable, enable, reset
from truthloop.workforce.one_time_links import choose_password, make_link
from truthloop.workforce.sessions import LIFETIME, Visit, finish_session, prolong_session, session_of, sweep
from truthloop.workforce.sign_in import MOST_BY_EMAIL, MOST_BY_IP, WINDOW, PasswordChange, change_password, sign_in

SALT = b"sixteen bytes ok"


def visit(world: World, token: str = "", source_ip: str = "192.0.2.1") -> Visit:
    return Visit(token or new_id(), new_id(), world.clock(), source_ip, "a browser", new_id())


def entered(world: World, email: str, password: str = PASSWORD, **where: str) -> Session:
    return sign_in(world.database, email, password, SALT, visit(world, **where))


def refused(world: World, email: str, password: str, **where: str) -> str:
    with pytest.raises(TruthloopError) as refusal:
        entered(world, email, password, **where)
    return refusal.value.code


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.worker("ann@example.com", "team")
    return world


def test_the_right_password_signs_in_whatever_the_case_of_the_address(world: World) -> None:
    session = entered(world, "  Ann@EXAMPLE.com ", token="secret")
    assert session.worker.email == "ann@example.com"
    assert session.expires_at == world.clock() + timedelta(hours=12)
    assert session_of(world.database, "secret", world.clock()) == session


def test_the_token_itself_is_kept_nowhere(world: World) -> None:
    entered(world, "ann@example.com", token="a-very-secret-token")
    dump = str(world.rows("SELECT session.*::text FROM session".replace("session.*::text", "session::text")))
    assert "a-very-secret-token" not in dump
    assert b"a-very-secret-token".hex() not in dump


def test_wrong_password_unknown_address_and_disabled_worker_read_the_same(world: World) -> None:
    world.worker("off@example.com", "team")
    disable(world.database, "off@example.com", world.clock())
    assert refused(world, "ann@example.com", "wrong password") == "wrong-credentials"
    assert refused(world, "nobody@example.com", "wrong password") == "wrong-credentials"
    assert refused(world, "off@example.com", PASSWORD) == "wrong-credentials"
    assert refused(world, "' OR 1=1 --\x00\ud800", "\x00\ud800") == "wrong-credentials"


def test_a_worker_without_a_password_cannot_sign_in_by_any(world: World) -> None:
    world.worker("invited@example.com", "team", password=None)
    assert refused(world, "invited@example.com", "") == "wrong-credentials"
    assert refused(world, "invited@example.com", PASSWORD) == "wrong-credentials"


def test_ten_failures_close_the_door_for_the_address_and_say_for_how_long(world: World) -> None:
    for _ in range(MOST_BY_EMAIL):
        assert refused(world, "ann@example.com", "wrong password") == "wrong-credentials"
        world.clock.pass_time(seconds=10)
    with pytest.raises(TooManyAttempts) as refusal:
        entered(world, "ANN@example.com", PASSWORD, source_ip="192.0.2.99")
    wait = refusal.value.facts["retry_after_seconds"]
    assert wait == WINDOW.total_seconds() - 10 * MOST_BY_EMAIL
    world.clock.pass_time(seconds=wait)
    assert entered(world, "ann@example.com").worker.email == "ann@example.com"


def test_attempts_while_the_door_is_closed_do_not_keep_it_closed(world: World) -> None:
    for _ in range(MOST_BY_EMAIL):
        refused(world, "ann@example.com", "wrong password")
    for _ in range(5):
        world.clock.pass_time(minutes=2)
        assert refused(world, "ann@example.com", "wrong password") == "too-many-attempts"
    world.clock.pass_time(minutes=5, seconds=1)
    assert entered(world, "ann@example.com")


def test_a_success_makes_earlier_failures_of_the_address_count_no_more(world: World) -> None:
    for _ in range(3):
        for _ in range(MOST_BY_EMAIL - 1):
            refused(world, "ann@example.com", "wrong password")
            world.clock.pass_time(seconds=1)
        assert entered(world, "ann@example.com")
        world.clock.pass_time(seconds=1)


def test_one_ip_address_trying_many_names_is_stopped_and_others_are_not(world: World) -> None:
    for number in range(MOST_BY_IP):
        refused(world, f"guess{number}@example.com", "wrong password", source_ip="203.0.113.5")
    assert refused(world, "ann@example.com", PASSWORD, source_ip="203.0.113.5") == "too-many-attempts"
    assert entered(world, "ann@example.com", source_ip="203.0.113.6")


def test_many_guesses_at_once_get_no_more_tries_than_one_after_another(world: World) -> None:
    with ThreadPoolExecutor(16) as pool:
        codes = list(pool.map(lambda _: refused(world, "ann@example.com", "wrong password"), range(40)))
    # Those written down in the very same instant cannot see each other; the crowd at the database bounds them.
    assert codes.count("wrong-credentials") <= MOST_BY_EMAIL + 16
    assert codes.count("too-many-attempts") >= 40 - MOST_BY_EMAIL - 16
    assert refused(world, "ann@example.com", PASSWORD) == "too-many-attempts"


def test_a_session_lasts_twelve_hours_from_its_last_renewal(world: World) -> None:
    entered(world, "ann@example.com", token="t")
    world.clock.pass_time(hours=11)
    renewed = prolong_session(world.database, "t", world.clock())
    assert renewed is not None
    assert renewed.expires_at == world.clock() + LIFETIME
    world.clock.pass_time(hours=11, minutes=59)
    assert session_of(world.database, "t", world.clock()) is not None
    world.clock.pass_time(hours=13)
    assert session_of(world.database, "t", world.clock()) is None
    assert prolong_session(world.database, "t", world.clock()) is None


def test_work_prolongs_a_session_without_asking_for_it(world: World) -> None:
    entered(world, "ann@example.com", token="t")
    for _ in range(30):
        world.clock.pass_time(hours=2)
        assert session_of(world.database, "t", world.clock()) is not None


def test_signing_out_ends_the_session_and_no_other(world: World) -> None:
    entered(world, "ann@example.com", token="here")
    entered(world, "ann@example.com", token="there")
    assert finish_session(world.database, "here")
    assert not finish_session(world.database, "here")
    assert session_of(world.database, "here", world.clock()) is None
    assert session_of(world.database, "there", world.clock()) is not None


def test_disabling_a_worker_ends_every_session_and_enabling_brings_none_back(world: World) -> None:
    entered(world, "ann@example.com", token="t")
    disable(world.database, "ANN@example.com", world.clock())
    assert session_of(world.database, "t", world.clock()) is None
    enable(world.database, "ann@example.com")
    assert session_of(world.database, "t", world.clock()) is None
    assert entered(world, "ann@example.com")


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(world: World) -> None:
    session = entered(world, "ann@example.com", token="here")
    entered(world, "ann@example.com", token="there")
    link = make_link(world.database, session.worker.id, "http://x", "link-token", world.clock())
    change = PasswordChange(PASSWORD, "another fine one", "here", SALT, world.clock(), "192.0.2.1")
    change_password(world.database, session.worker, change)
    assert session_of(world.database, "here", world.clock()) is not None
    assert session_of(world.database, "there", world.clock()) is None
    assert refused(world, "ann@example.com", PASSWORD) == "wrong-credentials"
    assert entered(world, "ann@example.com", "another fine one")
    with pytest.raises(Invalid):
        choose_password(world.database, link.partition("=")[2], "a third fine one", SALT, world.clock())


def test_a_password_is_changed_only_by_who_knows_the_present_one(world: World) -> None:
    session = entered(world, "ann@example.com", token="here")
    change = PasswordChange("not the password", "another fine one", "here", SALT, world.clock(), "192.0.2.1")
    for _ in range(MOST_BY_EMAIL):
        with pytest.raises(Refused) as refusal:
            change_password(world.database, session.worker, change)
        assert refusal.value.code == "wrong-credentials"
    with pytest.raises(TooManyAttempts):
        change_password(world.database, session.worker, replace(change, current=PASSWORD))


@pytest.mark.parametrize("new", ["short", PASSWORD, "ann@example.com"])
def test_a_weak_or_unchanged_new_password_changes_nothing(world: World, new: str) -> None:
    session = entered(world, "ann@example.com", token="here")
    with pytest.raises(Invalid) as refusal:
        change_password(
            world.database, session.worker, PasswordChange(PASSWORD, new, "here", SALT, world.clock(), "192.0.2.1")
        )
    assert refusal.value.code == "weak-password"
    assert entered(world, "ann@example.com")


def test_a_password_kept_with_older_parameters_is_kept_anew_at_sign_in(world: World) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with world.database.engine.begin() as connection:
        connection.execute(text("UPDATE worker SET password_hash = :old"), {"old": old})
    assert entered(world, "ann@example.com")
    assert "m=19456" in str(world.scalar("SELECT password_hash FROM worker"))
    assert entered(world, "ann@example.com")


def test_a_reset_takes_the_password_and_the_sessions_away(world: World) -> None:
    entered(world, "ann@example.com", token="t")
    worker = reset(world.database, "ann@example.com", world.clock())
    assert session_of(world.database, "t", world.clock()) is None
    assert refused(world, "ann@example.com", PASSWORD) == "wrong-credentials"
    make_link(world.database, worker.id, "http://x", "link-token", world.clock())
    choose_password(world.database, "link-token", "another fine one", SALT, world.clock())
    assert entered(world, "ann@example.com", "another fine one")


def test_signing_in_is_noted_in_the_audit_trail_with_the_address_it_came_from(world: World) -> None:
    session = entered(world, "ann@example.com", source_ip="198.51.100.4")
    assert world.rows("SELECT actor, action, outcome, source_ip FROM audit") == [
        (f"worker/{session.worker.id}", "SignIn", "ok", "198.51.100.4")
    ]


def test_sweeping_drops_what_has_expired_and_nothing_else(world: World) -> None:
    session = entered(world, "ann@example.com", token="old")
    make_link(world.database, session.worker.id, "http://x", "old-link", world.clock())
    world.clock.pass_time(days=40)
    entered(world, "ann@example.com", token="new")
    make_link(world.database, session.worker.id, "http://x", "new-link", world.clock())
    sweep(world.database, world.clock())
    assert session_of(world.database, "new", world.clock()) is not None
    assert world.scalar("SELECT count(*) FROM session") == 1
    assert world.scalar("SELECT count(*) FROM sign_in_attempt") == 1
    assert world.scalar("SELECT count(*) FROM invitation") == 1


def test_a_session_cannot_begin_for_somebody_disabled_in_that_instant(world: World) -> None:
    from truthloop.workforce.sessions import begin_session

    worker = disable(world.database, "ann@example.com", world.clock())
    with pytest.raises(SignedOut):
        begin_session(world.database, worker.id, visit(world))
