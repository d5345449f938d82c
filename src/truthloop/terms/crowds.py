"""The work teams only Amazon could hire."""

from __future__ import annotations

from truthloop.terms.errors import Invalid


def check_crowd(workteam_arn: str) -> None:
    """Refuse the crowds that only Amazon can hire."""
    path = workteam_arn.split(":workteam/", 1)[-1]
    for crowd, who in (("public-crowd", "Amazon Mechanical Turk"), ("vendor-crowd", "AWS Marketplace vendors")):
        if path.startswith(f"{crowd}/"):
            raise Invalid(
                f"The work team '{workteam_arn}' belongs to {who}, whom Truthloop cannot hire. "
                "Use a private work team (…:workteam/private-crowd/NAME)."
            )
