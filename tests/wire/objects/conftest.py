from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from wire.objects.running_gateway import RunningGateway, client, running_gateway
from wire.objects.running_store import REGION

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningGateway]:
    with running_gateway(tmp_path_factory.mktemp("gateway")) as running:
        yield running


@pytest.fixture(scope="module")
def s3(gateway: RunningGateway) -> Iterator[Any]:
    """boto3 with the first account's key, and a bucket `ours` of that account."""
    made = client(gateway)
    made.create_bucket(Bucket="ours", CreateBucketConfiguration={"LocationConstraint": REGION})
    yield made
    made.close()
