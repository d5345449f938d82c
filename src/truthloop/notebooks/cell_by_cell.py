"""The process that runs one notebook: `python -m truthloop.notebooks.cell_by_cell FILE [OUTPUT]`.

Apart from the command line, because Jupyter's packages are an extra, take long to import, and read the
environment that `running` prepares. Exit code 0: every cell ran; 1: a cell failed, its traceback was printed.
"""

from __future__ import annotations

import asyncio
import re
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_async
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

TERMINAL_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
LONGEST_HEADLINE = 72
EXTENSION = "truthloop.notebooks.sdk_redirect"


def main() -> int:
    """Run the notebook named on the command line."""
    file, *rest = [Path(argument) for argument in sys.argv[1:]]
    notebook = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
    with TemporaryDirectory(prefix="truthloop-") as private:
        try:
            return run(notebook, file, Path(private))
        finally:
            if rest:
                nbformat.write(notebook, rest[0])  # type: ignore[no-untyped-call]


def run(notebook: nbformat.NotebookNode, file: Path, private: Path) -> int:
    """Run the cells where the notebook lies. We and the kernel talk by sockets in a folder that only we can enter."""
    kernel = AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=ThisPython(),
        transport="ipc",
        connection_file=str(private / "kernel.json"),
    )
    runner = TellingClient(
        notebook, km=kernel, resources={"metadata": {"path": str(file.absolute().parent)}}, timeout=None
    )
    try:
        runner.execute(cleanup_kc=True)
    except CellExecutionError:
        return 1
    except DeadKernelError:
        runner.teller.line("The kernel ended before the cell did.")
        return 1
    return 0


class ThisPython(KernelSpecManager):
    """Every notebook runs in this Python, with our extension, whatever the kernel it was saved with is called."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The one there is."""
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", f"--ext={EXTENSION}"]
        return KernelSpec(argv=argv, display_name=kernel_name, language="python")


@dataclass(slots=True)
class Teller:
    """Writes what a notebook prints, whole lines, a little to the right of the headlines."""

    begun: str = ""
    """The start of a line whose end is not there yet."""
    started: float = field(default_factory=time.monotonic)

    def line(self, text: str = "") -> None:
        """One line at the margin; what was begun comes before it."""
        self.finish()
        print(text, flush=True)  # noqa: T201 - printing is this process's work

    def write(self, text: str) -> None:
        """Part of a cell's output."""
        *whole, self.begun = (self.begun + TERMINAL_COLOURS.sub("", text)).split("\n")
        for line in whole:
            # A progress bar writes over itself: what it ended with stays.
            print("    " + line.rstrip("\r").rpartition("\r")[2], flush=True)  # noqa: T201

    def finish(self) -> None:
        """End a line that was begun."""
        if self.begun:
            self.write("\n")


class TellingClient(NotebookClient):
    """Runs cells and says which, and what they print, while they do."""

    teller: Teller

    def __init__(self, notebook: nbformat.NotebookNode, **options: Any) -> None:  # noqa: ANN401 - nbclient's own
        super().__init__(
            notebook,
            on_notebook_start=self.listen_for_ctrl_c,
            on_cell_execute=self.say_headline,
            on_cell_executed=self.say_time,
            **options,
        )
        self.teller = Teller()
        self.stopping: list[asyncio.Task[None]] = []
        code = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
        self.numbers = {index: f"[{number:>{len(str(len(code)))}}/{len(code)}]" for number, index in enumerate(code, 1)}

    def listen_for_ctrl_c(self, notebook: nbformat.NotebookNode) -> None:  # noqa: ARG002 - nbclient names it
        """Ctrl-C stops the cell, as Jupyter's stop button does; a second one ends the kernel, whatever it does."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, lambda: self.stopping.append(loop.create_task(self.stop())))

    async def stop(self) -> None:  # nbclient runs its kernel in a loop of its own
        """Interrupt the cell under way, or, asked again, end the kernel."""
        kernel = self.km
        if kernel is not None and len(self.stopping) == 1:
            await ensure_async(kernel.interrupt_kernel())
        elif kernel is not None:
            await ensure_async(kernel.shutdown_kernel(now=True))

    def say_headline(self, cell: nbformat.NotebookNode, cell_index: int) -> None:
        """Which cell runs now: its first line that says something."""
        self.teller.line(f"{self.numbers[cell_index]} {headline(cell.source)}")
        self.teller.started = time.monotonic()

    def say_time(self, cell: nbformat.NotebookNode, cell_index: int, execute_reply: dict[str, Any]) -> None:  # noqa: ARG002 - nbclient names them
        """How long a slow one took."""
        self.teller.finish()
        seconds = time.monotonic() - self.teller.started
        if seconds >= 1:
            self.teller.line(f"    ({seconds:.1f} s)")

    def output(self, outs: list[Any], msg: dict[str, Any], display_id: str | None, cell_index: int) -> Any:  # noqa: ANN401
        """Say what a cell puts out, then keep it as Jupyter does."""
        self.teller.write(text_of(msg["msg_type"], msg["content"]))
        return super().output(outs, msg, display_id, cell_index)


def headline(source: str) -> str:
    """The first line that is more than a comment, shortened."""
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    said = next((line for line in lines if not line.startswith("#")), lines[0] if lines else "(nothing)")
    return said if len(said) <= LONGEST_HEADLINE else said[: LONGEST_HEADLINE - 1] + "…"


def text_of(kind: str, content: dict[str, Any]) -> str:
    """The words in an output message; empty for pictures, pages and widgets."""
    if kind == "stream":
        return str(content["text"])
    if kind == "error":
        return "\n".join(content["traceback"]) + "\n"
    if kind in {"execute_result", "display_data"} and set(content["data"]) == {"text/plain"}:
        return str(content["data"]["text/plain"]) + "\n"
    return ""


if __name__ == "__main__":
    sys.exit(main())
