"""Which labels somebody is to look at. Pure: the same job and objects give the same choice."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence

from truthloop.labeling.label_confidence import least_confidence
from truthloop.storage.batch_rows import Outcome
from truthloop.storage.database import Row
from truthloop.storage.job_rows import JobCounts
from truthloop.terms.reviews import ReviewReason

BYTES = 8
"""Of a hash, those that are looked at."""


def is_sampled(job_arn: str, number: int, fraction: float) -> bool:
    """Whether an object is among this share of a job's: by a hash, so that a larger share holds the smaller one."""
    drawn, below = hashlib.sha256(f"{drawn_for(job_arn)}{number}".encode()).digest()[:BYTES], sampled_below(fraction)
    return below is None or drawn < below


def drawn_for(job_arn: str) -> str:
    """What stands before an object's number in the text that is hashed."""
    return f"{job_arn}/"


def sampled_below(fraction: float) -> bytes | None:
    """The first bytes of a hash are lower than this for the share that is sampled; None when everything is."""
    least = math.ceil(fraction * 256**BYTES)
    return None if least >= 256**BYTES else least.to_bytes(BYTES)


def is_below(label: str, attribute: str, confidence: float) -> bool:
    """Whether a label (JSON text) is less sure than this; one that does not say how sure it is never is."""
    found = least_confidence(label, attribute)
    return found is not None and found < confidence


def chosen_for_review(
    job_arn: str, progress: JobCounts, outcomes: Sequence[Outcome], attribute: str
) -> dict[int, ReviewReason]:
    """Of the labels just made, those that a job's own rules queue for review, and why."""
    below, fraction = progress.review_below, progress.review_fraction
    found: dict[int, ReviewReason] = {}
    for one in outcomes:
        if one.failure is None and below and is_below(one.label, attribute, below):
            found[one.number] = ReviewReason.BELOW_CONFIDENCE
        elif one.failure is None and fraction and is_sampled(job_arn, one.number, fraction):
            found[one.number] = ReviewReason.SAMPLED
    return found


def numbers_below(rows: Sequence[Row], attribute: str, confidence: float) -> list[int]:
    """Those among labeled objects whose label is less sure than this."""
    return [row["number"] for row in rows if is_below(row["label"], attribute, confidence)]
