"""Clients of our own address, for what enters by the same door as everybody: notebooks' buckets and the demo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import botocore.session
from botocore.config import Config

NO_PROFILES = dict.fromkeys(("profile", "config_file", "credentials_file"), (None, None, None, None))
"""Where a session looks for each (file, environment, default, conversion): nowhere."""


def open_client(service: str, variables: Mapping[str, str]) -> Any:  # noqa: ANN401 - botocore makes its methods at run time
    """A client of one service, as `truthloop env` describes the address; nothing of the user's AWS set-up holds."""
    return botocore.session.Session(session_vars=NO_PROFILES).create_client(
        service,
        region_name=variables["AWS_REGION"],
        endpoint_url=variables["AWS_ENDPOINT_URL"],
        aws_access_key_id=variables["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=variables["AWS_SECRET_ACCESS_KEY"],
        config=Config(s3={"addressing_style": "path"}, proxies={}, retries={"mode": "standard", "max_attempts": 3}),
    )


def ensure_bucket(variables: Mapping[str, str], bucket: str) -> None:
    """Make a bucket unless it is ours already."""
    s3 = open_client("s3", variables)
    region = variables["AWS_REGION"]
    place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    try:
        s3.create_bucket(Bucket=bucket, **place)
    except s3.exceptions.BucketAlreadyOwnedByYou:
        return
