"""A store of the operator's own, spoken to as S3 in full. Here it is a second gateway: the most S3 there is offline."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

from wire.objects.running_gateway import RunningGateway, client, code_of, gateway_over, status_of
from wire.objects.running_store import REGION

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = {"LocationConstraint": REGION}
MEGABYTE = 2**20


@pytest.fixture(scope="module")
def own(gateway: RunningGateway, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningGateway]:
    folder = tmp_path_factory.mktemp("own")
    behind = {
        "endpoint": gateway.endpoint,
        "access_key_id": "AKIAOURS",
        "secret_access_key": "our-secret",
        "folder": None,
    }
    with gateway_over(gateway.store, folder, **behind) as running:
        yield running


@pytest.fixture(scope="module")
def mine(own: RunningGateway) -> Iterator[Any]:
    made = client(own)
    made.create_bucket(Bucket="mine", CreateBucketConfiguration=HERE)
    yield made
    made.close()


@pytest.mark.parametrize("key", ["a b+c%/ü/한국어", "x:y", "folder/", "*?'()!"])
def test_objects_come_and_go(mine: Any, key: str) -> None:
    mine.put_object(Bucket="mine", Key=key, Body=b"1", ContentType="text/csv", Metadata={"k": "v"})
    got = mine.get_object(Bucket="mine", Key=key)
    assert (got["Body"].read(), got["ContentType"], got["Metadata"]) == (b"1", "text/csv", {"k": "v"})
    assert key in {entry["Key"] for entry in mine.list_objects_v2(Bucket="mine")["Contents"]}
    copied = mine.copy_object(Bucket="mine", Key="copied/" + key, CopySource={"Bucket": "mine", "Key": key})
    assert copied["CopyObjectResult"]["ETag"] == got["ETag"]
    told = mine.delete_objects(Bucket="mine", Delete={"Objects": [{"Key": key}, {"Key": "copied/" + key}]})
    assert {entry["Key"] for entry in told["Deleted"]} == {key, "copied/" + key}
    assert mine.list_objects_v2(Bucket="mine")["KeyCount"] == 0


def test_large_objects_go_up_copy_and_come_down_in_parts(mine: Any, tmp_path: Any) -> None:
    (tmp_path / "large").write_bytes(os.urandom(MEGABYTE) * 18)
    parts = TransferConfig(multipart_threshold=8 * MEGABYTE)
    mine.upload_file(str(tmp_path / "large"), "mine", "large", Config=parts)
    mine.copy({"Bucket": "mine", "Key": "large"}, "mine", "copied", Config=parts)
    mine.download_file("mine", "copied", str(tmp_path / "back"), Config=parts)
    assert (tmp_path / "back").read_bytes() == (tmp_path / "large").read_bytes()
    for key in ("large", "copied"):
        mine.delete_object(Bucket="mine", Key=key)


def test_conditions_are_the_stores_to_keep(mine: Any) -> None:
    mine.put_object(Bucket="mine", Key="first", Body=b"1", IfNoneMatch="*")
    with pytest.raises(ClientError) as refused:
        mine.put_object(Bucket="mine", Key="first", Body=b"2", IfNoneMatch="*")
    assert code_of(refused) == "PreconditionFailed"
    assert mine.get_object(Bucket="mine", Key="first", Range="bytes=0-0")["Body"].read() == b"1"
    mine.delete_object(Bucket="mine", Key="first")


def test_the_stores_own_refusals_come_through(mine: Any, own: RunningGateway, gateway: RunningGateway) -> None:
    del own
    theirs = client(gateway, "AKIATHEIRS")
    theirs.create_bucket(Bucket="behind", CreateBucketConfiguration=HERE)
    with pytest.raises(ClientError) as refused:
        mine.list_objects_v2(Bucket="behind")
    assert (code_of(refused), status_of(refused)) == ("AccessDenied", 403)
    with pytest.raises(ClientError) as missing:
        mine.get_object(Bucket="mine", Key="nonesuch")
    assert code_of(missing) == "NoSuchKey"
    theirs.delete_bucket(Bucket="behind")
    theirs.close()


def test_keys_with_dots_for_segments_never_reach_the_store(mine: Any) -> None:
    for key in ("a/../b", "./a", ".."):
        with pytest.raises(ClientError) as refused:
            mine.put_object(Bucket="mine", Key=key, Body=b"x")
        assert code_of(refused) == "InvalidArgument"


def test_a_wrong_key_of_ours_is_not_told_as_the_clients(gateway: RunningGateway, tmp_path: Any) -> None:
    behind = {"endpoint": gateway.endpoint, "access_key_id": "AKIAOURS", "secret_access_key": "bad", "folder": None}
    with gateway_over(gateway.store, tmp_path, **behind) as broken:
        asking = client(broken)
        with pytest.raises(ClientError, match="refused this server's access key") as refused:
            asking.list_objects_v2(Bucket="mine")
        assert (code_of(refused), status_of(refused)) == ("InternalError", 500)
        asking.close()
