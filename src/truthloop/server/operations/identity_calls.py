"""Who calls (STS), temporary keys (STS), and the one role there is (IAM): what the SageMaker SDK asks before it works.

Every long-lived key of an account acts in the account's execution role, in a session named by the key, because the
SDK's `get_execution_role()` takes nothing but an assumed role for an answer.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime, timedelta

from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.storage.account_rows import account_exists
from truthloop.terms.errors import Invalid, NotFound, Refused
from truthloop.workforce.access_keys import CLIENT, SigningKey
from truthloop.workforce.role_sessions import EXECUTION_ROLE, ROLE_ARN, open_role_session, session_arn

DEFAULT_SECONDS = 3600
UNSUPPORTED = ("Policy", "PolicyArns", "SerialNumber", "TokenCode", "ProvidedContexts")
"""Narrow a session or ask for a second factor. Taking them and doing nothing would give more than was asked for."""
ROLES_SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def principal_of(key: SigningKey) -> str:
    """Who a key is, as AWS would tell them."""
    return session_arn(key.account_id, EXECUTION_ROLE, key.id) if key.purpose == CLIENT else key.principal_arn


def role_id(account_id: str, role: str) -> str:
    """A role's unique id: always the same for the same role."""
    digest = hashlib.sha256(f"{account_id}/{role}".encode()).digest()
    return "AROA" + base64.b32encode(digest[:11]).decode()[:17]


def get_caller_identity(context: CallContext, _params: Params) -> Output:
    """The account, and the session that signed."""
    _, role, session = context.principal_arn.split("/", 2)
    account_id = context.place.account_id
    return {"Account": account_id, "Arn": context.principal_arn, "UserId": f"{role_id(account_id, role)}:{session}"}


def assume_role(context: CallContext, params: Params) -> Output:
    """A temporary key of the same account; it may do what the account may.

    Requests and functions written for AWS carry role ARNs of accounts there. Such a role stands for a role of the
    caller's own account; only those of another account of this installation are refused.
    """
    refused = [name for name in UNSUPPORTED if params.get(name)]
    if refused:
        raise Invalid(f"Truthloop knows no {', '.join(refused)}: a session may do all that its account may.")
    role = ROLE_ARN.fullmatch(params["RoleArn"])
    own = context.place.account_id
    if role is None or (role["account"] != own and account_exists(context.database, role["account"])):
        what = f"sts:AssumeRole on resource: {params['RoleArn']}"
        raise Refused(f"User: {context.principal_arn} is not authorized to perform: {what}")
    session = params["RoleSessionName"]
    made = open_role_session(
        context.database,
        context.installation.seal,
        own,
        params["RoleArn"],
        session,
        now=context.now,
        lifetime=timedelta(seconds=params.get("DurationSeconds") or DEFAULT_SECONDS),
    )
    return {
        "Credentials": {
            "AccessKeyId": made.id,
            "SecretAccessKey": made.secret,
            "SessionToken": made.session_token,
            "Expiration": made.expires_at,
        },
        "AssumedRoleUser": {
            "AssumedRoleId": f"{role_id(own, role['name'])}:{session}",
            "Arn": session_arn(own, role["name"], session),
        },
    }


def get_role(context: CallContext, params: Params) -> Output:
    """The execution role; there is no other."""
    name, account_id = params["RoleName"], context.place.account_id
    if name != EXECUTION_ROLE:
        raise NotFound(f"The role with name {name} cannot be found.")
    return {
        "Role": {
            "Path": "/",
            "RoleName": name,
            "RoleId": role_id(account_id, name),
            "Arn": f"arn:aws:iam::{account_id}:role/{name}",
            "CreateDate": ROLES_SINCE,
            "MaxSessionDuration": DEFAULT_SECONDS,
        }
    }
