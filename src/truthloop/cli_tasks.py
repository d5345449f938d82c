"""`truthloop task`: who holds what, and taking it back."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from truthloop.assembly import open_installation
from truthloop.storage.account_rows import write_audit
from truthloop.storage.assignment_rows import part
from truthloop.storage.database import Row
from truthloop.storage.held_rows import all_held
from truthloop.terms.assignments import AssignmentStatus
from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.errors import NotFound

task_app = typer.Typer(help="Tasks that workers hold.", no_args_is_help=True)


@task_app.command("held")
def held(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Who holds which task, and until when."""
    rows = [facts(row) for row in all_held(open_installation().database)]
    if as_json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for row in rows:
        print(f"{row['assignment']}\t{row['status']}\t{row['until']}\t{row['email']}\t{row['human_loop']}")


@task_app.command("free")
def free(assignment: Annotated[str, typer.Argument(help="The assignment's id, from `truthloop task held`.")]) -> None:
    """Take a task back from the worker who holds it, for others to have; the unsent draft stays in the database."""
    here = open_installation()
    row = next((row for row in all_held(here.database) if row["id"] == assignment), None)
    if row is None:
        raise NotFound(f"Nobody holds an assignment {assignment!r}. `truthloop task held` lists what is held.")
    part(here.database, assignment, row["worker_id"], AssignmentStatus.RELEASED, here.now())
    write_audit(
        here.database,
        at=here.now(),
        actor="operator",
        action="FreeTask",
        subject=f"assignment/{assignment}",
        outcome="ok",
        source_ip="local",
        request_id=here.new_uuid(),
    )
    print(f"{row['human_loop']} was taken back from {row['email']}.")


def facts(row: Row) -> dict[str, Any]:
    """A hold as JSON says it: an open task ends with its time limit, one stopped or fetched ahead with its lease."""
    working = row["status"] == AssignmentStatus.WORKING
    return {
        "assignment": row["id"],
        "status": row["status"],
        "email": row["email"],
        "title": row["title"],
        "human_loop": row["human_loop"],
        "until": iso_milliseconds(row["deadline"] if working else row["lease_until"]),
    }
