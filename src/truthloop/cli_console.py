"""`truthloop console`: who may do what in the console."""

from __future__ import annotations

from typing import Annotated

import typer

from truthloop.assembly import open_installation
from truthloop.server.installation import Installation
from truthloop.storage.console_rows import grant_role, revoke_role, roles
from truthloop.storage.worker_rows import find_worker
from truthloop.terms.console_roles import Role
from truthloop.terms.errors import NotFound

console_app = typer.Typer(help="Who may do what in the console.", no_args_is_help=True)
Email = Annotated[str, typer.Argument(help="The e-mail address somebody signs in with.")]


@console_app.command()
def grant(
    email: Email,
    role: Annotated[Role, typer.Option(help="reviewer: look and review; requester: jobs too; admin: roles too.")],
) -> None:
    """Give somebody a role; the account is one of `truthloop worker add`."""
    installation = open_installation()
    worker_id = known(installation, email)
    grant_role(installation.database, installation.account_id, worker_id, role, installation.now())
    print(f"{email} is {role} in the console: {installation.settings.public_url}/console")


@console_app.command()
def revoke(email: Email) -> None:
    """Take somebody's role away."""
    installation = open_installation()
    if not revoke_role(installation.database, installation.account_id, known(installation, email)):
        raise NotFound(f"{email} has no role in the console.")
    print(f"{email} has no role in the console any more.")


@console_app.command("list")
def list_() -> None:
    """Show who has which role."""
    installation = open_installation()
    for row in roles(installation.database, installation.account_id):
        print(f"{row['email']}\t{row['role']}")


def known(installation: Installation, email: str) -> str:
    """The worker behind an e-mail address; NotFound."""
    found = find_worker(installation.database, email)
    if found is None:
        raise NotFound(f"Nobody signs in as {email}. Add them first: truthloop worker add {email} --team NAME")
    return found.id
