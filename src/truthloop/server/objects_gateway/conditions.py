"""Conditional requests, judged by us, because not every store judges them (rclone ignores `If-Match` and dates).

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html; RFC 9110 section 13.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Literal

Judgement = Literal["go on", "not modified", "failed"]
READ_CONDITIONS = ("if-match", "if-none-match", "if-modified-since", "if-unmodified-since")
WRITE_CONDITIONS = ("if-match", "if-none-match")
COPY_PREFIX = "x-amz-copy-source-"


def judge_read(conditions: Mapping[str, str], etag: str, last_modified: str) -> Judgement:
    """Whether to give an object with this ETag and date (both as in HTTP headers)."""
    matched, unmatched = conditions.get("if-match"), conditions.get("if-none-match")
    if matched is not None and not _names(matched, etag):
        return "failed"
    if matched is None and _later(last_modified, conditions.get("if-unmodified-since")):
        return "failed"
    if unmatched is not None:
        return "not modified" if _names(unmatched, etag) else "go on"
    since = conditions.get("if-modified-since")
    return "not modified" if since and _later(last_modified, since) is False else "go on"


def judge_write(conditions: Mapping[str, str], etag: str | None) -> Judgement:
    """Whether to write over what is there; `etag` is None when nothing is."""
    matched, unmatched = conditions.get("if-match"), conditions.get("if-none-match")
    if matched is not None and (etag is None or not _names(matched, etag)):
        return "failed"
    if unmatched is not None and etag is not None and _names(unmatched, etag):
        return "failed"
    return "go on"


def copy_conditions(headers: Mapping[str, str]) -> dict[str, str]:
    """`x-amz-copy-source-if-…` under the names of the conditions that they set on the source."""
    prefixed = {name: COPY_PREFIX + name for name in READ_CONDITIONS}
    return {name: headers[given] for name, given in prefixed.items() if given in headers}


def _names(listed: str, etag: str) -> bool:
    candidates = [_bare(part) for part in listed.split(",")]
    return "*" in candidates or _bare(etag) in candidates


def _bare(etag: str) -> str:
    return etag.strip().removeprefix("W/").strip('"')


def _later(last_modified: str, moment: str | None) -> bool | None:
    """Whether the object changed after the moment; None when either is no date (then the condition is ignored)."""
    changed, given = _date(last_modified), _date(moment or "")
    return None if changed is None or given is None else changed > given


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
