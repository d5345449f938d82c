"""`truthloop worker`, `team`, `key` and `account`: who works here, and who may ask for work."""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from truthloop.assembly import open_installation
from truthloop.server.installation import Installation
from truthloop.storage.account_rows import add_account, disable_key, list_accounts, list_keys, write_audit
from truthloop.tasks.acting import Acting
from truthloop.tasks.parting import clear_desk
from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.errors import Invalid, NotFound
from truthloop.terms.people import Worker
from truthloop.terms.resources import Place, Resource
from truthloop.workforce import members, teams
from truthloop.workforce.access_keys import MadeKey, make_client_key
from truthloop.workforce.one_time_links import make_link

worker_app = typer.Typer(help="The people who answer tasks.")
team_app = typer.Typer(help="Work teams: who gets which tasks.")
key_app = typer.Typer(help="Access keys: what boto3 signs its calls with.")
account_app = typer.Typer(help="Accounts: separate worlds of teams, flow definitions and loops.")

Email = Annotated[str, typer.Argument(help="The worker's e-mail address; upper and lower case are the same.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@worker_app.command("add")
def worker_add(
    email: Email,
    team: Annotated[str, typer.Option(help="The work team to join; made if missing.")],
    password: Annotated[
        str | None, typer.Option(help="A password, which need not be changed. Without: a one-time link is printed.")
    ] = None,
    must_change: Annotated[
        bool, typer.Option("--must-change", help="Have the worker choose another password at the first sign-in.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make somebody a member of a team, and a worker if not one yet."""
    here = open_installation()
    newcomer = members.Newcomer(
        email, password, must_change, secrets.token_bytes(8), here.new_uuid(), secrets.token_bytes(16)
    )
    members.checked_newcomer(newcomer)  # before a team is made for nobody
    if password is not None and (reason := members.why_weak(newcomer)):
        print(f"Warning: {reason} Use such a password for trying things out only.", file=sys.stderr)
    joined = teams.ensure_team(here.database, place_of(here), team, here.now())
    added = members.add_member(here.database, joined, newcomer, here.now())
    noted(here, "AddWorker", f"worker/{added.worker.id}")
    facts = worker_facts(added.worker) | {"team": joined.name, "portal": portal_of(here)}
    if not members.has_password(here.database, added.worker):
        facts["sign_in_link"] = fresh_link(here, added.worker)
    tell(facts, as_json, lines_about(facts, "joined" if added.new_member else "is already in"))


def lines_about(facts: dict[str, Any], did: str) -> list[str]:
    """What an operator reads of an added worker."""
    lines = [f"{facts['email']} {did} the team {facts['team']}."]
    if facts["disabled"]:
        lines.append("The worker is disabled: truthloop worker enable lets them sign in again.")
    if "sign_in_link" in facts:
        return [*lines, "One-time link to choose a password (7 days):", f"  {facts['sign_in_link']}"]
    return [*lines, f"Portal: {facts['portal']}"]


@worker_app.command("list")
def worker_list(
    team: Annotated[str | None, typer.Option(help="Only the members of this team.")] = None, as_json: AsJson = False
) -> None:
    """The workers, by e-mail address."""
    here = open_installation()
    chosen = None if team is None else teams.find_team(here.database, place_of(here), team)
    tell_workers(here, chosen, as_json)


@worker_app.command("disable")
def worker_disable(email: Email) -> None:
    """Stop a worker from signing in, end every session and give the worker's open tasks to others."""
    here = open_installation()
    worker = members.disable(here.database, email, here.now())
    statuses = clear_desk(here.database, Acting(worker.id, here.now(), "local", here.new_uuid()))
    noted(here, "DisableWorker", f"worker/{worker.id}")
    given_back = f" Tasks given back: {len(statuses)}." if statuses else ""
    typer.echo(f"{worker.email} can no longer sign in.{given_back}")


@worker_app.command("enable")
def worker_enable(email: Email) -> None:
    """Let a disabled worker sign in again."""
    here = open_installation()
    worker = members.enable(here.database, email)
    noted(here, "EnableWorker", f"worker/{worker.id}")
    typer.echo(f"{worker.email} can sign in again.")


@worker_app.command("reset")
def worker_reset(email: Email, as_json: AsJson = False) -> None:
    """Take a worker's password away and print a one-time link to choose another."""
    here = open_installation()
    worker = members.reset(here.database, email, here.now())
    noted(here, "ResetWorker", f"worker/{worker.id}")
    facts = worker_facts(worker) | {"sign_in_link": fresh_link(here, worker)}
    lines = [f"One-time link for {worker.email} to choose a password (7 days):", f"  {facts['sign_in_link']}"]
    tell(facts, as_json, lines)


@team_app.command("add")
def team_add(
    name: Annotated[str, typer.Argument(help="1 to 63 letters, digits and hyphens.")],
    description: Annotated[str | None, typer.Option(help="One line, at most 200 characters.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make a work team."""
    here = open_installation()
    team = teams.add_team(here.database, place_of(here), name, description or f"Work team {name}", here.now())
    noted(here, "AddTeam", team.arn)
    tell(team_facts(team, 0), as_json, [f"Team {team.name}: {team.arn}"])


@team_app.command("list")
def team_list(as_json: AsJson = False) -> None:
    """The work teams, by name."""
    here = open_installation()
    found = teams.teams_with_sizes(here.database, place_of(here))
    lines = [f"{size.team.name}\t{size.members} members\t{size.team.arn}" for size in found]
    tell([team_facts(size.team, size.members) for size in found], as_json, lines)


@team_app.command("members")
def team_members(name: Annotated[str, typer.Argument(help="The team's name.")], as_json: AsJson = False) -> None:
    """The members of a work team, by e-mail address."""
    here = open_installation()
    tell_workers(here, teams.find_team(here.database, place_of(here), name), as_json)


@key_app.command("add")
def key_add(
    account: Annotated[str | None, typer.Option(help="The account's 12 digits (default: the first one).")] = None,
    as_json: AsJson = False,
) -> None:
    """Make an access key; its secret is shown this once."""
    here = open_installation()
    account_id = known_account(here, account)
    made = make_client_key(here.database, here.seal, account_id, now=here.now())
    noted(here, "AddAccessKey", f"access-key/{made.id}")
    tell(key_facts(made, account_id), as_json, key_lines(made))


@key_app.command("list")
def key_list(as_json: AsJson = False) -> None:
    """The access keys, without their secrets."""
    found = [
        {
            "access_key_id": row["id"],
            "account_id": row["account_id"],
            "created_at": iso_milliseconds(row["created_at"]),
            "disabled": row["disabled_at"] is not None,
        }
        for row in list_keys(open_installation().database)
    ]
    tell(found, as_json, [f"{k['access_key_id']}\t{k['account_id']}{mark(k['disabled'])}" for k in found])


@key_app.command("disable")
def key_disable(key_id: Annotated[str, typer.Argument(metavar="ID", help="The access key's id.")]) -> None:
    """Stop an access key from working."""
    here = open_installation()
    if not disable_key(here.database, key_id, here.now()):
        raise NotFound(f"There is no enabled access key {key_id!r}.", code="no-such-key")
    noted(here, "DisableAccessKey", f"access-key/{key_id}")
    typer.echo(f"{key_id} no longer works.")


@account_app.command("add")
def account_add(name: Annotated[str, typer.Argument(help="What to call it.")], as_json: AsJson = False) -> None:
    """Make an account with an access key."""
    here = open_installation()
    account_id = str(10**11 + secrets.randbelow(9 * 10**11))
    if not name.strip() or not add_account(here.database, account_id, name.strip(), here.now()):
        raise Invalid("An account needs a name.", code="malformed-account-name")
    made = make_client_key(here.database, here.seal, account_id, now=here.now())
    noted(here, "AddAccount", f"account/{account_id}")
    tell(key_facts(made, account_id), as_json, [f"Account {account_id} ({name.strip()})", *key_lines(made)])


@account_app.command("list")
def account_list(as_json: AsJson = False) -> None:
    """The accounts, oldest first."""
    found = [{"account_id": row["id"], "name": row["name"]} for row in list_accounts(open_installation().database)]
    tell(found, as_json, [f"{account['account_id']}\t{account['name']}" for account in found])


def lists_by_itself(app: typer.Typer, listing: Callable[[], None]) -> None:
    """Let a group of commands, called without one, show what there is."""

    def alone(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            listing()

    app.callback(invoke_without_command=True)(alone)


lists_by_itself(worker_app, lambda: worker_list(None))
lists_by_itself(team_app, team_list)
lists_by_itself(key_app, key_list)
lists_by_itself(account_app, account_list)


def place_of(here: Installation) -> Place:
    """The account and region that the command line works in."""
    return Place(here.account_id, here.settings.region)


def portal_of(here: Installation) -> str:
    """The portal's address."""
    return f"{here.settings.public_url}/portal"


def fresh_link(here: Installation, worker: Worker) -> str:
    """A new one-time link for a worker."""
    return make_link(here.database, worker.id, here.settings.public_url, here.new_token(), here.now())


def known_account(here: Installation, account: str | None) -> str:
    """The account asked for; `NotFound` when there is none such."""
    if account is None or account in {row["id"] for row in list_accounts(here.database)}:
        return account or here.account_id
    raise NotFound(f"There is no account {account!r}; truthloop account list shows them.", code="no-such-account")


def noted(here: Installation, action: str, subject: str) -> None:
    """One line in the audit trail."""
    write_audit(
        here.database,
        at=here.now(),
        actor="operator",
        action=action,
        subject=subject,
        outcome="ok",
        source_ip="local",
        request_id=here.new_uuid(),
    )


def tell_workers(here: Installation, team: Resource | None, as_json: bool) -> None:
    """Print workers, everybody's or a team's."""
    rows = members.list_workers(here.database, team)
    found = [
        {
            "id": row["id"],
            "email": row["email"],
            "teams": row["teams"],
            "disabled": row["disabled"],
            "has_password": row["has_password"],
            "created_at": iso_milliseconds(row["created_at"]),
        }
        for row in rows
    ]
    tell(found, as_json, [f"{w['email']}\t{', '.join(w['teams'])}{mark(w['disabled'])}" for w in found])


def worker_facts(worker: Worker) -> dict[str, Any]:
    """What JSON says of a worker."""
    return {"id": worker.id, "email": worker.email, "disabled": worker.disabled}


def team_facts(team: Resource, size: int) -> dict[str, Any]:
    """What JSON says of a team."""
    return {"name": team.name, "arn": team.arn, "members": size, "description": team.request.get("Description", "")}


def key_facts(made: MadeKey, account_id: str) -> dict[str, Any]:
    """What JSON says of a new key."""
    return {"account_id": account_id, "access_key_id": made.id, "secret_access_key": made.secret}


def key_lines(made: MadeKey) -> list[str]:
    """A new key as lines for a shell."""
    return [f"export AWS_ACCESS_KEY_ID={made.id}", f"export AWS_SECRET_ACCESS_KEY={made.secret}"]


def mark(disabled: object) -> str:
    """What follows a disabled entry."""
    return "\tdisabled" if disabled else ""


def tell(facts: Any, as_json: bool, lines: list[str]) -> None:  # noqa: ANN401 - any JSON value
    """Print facts as JSON, or as lines."""
    typer.echo(json.dumps(facts, indent=2, ensure_ascii=False) if as_json else "\n".join(lines))
