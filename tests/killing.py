"""Killing a part of a running Truthloop, as a machine under memory pressure would."""

from __future__ import annotations

import os
import signal
from contextlib import suppress

from running_truthloop import RunningTruthloop

VICTIMS = {
    "server": "truthloop.supervision.serve",
    "chores": "truthloop.supervision.chores",
    "postgres": "bin/postgres -D",
    "objects": "serve s3",
}


def kill(truthloop: RunningTruthloop, victim: str) -> None:
    """kill -9, and nothing else."""
    with suppress(AssertionError, ProcessLookupError):  # it is just being started again
        os.kill(truthloop.child_pid(VICTIMS[victim]), signal.SIGKILL)
