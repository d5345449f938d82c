from __future__ import annotations

import gzip
import socket
import subprocess
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
import pytest

from truthloop.storage.objects import object_store as objects
from truthloop.storage.objects.object_errors import (
    NoSuchBucket,
    NoSuchObject,
    ObjectStoreRefused,
    ObjectStoreRejected,
    ObjectStoreUnavailable,
    ObjectTooLarge,
)
from truthloop.storage.objects.request_signing import AccessKey
from truthloop.storage.objects.s3_uri import S3Uri, parse_s3_uri
from truthloop.storage.objects.store_exchange import ObjectStore, close_store, open_store
from wire.objects.running_store import RunningStore, free_port, opened, running_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStore]:
    with running_store(tmp_path_factory.mktemp("store") / "objects") as store:
        yield store


@pytest.fixture
def store(running: RunningStore) -> Iterator[ObjectStore]:
    with opened(running) as client:
        objects.ensure_bucket(client, "results")
        yield client


ODD_KEYS = ["a b+c%/ü/한국어", "x:y", "*?<>|\"\\'()!~&=;@,$#[]{}^`", ".hidden", "trailing ", "é", "e\u0301", "😀/🎉"]


@pytest.mark.parametrize("key", ODD_KEYS)
def test_what_was_put_is_read_back_whatever_its_key(store: ObjectStore, key: str) -> None:
    uri = S3Uri("results", f"odd/{key}")
    objects.put(store, uri, key.encode(), content_type="text/plain")
    fetched = objects.get(store, uri)
    assert fetched.body == key.encode()
    assert fetched.facts == objects.head(store, uri)
    assert (fetched.facts.content_type, fetched.facts.size) == ("text/plain", len(key.encode()))
    assert uri in {facts.uri for facts in objects.list_objects(store, S3Uri("results", "odd/"))}


def test_putting_the_same_bytes_again_changes_nothing(store: ObjectStore) -> None:
    uri = parse_s3_uri("s3://results/again.json")
    for _ in range(3):
        objects.put(store, uri, b'{"a":1}', content_type="application/json")
    assert objects.get(store, uri).body == b'{"a":1}'
    assert [facts.uri for facts in objects.list_objects(store, uri)] == [uri]


def test_an_empty_object_is_an_object(store: ObjectStore) -> None:
    uri = parse_s3_uri("s3://results/empty")
    objects.put(store, uri, b"", content_type="text/plain")
    assert objects.get(store, uri).body == b""
    assert objects.exists(store, uri)


def test_a_deleted_object_is_gone_and_may_be_deleted_again(store: ObjectStore) -> None:
    uri = parse_s3_uri("s3://results/brief")
    objects.put(store, uri, b"x", content_type="text/plain")
    objects.delete(store, uri)
    objects.delete(store, uri)
    assert not objects.exists(store, uri)
    with pytest.raises(NoSuchObject):
        objects.get(store, uri)


def test_listing_goes_on_over_pages(store: ObjectStore) -> None:
    keys = [f"pages/{number:02}/ü" for number in range(25)]
    for key in keys:
        objects.put(store, S3Uri("results", key), b"1", content_type="text/plain")
    listed = objects.list_objects(store, S3Uri("results", "pages/"), page=4)
    assert [facts.uri.key for facts in listed] == keys


def test_an_object_larger_than_asked_for_is_refused(store: ObjectStore) -> None:
    uri = parse_s3_uri("s3://results/large")
    objects.put(store, uri, b"x" * 1001, content_type="text/plain")
    assert len(objects.get(store, uri, largest=1001).body) == 1001
    with pytest.raises(ObjectTooLarge, match="1000 bytes"):
        objects.get(store, uri, largest=1000)


def test_a_missing_bucket_is_told_from_a_missing_object(store: ObjectStore) -> None:
    assert not objects.bucket_exists(store, "nonesuch")
    with pytest.raises(NoSuchBucket, match="nonesuch"):
        objects.put(store, parse_s3_uri("s3://nonesuch/x"), b"", content_type="text/plain")
    with pytest.raises(NoSuchBucket, match="nonesuch"):
        list(objects.list_objects(store, parse_s3_uri("s3://nonesuch/")))


