from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import numba.core.caching as caching
caching.CacheImpl._locator_classes = []  # as where neither the package nor the user's folder can be written to
from truthloop.consolidation.answer_table import answer_table
print(answer_table([2, 1], [1, 1], [1, 0]).task.tolist())
"""


def test_passes_compile_where_no_folder_can_be_written_to() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[0, 1]"


def test_compiled_code_is_kept_where_the_environment_says(tmp_path: Path) -> None:
    program = "from truthloop.consolidation.answer_table import answer_table; answer_table([2, 1], [1, 1], [1, 0])"
    subprocess.run([sys.executable, "-c", program], check=True, env={"NUMBA_CACHE_DIR": str(tmp_path), **kept()})
    assert list(tmp_path.rglob("*.nbi"))


def kept() -> dict[str, str]:
    """What the child needs of this process's path."""
    return {"PYTHONPATH": ":".join(path for path in sys.path if path)}
