"""A small world for tests: an account, teams, workers, flow definitions with loops, and a clock that stands still."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from truthloop.labeling.job_reach import NoFunctions
from truthloop.server.installation import Installation
from truthloop.settings import read_settings
from truthloop.storage.account_rows import add_account
from truthloop.storage.answer_rows import Submission
from truthloop.storage.database import Database, transaction
from truthloop.storage.loop_rows import NewLoop, open_queue, start_loop
from truthloop.storage.objects.request_signing import AccessKey
from truthloop.storage.objects.store_exchange import open_store
from truthloop.storage.resource_rows import find_resource, insert_resource
from truthloop.storage.sealing import Seal, seal_from
from truthloop.tasks.acting import Acting
from truthloop.terms.people import Worker
from truthloop.terms.resources import Kind, Place, Resource
from truthloop.workforce.members import Newcomer, add_member
from truthloop.workforce.teams import ensure_team

PASSWORD = "a fine long password"
HERE = Place("111122223333", "us-east-1")
NO_SETTINGS: Mapping[str, str] = {}
MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NO_STORE = open_store("http://127.0.0.1:9", "us-east-1", AccessKey("none", "none"))


@dataclass
class Clock:
    """A clock that moves only when told."""

    moment: datetime = MORNING

    def __call__(self) -> datetime:
        return self.moment

    def pass_time(self, **length: float) -> datetime:
        self.moment += timedelta(**length)
        return self.moment


@dataclass
class World:
    """Everything a test about people's work needs, in a real database."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    place: Place = HERE
    seal: Seal = field(default_factory=lambda: seal_from(bytes(range(32))))
    woken: list[str] = field(default_factory=list)
    loops: int = 0

    def __post_init__(self) -> None:
        add_account(self.database, self.place.account_id, "test", self.clock())

    def team(self, name: str) -> Resource:
        return ensure_team(self.database, self.place, name, self.clock())

    def worker(self, email: str, team: str, password: str | None = PASSWORD, *, must_change: bool = False) -> Worker:
        newcomer = Newcomer(
            email, password, must_change, secrets.token_bytes(8), str(uuid.uuid4()), secrets.token_bytes(16)
        )
        return add_member(self.database, self.team(team), newcomer, self.clock()).worker

    def queue(self, flow: str, team: str, *, time_limit_seconds: int = 600) -> int:
        """A flow definition's line of tasks."""
        team_id = self.team(team).id
        with transaction(self.database) as connection:
            made = insert_resource(
                connection,
                self.place,
                Kind.FLOW_DEFINITION,
                flow,
                status="Active",
                request={"FlowDefinitionName": flow},
                facts={},
                now=self.clock(),
            )
            assert made is not None
            open_queue(
                connection,
                workteam_id=team_id,
                source_id=made.id,
                title=f"Look at {flow}",
                description="Say what you see.",
                keywords=["look", "say"],
                time_limit_seconds=time_limit_seconds,
                now=self.clock(),
            )
        return int(self.scalar("SELECT id FROM queue WHERE source_id = :id", id=made.id))

    def loop(self, flow: str, *, wanted: int = 1, available: timedelta = timedelta(days=10)) -> int:
        """A human loop; the number of its task."""
        source = find_resource(self.database, self.place, Kind.FLOW_DEFINITION, flow)
        assert source is not None
        self.loops += 1
        new = NewLoop(
            place=self.place,
            name=f"loop-{self.loops}",
            flow_definition_id=source.id,
            flow_definition_arn=source.arn,
            input_content="{}",
            content_classifiers=[],
            output_uri="s3://results/x/output.json",
            wanted=wanted,
            available_until=self.clock() + available,
            created_at=self.clock(),
        )
        assert start_loop(self.database, new)
        return int(self.scalar("SELECT max(id) FROM task"))

    def acting(self, worker: Worker) -> Acting:
        return Acting(worker.id, self.clock(), "192.0.2.7", str(uuid.uuid4()))

    def submission(
        self, worker: Worker, assignment_id: str, content: str = "{}", key: str = "", draft: str | None = None
    ) -> Submission:
        """An answer on its way in, with a key of its own unless one is given."""
        return Submission(
            assignment_id, worker.id, key or new_id(), content, self.clock(), "192.0.2.7", new_id(), draft
        )

    def scalar(self, sql: str, **values: object) -> object:
        with self.database.engine.connect() as connection:
            return connection.execute(text(sql), values).scalar()

    def rows(self, sql: str, **values: object) -> list[tuple[object, ...]]:
        with self.database.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql), values)]

    def installation(self, data: Path, settings: Mapping[str, str] = NO_SETTINGS) -> Installation:
        return Installation(
            settings=read_settings({"TRUTHLOOP_DATA": str(data), **settings}),
            database=self.database,
            seal=self.seal,
            store=NO_STORE,
            functions=NoFunctions(),
            account_id=self.place.account_id,
            now=self.clock,
            new_uuid=lambda: str(uuid.uuid4()),
            new_token=lambda: secrets.token_urlsafe(32),
            wake=self.woken.append,
        )


def new_id() -> str:
    return str(uuid.uuid4())
