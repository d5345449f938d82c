"""What a notebook finds around it, tried in real kernels with the real SDK and no network."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from truthloop.notebooks.cell_by_cell import headline
from truthloop.notebooks.kernel_surroundings import Surroundings, furnish_folder, kernel_environment, surroundings_in

CLIENT = {
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "AWS_ACCESS_KEY_ID": "AKIAOURS",
    "AWS_SECRET_ACCESS_KEY": "ours",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_REGION": "eu-west-1",
}
USERS = {
    "PATH": "/usr/bin:/bin",
    "AWS_PROFILE": "work",
    "AWS_SESSION_TOKEN": "theirs",
    "AWS_ENDPOINT_URL_S3": "https://elsewhere",
    "SAGEMAKER_ADMIN_CONFIG_OVERRIDE": "/theirs",
    "HTTPS_PROXY": "http://proxy:3128",
    "NO_PROXY": "intranet",
}


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    surroundings = surroundings_in(tmp_path / "data", "123456789012", "eu-west-1")
    furnish_folder(surroundings)
    return surroundings


def start(tmp_path: Path, around: Surroundings, *cells: str) -> subprocess.Popen[str]:
    """Begin to run a notebook of these cells as `truthloop notebook run` does, in a home of its own."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    file = tmp_path / "work.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells]), file)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "truthloop.notebooks.cell_by_cell", str(file), str(tmp_path / "done.ipynb")],
        env=kernel_environment({**USERS, "HOME": str(home)}, CLIENT, around, "127.0.0.1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
    )


def run(tmp_path: Path, around: Surroundings, *cells: str) -> subprocess.CompletedProcess[str]:
    """Run such a notebook to its end."""
    with start(tmp_path, around, *cells) as process:
        output, _ = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, output)


def kernel_of(process: subprocess.Popen[str]) -> Path:
    """Wait until a cell has printed its process number; where that process can be seen while it lives."""
    assert process.stdout is not None
    number = next(line for line in process.stdout if line.startswith("    kernel ")).split()[1]
    return Path("/proc") / number


def test_the_users_own_aws_identity_does_not_reach_the_kernel(around: Surroundings) -> None:
    environment = kernel_environment(USERS, CLIENT, around, "127.0.0.1")
    assert CLIENT.items() <= environment.items()
    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3", "SAGEMAKER_ADMIN_CONFIG_OVERRIDE"} & set(
        environment
    )


def test_a_proxy_for_the_outside_world_is_not_asked_for_our_address(around: Surroundings) -> None:
    environment = kernel_environment(USERS, CLIENT, around, "127.0.0.1")
    assert environment["HTTPS_PROXY"] == "http://proxy:3128"
    assert environment["NO_PROXY"] == "intranet,127.0.0.1"


def test_the_sdk_names_role_and_bucket_although_nothing_answers_at_any_address(
    tmp_path: Path, around: Surroundings
) -> None:
    done = run(
        tmp_path,
        around,
        "import sagemaker\nprint('role', sagemaker.get_execution_role())",
        "print('bucket', sagemaker.Session()._default_bucket_name_override)",
        "from sagemaker.session import sts_regional_endpoint\nprint('sts', sts_regional_endpoint('eu-west-1'))",
    )
    assert done.returncode == 0, done.stdout
    assert "role arn:aws:iam::123456789012:role/truthloop-execution" in done.stdout
    assert "bucket truthloop-eu-west-1-123456789012" in done.stdout
    assert "sts http://127.0.0.1:9" in done.stdout


def test_a_kernel_that_never_imports_the_sdk_does_not_load_it(tmp_path: Path, around: Surroundings) -> None:
    done = run(tmp_path, around, "import sys\nprint('loaded', 'sagemaker' in sys.modules, 'boto3' in sys.modules)")
    assert "loaded False False" in done.stdout


def test_what_one_notebook_stores_the_next_restores_and_the_users_home_stays_empty(
    tmp_path: Path, around: Surroundings
) -> None:
    assert run(tmp_path, around, "arn = 'kept'\n%store arn").returncode == 0
    restored = run(tmp_path, around, "%store -r arn\nprint('restored', arn)")
    assert "restored kept" in restored.stdout
    assert list((tmp_path / "home").iterdir()) == []


def test_a_failing_cell_shows_its_traceback_ends_the_run_and_keeps_what_was_done(
    tmp_path: Path, around: Surroundings
) -> None:
    done = run(tmp_path, around, "print('before')", "1 / 0", "print('after')")
    assert done.returncode == 1
    assert "ZeroDivisionError: division by zero" in done.stdout
    assert "after" not in done.stdout.replace("print('after')", "")
    outputs = [cell.outputs for cell in nbformat.read(tmp_path / "done.ipynb", 4).cells]
    assert outputs[0][0].text == "before\n"
    assert outputs[1][0].ename == "ZeroDivisionError"


def test_a_kernel_that_dies_is_an_error_not_a_wait(tmp_path: Path, around: Surroundings) -> None:
    done = run(tmp_path, around, "import os\nos._exit(3)")
    assert done.returncode == 1
    assert "The kernel ended before the cell did." in done.stdout


def test_ctrl_c_stops_the_cell_and_its_kernel(tmp_path: Path, around: Surroundings) -> None:
    cell = "import os, time\nprint('kernel', os.getpid(), flush=True)\ntime.sleep(300)"
    with start(tmp_path, around, cell, "print('not reached')") as process:
        kernel = kernel_of(process)
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate()
    assert process.returncode == 1
    assert "KeyboardInterrupt" in rest
    assert "not reached" not in rest
    assert not kernel.exists()


def test_a_second_ctrl_c_ends_a_kernel_that_will_not_stop(tmp_path: Path, around: Surroundings) -> None:
    stubborn = """
import os, time
print('kernel', os.getpid(), flush=True)
while True:
    try:
        time.sleep(300)
    except KeyboardInterrupt:
        print('ignored', flush=True)
"""
    with start(tmp_path, around, stubborn) as process:
        kernel = kernel_of(process)
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        assert next(line for line in process.stdout if "ignored" in line)
        process.send_signal(signal.SIGINT)
        process.wait()
    assert process.returncode == 1
    assert not kernel.exists()


def test_a_cells_own_folder_is_the_notebooks(tmp_path: Path, around: Surroundings) -> None:
    (tmp_path / "beside.txt").write_text("found")
    assert "    found" in run(tmp_path, around, "print(open('beside.txt').read())").stdout.splitlines()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("# a comment\n\nimport boto3\nx = 1", "import boto3"),
        ("# only a comment", "# only a comment"),
        ("", "(nothing)"),
        ("x" * 100, "x" * 71 + "…"),
    ],
)
def test_a_headline_is_the_first_line_that_does_something(source: str, said: str) -> None:
    assert headline(source) == said
