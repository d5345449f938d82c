"""A token goes on where its list stopped, and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.wire.paging_tokens import issue_token, read_token
from truthloop.wire.wire_errors import ValidationFailed

KEY = b"a secret of thirty-two bytes, ok"
PARAMS: dict[str, Any] = {"NameContains": "re", "CreationTimeAfter": datetime(2026, 1, 2, tzinfo=UTC), "MaxResults": 5}
PLACES = st.lists(st.text() | st.integers(-(2**53), 2**53) | st.none() | st.booleans(), max_size=4)


@given(PLACES)
def test_a_token_carries_its_place(place: list[Any]) -> None:
    token = issue_token(KEY, "ListWorkteams", PARAMS, place)
    assert read_token(KEY, "ListWorkteams", {**PARAMS, "NextToken": token, "MaxResults": 50}) == place
    assert token.isascii()
    assert set(token).isdisjoint("+/=&? ")


def test_without_a_token_a_list_begins_at_its_beginning() -> None:
    assert read_token(KEY, "ListWorkteams", PARAMS) is None
    assert read_token(KEY, "ListWorkteams", {**PARAMS, "NextToken": ""}) is None


@pytest.mark.parametrize(
    ("key", "operation", "changes"),
    [
        (KEY[::-1], "ListWorkteams", {}),
        (KEY, "ListWorkforces", {}),
        (KEY, "ListWorkteams", {"NameContains": "other"}),
        (KEY, "ListWorkteams", {"NameContains": None}),
        (KEY, "ListWorkteams", {"SortOrder": "Descending"}),
        (KEY, "ListWorkteams", {"CreationTimeAfter": datetime(2026, 1, 3, tzinfo=UTC)}),
    ],
)
def test_a_token_serves_only_the_list_and_filters_it_was_given_for(
    key: bytes, operation: str, changes: dict[str, Any]
) -> None:
    token = issue_token(KEY, "ListWorkteams", PARAMS, ["a", 1])
    with pytest.raises(ValidationFailed, match="NextToken is not valid"):
        read_token(key, operation, {**PARAMS, **changes, "NextToken": token})


def test_a_token_changed_in_any_one_character_is_refused() -> None:
    token = issue_token(KEY, "ListWorkteams", PARAMS, ["a", 1])
    for place in range(len(token)):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(ValidationFailed):
            print(changed, read_token(KEY, "ListWorkteams", {**PARAMS, "NextToken": changed}))


@given(st.text(min_size=1))
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(ValidationFailed):
        read_token(KEY, "ListWorkteams", {"NextToken": text})
