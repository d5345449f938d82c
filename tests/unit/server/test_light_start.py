"""What a server does not load when it starts: heavy rooms belong to the chores and to those who ask for them."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("scipy.stats", "scipy.optimize", "pandas", "pyarrow", "ray", "sklearn", "pycocotools")


def test_a_server_starts_without_the_heavy_libraries() -> None:
    question = f"import sys, truthloop.server.application; print([m for m in {HEAVY!r} if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_a_command_starts_without_what_only_jobs_need() -> None:
    heavy = (*HEAVY, "numba", "PIL", "scipy")
    question = f"import sys, truthloop.cli; print([m for m in {heavy!r} if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
