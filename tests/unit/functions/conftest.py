from __future__ import annotations

from collections.abc import Iterator

import pytest

from functions_at_work import Endpoint, FunctionBench, function_bench, http_endpoint
from truthloop.storage.database import Database


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with http_endpoint() as endpoint:
        yield endpoint


@pytest.fixture
def bench(database: Database, endpoint: Endpoint) -> Iterator[FunctionBench]:
    """Calls functions over a fresh database; AWS Lambda is where the endpoint is."""
    with function_bench(database, endpoint=endpoint.url) as bench:
        yield bench


@pytest.fixture(scope="module")
def module_bench(module_database: Database) -> Iterator[FunctionBench]:
    """Calls functions over one database for all tests of a file."""
    with function_bench(module_database) as bench:
        yield bench
