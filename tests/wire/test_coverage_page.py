"""The page of what is served cannot say less, or other, than the models and the notes."""

from __future__ import annotations

import pytest

from truthloop.wire.coverage_page import FieldNote, OperationNotes, coverage_page, field_paths
from truthloop.wire.service_models import SERVED, operation_model

TEAM = OperationNotes(
    "kept",
    inputs={
        "NotificationConfiguration": FieldNote("differs", "Kept and given back; no SNS topic is written to."),
        "MemberDefinitions[].CognitoMemberDefinition.UserPool": FieldNote("refused", "`ValidationException`"),
    },
)


def rows(page: str, operation: str) -> list[str]:
    part = page.split(f"### {operation}\n")[1].split("### ", maxsplit=1)[0]
    return [line for line in part.splitlines() if line.startswith("| `")]


def test_every_operation_and_every_field_has_its_line() -> None:
    page = coverage_page({name: OperationNotes("kept") for names in SERVED.values() for name in names})
    for service, names in SERVED.items():
        for name in names:
            operation = operation_model(service, name)
            wanted = [*field_paths(operation.input_shape), *field_paths(operation.output_shape)]
            assert [row.split("`")[1] for row in rows(page, name)] == wanted


def test_a_note_stands_for_all_under_it_unless_they_have_their_own() -> None:
    lines = rows(coverage_page({"CreateWorkteam": TEAM}), "CreateWorkteam")
    assert "| `WorkteamName` | input | kept |" in lines
    noted = "| `NotificationConfiguration` | input | differs: Kept and given back; no SNS topic is written to. |"
    assert noted in lines
    assert not any("NotificationTopicArn" in line for line in lines)
    assert (
        "| `MemberDefinitions[].CognitoMemberDefinition.UserPool` | input | refused: `ValidationException` |" in lines
    )


def test_an_operation_without_notes_is_said_to_be_missing() -> None:
    page = coverage_page({})
    assert "| [CreateLabelingJob](#createlabelingjob) | sagemaker | not yet |" in page
    assert rows(page, "CreateLabelingJob") == []


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ({"CreateWorkteem": TEAM}, "no operation is called CreateWorkteem"),
        (
            {"ListTags": OperationNotes("kept", inputs={"Tag": FieldNote("kept")})},
            "no input field of ListTags is called",
        ),
        ({"ListTags": OperationNotes("kept", outputs={"Tags": FieldNote("differs")})}, "does not say how"),
        ({"ListTags": OperationNotes("refused")}, "ListTags is 'refused' and its note does not say how"),
    ],
)
def test_a_note_that_cannot_be_true_is_refused(notes: dict[str, OperationNotes], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        coverage_page(notes)
