"""What a labeling job reaches: the database, stored objects, and the requester's functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from truthloop.functions.function_terms import FunctionReply
from truthloop.labeling.known_crowds import KnownCrowds
from truthloop.storage.database import Database
from truthloop.storage.objects.store_exchange import ObjectStore
from truthloop.terms.errors import NotFound


class CallsFunctions(Protocol):
    """Calls the functions requesters bring."""

    def knows(self, account_id: str, arn: str) -> bool:
        """Whether a function is registered under the ARN."""

    def call_many(self, account_id: str, arn: str, events: Sequence[Mapping[str, Any]], role_arn: str) -> list[Any]:
        """The replies in the order of the events; one that failed is the TruthloopError that says why."""

    def call_once(self, account_id: str, arn: str, event: Mapping[str, Any], role_arn: str) -> FunctionReply:
        """One reply with what was printed, tried once; FunctionFailed."""


@dataclass(frozen=True, slots=True)
class JobReach:
    """What a labeling job reaches."""

    database: Database
    store: ObjectStore
    functions: CallsFunctions
    owner_of: Callable[[str], str | None]
    """Bucket → the account it belongs to."""
    issuer: str
    """Who vouches for the workers' identities."""
    crowds: KnownCrowds = field(default_factory=KnownCrowds)
    """What is known of the jobs' workers."""


class NoFunctions:
    """An installation without functions."""

    def knows(self, account_id: str, arn: str) -> bool:  # noqa: ARG002 - the protocol's names
        """None is registered."""
        return False

    def call_many(
        self,
        account_id: str,  # noqa: ARG002
        arn: str,
        events: Sequence[Mapping[str, Any]],
        role_arn: str,  # noqa: ARG002
    ) -> list[Any]:
        """Each call fails."""
        return [NotFound(f"There is no function {arn}.") for _ in events]

    def call_once(self, account_id: str, arn: str, event: Mapping[str, Any], role_arn: str) -> FunctionReply:  # noqa: ARG002
        """There is nothing to call."""
        raise NotFound(f"There is no function {arn}.")
