"""Whether we live, whether we can serve, and how we do: /healthz, /readyz, /metrics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from truthloop.server.installation import Installation
from truthloop.storage.database import named, statement
from truthloop.storage.health_rows import STANDING
from truthloop.storage.objects.object_store import bucket_exists
from truthloop.storage.objects.store_exchange import ObjectStore
from truthloop.terms.errors import TruthloopError

ALIVE = named("SELECT 1")
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


@dataclass(frozen=True, slots=True)
class Meters:
    """What is counted about requests."""

    registry: CollectorRegistry
    requests: Counter
    seconds: Histogram
    standing: Gauge


def make_meters() -> Meters:
    """Meters of one server process."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    return Meters(
        registry,
        Counter("truthloop_requests", "Requests answered.", ["area", "status"], registry=registry),
        Histogram("truthloop_request_seconds", "Time to answer.", ["area"], buckets=BUCKETS, registry=registry),
        Gauge(
            "truthloop_things",
            "What stands in the database, by kind and status.",
            ["kind", "status"],
            registry=registry,
        ),
    )


def health_routes(installation: Installation, store: ObjectStore, meters: Meters) -> list[Route]:
    """The three routes operators watch."""

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    def readyz(_request: Request) -> Response:
        parts = {
            "database": asks(lambda: statement(installation.database, ALIVE)),
            "objects": asks(lambda: probe(store)),
        }
        ready = all(state == "ok" for state in parts.values())
        return JSONResponse({"status": "ready" if ready else "waiting", **parts}, 200 if ready else 503)

    def metrics(_request: Request) -> Response:
        for row in statement(installation.database, STANDING):
            meters.standing.labels(row["kind"], row["status"]).set(row["n"])
        return Response(generate_latest(meters.registry), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]


def probe(store: ObjectStore) -> None:
    """Ask the object store anything: that it answers is what counts."""
    bucket_exists(store, "truthloop-readiness")


def asks(question: Callable[[], object]) -> str:
    """`ok`, or why a part does not answer."""
    try:
        question()
    except TruthloopError as error:
        return error.message
    return "ok"
