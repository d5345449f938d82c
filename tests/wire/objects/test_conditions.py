from __future__ import annotations

import pytest

from truthloop.server.objects_gateway.conditions import copy_conditions, judge_read, judge_write

MODIFIED = "Sun, 22 Nov 2026 05:00:00 GMT"
BEFORE, AFTER = "Sun, 22 Nov 2026 04:59:59 GMT", "Sun, 22 Nov 2026 05:00:01 GMT"


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, "go on"),
        ({"if-match": '"a"'}, "go on"),
        ({"if-match": "a"}, "go on"),
        ({"if-match": '"x", "a"'}, "go on"),
        ({"if-match": 'W/"a"'}, "go on"),
        ({"if-match": '"x"'}, "failed"),
        ({"if-none-match": '"a"'}, "not modified"),
        ({"if-none-match": "*"}, "not modified"),
        ({"if-none-match": '"x"'}, "go on"),
        ({"if-modified-since": BEFORE}, "go on"),
        ({"if-modified-since": MODIFIED}, "not modified"),
        ({"if-modified-since": AFTER}, "not modified"),
        ({"if-modified-since": "nonsense"}, "go on"),
        ({"if-unmodified-since": BEFORE}, "failed"),
        ({"if-unmodified-since": MODIFIED}, "go on"),
        ({"if-unmodified-since": "nonsense"}, "go on"),
        ({"if-match": '"a"', "if-unmodified-since": BEFORE}, "go on"),
        ({"if-none-match": '"x"', "if-modified-since": AFTER}, "go on"),
        ({"if-match": '"x"', "if-none-match": '"a"'}, "failed"),
    ],
)
def test_a_read_goes_on_as_its_conditions_say(conditions: dict[str, str], expected: str) -> None:
    assert judge_read(conditions, '"a"', MODIFIED) == expected


@pytest.mark.parametrize(
    ("conditions", "etag", "expected"),
    [
        ({}, None, "go on"),
        ({"if-none-match": "*"}, None, "go on"),
        ({"if-none-match": "*"}, '"a"', "failed"),
        ({"if-none-match": '"x"'}, '"a"', "go on"),
        ({"if-match": '"a"'}, '"a"', "go on"),
        ({"if-match": '"x"'}, '"a"', "failed"),
        ({"if-match": '"a"'}, None, "failed"),
        ({"if-match": "*"}, '"a"', "go on"),
    ],
)
def test_a_write_goes_on_as_its_conditions_say(conditions: dict[str, str], etag: str | None, expected: str) -> None:
    assert judge_write(conditions, etag) == expected


def test_the_conditions_of_a_copy_are_those_of_its_source() -> None:
    headers = {"x-amz-copy-source-if-match": '"a"', "if-match": '"b"', "x-amz-copy-source": "b/k"}
    assert copy_conditions(headers) == {"if-match": '"a"'}
