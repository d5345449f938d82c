"""The names of the chores, which the server wakes and the background does."""

from __future__ import annotations

from enum import StrEnum


class ChoreName(StrEnum):
    """What has to be done besides answering requests."""

    FINISH_LOOPS = "finish_loops"
    ADVANCE_JOBS = "advance_jobs"
    OFFER_OBJECTS = "offer_objects"
    """Put objects before workers."""
    WRITE_MANIFESTS = "write_manifests"
    """Output manifests of ended jobs whose labels were edited."""
    EXPIRE_LEASES = "expire_leases"
    SETTLE_RESOURCES = "settle_resources"
    """Make what was just created Active."""
    DELIVER_EVENTS = "deliver_events"
    TIDY = "tidy"
