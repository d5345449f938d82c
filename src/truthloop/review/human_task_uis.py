"""Human task UIs: named worker templates. Immutable; the text is never given back, only its hash and a link."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from truthloop.storage.database import Database, transaction
from truthloop.storage.resource_rows import (
    delete_resource,
    find_resource,
    find_resource_by_arn,
    insert_resource,
    put_tags,
)
from truthloop.terms.errors import AlreadyExists, Invalid, NotFound
from truthloop.terms.resources import Kind, Place, Resource

LONGEST_TEMPLATE = 128_000
"""Characters of a template (UiTemplate.Content of CreateHumanTaskUi)."""

TemplateCheck = Callable[[str], str | None]
"""A template's text → what is wrong with it, naming line and reason, or None."""


def create_human_task_ui(
    database: Database,
    place: Place,
    request: Mapping[str, Any],
    tags: Mapping[str, str],
    *,
    check_template: TemplateCheck,
    now: datetime,
) -> Resource:
    """Record a worker template; `request` is CreateHumanTaskUi's, without tags.

    Raises Invalid for a template of a forbidden length or one that does not parse (AWS accepts those and lets every
    loop fail later), AlreadyExists when the name is taken.
    """
    name, content = request["HumanTaskUiName"], request["UiTemplate"]["Content"]
    check_content(content, check_template)
    facts = {"content_sha256": hashlib.sha256(content.encode()).hexdigest()}
    with transaction(database) as connection:
        made = insert_resource(
            connection, place, Kind.HUMAN_TASK_UI, name, status="Active", request=request, facts=facts, now=now
        )
        if made is None:
            arn = place.arn(Kind.HUMAN_TASK_UI, name)
            raise AlreadyExists(f"HumanTaskUi already exists: {arn}")
        put_tags(connection, made.arn, tags)
    return made


def check_content(content: str, check_template: TemplateCheck) -> None:
    """Raise Invalid for a template nobody could work with."""
    if not 1 <= len(content) <= LONGEST_TEMPLATE:
        raise Invalid(
            f"UiTemplate.Content has {len(content):,} characters; a template has 1 to {LONGEST_TEMPLATE:,} characters."
        )
    if fault := check_template(content):
        raise Invalid(f"The template in UiTemplate.Content cannot be used: {fault}")


def find_human_task_ui(database: Database, place: Place, name: str) -> Resource:
    """The worker template of a name, or NotFound."""
    found = find_resource(database, place, Kind.HUMAN_TASK_UI, name)
    if found is None:
        raise NotFound(f"HumanTaskUi does not exist: {place.arn(Kind.HUMAN_TASK_UI, name)}")
    return found


def find_human_task_ui_by_arn(database: Database, place: Place, arn: str) -> Resource | None:
    """The worker template of an ARN, if it is in this account and region."""
    found = find_resource_by_arn(database, place.account_id, arn)
    return found if found is not None and found.kind == Kind.HUMAN_TASK_UI and found.place == place else None


def delete_human_task_ui(database: Database, place: Place, name: str) -> Resource:
    """Forget a worker template; the one deleted, or NotFound.

    Loops under way keep the template they began with (their flow definition has a copy); flow definitions that name
    it start no more loops.
    """
    found = find_human_task_ui(database, place, name)
    with transaction(database) as connection:
        delete_resource(connection, found.id, found.arn)
    return found


def template_text(human_task_ui: Resource) -> str:
    """The template itself."""
    return str(human_task_ui.request["UiTemplate"]["Content"])
