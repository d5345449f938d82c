from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from functions_at_work import zipped
from truthloop.functions.function_process import (
    FOLDER_PREFIX,
    FunctionProcess,
    ProcessEnded,
    ProcessPlan,
    start_process,
)
from truthloop.functions.function_terms import Runtime
from truthloop.functions.kept_log import KeptLog
from truthloop.functions.process_pool import ProcessPool, alive, clear_leftovers
from truthloop.terms.errors import Unavailable

CALL = b'{"id":"1","remainingMs":5000,"environment":{},"arn":"a","event":{}}'
CODE = "import os\ndef h(event, context):\n    return os.getpid()\n"


def plan(code: str = CODE) -> ProcessPlan:
    environment = {
        "PATH": os.environ["PATH"],
        "AWS_LAMBDA_LOG_GROUP_NAME": "g",
        "AWS_LAMBDA_LOG_STREAM_NAME": "s",
    }
    return ProcessPlan("f", Runtime.PYTHON, "f.h", zipped({"f.py": code}), 256, environment)


@pytest.fixture
def pool() -> Iterator[ProcessPool]:
    with closing(ProcessPool(at_once=2, in_all=3)) as pool:
        yield pool


def use(pool: ProcessPool, key: str, code: str = CODE) -> int:
    with pool.lent(key, lambda: plan(code)) as (process, new):
        if new:
            assert process.wait_ready(KeptLog()) == {"ready": True}
        reply: int = process.call(CALL, 5, KeptLog())["reply"]
        return reply


def gone(pid: int) -> bool:
    return not alive(pid)


def test_a_process_is_used_again_and_each_function_has_its_own(pool: ProcessPool) -> None:
    assert use(pool, "a") == use(pool, "a") != use(pool, "b")


def test_one_that_ended_is_replaced(pool: ProcessPool) -> None:
    first = use(pool, "a")
    os.kill(first, signal.SIGKILL)
    with pytest.raises(ProcessEnded):
        use(pool, "a")
    assert use(pool, "a") not in {first, os.getpid()}


def test_more_calls_than_processes_wait_their_turn(pool: ProcessPool) -> None:
    pids: list[int] = []
    threads = [threading.Thread(target=lambda: pids.append(use(pool, "a"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(pids) == 8
    assert len(set(pids)) <= 2


def test_an_idle_process_of_another_function_makes_room(pool: ProcessPool) -> None:
    oldest = use(pool, "a")
    others = [use(pool, key) for key in ("b", "c", "d")]
    assert gone(oldest)
    assert sorted(pool.processes()) == sorted(others)


def test_nothing_is_left_of_processes_when_the_pool_closes(pool: ProcessPool) -> None:
    code = (
        "import os, subprocess\n"
        "child = subprocess.Popen(['sleep', '600']).pid\n"
        "def h(event, context):\n    return [os.getpid(), child, os.environ['TMPDIR']]\n"
    )
    with pool.lent("a", lambda: plan(code)) as (process, _):
        process.wait_ready(KeptLog())
        own, child, scratch = process.call(CALL, 5, KeptLog())["reply"]
    assert Path(scratch).is_dir()
    watched = os.pidfd_open(child)
    pool.close()
    assert gone(own)
    assert select.select([watched], [], [], 20)[0], "what the function started outlived it"
    os.close(watched)
    assert not Path(scratch).parent.exists()
    with pytest.raises(Unavailable, match="stopping"):
        use(pool, "a")


def test_a_call_under_way_when_the_pool_closes_is_nobodys_failure(pool: ProcessPool) -> None:
    begun = threading.Event()
    raised: list[Exception] = []

    def call() -> None:
        try:
            with pool.lent("a", lambda: plan("import time\ndef h(event, context):\n    time.sleep(600)\n")) as lent:
                lent[0].wait_ready(KeptLog())
                begun.set()
                lent[0].call(CALL, 600, KeptLog())
        except Unavailable as error:
            raised.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    assert begun.wait(30)
    pool.close()
    thread.join(30)
    assert [error.code for error in raised] == ["unavailable"]


def test_an_idle_process_is_let_go_after_its_time() -> None:
    ended = threading.Event()

    def start(given: ProcessPlan) -> FunctionProcess:
        process = start_process(given)
        end = process.end

        def note() -> None:
            end()
            ended.set()

        process.end = note  # type: ignore[method-assign]
        return process

    with closing(ProcessPool(idle_seconds=0.05, start=start)) as pool:
        pid = use(pool, "a")
        assert ended.wait(20)
        assert gone(pid)
        assert pool.processes() == []
        assert use(pool, "a") != pid


def test_code_that_fails_to_start_leaves_room_for_others(pool: ProcessPool) -> None:
    def broken() -> ProcessPlan:
        raise ValueError("no code")

    for _ in range(5):
        with pytest.raises(ValueError, match="no code"), pool.lent("a", broken):
            pass
    assert use(pool, "a")


def test_a_killed_owner_takes_its_processes_along_and_its_folders_are_cleared() -> None:
    script = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from test_process_pool import plan\n"
        "from truthloop.functions.function_process import start_process\n"
        "from truthloop.functions.kept_log import KeptLog\n"
        "process = start_process(plan('import time\\ndef h(e, c):\\n    time.sleep(600)\\n'))\n"
        "process.wait_ready(KeptLog())\n"
        "print(process.pid, process.home, flush=True)\n"
        'process.call(b\'{"id":"1","remainingMs":1,"environment":{},"arn":"a","event":{}}\', 600, KeptLog())\n'
    )
    paths = [str(Path(__file__).parent), str(Path(__file__).parents[2]), *sys.path]
    owner = subprocess.Popen([sys.executable, "-c", script, *paths], stdout=subprocess.PIPE, text=True)
    assert owner.stdout
    with owner.stdout:
        pid, home = owner.stdout.readline().split()
    descriptor = os.pidfd_open(int(pid))
    owner.kill()
    owner.wait()
    assert select.select([descriptor], [], [], 20)[0], "the function's process outlived its owner"
    os.close(descriptor)
    assert Path(home).name.startswith(FOLDER_PREFIX)
    assert Path(home).parent == Path(tempfile.gettempdir())
    clear_leftovers()
    assert not Path(home).exists()


@pytest.mark.parametrize(
    ("pieces", "kept"),
    [
        ([b"abc"], "abc"),
        ([b"ab", b"cdefgh"], "abcdefgh"),
        ([b"abcdefghij"], "abcd\n… 2 bytes left out …\nghij"),
        ([b"abcd", *[bytes([65 + n]) for n in range(20)]], "abcd\n… 16 bytes left out …\nQRST"),
        ([b"a\0b\xff"], "a\ufffdb\ufffd"),
    ],
)
def test_of_a_long_log_the_beginning_and_the_end_are_kept(pieces: list[bytes], kept: str) -> None:
    log = KeptLog(4, 4)
    for piece in pieces:
        log.add(piece)
    assert log.text() == kept
