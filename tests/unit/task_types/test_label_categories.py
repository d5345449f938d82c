"""The label category configuration: what is read from it, and what a requester is told of one that cannot be used."""

from __future__ import annotations

import json
from typing import Any

import pytest

from truthloop.task_types.label_categories import check_config, label_names, read_label_categories
from truthloop.task_types.type_table import BY_NAME
from truthloop.terms.errors import Invalid

WHERE = "s3://bucket/labels.json"
GOOD = {"document-version": "2018-11-28", "labels": [{"label": "dog"}, {"label": "cat"}]}
INSTRUCTIONS = {"shortInstruction": "<p>Short.</p>", "fullInstruction": "<p>Long.</p>"}


def read(config: Any) -> dict[str, Any]:
    return read_label_categories(json.dumps(config).encode(), WHERE)


def refused(body: bytes) -> str:
    with pytest.raises(Invalid) as told:
        read_label_categories(body, WHERE)
    assert WHERE in told.value.message
    return told.value.message


def test_unknown_keys_are_kept_and_labels_keep_their_order() -> None:
    config = read({**GOOD, "mine": [1], "instructions": INSTRUCTIONS})
    assert config["mine"] == [1]
    assert label_names(config) == ("dog", "cat")


@pytest.mark.parametrize("version", [{}, {"document-version": "1999"}, {"documentVersion": "2020-03-01"}])
def test_any_version_of_the_document_is_read(version: dict[str, str]) -> None:
    assert label_names(read({**version, "labels": [{"label": "dog"}]})) == ("dog",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_does_not_matter(encoding: str) -> None:
    body = json.dumps({"labels": [{"label": "강아지"}]}, ensure_ascii=False).encode(encoding)
    assert label_names(read_label_categories(body, WHERE)) == ("강아지",)


def test_labels_may_have_256_characters_and_be_ten_thousand() -> None:
    assert len(label_names(read({"labels": [{"label": f"{n:0256}"} for n in range(10_000)]}))) == 10_000


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b'{"labels": [{"label": "dog"},]}', "is not JSON"),
        (b"{'labels': []}", "line 1 column 2"),
        ('{"labels": [{"label": "perché"}]}'.encode("latin-1"), "is not UTF-8 (byte 28 is 0xe9)"),
        (b'["dog", "cat"]', "it must look like"),
        (b'{"labels": "dog, cat"}', "`labels` in the label category configuration"),
        (b'{"labels": ["dog", "cat"]}', "Entry 0 of `labels`"),
        (b'{"labels": [{"label": "dog"}, {"name": "cat"}]}', "Entry 1 of `labels`"),
        (b'{"labels": [{"label": ""}]}', "not empty"),
        (b'{"labels": [{"label": 7}]}', "Entry 0 of `labels`"),
        (json.dumps({"labels": [{"label": "x" * 257}]}).encode(), "has a name of 257 characters"),
        (b'{"labels": [{"label": "a"}, {"label": "b"}, {"label": "a"}]}', "'a' more than once (entries 0 and 2"),
        (b'{"labels": [{"label": "a", "shortDisplayName": 1}]}', "`shortDisplayName` of 'a'"),
        (b'{"labels": [], "instructions": "Look."}', "`instructions` in"),
        (b'{"labels": [], "instructions": {"shortInstruction": 1}}', "`instructions` in"),
        (b'{"labels": [], "auditLabelAttributeName": ["boxes"]}', "`auditLabelAttributeName` in"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_what_and_where(body: bytes, words: str) -> None:
    assert words in refused(body)


def lacking(config: dict[str, Any], name: str, *, own_template: bool = False) -> str | None:
    try:
        check_config(config, BY_NAME[name], own_template=own_template)
    except Invalid as told:
        return told.message
    return None


def test_a_kind_of_work_says_how_many_labels_it_needs() -> None:
    assert "names 1 label(s); the task type text-classification needs at least 2" in (
        lacking({"labels": [{"label": "dog"}]}, "text-classification") or ""
    )
    assert "is missing" in (lacking({}, "image-classification") or "")
    assert "only 'Labels'" in (lacking({"Labels": []}, "image-classification") or "")
    assert lacking(GOOD, "text-classification") is None


@pytest.mark.parametrize("name", ["pass-through", "custom"])
def test_kinds_of_work_without_labels_need_no_list(name: str) -> None:
    assert lacking({}, name) is None
    assert lacking(read({"instructions": INSTRUCTIONS}), name) is None


def test_entities_need_instructions_unless_a_template_has_them() -> None:
    assert "`instructions.shortInstruction` and no `instructions.fullInstruction`" in (
        lacking(GOOD, "named-entity-recognition") or ""
    )
    short = {**GOOD, "instructions": {"shortInstruction": "<p>Short.</p>"}}
    assert "has no `instructions.fullInstruction`;" in (lacking(short, "named-entity-recognition") or "")
    assert lacking(GOOD, "named-entity-recognition", own_template=True) is None
    assert lacking({**GOOD, "instructions": INSTRUCTIONS}, "named-entity-recognition") is None
