from __future__ import annotations

import threading
import unicodedata

import pytest
from argon2 import PasswordHasher, extract_parameters

from truthloop.terms.errors import Invalid, Unavailable
from truthloop.workforce import passwords
from truthloop.workforce.passwords import ANYBODY, HASHER, check_password, hash_password, password_fits, wants_rehash

SALT = b"sixteen bytes ok"
EMAIL = "maria.silva@example.com"


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("short9chr", "length"),
        ("x" * 1025, "length"),
        ("maria.silva@example.com", "email"),
        ("MARIA.SILVA@EXAMPLE.COM", "email"),
        ("maria.silva", "email"),
        ("aaaaaaaaaaaaaaa", "repetition"),
        ("abababababab", "repetition"),
        ("qwertyuiop", "common"),
        ("PassWord123", "common"),
    ],
)
def test_a_password_that_would_be_guessed_soon_is_refused_with_the_rule(password: str, rule: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_password(password, EMAIL)
    assert refusal.value.code == "weak-password"
    assert refusal.value.facts["rule"] == rule


@pytest.mark.parametrize(
    "password", ["tenletters", "correct horse staple", "비밀번호는길어야합니다", "x1y2z3w4v5" * 100]
)
def test_a_long_unusual_password_is_taken(password: str) -> None:
    check_password(password, EMAIL)


def test_the_right_password_fits_and_others_do_not() -> None:
    kept = hash_password("correct horse", SALT)
    assert password_fits("correct horse", kept)
    assert not password_fits("correct horsf", kept)
    assert not password_fits("", kept)
    assert "correct" not in kept


def test_a_password_typed_on_another_system_is_the_same() -> None:
    decomposed = unicodedata.normalize("NFD", "비밀번호는 길다 café")
    kept = hash_password(unicodedata.normalize("NFC", decomposed), SALT)
    assert password_fits(decomposed, kept)


def test_nobodys_hash_is_checked_with_the_same_effort_and_fits_nothing() -> None:
    assert extract_parameters(ANYBODY) == extract_parameters(HASHER.hash("x"))
    assert not password_fits("anything at all", None)


def test_a_broken_or_foreign_hash_fits_nothing() -> None:
    assert not password_fits("anything at all", "not a hash")


def test_a_giant_password_is_not_hashed_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = hash_password("x" * 1024, SALT)
    assert password_fits("x" * 1024, kept)
    monkeypatch.setattr(passwords, "AT_ONCE", None)  # hashing would need it
    assert not password_fits("x" * 1025, kept)


def test_a_hash_of_older_parameters_wants_to_be_made_anew() -> None:
    assert wants_rehash(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("x"))
    assert not wants_rehash(hash_password("x", SALT))


def test_a_crowd_at_the_door_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "WAIT_SECONDS", 0.01)
    turns = threading.BoundedSemaphore(1)
    monkeypatch.setattr(passwords, "AT_ONCE", turns)
    with turns, pytest.raises(Unavailable):
        password_fits("anything", None)
    assert not password_fits("anything", None)
