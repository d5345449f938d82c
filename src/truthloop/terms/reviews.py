"""Reviews of labels: where they stand, and why they were asked for."""

from __future__ import annotations

from enum import StrEnum


class ReviewStatus(StrEnum):
    """What became of a review."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    """The label is good as it is."""
    FIXED = "fixed"
    """The reviewer edited the label."""
    SENT_BACK = "sent-back"
    """Workers do the object again, and read why."""


class ReviewReason(StrEnum):
    """Why somebody is to look at a label."""

    REQUESTED = "requested"
    BELOW_CONFIDENCE = "below-confidence"
    SAMPLED = "sampled"
