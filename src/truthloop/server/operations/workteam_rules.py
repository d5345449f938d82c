"""What a work team may be, and how AWS shows one.

Sources: CreateWorkteam, UpdateWorkteam and Workteam in the SageMaker API reference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from truthloop.terms.errors import Invalid
from truthloop.terms.resources import Place, Resource

COGNITO, OIDC = "CognitoMemberDefinition", "OidcMemberDefinition"


def check_members(definitions: Sequence[Mapping[str, Any]]) -> str:
    """COGNITO or OIDC, whichever all definitions are; Invalid when they differ, or name two directories."""
    kinds = {name for definition in definitions for name in (COGNITO, OIDC) if definition.get(name)}
    if len(kinds) != 1 or any(len(definition) != 1 for definition in definitions):
        raise Invalid(f"Each of MemberDefinitions must have one {COGNITO}, or each one {OIDC}.")
    pools = {(entry[COGNITO]["UserPool"], entry[COGNITO]["ClientId"]) for entry in definitions if COGNITO in entry}
    if len(pools) > 1:
        raise Invalid("All member definitions of a work team must have the same UserPool and ClientId.")
    return kinds.pop()


def check_workforce_kind(workforce: Resource, members: str) -> None:
    """Raise Invalid when members come from a directory that is not the workforce's."""
    expected = OIDC if workforce.request.get("OidcConfig") else COGNITO
    if members != expected:
        raise Invalid(f"Workforce {workforce.name} takes {expected} in MemberDefinitions, not {members}.")


def check_presigning(params: Mapping[str, Any]) -> None:
    """Raise Invalid for a binding of signed addresses to workers' networks, which nobody would enforce."""
    constraints = ((params.get("WorkerAccessConfiguration") or {}).get("S3Presign") or {}).get("IamPolicyConstraints")
    for name, value in (constraints or {}).items():
        if value == "Enabled":
            raise Invalid(
                f"WorkerAccessConfiguration.S3Presign.IamPolicyConstraints.{name} cannot be Enabled: Truthloop does "
                "not bind signed addresses to a worker's network. They are short-lived and made for each page."
            )


def workforce_from_members(definitions: Sequence[Mapping[str, Any]], name: str) -> dict[str, Any]:
    """The CreateWorkforce request that comes with the first work team of an account."""
    member = definitions[0][COGNITO]
    return {
        "WorkforceName": name,
        "CognitoConfig": {"UserPool": member["UserPool"], "ClientId": member["ClientId"]},
    }


def shown_workteam(found: Resource, place: Place, public_host: str) -> dict[str, Any]:
    """AWS's Workteam object."""
    request = found.request
    return {
        "WorkteamName": found.name,
        "MemberDefinitions": request["MemberDefinitions"],
        "WorkteamArn": found.arn,
        "WorkforceArn": place.arn("workforce", request["WorkforceName"]),
        "Description": request["Description"],
        "SubDomain": public_host,
        "CreateDate": found.created_at,
        "LastUpdatedDate": found.updated_at,
        "NotificationConfiguration": request.get("NotificationConfiguration") or {},
        "WorkerAccessConfiguration": request.get("WorkerAccessConfiguration"),
    }
