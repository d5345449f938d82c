from __future__ import annotations

import secrets
import socket
from pathlib import Path

import pytest

from truthloop.storage.objects import object_store as objects
from truthloop.storage.objects.embedded_store import embedded_store_command, embedded_store_keys, prepare_folder
from truthloop.storage.objects.request_signing import UNSIGNED_PAYLOAD, AccessKey, signed_headers
from truthloop.storage.objects.s3_uri import S3Uri, parse_s3_uri
from truthloop.storage.objects.store_exchange import object_url
from wire.objects.running_store import opened, running_store

KEPT = 40
UPLOAD = 8 * 2**20


@pytest.mark.fault
def test_an_acknowledged_object_survives_kill_9_of_the_store(tmp_path: Path) -> None:
    with running_store(tmp_path / "objects") as running, opened(running) as client:
        objects.ensure_bucket(client, "results")
        for number in range(KEPT):
            objects.put(client, S3Uri("results", f"{number}/x.json"), str(number).encode(), content_type="text/plain")
            running.kill()
            running.start()
        for number in range(KEPT):
            assert objects.get(client, S3Uri("results", f"{number}/x.json")).body == str(number).encode()


@pytest.mark.fault
@pytest.mark.parametrize("before", [None, b"the old object"])
def test_an_upload_cut_short_leaves_no_half_object(tmp_path: Path, before: bytes | None) -> None:
    uri = parse_s3_uri("s3://results/out/large")
    with running_store(tmp_path / "objects") as running, opened(running) as client:
        objects.ensure_bucket(client, "results")
        if before is not None:
            objects.put(client, uri, before, content_type="text/plain")
        connection = _begin_upload(client, uri)
        connection.sendall(b"x" * (UPLOAD // 2))
        _wait_for_leftover(running.folder)
        running.kill()
        connection.close()
        running.start()
        found = [facts.uri for facts in objects.list_objects(client, S3Uri("results", ""))]
        assert found == ([uri] if before is not None else [])
        assert not objects.exists(client, uri) if before is None else objects.get(client, uri).body == before
        assert [path for path in running.folder.rglob("*") if path.name.startswith(".rclone")] == []


def test_a_client_that_hangs_up_leaves_no_half_object(tmp_path: Path) -> None:
    uri = parse_s3_uri("s3://results/out/large")
    with running_store(tmp_path / "objects") as running, opened(running) as client:
        objects.ensure_bucket(client, "results")
        connection = _begin_upload(client, uri)
        connection.sendall(b"x" * (UPLOAD // 2))
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):  # until the store has answered or hung up, too
            pass
        connection.close()
        assert not objects.exists(client, uri)
        assert list(objects.list_objects(client, S3Uri("results", ""))) == []


def test_files_copied_into_the_folder_become_objects(tmp_path: Path) -> None:
    with running_store(tmp_path / "objects") as running, opened(running) as client:
        bucket = running.folder / "photos"
        bucket.mkdir()
        (bucket / "1.jpg").write_bytes(b"picture")
        assert objects.get(client, parse_s3_uri("s3://photos/1.jpg")).facts.content_type == "image/jpeg"


def test_a_users_own_rclone_settings_do_not_reach_our_store(tmp_path: Path) -> None:
    keys = embedded_store_keys(secrets.token_hex)
    inherited = {"PATH": "/bin", "RCLONE_NO_CHECKSUM": "true", "RCLONE_AUTH_KEY": "other", "HOME": "/home/a"}
    command = embedded_store_command(tmp_path, 9000, keys, inherited=inherited)
    assert "RCLONE_NO_CHECKSUM" not in command.environment
    assert command.environment["HOME"] == "/home/a"
    assert keys.secret_access_key not in " ".join(command.argv)
    assert keys.secret_access_key in command.environment["RCLONE_AUTH_KEY"]
    assert keys.secret_access_key not in repr(command)


@pytest.mark.parametrize("secret", ['a","b', "a,b", "", "a b"])
def test_keys_that_would_break_rclones_list_of_keys_are_refused(tmp_path: Path, secret: str) -> None:
    with pytest.raises(ValueError, match="letters and digits"):
        embedded_store_command(tmp_path, 9000, AccessKey("A", secret), inherited={})


def test_no_two_instances_share_keys() -> None:
    made = {embedded_store_keys(secrets.token_hex).secret_access_key for _ in range(100)}
    assert len(made) == 100


def test_only_leftovers_of_uploads_are_cleared(tmp_path: Path) -> None:
    folder = tmp_path / "objects"
    (folder / "results" / "deep").mkdir(parents=True)
    kept = [folder / "results" / "a.json", folder / "results" / "deep" / "film.partial"]
    cut = [folder / "results" / ".rclone_temp_put_1", folder / "results" / "deep" / "b.0f3a.truthloop-part"]
    for path in kept + cut:
        path.write_bytes(b"x")
    assert prepare_folder(folder) == len(cut)
    assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in cut)


def _begin_upload(client: objects.ObjectStore, uri: S3Uri) -> socket.socket:
    """A signed PUT of UPLOAD bytes of which only the head is sent."""
    url = object_url(client.endpoint, uri.bucket, uri.key)
    headers = signed_headers(
        "PUT", url, {}, keys=client.keys, region=client.region, now=client.now(), payload_hash=UNSIGNED_PAYLOAD
    )
    host = client.endpoint.removeprefix("http://")
    lines = [f"PUT /{uri.bucket}/{uri.key} HTTP/1.1", f"host: {host}", f"content-length: {UPLOAD}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    address, _, port = host.partition(":")
    connection = socket.create_connection((address, int(port)), timeout=30)
    connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    return connection


def _wait_for_leftover(folder: Path) -> None:
    while not any(path.stat().st_size for path in folder.rglob(".rclone_temp_put_*")):
        pass
