"""What workers were shown, beside a job's results, where Ground Truth puts it: the labels and the template.

Converters read the names and order of the labels from `annotation-tool/data.json`. Like AWS's it is one line.
"""

from __future__ import annotations

from truthloop.labeling.job_files import labels_file, template_file
from truthloop.labeling.job_reach import JobReach
from truthloop.labeling.labeling_jobs import page_template, terms_of
from truthloop.labeling.output_lines import json_text
from truthloop.storage.objects.object_store import put
from truthloop.terms.resources import Resource


def write_annotation_tool(reach: JobReach, job: Resource) -> None:
    """Write both files; one that the request itself put there stays as it is."""
    terms = terms_of(job)
    labels, template = labels_file(terms.output), template_file(terms.output)
    if job.facts["label_categories"] and terms.categories != labels:
        body = json_text(job.facts["label_categories"]).encode()
        put(reach.store, labels, body, content_type="application/json")
    text = page_template(job)
    if text and terms.template != template:
        put(reach.store, template, text.encode(), content_type="text/html; charset=utf-8")
