"""`truthloop notebook run FILE`: a notebook written for SageMaker, unchanged, against this installation."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from truthloop.api_clients import ensure_bucket
from truthloop.assembly import client_environment
from truthloop.notebooks.kernel_surroundings import Surroundings, furnish_folder, kernel_environment, surroundings_in
from truthloop.server.installation import Installation
from truthloop.terms.errors import Invalid, NotFound, TruthloopError, Unavailable

NEEDED = ("nbclient", "nbformat", "ipykernel", "boto3", "sagemaker")
"""What the extra `notebook` brings."""


class NotebookFailed(TruthloopError):
    """A cell of the notebook failed; its traceback is above."""

    code = "notebook-failed"


def run_notebook(file: Path, output: Path | None, installation: Installation, say: Callable[[str], None]) -> None:
    """Run every cell of `file` in a real kernel, saying what it runs and prints.

    The file is not changed; `output` gets the executed copy, also when a cell fails. Raises NotebookFailed then,
    NotFound when there is no such notebook, Invalid when it is none, Unavailable without the extra `notebook`.
    """
    refuse_unreadable(file, output)
    refuse_without_extra()
    client = client_environment(installation)
    around = surroundings_in(installation.settings.data, installation.account_id, installation.settings.region)
    furnish_folder(around)
    ensure_bucket(client, around.bucket)
    host = urlsplit(client["AWS_ENDPOINT_URL"]).hostname or ""
    if run_cells(file, output, kernel_environment(os.environ, client, around, host), say) != 0:
        raise NotebookFailed
    tell_end(around, output, say)


def tell_end(around: Surroundings, output: Path | None, say: Callable[[str], None]) -> None:
    """What there is now."""
    say(f"Every cell ran. The notebook's default bucket is s3://{around.bucket}.")
    if output is not None:
        say(f"The executed copy is {output}.")


def refuse_unreadable(file: Path, output: Path | None) -> None:
    """One sentence for each way a path can be wrong, before anything starts."""
    if not file.is_file():
        raise NotFound(f"There is no notebook at {file}.")
    if file.suffix != ".ipynb":
        raise Invalid(f"{file} is not a notebook: its name must end in .ipynb.")
    if output is not None and not output.absolute().parent.is_dir():
        raise NotFound(f"{output} cannot be written: its folder does not exist.")
    if output is not None and output.exists() and output.samefile(file):
        raise Invalid("The executed copy would overwrite the notebook; give --output another path.")


def refuse_without_extra() -> None:
    """Say how to install what is missing."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise Unavailable(
            f"Running notebooks needs packages that are not installed ({', '.join(missing)}). They are the extra"
            " `notebook`: pip install 'truthloop[notebook]', or in a checkout"
            " .venv/bin/uv pip install --require-hashes -r requirements/notebook.txt"
        )


def run_cells(file: Path, output: Path | None, environment: Mapping[str, str], say: Callable[[str], None]) -> int:
    """Run the notebook in a process of its own and pass on what it prints; its exit code.

    It has its own process group: Ctrl-C reaches us alone, and we have it stop its kernel before we end.
    """
    command = [
        sys.executable,
        "-P",
        "-m",
        "truthloop.notebooks.cell_by_cell",
        str(file),
        *([str(output)] if output else []),
    ]
    with subprocess.Popen(  # noqa: S603 - our own program
        command,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        process_group=0,
    ) as process:
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            return pass_on(process, say)
        except KeyboardInterrupt:
            pass_on(process, say)
            raise
        finally:
            signal.signal(signal.SIGTERM, before)


def pass_on(process: subprocess.Popen[str], say: Callable[[str], None]) -> int:
    """Say what a process prints until it ends; its exit code. Ctrl-C is passed on: it may have more to say then."""
    try:
        for line in process.stdout or ():
            say(line.rstrip("\n"))
        return process.wait()
    except KeyboardInterrupt:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        raise
