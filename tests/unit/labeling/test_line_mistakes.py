from __future__ import annotations

import pytest

from truthloop.labeling.manifest_lines import read_line
from truthloop.task_types.manifest_values import need_source_ref
from truthloop.terms.labeling import LabelTerms

TERMS = LabelTerms("job", "label", (), {}, None, 1)


def fault(raw: str) -> str:
    line = read_line(raw.encode(), lambda _line: None)
    assert line is not None
    assert line.fault is not None
    return line.fault


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ('{"source":"a"}{"source":"b"}', "each object needs a line of its own"),
        ('{"source":"a", "seen":True}', "JSON has true, false and null"),
        ('{"source":"a","b":None}', "JSON has true, false and null"),
        ("{\u201csource\u201d: \u201ca\u201d}", "the quotes are typographic"),
        ('{source: "a"}', "each key stands in double quotes"),
        ('{"source": "C:\\data\\x"}', "a backslash in a text is written twice"),
        ('{"source": "a\tb"}', "a tab or line end inside a text is written \\t or \\n"),
        ('{"source": "a "good" b"}', 'a quote inside a text that is written \\"'),
        ('{"source": "a" "id": 1}', "a comma is missing"),
    ],
)
def test_a_line_that_is_not_json_is_said_with_the_slip_its_writer_made(raw: str, told: str) -> None:
    assert told in fault(raw)


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("Source", "source"),
        ("source ", "source"),
        ("source_ref", "source-ref"),
        ("sourceRef", "source-ref"),
        ("SOURCE-REF", "source-ref"),
    ],
)
def test_a_key_that_is_nearly_the_right_one_is_named_with_it(key: str, meant: str) -> None:
    assert f"it has {key!r}: did you mean `{meant}`?" in fault(f'{{"id": 1, "{key}": "s3://b/1.jpg"}}')


@pytest.mark.parametrize("address", ["s3://b", "s3://b/"])
def test_an_address_that_names_a_bucket_only_is_no_file(address: str) -> None:
    assert need_source_ref({"source-ref": "s3://b/1.jpg"}, TERMS) is None
    assert "names a bucket and no file" in (need_source_ref({"source-ref": address}, TERMS) or "")
