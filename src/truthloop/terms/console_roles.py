"""Roles in the console, each with all the rights of the one before."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody may do in the console."""

    REVIEWER = "reviewer"
    """Look at everything, and review labels."""
    REQUESTER = "requester"
    """Create, stop and change jobs too."""
    ADMIN = "admin"
    """See the trail of who did what, and say who may do what."""


ORDER = (Role.REVIEWER, Role.REQUESTER, Role.ADMIN)


def may(role: Role, needed: Role) -> bool:
    """Whether a role has the rights of another."""
    return ORDER.index(role) >= ORDER.index(needed)
