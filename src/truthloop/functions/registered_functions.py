"""The functions that requesters bring, as labeling jobs call them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from truthloop.functions.calling import Calling
from truthloop.functions.function_errors import FailureReason, FunctionFailed
from truthloop.functions.function_terms import FunctionReply
from truthloop.functions.invoking import call_function, call_many
from truthloop.functions.registry import subjects_of
from truthloop.storage.function_rows import find_function

WHOLE: Final = frozenset(
    {FailureReason.NOT_LOADED, FailureReason.REFUSED, FailureReason.THROTTLED, FailureReason.UNREACHABLE}
)
"""Failures that every other event would meet too."""
LOG_LINES: Final = 3
LINE_LENGTH: Final = 160


@dataclass(frozen=True, slots=True)
class RegisteredFunctions:
    """Calls what is registered; `labeling.job_reach.CallsFunctions` in the flesh."""

    calling: Calling

    def knows(self, account_id: str, arn: str) -> bool:
        """Whether a function is registered under the ARN, or under the name in it."""
        return find_function(self.calling.database, account_id, subjects_of(arn)) is not None

    def call_many(self, account_id: str, arn: str, events: Sequence[Mapping[str, Any]], role_arn: str) -> list[Any]:
        """The replies in the order of the events, a few called at once; one that failed is the error that says why.

        What is wrong with the function itself and not with one event (it is not there, cannot be reached or loaded)
        is raised: a job waits and tries again, or fails as a whole, rather than failing its objects one by one.
        """
        replies = list(call_many(self.calling, arn, events, account_id=account_id, role_arn=role_arn))
        for reply in replies:
            if isinstance(reply, FunctionFailed) and reply.reason in WHOLE:
                raise told(reply)
        return [told(reply) if isinstance(reply, FunctionFailed) else reply.value for reply in replies]

    def call_once(self, account_id: str, arn: str, event: Mapping[str, Any], role_arn: str) -> FunctionReply:
        """What a function returns for one event and what it printed, tried once; FunctionFailed says why not."""
        return call_function(self.calling, arn, event, account_id=account_id, role_arn=role_arn, retries=0)


def told(failed: FunctionFailed) -> FunctionFailed:
    """A failure whose message stands alone, in a job's reason or an object's metadata.

    It names the function, gives the end of its log where the error itself does not say where it was, and says how to
    see more.
    """
    lines = [] if failed.reason is FailureReason.RAISED else failed.log.rstrip().splitlines()[-LOG_LINES:]
    end = " | ".join(line.strip()[:LINE_LENGTH] for line in lines)
    failed.message = " ".join(
        [
            f"{failed.arn}: {failed.message}",
            *([f"Its log ends: {end}"] if end else []),
            f"See `truthloop function logs {failed.arn}`.",
        ]
    )
    return failed
