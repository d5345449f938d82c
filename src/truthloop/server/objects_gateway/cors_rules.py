"""CORS configurations: read from S3's XML, kept as JSON, written as XML again, and asked what a page may do.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html, …/API/API_PutBucketCors.html
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import Final
from xml.etree import ElementTree as ET

from truthloop.server.objects_gateway.object_faults import fault
from truthloop.wire.xml_text import element

METHODS: Final = ("GET", "PUT", "POST", "DELETE", "HEAD")
_MOST_RULES: Final = 100
_LONGEST_AGE: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class CorsRule:
    """Pages of these origins may send these methods and headers, and see these headers of the answer."""

    allowed_origins: tuple[str, ...]
    """Each with at most one `*`."""
    allowed_methods: tuple[str, ...]
    allowed_headers: tuple[str, ...] = ()
    """Lower-case is not needed; each with at most one `*`."""
    expose_headers: tuple[str, ...] = ()
    max_age_seconds: int | None = None
    """How long a browser may remember a preflight."""
    id: str = ""


DEFAULT_RULES: Final = (
    CorsRule(
        allowed_origins=("*",),
        allowed_methods=("GET", "HEAD"),
        allowed_headers=("*",),
        expose_headers=(
            "ETag",
            "Content-Length",
            "Content-Range",
            "Content-Type",
            "Last-Modified",
            "Accept-Ranges",
            "Access-Control-Allow-Origin",
        ),
        max_age_seconds=3000,
    ),
)
"""For a bucket without a configuration. A page still needs a presigned address; worker pages have the origin `null`."""


def rules_from_xml(root: ET.Element | None) -> tuple[CorsRule, ...]:
    """The rules of a PutBucketCors body. Raises MalformedXML or InvalidRequest."""
    if root is None or _local(root) != "CORSConfiguration":
        raise fault("MalformedXML")
    rules = tuple(_rule(entry) for entry in root if _local(entry) == "CORSRule")
    if not 1 <= len(rules) <= _MOST_RULES or len(rules) != len(root):
        raise fault("MalformedXML")
    return rules


def rules_to_xml(rules: tuple[CorsRule, ...]) -> str:
    """The `CORSRule` elements of a GetBucketCors answer."""
    return "".join(element("CORSRule", _fields(rule)) for rule in rules)


def rules_to_json(rules: tuple[CorsRule, ...]) -> str:
    """As they are kept."""
    return json.dumps([asdict(rule) for rule in rules], ensure_ascii=False)


def rules_from_json(document: str) -> tuple[CorsRule, ...]:
    """The inverse of rules_to_json."""
    return tuple(
        CorsRule(
            allowed_origins=tuple(rule["allowed_origins"]),
            allowed_methods=tuple(rule["allowed_methods"]),
            allowed_headers=tuple(rule["allowed_headers"]),
            expose_headers=tuple(rule["expose_headers"]),
            max_age_seconds=rule["max_age_seconds"],
            id=rule["id"],
        )
        for rule in json.loads(document)
    )


def rule_for(rules: tuple[CorsRule, ...], origin: str, method: str, headers: tuple[str, ...] = ()) -> CorsRule | None:
    """The first rule that lets a page of this origin send this method with these (lower-case) headers."""
    for rule in rules:
        allowed = [pattern.lower() for pattern in rule.allowed_headers]
        if (
            method in rule.allowed_methods
            and any(_matches(pattern, origin) for pattern in rule.allowed_origins)
            and all(any(_matches(pattern, header) for pattern in allowed) for header in headers)
        ):
            return rule
    return None


def answer_headers(rule: CorsRule, origin: str) -> dict[str, str]:
    """What an answer to a page of this origin says. Never that cookies may be sent: nothing here looks at them."""
    anyone = "*" in rule.allowed_origins
    said = {
        "access-control-allow-origin": "*" if anyone else origin,
        "access-control-allow-methods": ", ".join(rule.allowed_methods),
        "vary": "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
    }
    if rule.expose_headers:
        said["access-control-expose-headers"] = ", ".join(rule.expose_headers)
    return said


def _rule(entry: ET.Element) -> CorsRule:
    texts: dict[str, list[str]] = {}
    for child in entry:
        texts.setdefault(_local(child), []).append((child.text or "").strip())
    rule = CorsRule(
        allowed_origins=tuple(texts.pop("AllowedOrigin", ())),
        allowed_methods=tuple(texts.pop("AllowedMethod", ())),
        allowed_headers=tuple(texts.pop("AllowedHeader", ())),
        expose_headers=tuple(texts.pop("ExposeHeader", ())),
        max_age_seconds=_age(texts.pop("MaxAgeSeconds", [])),
        id=(texts.pop("ID", [""]))[0],
    )
    if texts or not rule.allowed_origins or not rule.allowed_methods:
        raise fault("MalformedXML")
    _check(rule)
    return rule


def _check(rule: CorsRule) -> None:
    for method in rule.allowed_methods:
        if method not in METHODS:
            raise fault(
                "InvalidRequest",
                f"Found unsupported HTTP method in CORS config. Unsupported method is {method[:20]}",
            )
    for pattern in (*rule.allowed_origins, *rule.allowed_headers):
        if pattern.count("*") > 1:
            raise fault("InvalidRequest", f'"{pattern[:80]}" can not have more than one wildcard.')
    for text in (*rule.allowed_origins, *rule.allowed_headers, *rule.expose_headers, rule.id):
        if not (text.isascii() and (text.isprintable())) or "," in text:
            raise fault("InvalidRequest", "Origins, headers and ids of CORS rules are printable ASCII without commas.")
    if "*" in rule.expose_headers:
        raise fault(
            "InvalidRequest", 'ExposeHeader "*" contains wildcard. We currently do not support wildcard for it.'
        )


def _age(texts: list[str]) -> int | None:
    if not texts:
        return None
    if len(texts) > 1 or not (texts[0].isascii() and texts[0].isdigit()) or int(texts[0][:12]) > _LONGEST_AGE:
        raise fault("MalformedXML")
    return int(texts[0])


def _fields(rule: CorsRule) -> str:
    pairs = [("ID", rule.id)] if rule.id else []
    pairs += [("AllowedHeader", text) for text in rule.allowed_headers]
    pairs += [("AllowedMethod", text) for text in rule.allowed_methods]
    pairs += [("AllowedOrigin", text) for text in rule.allowed_origins]
    pairs += [("ExposeHeader", text) for text in rule.expose_headers]
    if rule.max_age_seconds is not None:
        pairs.append(("MaxAgeSeconds", str(rule.max_age_seconds)))
    return "".join(element(name, text, raw=False) for name, text in pairs)


def _matches(pattern: str, text: str) -> bool:
    # Brackets and question marks mean themselves in S3's patterns: only the star is wild.
    escaped = pattern.replace("[", "[[]").replace("?", "[?]")
    return fnmatchcase(text, escaped)


def _local(entry: ET.Element) -> str:
    return entry.tag.rpartition("}")[2]
