from __future__ import annotations

import string
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people_at_work import MORNING
from truthloop.server.page_tokens import PageGrant, make_page_token, read_page_token
from truthloop.terms.errors import NotFound

KEY = bytes(range(32))
GRANT = PageGrant("170ef68d-6592-421d-a425-8f080954ddb8", "dfa080c4ddcd685e", "pt-BR", MORNING + timedelta(minutes=10))


def test_a_token_gives_back_what_was_granted() -> None:
    grant = read_page_token(KEY, make_page_token(KEY, GRANT, MORNING), MORNING)
    assert replace(grant, expires_at=GRANT.expires_at) == GRANT
    assert timedelta() <= grant.expires_at - GRANT.expires_at <= timedelta(seconds=1)


def test_a_token_fits_in_a_path_and_shows_no_email() -> None:
    token = make_page_token(KEY, GRANT, MORNING)
    assert len(token) < 100
    assert set(token) <= set(string.ascii_letters + string.digits + "-_")


def test_a_token_expires_and_says_so() -> None:
    token = make_page_token(KEY, GRANT, MORNING)
    with pytest.raises(NotFound) as error:
        read_page_token(KEY, token, GRANT.expires_at + timedelta(seconds=1))
    assert error.value.code == "page-expired"


def test_no_token_lasts_longer_than_eight_hours() -> None:
    token = make_page_token(KEY, replace(GRANT, expires_at=MORNING + timedelta(days=9)), MORNING)
    assert read_page_token(KEY, token, MORNING + timedelta(hours=8))
    with pytest.raises(NotFound):
        read_page_token(KEY, token, MORNING + timedelta(hours=8, seconds=1))


@given(st.integers(min_value=0, max_value=60), st.integers(min_value=1, max_value=255))
def test_no_byte_of_a_token_can_be_changed(position: int, change: int) -> None:
    whole = bytearray(urlsafe_b64decode(make_page_token(KEY, GRANT, MORNING) + "=="))
    whole[position] ^= change
    with pytest.raises(NotFound):
        read_page_token(KEY, urlsafe_b64encode(whole).rstrip(b"=").decode(), MORNING)


@given(st.text(max_size=120))
def test_an_invented_token_opens_nothing(token: str) -> None:
    with pytest.raises(NotFound):
        read_page_token(KEY, token, MORNING)


def test_another_installations_token_opens_nothing() -> None:
    with pytest.raises(NotFound):
        read_page_token(bytes(32), make_page_token(KEY, GRANT, MORNING), MORNING)
