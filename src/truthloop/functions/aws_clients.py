"""Clients of the real AWS Lambda, with the operator's own credentials."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any, Final

from botocore.config import Config
from botocore.session import Session

CONNECT_SECONDS: Final = 5
MARGIN_SECONDS: Final = 10
"""For the way there and back, on top of the function's own time."""


@dataclass(slots=True, eq=False)
class LambdaClients:
    """Makes a client for each region, profile and time limit once; safe between threads.

    The credentials are found as all AWS tools find them: environment, shared configuration, the machine's role. The
    address is AWS's, even where AWS_ENDPOINT_URL leads elsewhere (that is how clients of ours reach us), unless
    AWS_ENDPOINT_URL_LAMBDA names another.
    """

    endpoint: str | None = None
    _made: dict[tuple[str, str | None, int], Any] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def client(self, region: str, profile: str | None, seconds: int) -> Any:  # noqa: ANN401 (botocore makes its classes)
        """The client; raises botocore's errors for a profile that is not there."""
        with self._lock:
            key = (region, profile, seconds)
            if key not in self._made:
                self._made[key] = Session(profile=profile).create_client(
                    "lambda",
                    region_name=region,
                    endpoint_url=self.endpoint,
                    config=Config(  # type: ignore[call-arg]  # the stubs lack the last one
                        connect_timeout=CONNECT_SECONDS,
                        read_timeout=seconds + MARGIN_SECONDS,
                        retries={"total_max_attempts": 1},
                        ignore_configured_endpoint_urls=True,
                    ),
                )
            return self._made[key]
