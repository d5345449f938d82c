"""PutWorkerSkill, DeleteWorkerSkill, ListWorkerSkills: operations of our own on what workers are good at."""

from __future__ import annotations

from typing import Any

from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.server.operations.list_paging import page_size, place_of_token, split_page, token_after
from truthloop.storage.database import Row, transaction
from truthloop.storage.skill_rows import delete_skill, find_member, put_skill, skills_page
from truthloop.terms.errors import Invalid, NotFound


def put(context: CallContext, params: Params) -> Output:
    """Say how good somebody is at something."""
    worker_id, skill = member(context, params), params["SkillName"]
    with transaction(context.database) as connection:
        put_skill(connection, context.place.account_id, skill, {worker_id: params["Score"]}, None, context.now)
    return {"WorkerId": worker_id}


def delete(context: CallContext, params: Params) -> Output:
    """Take a skill away."""
    worker_id, skill = member(context, params), params["SkillName"]
    if not delete_skill(context.database, context.place.account_id, worker_id, skill):
        raise NotFound(f"Worker {worker_id} has no skill {skill!r}.")
    return {"WorkerId": worker_id}


def list_all(context: CallContext, params: Params) -> Output:
    """Skills of one worker, of one name, or all, in the order they were first given."""
    size, (_, after) = page_size(params), place_of_token(context, params)
    named = params.get("WorkerEmail") is not None or params.get("WorkerId") is not None
    found = skills_page(
        context.database,
        context.place.account_id,
        skill=params.get("SkillName"),
        worker_id=member(context, params) if named else None,
        after=after or 0,
        limit=size + 1,
    )
    page, last = split_page(found, size)
    return {
        "WorkerSkillList": [told(row) for row in page],
        "NextToken": None if last is None else token_after(context, params, "", last["id"]),
    }


def told(row: Row) -> dict[str, Any]:
    """WorkerSkill."""
    return {
        "WorkerId": row["worker_id"],
        "WorkerEmail": row["email"],
        "SkillName": row["skill"],
        "Score": row["score"],
        "AwardedBy": row["source"],
        "SetAt": row["set_at"],
    }


def member(context: CallContext, params: Params) -> str:
    """The id of the worker a call names; Invalid unless by email or id, NotFound outside the account's teams."""
    email, worker_id = params.get("WorkerEmail"), params.get("WorkerId")
    if (email is None) == (worker_id is None):
        raise Invalid("Name the worker by WorkerEmail or by WorkerId, one of the two.")
    found = find_member(context.database, context.place.account_id, worker_id, email)
    if found is None:
        raise NotFound(f"There is no worker {email or worker_id} in a team of this account.")
    return found


def worker(_context: CallContext, params: Params) -> str:
    """What the audit trail says was changed."""
    return f"worker/{params.get('WorkerEmail') or params.get('WorkerId')}/skill/{params['SkillName']}"