def test_a_bucket_may_be_ensured_by_many_at_once(store: ObjectStore) -> None:
    threads = [threading.Thread(target=objects.ensure_bucket, args=(store, "crowded")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert objects.bucket_exists(store, "crowded")


def test_wrong_keys_are_refused_at_once(running: RunningStore) -> None:
    stranger = open_store(running.endpoint, "us-west-2", AccessKey("SOMEONE", "else"))
    with pytest.raises(ObjectStoreRefused):
        objects.get(stranger, parse_s3_uri("s3://results/x"))
    close_store(stranger)


def test_a_key_the_store_cannot_hold_is_rejected_with_its_reason(store: ObjectStore) -> None:
    with pytest.raises(ObjectStoreRejected, match="unsupported characters"):
        objects.put(store, S3Uri("results", "a//b"), b"", content_type="text/plain")


def test_a_presigned_url_opens_one_object_until_it_expires(store: ObjectStore) -> None:
    uri = parse_s3_uri("s3://results/shown/a b+ü.txt")
    objects.put(store, uri, b"seen", content_type="text/plain")

    def fetch(now: datetime) -> httpx.Response:
        url = objects.presign(store.endpoint, uri, keys=store.keys, region=store.region, now=now, expires_in_seconds=60)
        return httpx.get(url, trust_env=False)

    assert fetch(datetime.now(UTC)).content == b"seen"
    assert fetch(datetime(2026, 1, 1, tzinfo=UTC)).status_code in {400, 403}


@pytest.mark.parametrize("seconds", [0, -1, 7 * 24 * 3600 + 1])
def test_a_signature_that_aws_would_not_make_is_not_made(seconds: int) -> None:
    with pytest.raises(ValueError, match="seconds"):
        objects.presign(
            "http://here",
            parse_s3_uri("s3://results/x"),
            keys=AccessKey("a", "b"),
            region="us-east-1",
            now=datetime.now(UTC),
            expires_in_seconds=seconds,
        )


def test_a_store_that_is_down_is_asked_again_and_then_named(store: ObjectStore) -> None:
    waited: list[float] = []
    nobody = open_store(f"http://127.0.0.1:{free_port()}", store.region, store.keys)
    down = replace(nobody, pause=waited.append)
    with pytest.raises(ObjectStoreUnavailable, match=down.endpoint):
        objects.get(down, parse_s3_uri("s3://results/x"))
    assert tuple(waited) == store.pauses


def test_a_store_that_comes_back_meanwhile_is_served_by_the_same_call(tmp_path: Path) -> None:
    with running_store(tmp_path / "objects") as running, opened(running) as client:
        objects.ensure_bucket(client, "results")
        running.kill()
        healing = replace(client, pause=lambda _seconds: running.start() if running.processes[-1].poll() else None)
        objects.put(healing, parse_s3_uri("s3://results/x"), b"kept", content_type="text/plain")
        assert objects.get(client, parse_s3_uri("s3://results/x")).body == b"kept"


def test_a_store_that_answers_busy_is_asked_again() -> None:
    answers = [b"HTTP/1.1 503 Slow Down\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"] * 2
    answers.append(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = threading.Thread(target=_answer, args=(listener, answers))
        server.start()
        client = open_store(f"http://127.0.0.1:{listener.getsockname()[1]}", "us-west-2", AccessKey("a", "b"))
        objects.put(replace(client, pause=lambda _s: None), S3Uri("results", "x"), b"", content_type="text/plain")
        server.join()
        close_store(client)


def test_a_connection_that_the_store_closed_meanwhile_is_not_used_again() -> None:
    answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = open_store(f"http://127.0.0.1:{listener.getsockname()[1]}", "us-west-2", AccessKey("a", "b"))
        for _ in range(2):
            server = threading.Thread(target=_answer, args=(listener, [answer]))
            server.start()
            objects.put(replace(client, pauses=()), S3Uri("results", "x"), b"", content_type="text/plain")
            server.join()
        close_store(client)


@pytest.mark.parametrize("largest", [1000, 999])
def test_an_object_stored_compressed_is_read_as_what_it_says(largest: int) -> None:
    content = gzip.compress(b"x" * 1000)
    head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(content)}\r\ncontent-encoding: gzip\r\n"
    dated = "last-modified: Sun, 22 Nov 2026 07:00:00 GMT\r\nconnection: close\r\n\r\n"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = threading.Thread(target=_answer, args=(listener, [(head + dated).encode() + content]))
        server.start()
        client = open_store(f"http://127.0.0.1:{listener.getsockname()[1]}", "us-west-2", AccessKey("a", "b"))
        if largest == 1000:
            assert objects.get(client, S3Uri("results", "x"), largest=largest).body == b"x" * 1000
        else:
            with pytest.raises(ObjectTooLarge):
                objects.get(client, S3Uri("results", "x"), largest=largest)
        server.join()


def _answer(listener: socket.socket, answers: list[bytes]) -> None:
    for answer in answers:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(answer)


def test_our_secret_is_in_no_command_line_and_no_repr(running: RunningStore, store: ObjectStore) -> None:
    shown = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(running.pid)], capture_output=True, check=True).stdout
    assert b"serve s3" in shown
    assert running.keys.secret_access_key.encode() not in shown
    assert running.keys.secret_access_key not in repr(store)
