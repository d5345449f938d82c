"""PostgreSQL and S3 of one's own, as docs/how-to/own-postgresql-and-s3.md says: by address, with password and keys."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import httpx
import psycopg
import pytest
from botocore.config import Config
from psycopg import sql

from postgres_fixture import OPTIONS, PATIENCE
from robots.requester_robot import RequesterRobot
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop, free_port
from truthloop.storage.objects.embedded_store import embedded_store_command
from truthloop.storage.objects.request_signing import AccessKey
from truthloop.supervision.embedded_postgres import answers, prepare_cluster

PASSWORD = "own-services-17"
KEYS = AccessKey("OWNKEYOWNKEYOWNKEY00", "ownsecretofthestore")


@dataclass(frozen=True)
class OwnPostgres:
    """A server that others run: reached over TCP, with a password, by a user who owns one empty database."""

    url: str

    def count(self, table: str) -> int:
        with psycopg.connect(self.url) as connection:
            row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
        assert row is not None
        return int(row[0])


@pytest.fixture
def own_postgres() -> Iterator[OwnPostgres]:
    folder = Path(tempfile.mkdtemp(prefix="tl", dir="/tmp"))
    cluster = prepare_cluster(folder / "db")
    (cluster.folder / "pg_hba.conf").write_text("local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
    port = free_port()
    given = [*OPTIONS[1:], "listen_addresses=127.0.0.1", f"port={port}"]
    options = [part for option in given for part in ("-c", option)]
    command = [str(cluster.programs / "postgres"), "-D", str(cluster.folder), "-k", str(cluster.sockets), *options]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, user=cluster.system_user, process_group=0)
    admin = f"postgresql://postgres@/postgres?host={cluster.sockets}&port={port}"
    try:
        deadline = time.monotonic() + PATIENCE
        while not answers(admin):
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.02)
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute("CREATE USER truthloop PASSWORD 'choose one'")
            connection.execute("CREATE DATABASE truthloop OWNER truthloop")
        yield OwnPostgres(f"postgresql://truthloop:choose%20one@127.0.0.1:{port}/truthloop")
    finally:
        os.kill(process.pid, signal.SIGINT)
        process.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def own_s3(tmp_path: Path) -> Iterator[str]:
    """An S3 service that others run; its address."""
    command = embedded_store_command(tmp_path / "store", free_port(), KEYS, inherited=os.environ)
    (tmp_path / "store").mkdir()
    with (tmp_path / "log").open("ab") as log:
        process = subprocess.Popen(list(command.argv), env=dict(command.environment), stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + PATIENCE
        while not listens(command.endpoint):
            assert time.monotonic() < deadline, (tmp_path / "log").read_text()
            time.sleep(0.02)
        yield command.endpoint
    finally:
        process.terminate()
        process.wait(PATIENCE)


def listens(endpoint: str) -> bool:
    try:
        httpx.get(endpoint, timeout=5, trust_env=False)
    except httpx.HTTPError:
        return False
    return True


def direct_client(endpoint: str) -> Any:
    """The owner's own way to the store, past Truthloop."""
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="eu-west-1",
        aws_access_key_id=KEYS.access_key_id,
        aws_secret_access_key=KEYS.secret_access_key,
        config=Config(s3={"addressing_style": "path"}),
    )


def test_a_loop_goes_all_the_way_over_a_database_and_a_store_of_ones_own(
    own_postgres: OwnPostgres, own_s3: str, own_truthloop: RunningTruthloop
) -> None:
    own_truthloop.settings = {
        "TRUTHLOOP_DATABASE_URL": own_postgres.url,
        "TRUTHLOOP_S3_ENDPOINT": own_s3,
        "TRUTHLOOP_S3_REGION": "eu-west-1",
        "TRUTHLOOP_S3_ACCESS_KEY": KEYS.access_key_id,
        "TRUTHLOOP_S3_SECRET_KEY": KEYS.secret_access_key,
    }
    own_truthloop.start()
    email = f"{uuid.uuid4().hex[:8]}@example.com"
    own_truthloop.command("worker", "add", email, "--team", "own", "--password", PASSWORD)
    requester = RequesterRobot.set_up(own_truthloop, team="own")
    requester.start("over-own-services")
    worker = WorkerRobot(own_truthloop.url, email, PASSWORD)
    worker.sign_in()
    assert worker.work_off(worker.queue(requester.name)["id"], lambda _: {"reply": "kept where I said"}) == 1
    requester.wait_status("over-own-services", "Completed")

    with closing(direct_client(own_s3)) as direct:
        (listed,) = direct.list_objects_v2(Bucket=requester.bucket)["Contents"]
        with closing(direct.get_object(Bucket=requester.bucket, Key=listed["Key"])["Body"]) as stream:
            body = stream.read()
    assert b"kept where I said" in body
    assert requester.output("over-own-services")["humanAnswers"][0]["answerContent"] == {"reply": "kept where I said"}
    assert own_postgres.count("human_loop") == 1
    assert not (own_truthloop.folder / "postgres").exists(), "the embedded database was not even made"
    assert not (own_truthloop.folder / "objects").exists()
    worker.close()
    requester.close()

    own_truthloop.stop()
    own_truthloop.start()
    again = WorkerRobot(own_truthloop.url, email, PASSWORD)
    again.sign_in()
    again.close()


def test_a_store_without_keys_is_refused_with_what_is_missing(own_truthloop: RunningTruthloop) -> None:
    own_truthloop.settings = {"TRUTHLOOP_S3_ENDPOINT": "http://127.0.0.1:9"}
    with pytest.raises(AssertionError, match="TRUTHLOOP_S3_ACCESS_KEY and TRUTHLOOP_S3_SECRET_KEY must be too"):
        own_truthloop.start()


def test_a_database_that_cannot_be_reached_is_named_without_its_password(own_truthloop: RunningTruthloop) -> None:
    own_truthloop.settings = {"TRUTHLOOP_DATABASE_URL": f"postgresql://me:secret-word@127.0.0.1:{free_port()}/none"}
    with pytest.raises(AssertionError, match=r"127\.0\.0\.1") as caught:
        own_truthloop.start()
    assert "secret-word" not in str(caught.value)
