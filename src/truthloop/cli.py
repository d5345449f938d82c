"""The command line."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from truthloop.assembly import client_environment, open_installation
from truthloop.cli_console import console_app
from truthloop.cli_functions import function_app
from truthloop.cli_late import LateGroup
from truthloop.cli_people import account_app, key_app, team_app, worker_app
from truthloop.cli_skills import skill_app
from truthloop.cli_tasks import task_app
from truthloop.cli_webhooks import webhook_app
from truthloop.demo.announcement import announce_plainly
from truthloop.demo.showroom import furnish, refuse_strangers
from truthloop.notebooks.running import run_notebook
from truthloop.running_file import Running
from truthloop.settings import Settings, read_settings
from truthloop.supervision.supervisor import run as supervise
from truthloop.terms.errors import TruthloopError
from truthloop.wire.service_models import MODELS_FOLDER

app = typer.Typer(
    cls=LateGroup,
    help="Human-in-the-loop work on your own machines.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
worker_app.add_typer(skill_app, name="skill")
app.add_typer(worker_app, name="worker")
app.add_typer(team_app, name="team")
app.add_typer(key_app, name="key")
app.add_typer(account_app, name="account")
app.add_typer(task_app, name="task")
app.add_typer(webhook_app, name="webhook")
app.add_typer(function_app, name="function")
notebook_app = typer.Typer(help="Notebooks written for SageMaker.", no_args_is_help=True)
app.add_typer(notebook_app, name="notebook")
app.add_typer(console_app, name="console")


@app.command()
def up(
    port: Annotated[int | None, typer.Option(help="Port to listen on (default: $PORT or 8080).")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on (default: 127.0.0.1).")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Make a team, a worker, loops and jobs to try.")] = False,
    robots: Annotated[
        bool, typer.Option("--robots", help="With --demo: let simulated workers finish the labeling jobs.")
    ] = False,
) -> None:
    """Start Truthloop and stay in the foreground; Ctrl-C stops everything."""
    settings = read_settings(os.environ, port=port, host=host)
    if demo:
        refuse_strangers(settings, os.environ)
    announce = partial(announce_demo, robots=robots) if demo else announce_plainly
    supervise(settings, announce, say)


def announce_demo(settings: Settings, running: Running, *, robots: bool) -> None:
    """Furnish the demo through the same API as everybody, then say where everything is."""
    furnish(settings, running, open_installation(), print, robots=robots)


@app.command()
def env(
    as_json: Annotated[bool, typer.Option("--json", help="Print an object instead of export lines.")] = False,
) -> None:
    """Print what boto3 needs to reach this instance: `eval "$(truthloop env)"`."""
    variables = client_environment(open_installation())
    if as_json:
        print(json.dumps(variables, indent=2))
    else:
        print("\n".join(f"export {name}={value}" for name, value in variables.items()))


@app.command()
def models() -> None:
    """Print the folder of Truthloop's own service model: `export AWS_DATA_PATH=$(truthloop models)`."""
    print(MODELS_FOLDER)


@notebook_app.command("run")
def notebook_run(
    file: Annotated[Path, typer.Argument(help="The notebook; it is not changed.")],
    output: Annotated[Path | None, typer.Option(help="Write the executed copy here.")] = None,
) -> None:
    """Run a notebook unchanged against this instance, cell by cell, in a real kernel."""
    run_notebook(file, output, open_installation(), print)


def say(line: str) -> None:
    """Tell the operator something on standard error."""
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    """Run a command; what goes wrong is one sentence and exit code 1."""
    try:
        app()
    except (TruthloopError, RuntimeError) as error:
        say(f"truthloop: {error}")
        sys.exit(1)


if __name__ == "__main__":
    main()
