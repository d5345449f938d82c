"""The store goes away, comes back, is killed; and large objects never stand in the server's memory."""

from __future__ import annotations

import hashlib
import os
import threading
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError, IncompleteReadError, ResponseStreamingError

from wire.objects.running_gateway import client, running_gateway, status_of
from wire.objects.running_store import REGION

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 2**20
HERE = {"LocationConstraint": REGION}


def test_a_store_that_is_down_is_a_503_that_boto3_tries_again(tmp_path: Path) -> None:
    with running_gateway(tmp_path) as gateway:
        s3 = client(gateway)
        s3.create_bucket(Bucket="ours", CreateBucketConfiguration=HERE)
        s3.put_object(Bucket="ours", Key="kept", Body=b"kept")
        gateway.store.kill()
        for attempt in (
            lambda: s3.get_object(Bucket="ours", Key="kept"),
            lambda: s3.put_object(Bucket="ours", Key="kept", Body=b"x" * MEGABYTE),
            lambda: s3.list_objects_v2(Bucket="ours"),
            s3.list_buckets,
        ):
            with pytest.raises(ClientError) as refused:
                attempt()
            assert status_of(refused) == 503
        patient = client(gateway, config={"retries": {"max_attempts": 8, "mode": "standard"}})
        tries: list[int] = []
        patient.meta.events.register("needs-retry.s3", lambda attempts, **_: tries.append(attempts))
        back = threading.Thread(target=lambda: (_until(lambda: len(tries) >= 2), gateway.store.start()))
        back.start()
        assert patient.get_object(Bucket="ours", Key="kept")["Body"].read() == b"kept"
        back.join()
        assert len(tries) >= 2
        s3.close()
        patient.close()


def _until(reached: Any) -> None:
    waiting = threading.Event()
    while not reached():
        waiting.wait(0.01)


def test_a_download_broken_off_by_the_store_is_not_taken_for_whole(tmp_path: Path) -> None:
    with running_gateway(tmp_path) as gateway:
        s3 = client(gateway)
        s3.create_bucket(Bucket="ours", CreateBucketConfiguration=HERE)
        s3.put_object(Bucket="ours", Key="large", Body=os.urandom(MEGABYTE) * 60)
        body = s3.get_object(Bucket="ours", Key="large")["Body"]
        body.read(MEGABYTE)
        gateway.store.kill()
        with pytest.raises((ResponseStreamingError, IncompleteReadError)):
            body.read()
        s3.close()


@pytest.mark.parametrize("parts", [False, True], ids=["in one piece", "in parts"])
def test_a_large_object_never_stands_in_the_servers_memory(tmp_path: Path, parts: bool) -> None:
    size = 300 * MEGABYTE
    source, back = tmp_path / "source", tmp_path / "back"
    with source.open("wb") as file:
        for _ in range(size // MEGABYTE):
            file.write(os.urandom(MEGABYTE))
    chosen = TransferConfig(multipart_threshold=8 * MEGABYTE if parts else 2 * size, max_concurrency=8)
    with running_gateway(tmp_path) as gateway:
        s3 = client(gateway)
        s3.create_bucket(Bucket="ours", CreateBucketConfiguration=HERE)
        process = psutil.Process(gateway.process.pid)
        before = process.memory_info().rss
        peak = _Peak(process)
        s3.upload_file(str(source), "ours", "large", Config=chosen)
        s3.download_file("ours", "large", str(back), Config=chosen)
        s3.close()
        grown = peak.end() - before
    print(f"server memory: {before / MEGABYTE:.0f} MB before, {grown / MEGABYTE:.0f} MB more at its highest")
    assert hashlib.sha256(back.read_bytes()).digest() == hashlib.sha256(source.read_bytes()).digest()
    assert grown < 120 * MEGABYTE


class _Peak:
    """The highest resident memory of a process until `end`."""

    def __init__(self, process: psutil.Process) -> None:
        self._process, self._highest, self._over = process, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(0.01):
            self._highest = max(self._highest, self._process.memory_info().rss)

    def end(self) -> int:
        self._over.set()
        self._thread.join()
        return self._highest


@pytest.mark.fault
def test_no_object_acknowledged_is_lost_when_the_store_is_killed_again_and_again(tmp_path: Path) -> None:
    acknowledged: list[str] = []
    over = threading.Event()
    with running_gateway(tmp_path) as gateway:
        client(gateway).create_bucket(Bucket="ours", CreateBucketConfiguration=HERE)

        def write(worker: int) -> None:
            s3 = client(gateway, config={"retries": {"max_attempts": 10, "mode": "standard"}})
            number = 0
            while not over.is_set():
                key = f"{worker}/{number}"
                try:
                    s3.put_object(Bucket="ours", Key=key, Body=_body_of(key))
                    acknowledged.append(key)
                except ClientError:
                    pass  # not acknowledged: may be there or not
                number += 1
            s3.close()

        writers = [threading.Thread(target=write, args=(worker,)) for worker in range(3)]
        for writer in writers:
            writer.start()
        for kill in range(10):
            _until(lambda kill=kill: len(acknowledged) > 20 * kill)
            gateway.store.kill()
            gateway.store.start()
        over.set()
        for writer in writers:
            writer.join()
        reader = client(gateway)
        assert len(acknowledged) > 180
        for key in acknowledged:
            assert reader.get_object(Bucket="ours", Key=key)["Body"].read() == _body_of(key)
        for page in reader.get_paginator("list_objects_v2").paginate(Bucket="ours"):
            assert all(entry["Size"] == len(_body_of(entry["Key"])) for entry in page["Contents"])


def _body_of(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest() * 5000
