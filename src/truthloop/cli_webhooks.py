"""`truthloop webhook`: where status changes are sent."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from truthloop.assembly import open_installation
from truthloop.outbound.outbound_client import parse_url
from truthloop.outbound.webhook_signature import new_webhook_secret
from truthloop.server.installation import Installation
from truthloop.storage.event_rows import list_webhooks, set_webhook, unset_webhook
from truthloop.storage.resource_rows import find_resource
from truthloop.terms.errors import NotFound
from truthloop.terms.resources import Kind, Place

EVERYTHING = "*"

webhook_app = typer.Typer(help="Where changes of human loops are sent.", no_args_is_help=True)
FlowDefinition = Annotated[
    str | None, typer.Option("--flow-definition", help="Only this flow definition's loops (default: all loops).")
]


@webhook_app.command("set")
def set_(url: Annotated[str, typer.Argument(help="An http or https address.")], flow: FlowDefinition = None) -> None:
    """Send every end of a loop to an address; prints the secret that the signatures are made with."""
    parse_url(url)
    installation = open_installation()
    secret = new_webhook_secret(secrets.token_bytes)
    subject = subject_of(installation, flow)
    sealed = installation.seal.close(secret)
    set_webhook(installation.database, installation.account_id, subject, url, sealed, installation.now())
    print(f"Sending to {url}\nSigning secret (shown this once): {secret}")


@webhook_app.command("list")
def list_() -> None:
    """Show the addresses."""
    for row in list_webhooks(open_installation().database):
        print(f"{'all loops' if row['subject'] == EVERYTHING else row['subject']}\t{row['url']}")


@webhook_app.command("remove")
def remove(flow: FlowDefinition = None) -> None:
    """Stop sending."""
    installation = open_installation()
    if not unset_webhook(installation.database, installation.account_id, subject_of(installation, flow)):
        raise NotFound("No address was set there. `truthloop webhook list` shows what is set.")


def subject_of(installation: Installation, flow: str | None) -> str:
    """A flow definition's ARN by its name, or everything."""
    if flow is None:
        return EVERYTHING
    place = Place(installation.account_id, installation.settings.region)
    found = find_resource(installation.database, place, Kind.FLOW_DEFINITION, flow)
    if found is None:
        raise NotFound(f"There is no flow definition named {flow!r} in {place.region}.")
    return found.arn
