"""The only file that knows every room: puts an installation together."""

from __future__ import annotations

import os
import random
import secrets
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from truthloop.functions.aws_clients import LambdaClients
from truthloop.functions.calling import Calling
from truthloop.functions.function_terms import RoleSession
from truthloop.functions.process_pool import ProcessPool, clear_leftovers
from truthloop.functions.registered_functions import RegisteredFunctions
from truthloop.functions.session_keeper import LIFETIME, SessionKeeper
from truthloop.outbound.address_policy import parse_policy
from truthloop.outbound.outbound_client import OutboundClient, open_outbound
from truthloop.running_file import Running, read_running
from truthloop.server.installation import Installation
from truthloop.settings import Settings, read_settings
from truthloop.storage.account_rows import add_account, find_key_for, first_account, keep_first_setting
from truthloop.storage.database import Database, open_database
from truthloop.storage.objects.request_signing import AccessKey
from truthloop.storage.objects.store_exchange import ObjectStore, open_store
from truthloop.storage.sealing import Seal, read_or_make_root, seal_from
from truthloop.terms.chore_names import ChoreName
from truthloop.terms.errors import Unavailable
from truthloop.workforce.access_keys import make_client_key
from truthloop.workforce.role_sessions import open_role_session

FIRST_ACCOUNT = "account.first"
INHERITED = ("PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "AWS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
"""What functions get of our environment: where programs are, and which certificates are trusted."""


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def fresh_uuid() -> str:
    """A random UUID."""
    return str(uuid.uuid4())


def fresh_token() -> str:
    """32 random bytes, URL-safe."""
    return secrets.token_urlsafe(32)


def open_seal(settings: Settings) -> Seal:
    """The installation's seal: `TRUTHLOOP_SECRET_KEY` (64 hexadecimal digits) or the data folder's own."""
    given = os.environ.get("TRUTHLOOP_SECRET_KEY", "").strip()
    return seal_from(bytes.fromhex(given) if given else read_or_make_root(settings.data / "secret.key"))


def assemble(
    settings: Settings,
    running: Running,
    *,
    wake: Callable[[ChoreName], None] = lambda _chore: None,
    connections: int = 16,
) -> Installation:
    """The installation behind a running file. Connections are opened as they are needed."""
    database, seal = open_database(running.database_url, connections=connections), open_seal(settings)
    outbound = open_outbound(parse_policy(settings.outbound_allow))
    return Installation(
        settings=settings,
        database=database,
        seal=open_seal(settings),
        store=open_object_store(running),
        functions=RegisteredFunctions(open_calling(settings, database, seal, outbound)),
        account_id=first_account(database) or "",
        now=utc_now,
        new_uuid=fresh_uuid,
        new_token=fresh_token,
        wake=wake,
    )


def open_installation() -> Installation:
    """The running installation of this folder, for commands; Unavailable when none runs."""
    settings = read_settings(os.environ)
    running = read_running(settings.data)
    settings = read_settings(
        {**os.environ, "TRUTHLOOP_PUBLIC_URL": running.public_url, "TRUTHLOOP_REGION": running.region}
    )
    return assemble(settings, running, connections=2)


def open_object_store(running: Running) -> ObjectStore:
    """The store behind our address, with its own keys."""
    keys = AccessKey(running.s3_access_key, running.s3_secret_key)
    return open_store(running.s3_endpoint, running.s3_region, keys)


def open_calling(settings: Settings, database: Database, seal: Seal, outbound: OutboundClient) -> Calling:
    """What calls of functions stand on; close its `processes` at the end."""
    clear_leftovers()

    def open_session(account_id: str, role_arn: str, name: str) -> RoleSession:
        now = utc_now()
        made = open_role_session(database, seal, account_id, role_arn, name, now=now, lifetime=LIFETIME)
        return RoleSession(made.id, made.secret, made.session_token or "", now + LIFETIME)

    return Calling(
        database=database,
        seal=seal,
        outbound=outbound,
        processes=ProcessPool(),
        public_url=settings.public_url,
        region=settings.region,
        sessions=SessionKeeper(open_session, utc_now),
        lambda_clients=LambdaClients(os.environ.get("AWS_ENDPOINT_URL_LAMBDA")),
        now=utc_now,
        new_uuid=fresh_uuid,
        jitter=random.random,
        sleep=time.sleep,
        inherited={name: os.environ[name] for name in INHERITED if name in os.environ},
    )


def prepare_account(database: Database, seal: Seal, now: datetime) -> str:
    """The installation's first account, with a client key and a key for worker pages; made once."""
    account_id = keep_first_setting(database, FIRST_ACCOUNT, f"{secrets.randbelow(9 * 10**11) + 10**11}")
    add_account(database, account_id, "default", now)
    for purpose in ("client", "pages"):
        if find_key_for(database, account_id, purpose) is None:
            make_client_key(database, seal, account_id, now=now, purpose=purpose)
    return account_id


def client_environment(installation: Installation) -> dict[str, str]:
    """What boto3 needs to reach this installation; Unavailable when its key was disabled."""
    key = find_key_for(installation.database, installation.account_id, "client")
    if key is None:
        raise Unavailable("Every client key of the first account is disabled. Make one with `truthloop key add`.")
    region = installation.settings.region
    return {
        "AWS_ENDPOINT_URL": installation.settings.public_url,
        "AWS_ACCESS_KEY_ID": key.id,
        "AWS_SECRET_ACCESS_KEY": installation.seal.open(key.sealed_secret),
        "AWS_DEFAULT_REGION": region,
        "AWS_REGION": region,
    }
