"""A look at the worker page before a job is created: the template or the task type's own page, on a real line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from truthloop.labeling.job_terms import job_terms
from truthloop.labeling.labeling_jobs import manifest_facts, read_config, read_template
from truthloop.labeling.manifest_lines import lines_in, read_line
from truthloop.server.console_api.aws_operations import checked
from truthloop.server.console_api.console_people import place_of
from truthloop.server.job_surroundings import job_reach
from truthloop.server.operations.human_task_ui_calls import template_fault
from truthloop.server.page_routes import signer_for
from truthloop.server.portal_api.portal_calls import Call
from truthloop.server.portal_api.portal_replies import Reply
from truthloop.storage.objects.object_streams import read_pieces
from truthloop.task_types.label_categories import label_names
from truthloop.task_types.type_table import TASK_TYPES
from truthloop.templates.render_limits import RenderLimits
from truthloop.templates.worker_pages import render
from truthloop.terms.console_roles import Role
from truthloop.terms.errors import Invalid
from truthloop.terms.labeling import LabelTerms
from truthloop.terms.people import Session
from truthloop.terms.resources import Place

LINES = 5
FIRST_PIECE = 256 * 1024


def get_task_types(_call: Call, _session: Session, _role: Role) -> Reply:
    """POST task-types: what a job can be about."""
    return Reply(
        {
            "task_types": [
                {
                    "name": one.name,
                    "function": one.function_names[0] if one.function_names else None,
                    "fewest_labels": one.fewest_labels,
                    "ref_name": one.ref_name.value,
                    "consolidations": list(one.consolidations),
                    "has_page": bool(one.template),
                }
                for one in TASK_TYPES
            ]
        }
    )


def post_preview(call: Call, _session: Session, _role: Role) -> Reply:
    """POST preview with a CreateLabelingJob request: the pages of its first lines, rendered, and what is wrong."""
    request = checked("CreateLabelingJob", call.body)
    reach, place, terms = job_reach(call.installation), place_of(call), job_terms(request)
    config = read_config(reach, place, terms)
    template = read_template(reach, place, terms, template_fault) or terms.task_type.template
    facts = manifest_facts(reach, place, terms.manifest)
    label_terms = LabelTerms(
        job_name=terms.name.lower(),
        attribute=terms.attribute,
        labels=label_names(config),
        config=config,
        workers_per_object=terms.workers_per_object,
    )
    size = min(facts.size, FIRST_PIECE)
    raw = list(lines_in(read_pieces(reach.store, terms.manifest, start=0, size=size, etag=facts.etag)))[:LINES]
    pages = []
    for number, line in enumerate(raw, 1):
        found = read_line(line, lambda parsed: terms.task_type.check_line(parsed, label_terms))
        if found is None:
            continue
        if found.fault is not None or found.parsed is None:
            pages.append({"line": number, "fault": found.fault, "html": None})
            continue
        task_input = terms.task_type.task_input(found.parsed, label_terms)
        pages.append({"line": number, **rendered(call, place, template, task_input)})
    if not pages:
        raise Invalid(f"The manifest {terms.manifest} holds no line.")
    return Reply({"objects": estimated_objects(facts.size, raw), "pages": pages})


def rendered(call: Call, place: Place, template: str, task_input: Mapping[str, Any]) -> dict[str, Any]:
    """One page's HTML, or what is wrong with it."""
    sign = signer_for(call.installation, place, call.installation.settings.public_url)
    variables = {"task": {"input": orjson.loads(orjson.dumps(task_input))}}
    page = render(template, variables, sign, RenderLimits())
    return {"fault": str(page.errors[0]) if page.errors else None, "html": None if page.errors else page.html}


def estimated_objects(size: int, raw: list[bytes]) -> int:
    """About how many lines a manifest has."""
    read = sum(map(len, raw))
    return max(len(raw), round(size * len(raw) / read)) if read else 0
