"""What a private workforce may be, and how it is kept.

Sources: CreateWorkforce, UpdateWorkforce and Workforce in the SageMaker API reference.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from ipaddress import ip_network
from typing import Any

from truthloop.storage.database import Database
from truthloop.storage.resource_rows import Listing, list_resources
from truthloop.storage.sealing import Seal
from truthloop.terms.errors import Invalid
from truthloop.terms.resources import Kind, Place, Resource

MOST_CIDRS = 10
EVERYWHERE = frozenset({"0.0.0.0/0", "::/0"})


def the_workforce(database: Database, place: Place) -> Resource | None:
    """The account's one private workforce in a region."""
    found = list_resources(database, place, Kind.WORKFORCE, Listing("created_at", descending=False, limit=1))
    return found[0] if found else None


def workteams_of(database: Database, place: Place) -> list[Resource]:
    """Every work team of an account in a region (there are at most 100)."""
    return list_resources(database, place, Kind.WORKTEAM, Listing("created_at", descending=False, limit=1000))


def check_identity(params: Mapping[str, Any]) -> None:
    """Raise Invalid unless workers come from exactly one directory."""
    if (params.get("CognitoConfig") is None) == (params.get("OidcConfig") is None):
        raise Invalid("Give either CognitoConfig or OidcConfig, and not both.")


def check_access(params: Mapping[str, Any]) -> None:
    """Raise Invalid for restrictions of the portal that Truthloop would not keep: none is pretended."""
    check_cidrs((params.get("SourceIpConfig") or {}).get("Cidrs") or ())
    network = params.get("WorkforceVpcConfig") or {}
    if any(network.get(name) for name in ("VpcId", "SecurityGroupIds", "Subnets")):
        raise Invalid(
            "WorkforceVpcConfig: there is no VPC here. Who can reach the portal is decided by the network that "
            "Truthloop runs in and the address it listens on (TRUTHLOOP_HOST)."
        )


def check_cidrs(cidrs: Sequence[str]) -> None:
    """Raise Invalid for what is no network, for too many, and for any that shuts somebody out."""
    if len(cidrs) > MOST_CIDRS:
        raise Invalid(f"SourceIpConfig.Cidrs has {len(cidrs)} entries; at most {MOST_CIDRS} are allowed.")
    for cidr in cidrs:
        try:
            network = ip_network(cidr, strict=False)
        except ValueError as error:
            raise Invalid(f"SourceIpConfig.Cidrs: '{cidr}' is no IPv4 or IPv6 network: {error}") from error
        if str(network) not in EVERYWHERE:
            raise Invalid(
                f"SourceIpConfig.Cidrs: Truthloop does not restrict the portal to '{cidr}' yet and does not pretend "
                "to. Leave it out (or give 0.0.0.0/0) and restrict access in the network before it."
            )


def sealed(request: Mapping[str, Any], seal: Seal) -> dict[str, Any]:
    """The request as it is kept: the client secret sealed."""
    kept = dict(request)
    if kept.get("OidcConfig"):
        secret = base64.b64encode(seal.close(kept["OidcConfig"]["ClientSecret"])).decode()
        kept["OidcConfig"] = {**kept["OidcConfig"], "ClientSecret": f"sealed:{secret}"}
    return kept


def shown_workforce(found: Resource, public_host: str) -> dict[str, Any]:
    """AWS's Workforce object; the client secret is never shown."""
    request = found.request
    shown = {
        "WorkforceName": found.name,
        "WorkforceArn": found.arn,
        "LastUpdatedDate": found.updated_at,
        "SourceIpConfig": request.get("SourceIpConfig") or {"Cidrs": []},
        "SubDomain": public_host,
        "CognitoConfig": request.get("CognitoConfig"),
        "OidcConfig": None,
        "CreateDate": found.created_at,
        "Status": found.status,
        "IpAddressType": request.get("IpAddressType"),
    }
    if request.get("OidcConfig"):
        shown["OidcConfig"] = {name: value for name, value in request["OidcConfig"].items() if name != "ClientSecret"}
    return shown
