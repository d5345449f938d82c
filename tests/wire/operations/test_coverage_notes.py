from __future__ import annotations

from truthloop.server.operations.coverage_notes import NOTES
from truthloop.server.operations.operation_table import OPERATIONS
from truthloop.wire.coverage_page import coverage_page


def test_the_page_speaks_of_every_operation_offered_and_of_no_other() -> None:
    assert NOTES.keys() == OPERATIONS.keys()
    page = coverage_page(NOTES)
    assert [name for name in OPERATIONS if f"### {name}\n" not in page] == []
    assert "| not yet |" not in page
