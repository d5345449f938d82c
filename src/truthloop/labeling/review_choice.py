"""Which labels somebody is to look at. Pure: the same job and objects give the same choice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from truthloop.labeling.label_confidence import least_confidence
from truthloop.storage.batch_rows import Outcome
from truthloop.storage.database import Row
from truthloop.storage.job_rows import JobCounts
from truthloop.terms.reviews import ReviewReason


def is_sampled(job_arn: str, number: int, fraction: float) -> bool:
    """Whether an object is among this share of a job's: by a hash, so that a larger share holds the smaller one."""
    drawn = hashlib.sha256(f"{job_arn}/{number}".encode()).digest()[:8]
    return int.from_bytes(drawn) < fraction * 2**64


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


def sampled_numbers(job_arn: str, rows: Iterable[Row], fraction: float) -> Iterator[int]:
    """The sampled among labeled objects."""
    return (row["number"] for row in rows if is_sampled(job_arn, row["number"], fraction))


def numbers_below(rows: Iterable[Row], attribute: str, confidence: float) -> Iterator[int]:
    """Those among labeled objects whose label is less sure than this."""
    return (row["number"] for row in rows if is_below(row["label"], attribute, confidence))
