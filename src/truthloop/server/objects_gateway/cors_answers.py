"""PutBucketCors, GetBucketCors, DeleteBucketCors; the preflights of browsers, and what other answers say to pages."""

from __future__ import annotations

import asyncio

from starlette.responses import Response

from truthloop.server.objects_gateway.bucket_access import require_bucket
from truthloop.server.objects_gateway.cors_rules import (
    DEFAULT_RULES,
    CorsRule,
    answer_headers,
    rule_for,
    rules_from_json,
    rules_from_xml,
    rules_to_json,
    rules_to_xml,
)
from truthloop.server.objects_gateway.gateway_seams import ObjectsGateway
from truthloop.server.objects_gateway.object_calls import bucket_and_key
from truthloop.server.objects_gateway.object_faults import fault
from truthloop.server.objects_gateway.turns import Turn, xml_answer, xml_body
from truthloop.wire.exchange import WireRequest


async def put_cors(turn: Turn) -> Response:
    """The bucket's rules from now on, in place of all before."""
    rules = rules_from_xml(await xml_body(turn))
    await require_bucket(turn)
    await asyncio.to_thread(turn.gateway.cors.put, turn.account, turn.call.bucket, rules_to_json(rules))
    return Response(status_code=200)


async def get_cors(turn: Turn) -> Response:
    """The bucket's rules; the default that holds without any is not told, as on AWS nothing would be set."""
    await require_bucket(turn)
    document = await asyncio.to_thread(turn.gateway.cors.get, turn.account, turn.call.bucket)
    if document is None:
        raise fault("NoSuchCORSConfiguration")
    return xml_answer("CORSConfiguration", rules_to_xml(rules_from_json(document)))


async def delete_cors(turn: Turn) -> Response:
    """Back to the default."""
    await require_bucket(turn)
    await asyncio.to_thread(turn.gateway.cors.delete, turn.account, turn.call.bucket)
    return Response(status_code=204)


def is_preflight(wire: WireRequest) -> bool:
    """Whether a browser asks what a page may do. Such a request is never signed."""
    return wire.method == "OPTIONS" and "origin" in wire.headers and "access-control-request-method" in wire.headers


async def preflight(gateway: ObjectsGateway, wire: WireRequest) -> Response:
    """What the bucket's rules allow, those of no bucket being the default. Raises AccessForbidden."""
    asked = wire.headers.get("access-control-request-headers", "")
    headers = tuple(name.strip().lower() for name in asked.split(",") if name.strip())
    origin, method = wire.headers["origin"], wire.headers["access-control-request-method"]
    rule = rule_for(await _rules(gateway, wire), origin, method, headers)
    if rule is None:
        raise fault("AccessForbidden")
    said = answer_headers(rule, origin)
    if headers:
        said["access-control-allow-headers"] = ", ".join(headers)
    if rule.max_age_seconds is not None:
        said["access-control-max-age"] = str(rule.max_age_seconds)
    return Response(status_code=200, headers=said)


async def tell_pages(gateway: ObjectsGateway, wire: WireRequest, answer: Response) -> Response:
    """The answer, with the headers that let the page which sent the request read it, if the rules allow."""
    origin = wire.headers.get("origin")
    if origin is None or wire.method == "OPTIONS":
        return answer
    rule = rule_for(await _rules(gateway, wire), origin, wire.method)
    if rule is not None:
        answer.headers.update(answer_headers(rule, origin))
    return answer


async def _rules(gateway: ObjectsGateway, wire: WireRequest) -> tuple[CorsRule, ...]:
    bucket, _ = bucket_and_key(wire, gateway.hosts)
    document = await asyncio.to_thread(_document, gateway, bucket) if bucket else None
    return DEFAULT_RULES if document is None else rules_from_json(document)


def _document(gateway: ObjectsGateway, bucket: str) -> str | None:
    return gateway.cors.get(gateway.owners.owner_of(bucket) or gateway.home_account, bucket)
