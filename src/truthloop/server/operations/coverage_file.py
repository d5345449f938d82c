"""Writes the page of what is served: `python -m truthloop.server.operations.coverage_file docs/coverage.md`."""

from __future__ import annotations

import sys
from pathlib import Path

from truthloop.server.operations.coverage_notes import NOTES
from truthloop.wire.coverage_page import coverage_page


def main() -> None:
    """Write the page to the file named on the command line."""
    Path(sys.argv[1]).write_text(coverage_page(NOTES), encoding="utf-8")


if __name__ == "__main__":
    main()
