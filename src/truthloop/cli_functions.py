"""`truthloop function`: the code behind the function ARNs that labeling jobs name."""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from truthloop.assembly import open_calling, open_installation
from truthloop.functions.calling import Calling
from truthloop.functions.code_packages import likely_runtime, pack_folder, read_zip
from truthloop.functions.function_errors import FunctionFailed
from truthloop.functions.function_terms import Runtime
from truthloop.functions.invoking import call_function
from truthloop.functions.registry import (
    DEFAULT_MEMORY,
    DEFAULT_TIMEOUT,
    not_registered,
    register_aws,
    register_code,
    register_url,
    subjects_of,
)
from truthloop.functions.trial_load import load_problem
from truthloop.outbound.address_policy import parse_policy
from truthloop.outbound.outbound_client import open_outbound
from truthloop.outbound.webhook_signature import new_webhook_secret
from truthloop.server.installation import Installation
from truthloop.storage.account_rows import account_exists, write_audit
from truthloop.storage.database import Row
from truthloop.storage.function_rows import find_function, function_logs, list_functions, remove_function
from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.errors import Invalid, NotFound

function_app = typer.Typer(help="Functions that labeling jobs call.", no_args_is_help=True)

Named = Annotated[
    str, typer.Argument(help="A function ARN, or a bare name, which stands for every ARN that ends in it.")
]
Account = Annotated[str | None, typer.Option(help="The account's 12 digits (default: the first one).")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@function_app.command("register")
def register(
    arn_or_name: Named,
    folder: Annotated[Path | None, typer.Option(help="A folder of code.")] = None,
    zip_: Annotated[Path | None, typer.Option("--zip", help="A zip of code, as Lambda takes it.")] = None,
    url: Annotated[str | None, typer.Option(help="An http or https address that takes the event in a POST.")] = None,
    aws: Annotated[bool, typer.Option("--aws", help="AWS Lambda runs it, called with your own credentials.")] = False,
    handler: Annotated[
        str | None, typer.Option(help="Default: lambda_function.lambda_handler, or index.handler with Node.js.")
    ] = None,
    runtime: Annotated[Runtime | None, typer.Option(help="What runs the code (default: as its files say).")] = None,
    timeout: Annotated[int, typer.Option(help="Seconds that one call may take, 1 to 900.")] = DEFAULT_TIMEOUT,
    memory: Annotated[int, typer.Option(help="Megabytes that the code may use, 64 to 10240.")] = DEFAULT_MEMORY,
    env: Annotated[list[str] | None, typer.Option(help="NAME=VALUE for the code's environment; repeatable.")] = None,
    profile: Annotated[
        str | None, typer.Option(help="The AWS profile to call with (default: as AWS tools do).")
    ] = None,
    account: Account = None,
) -> None:
    """Say what runs when a labeling job names a function; what was registered there before is replaced."""
    here = open_installation()
    owner, now = owner_in(here, account), here.now()
    check_one_home({"--folder": folder, "--zip": zip_, "--url": url, "--aws": aws})
    if url:
        told = put_url(here, owner, arn_or_name, url, timeout)
    elif aws:
        register_aws(here.database, owner, arn_or_name, now=now, profile=profile, timeout_seconds=timeout)
        told = []
    else:
        package = pack_folder(folder) if folder else read_zip(zip_ or Path())
        register_code(
            here.database,
            here.seal,
            owner,
            arn_or_name,
            package,
            now=now,
            runtime=runtime or likely_runtime(package, handler),
            handler=handler,
            timeout_seconds=timeout,
            memory_mb=memory,
            environment=variables(env or ()),
        )
        told = []
    noted(here, "RegisterFunction", arn_or_name)
    print("\n".join([f"Registered {arn_or_name}", *told]))
    warn_if_not_loadable(here, owner, arn_or_name)


def warn_if_not_loadable(here: Installation, owner: str, subject: str) -> None:
    """Load the code once, so that a missing library is noticed now and not when people have answered."""
    with calling_from(here) as calling:
        problem = load_problem(calling, owner, subject)
    if problem is not None:
        print(f"{problem.log}Warning: it is registered, but calls of it will fail. {problem.message}", file=sys.stderr)


@contextmanager
def calling_from(here: Installation) -> Iterator[Calling]:
    """What calls functions from this command."""
    outbound = open_outbound(parse_policy(here.settings.outbound_allow))
    calling = open_calling(here.settings, here.database, here.seal, outbound)
    with closing(calling.processes):
        yield calling


def owner_in(here: Installation, account: str | None) -> str:
    """The account that is named, or the first one."""
    if account is not None and not account_exists(here.database, account):
        raise NotFound(f"There is no account {account}. `truthloop account list` shows them.")
    return account or here.account_id


def check_one_home(homes: Mapping[str, object]) -> None:
    """Invalid unless just one of the options is given."""
    given = [option for option, value in homes.items() if value]
    if len(given) != 1:
        found = f"given are {', '.join(given)}" if given else "none is given"
        raise Invalid(f"Say where the code is with one of {', '.join(homes)}; {found}.")


def put_url(here: Installation, owner: str, subject: str, url: str, timeout: int) -> list[str]:
    """Register an address; the line that shows its secret."""
    secret = new_webhook_secret(secrets.token_bytes)
    sealed = here.seal.close(secret)
    register_url(here.database, owner, subject, url, sealed, now=here.now(), timeout_seconds=timeout)
    return [f"Signing secret of the calls (shown this once): {secret}"]


@function_app.command("list")
def list_(as_json: AsJson = False, account: Account = None) -> None:
    """The functions there are."""
    here = open_installation()
    rows = [facts(row) for row in list_functions(here.database, owner_in(here, account))]
    if as_json:
        print(json.dumps(rows, indent=2))
        return
    for row in rows:
        print(f"{row['function']}\t{row['home']}\t{row['where']}\t{row['timeout_seconds']} s\t{row['updated_at']}")


@function_app.command("logs")
def logs(
    arn_or_name: Named,
    last: Annotated[int, typer.Option(help="How many calls.")] = 10,
    as_json: AsJson = False,
    account: Account = None,
) -> None:
    """What a function printed and how its calls went; calls that went well and printed nothing are not kept."""
    here = open_installation()
    owner = owner_in(here, account)
    found = find_function(here.database, owner, subjects_of(arn_or_name))
    rows = list(reversed(function_logs(here.database, owner, found["subject"] if found else arn_or_name, last)))
    if not found and not rows:
        raise NotFound(not_registered(here.database, owner, arn_or_name))
    if as_json:
        print(json.dumps([call_facts(row) for row in rows], indent=2, ensure_ascii=False))
        return
    for row in rows:
        head = f"{iso_milliseconds(row['started_at'])} {row['request_id']} {row['outcome']} {row['milliseconds']} ms"
        print("\n".join([head, *indented(row["message"]), *indented(row["log"])]))


@function_app.command("invoke")
def invoke(
    arn_or_name: Named,
    event: Annotated[str, typer.Option(help="A file with the event as JSON, or - for standard input.")],
    role: Annotated[str | None, typer.Option(help="The role in which the function calls us.")] = None,
    account: Account = None,
) -> None:
    """Call a function once, as a job would, and print its reply; what it printed goes to standard error."""
    here = open_installation()
    given = read_event(event)
    with calling_from(here) as calling:
        try:
            reply = call_function(
                calling, arn_or_name, given, account_id=owner_in(here, account), role_arn=role, retries=0
            )
        except FunctionFailed as failed:
            print(failed.log, end="", file=sys.stderr)
            raise
    print(reply.log, end="", file=sys.stderr)
    print(json.dumps(reply.value, indent=2, ensure_ascii=False))


@function_app.command("remove")
def remove(arn_or_name: Named, account: Account = None) -> None:
    """Forget a function; its log stays for a while."""
    here = open_installation()
    if not remove_function(here.database, owner_in(here, account), arn_or_name):
        raise NotFound(f"Nothing is registered under {arn_or_name!r} itself. `truthloop function list` shows what is.")
    noted(here, "RemoveFunction", arn_or_name)
    print(f"Removed {arn_or_name}")


def variables(given: Sequence[str]) -> Mapping[str, str]:
    """NAME=VALUE pairs."""
    wrong = next((pair for pair in given if "=" not in pair), None)
    if wrong is not None:
        raise Invalid(f"--env takes NAME=VALUE, not {wrong!r}.")
    return dict(pair.split("=", 1) for pair in given)


def read_event(source: str) -> Mapping[str, Any]:
    """The event of a file or of standard input."""
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
        event = json.loads(text)
    except OSError as error:
        raise Invalid(f"The event cannot be read: {error}") from error
    except ValueError as error:
        raise Invalid(f"The event in {source} is no JSON: {error}") from error
    if not isinstance(event, dict):
        raise Invalid(f"The event must be a JSON object, not {text[:100]!r}.")
    return event


def facts(row: Row) -> dict[str, Any]:
    """A function as JSON says it."""
    where = row["url"] or (f"{row['runtime']} {row['handler']}" if row["runtime"] else row["profile"] or "default")
    return {
        "function": row["subject"],
        "home": row["home"],
        "where": where,
        "timeout_seconds": row["timeout_seconds"],
        "memory_mb": row["memory_mb"] or None,
        "code_sha256": row["code_sha256"],
        "updated_at": iso_milliseconds(row["updated_at"]),
    }


def call_facts(row: Row) -> dict[str, Any]:
    """A kept call as JSON says it."""
    return {**{name: row[name] for name in row if name != "id"}, "started_at": iso_milliseconds(row["started_at"])}


def indented(text: str) -> list[str]:
    """Lines below a heading."""
    return [f"    {line}" for line in text.splitlines()]


def noted(here: Installation, action: str, subject: str) -> None:
    """Write it into the audit trail."""
    write_audit(
        here.database,
        at=here.now(),
        actor="operator",
        action=action,
        subject=f"function/{subject}",
        outcome="ok",
        source_ip="local",
        request_id=here.new_uuid(),
    )
