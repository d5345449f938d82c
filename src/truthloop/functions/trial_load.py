"""Loads a function's code once when it is registered: what cannot be loaded is said then, not after people answered."""

from __future__ import annotations

from truthloop.functions.calling import Calling
from truthloop.functions.function_errors import FunctionFailed
from truthloop.functions.function_terms import Home, function_name, function_region
from truthloop.functions.kept_log import KeptLog
from truthloop.functions.process_calls import keys_for, loaded, own_role, plan_for
from truthloop.functions.registry import resolve


def load_problem(calling: Calling, account_id: str, arn: str) -> FunctionFailed | None:
    """Why a registered function's code cannot be loaded here; None when it can, or when it runs elsewhere."""
    function = resolve(calling.database, account_id, arn)
    if function.home is not Home.PROCESS:
        return None
    name, region = function_name(arn), function_region(arn, calling.region)
    keys = keys_for(calling, function, own_role(function), name)
    try:
        plan = plan_for(calling, function, name, region, keys)
        with calling.processes.lent(("trial", arn), lambda: plan) as (process, _):
            loaded(process, function, KeptLog())
    except FunctionFailed as failed:
        return failed
    return None
