from __future__ import annotations

import re
from datetime import timedelta

import pytest

from people_at_work import World
from truthloop.storage.account_rows import disable_key, find_key_for
from truthloop.storage.database import Database
from truthloop.storage.sealing import seal_from
from truthloop.terms.errors import Invalid, Refused
from truthloop.workforce.access_keys import make_client_key, make_role_key, secret_for

ACCOUNT = "111122223333"
ROLE = f"arn:aws:sts::{ACCOUNT}:assumed-role/reviewer/session"


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


def code_of(world: World, key: str, token: str | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        secret_for(world.database, world.seal, key, token, world.clock())
    return refusal.value.code


def test_a_key_looks_like_awss_and_its_secret_lies_sealed(world: World) -> None:
    made = make_client_key(world.database, world.seal, ACCOUNT, now=world.clock())
    assert re.fullmatch(r"AKIA[A-Z2-7]{16}", made.id)
    assert re.fullmatch(r"[A-Za-z0-9+/]{40}", made.secret)
    assert made.secret.encode() not in bytes(world.rows("SELECT sealed_secret FROM access_key")[0][0])  # type: ignore[arg-type]
    signing = secret_for(world.database, world.seal, made.id, None, world.clock())
    assert (signing.secret, signing.account_id) == (made.secret, ACCOUNT)
    assert signing.principal_arn == f"arn:aws:iam::{ACCOUNT}:root"


def test_no_two_keys_are_alike(world: World) -> None:
    made = [make_client_key(world.database, world.seal, ACCOUNT, now=world.clock()) for _ in range(20)]
    assert len({key.id for key in made}) == len({key.secret for key in made}) == 20


def test_a_disabled_or_unknown_key_signs_nothing(world: World) -> None:
    made = make_client_key(world.database, world.seal, ACCOUNT, now=world.clock())
    assert disable_key(world.database, made.id, world.clock())
    assert code_of(world, made.id) == "unknown-access-key"
    assert code_of(world, "AKIAAAAAAAAAAAAAAAAA") == "unknown-access-key"


def test_a_temporary_key_is_good_with_its_token_until_it_expires(world: World) -> None:
    made = make_role_key(world.database, world.seal, ACCOUNT, ROLE, now=world.clock(), lifetime=timedelta(hours=1))
    assert made.id.startswith("ASIA")
    assert made.session_token is not None
    signing = secret_for(world.database, world.seal, made.id, made.session_token, world.clock())
    assert (signing.secret, signing.principal_arn, signing.purpose) == (made.secret, ROLE, "role")
    world.clock.pass_time(hours=1)
    assert code_of(world, made.id, made.session_token) == "expired-token"


@pytest.mark.parametrize("token", [None, "", "another", "\ud800"])
def test_a_temporary_key_without_its_own_token_signs_nothing(world: World, token: str | None) -> None:
    made = make_role_key(world.database, world.seal, ACCOUNT, ROLE, now=world.clock(), lifetime=timedelta(hours=1))
    assert code_of(world, made.id, token) == "wrong-session-token"


def test_a_session_token_is_not_kept_in_the_open(world: World) -> None:
    made = make_role_key(world.database, world.seal, ACCOUNT, ROLE, now=world.clock(), lifetime=timedelta(hours=1))
    assert made.session_token not in str(world.rows("SELECT access_key::text FROM access_key"))


def test_a_long_lived_key_takes_no_session_token(world: World) -> None:
    made = make_client_key(world.database, world.seal, ACCOUNT, now=world.clock())
    assert code_of(world, made.id, "some token") == "wrong-session-token"


def test_a_key_of_another_purpose_is_found_for_it_and_never_among_clients_keys(world: World) -> None:
    client = make_client_key(world.database, world.seal, ACCOUNT, now=world.clock())
    pages = make_client_key(world.database, world.seal, ACCOUNT, now=world.clock(), purpose="pages")
    found = find_key_for(world.database, ACCOUNT, "pages")
    assert found is not None
    assert found.id == pages.id != client.id


def test_a_database_read_with_another_installations_key_says_what_is_wrong(world: World) -> None:
    made = make_client_key(world.database, world.seal, ACCOUNT, now=world.clock())
    with pytest.raises(Invalid, match="sealed with another key"):
        secret_for(world.database, seal_from(bytes(32)), made.id, None, world.clock())
