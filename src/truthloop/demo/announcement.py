"""What `truthloop up` prints when work can be served."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from truthloop.demo.demo_jobs import RunningJob
from truthloop.demo.demo_loops import FLOW, DemoLoops
from truthloop.demo.demo_worker import DemoWorker
from truthloop.running_file import Running
from truthloop.settings import Settings

MARGIN = "  "


@dataclass(frozen=True, slots=True)
class Style:
    """Terminal escapes, or nothing."""

    strong: str = ""
    quiet: str = ""
    off: str = ""


PLAIN = Style()
TERMINAL = Style(strong="\x1b[1m", quiet="\x1b[2m", off="\x1b[0m")


@dataclass(frozen=True, slots=True)
class Part:
    """A headline and the lines under it."""

    headline: str
    lines: Sequence[str]


def announce_plainly(settings: Settings, running: Running) -> None:
    """Print where this instance is."""
    print(laid_out(plain_parts(settings, running), style_of_output()), flush=True)  # noqa: T201 - it is for the terminal


def style_of_output() -> Style:
    """Bold and dim on a terminal, plain text in a file or pipe."""
    return TERMINAL if sys.stdout.isatty() else PLAIN


def plain_parts(settings: Settings, running: Running) -> list[Part]:
    """The announcement of an ordinary start."""
    return [
        Part(
            "Truthloop is ready.",
            [
                f"API and S3   {running.public_url}",
                f"Portal       {portal_of(running)}",
                f"Console      {console_of(running)}",
            ],
        ),
        Part(
            "In another terminal, in this folder",
            [
                'eval "$(truthloop env)"                                   reach it from boto3',
                "truthloop worker add you@example.com --team my-team       invite a worker",
                "truthloop console grant you@example.com --role admin      let them run jobs in the console",
            ],
        ),
        ending(settings),
    ]


def demo_parts(
    settings: Settings,
    running: Running,
    variables: Mapping[str, str],
    worker: DemoWorker,
    loops: DemoLoops,
    jobs: Sequence[RunningJob],
) -> list[Part]:
    """The announcement of the demo."""
    return [
        Part("Truthloop is ready.", ["This is the demo: for trying it out, on this machine only."]),
        Part(
            "Work on a task",
            [
                f"Portal     {portal_of(running)}",
                f"Email      {worker.email}",
                f"Password   {worker.password or '(the one you chose in the portal)'}",
                waiting_line(loops),
            ],
        ),
        Part(
            "Run the labeling jobs, with the same e-mail and password",
            [
                f"Console    {console_of(running)}",
                f"Jobs       {', '.join(one.name for one in jobs)}",
            ],
        ),
        Part(
            "Use it from boto3 (in another terminal)",
            [
                *(f"export {name}={value}" for name, value in variables.items()),
                '# the same, and without the secret on the screen:  eval "$(.venv/bin/truthloop env)"',
            ],
        ),
        Part("Results appear as tasks are submitted", result_lines(settings, loops)),
        ending(settings),
    ]


def waiting_line(loops: DemoLoops) -> str:
    """How much there is to do."""
    if loops.waiting == 0:
        return "Nothing is waiting."
    tasks = "1 task is" if loops.waiting == 1 else f"{loops.waiting} tasks are"
    return f"{tasks} waiting, in English, Korean and Portuguese."


def result_lines(settings: Settings, loops: DemoLoops) -> list[str]:
    """Where results are, and ways to look at them."""
    lines = [
        f"{loops.output_path}/{FLOW}/YYYY/MM/DD/hh/mm/ss/<loop>/output.json",
        f"aws s3 ls --recursive {loops.output_path}/",
    ]
    if settings.s3_endpoint is None:
        folder = shown(settings.data / "objects" / loops.bucket / "results")
        lines.append(f"find {folder} -name output.json        the same objects, as files")
    lines.append(f"s3://{loops.bucket}/labels/<job>/manifests/output/output.manifest")
    return lines


def portal_of(running: Running) -> str:
    """The portal's address."""
    return f"{running.public_url}/portal"


def console_of(running: Running) -> str:
    """The console's address."""
    return f"{running.public_url}/console"


def ending(settings: Settings) -> Part:
    """How to stop, and what stays."""
    return Part("Ctrl-C stops everything.", [f"What was made stays in {shown(settings.data)}."])


def shown(path: Path) -> str:
    """A path as short as it can be typed from here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def laid_out(parts: Sequence[Part], style: Style) -> str:
    """The announcement as text, an empty line before, between and after its parts."""
    blocks = []
    for part in parts:
        lines = [f"{MARGIN}{style.strong}{part.headline}{style.off}"]
        lines += [f"{MARGIN * 2}{style.quiet if line.startswith('#') else ''}{line}{style.off}" for line in part.lines]
        blocks.append("\n".join(lines))
    return "\n" + "\n\n".join(blocks) + "\n"
