"""A server, an account and a second one for tests of operations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aws_at_work import Account, AwsWorld, aws_world
from truthloop.storage.database import Database


@pytest.fixture
def world(database: Database, tmp_path: Path) -> Iterator[AwsWorld]:
    with aws_world(database, tmp_path) as world:
        yield world


@pytest.fixture
def account(world: AwsWorld) -> Account:
    return world.account("111122223333")


@pytest.fixture
def stranger(world: AwsWorld) -> Account:
    return world.account("444455556666")
