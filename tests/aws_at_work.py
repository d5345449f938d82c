"""Real boto3 clients, a real HTTP server in a thread, a real database: AWS calls as users make them."""

from __future__ import annotations

import secrets
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3
import botocore.session
import uvicorn
from botocore.config import Config
from botocore.exceptions import ClientError
from sqlalchemy import text
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from truthloop.labeling.job_reach import NoFunctions
from truthloop.review.flow_definitions import settle_flow_definitions
from truthloop.server.aws_journey.call_limits import CallLimits, Pace
from truthloop.server.aws_journey.entry import answer, open_door
from truthloop.server.aws_journey.journey_steps import Door
from truthloop.server.installation import Installation
from truthloop.settings import read_settings
from truthloop.storage.account_rows import add_account
from truthloop.storage.database import Database
from truthloop.storage.objects.request_signing import AccessKey
from truthloop.storage.objects.store_exchange import open_store
from truthloop.storage.sealing import seal_from
from truthloop.terms.resources import Place
from truthloop.wire.service_models import MODELS_FOLDER
from truthloop.workforce.access_keys import MadeKey, make_client_key

REGION = "us-east-1"
ROLE = "arn:aws:iam::111122223333:role/service-role/AmazonSageMaker-ExecutionRole"
TEMPLATE = "<script src='https://assets.crowd.aws/crowd-html-elements.js'></script><p>{{ task.input.text }}</p>"
MEMBERS = [{"CognitoMemberDefinition": {"UserPool": "us-east-1_Pool", "UserGroup": "people", "ClientId": "client"}}]
NO_STORE = open_store("http://127.0.0.1:9", "us-east-1", AccessKey("none", "none"))


@dataclass
class Account:
    """One account's key, and clients that sign with it."""

    url: str
    place: Place
    key: MadeKey

    def client(self, service: str, region: str | None = None, **changed: Any) -> Any:
        given = {
            "region_name": region or self.place.region,
            "endpoint_url": self.url,
            "aws_access_key_id": self.key.id,
            "aws_secret_access_key": self.key.secret,
            "aws_session_token": self.key.session_token,
            "config": Config(retries={"total_max_attempts": 1}, parameter_validation=False),
        }
        return boto3.client(service, **(given | changed))

    @cached_property
    def truthloop(self) -> Any:
        """Our own service, by the model that `truthloop models` names."""
        session = botocore.session.Session()
        session.set_config_variable("data_path", str(MODELS_FOLDER))
        return boto3.session.Session(botocore_session=session).client(
            "truthloop",
            region_name=self.place.region,
            endpoint_url=self.url,
            aws_access_key_id=self.key.id,
            aws_secret_access_key=self.key.secret,
            config=Config(retries={"total_max_attempts": 1}, parameter_validation=False),
        )

    @cached_property
    def sagemaker(self) -> Any:
        return self.client("sagemaker")

    @cached_property
    def a2i(self) -> Any:
        return self.client("sagemaker-a2i-runtime")


@dataclass
class AwsWorld:
    """A server answering AWS calls, and the accounts in it."""

    door: Door
    url: str
    woken: list[str]

    @property
    def database(self) -> Database:
        return self.door.installation.database

    def account(self, account_id: str) -> Account:
        now = datetime.now(UTC)
        add_account(self.database, account_id, account_id, now)
        key = make_client_key(self.database, self.door.installation.seal, account_id, now=now)
        return Account(self.url, Place(account_id, REGION), key)

    def limit(self, limits: CallLimits) -> None:
        """From now on, as an operator would by starting anew."""
        self.door = replace(self.door, limits=limits, pace=Pace(limits.calls_per_second))

    def settle(self) -> None:
        """What the chore does."""
        settle_flow_definitions(self.database, datetime.now(UTC))

    def run(self, sql: str, **values: object) -> None:
        with self.database.engine.begin() as connection:
            connection.execute(text(sql), values)

    def rows(self, sql: str, **values: object) -> list[tuple[Any, ...]]:
        with self.database.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql), values)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await answer(self.door, Request(scope, receive, send))
        await response(scope, receive, send)


def make_installation(database: Database, data: Path, woken: list[str], url: str) -> Installation:
    return Installation(
        settings=read_settings({"TRUTHLOOP_DATA": str(data), "TRUTHLOOP_PUBLIC_URL": url}),
        database=database,
        seal=seal_from(bytes(range(32))),
        store=NO_STORE,
        functions=NoFunctions(),
        account_id="111122223333",
        now=lambda: datetime.now(UTC),
        new_uuid=lambda: str(uuid.uuid4()),
        new_token=lambda: secrets.token_urlsafe(32),
        wake=woken.append,
    )


@contextmanager
def aws_world(database: Database, data: Path) -> Iterator[AwsWorld]:
    """Serve on a free loopback port until the block ends."""
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    woken: list[str] = []
    world = AwsWorld(open_door(make_installation(database, data, woken, url), CallLimits()), url, woken)
    config = uvicorn.Config(world, log_level="error", ws="none", lifespan="off", loop="asyncio")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.005)
        yield world
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def refusal(error: ClientError) -> tuple[str, int]:
    """Code and HTTP status of an error."""
    return error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]


def told(error: ClientError) -> str:
    """The message of an error."""
    return str(error.response["Error"]["Message"])


def flow_request(name: str, *, team: str, ui: str, **changed: Any) -> dict[str, Any]:
    """A CreateFlowDefinition request; `changed` replaces members of HumanLoopConfig."""
    work = {
        "WorkteamArn": team,
        "HumanTaskUiArn": ui,
        "TaskTitle": "Which answer is better?",
        "TaskDescription": "Read both, choose one.",
        "TaskCount": 1,
    }
    return {
        "FlowDefinitionName": name,
        "HumanLoopConfig": work | changed,
        "OutputConfig": {"S3OutputPath": "s3://results/a2i"},
        "RoleArn": ROLE,
    }


def prepared_flow(world: AwsWorld, account: Account, name: str = "reviews", **changed: Any) -> str:
    """Work team, human task UI and an active flow definition; its ARN."""
    sagemaker = account.sagemaker
    team = sagemaker.create_workteam(WorkteamName=f"{name}-team", MemberDefinitions=MEMBERS, Description="People")
    ui = sagemaker.create_human_task_ui(HumanTaskUiName=f"{name}-ui", UiTemplate={"Content": TEMPLATE})
    request = flow_request(name, team=team["WorkteamArn"], ui=ui["HumanTaskUiArn"], **changed)
    arn = sagemaker.create_flow_definition(**request)["FlowDefinitionArn"]
    world.settle()
    return str(arn)


def started(account: Account, flow: str, name: str, content: str = '{"text": "good"}') -> str:
    """A human loop; its ARN."""
    request = {"HumanLoopName": name, "FlowDefinitionArn": flow, "HumanLoopInput": {"InputContent": content}}
    return str(account.a2i.start_human_loop(**request)["HumanLoopArn"])
