"""Writes ``docs/coverage.md``: of each operation and field, kept, refused, differing, or not yet.

What the models say is read from the models; what Truthloop does with it is told by ``server/``, which
knows. A note about an operation or field that the model does not have is a mistake, so the page cannot
lag behind a new model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape

from truthloop.wire.service_models import SERVED, service_model

Verdict = Literal["kept", "differs", "refused", "not yet", "ours"]
Direction = Literal["input", "output"]

_MEANINGS: Final[Mapping[Verdict, str]] = {
    "kept": "as AWS does",
    "differs": "accepted or given, and the note says how it differs",
    "refused": "answered with the error that the note names",
    "not yet": "the operation is known and answers with an error until it is built",
    "ours": "Truthloop's own, in the service model that `truthloop models` names; AWS has nothing like it",
}


@dataclass(frozen=True, slots=True)
class FieldNote:
    """What Truthloop does with one field, and with all that is under it."""

    verdict: Verdict
    """One of the words the page explains."""
    sentence: str = ""
    """How it differs or what error is given; needed for every verdict but kept."""


@dataclass(frozen=True, slots=True)
class OperationNotes:
    """What Truthloop does with one operation. Fields without a note have the operation's verdict kept."""

    verdict: Verdict
    """``not yet`` says it of every field at once."""
    sentence: str = ""
    """A remark on the whole operation; needed for every verdict but kept."""
    inputs: Mapping[str, FieldNote] = field(default_factory=dict)
    """By path: ``HumanLoopConfig.WorkteamArn``, ``Tags[].Key``."""
    outputs: Mapping[str, FieldNote] = field(default_factory=dict)
    """The same for what comes back."""


def coverage_page(notes: Mapping[str, OperationNotes]) -> str:
    """The page, in Markdown. Operations without notes are ``not yet``.

    Raises ValueError for a note on an operation or field the models do not have, or one that should say
    how and does not.
    """
    known = {name for names in SERVED.values() for name in names}
    _refuse_strangers(set(notes) - known, "operation")
    parts = [_head(notes)]
    for service, operations in SERVED.items():
        parts.append(f"## {service}\n")
        model = service_model(service)
        parts.extend(_operation_part(model.operation_model(name), _notes_of(notes, name)) for name in operations)
    return "\n".join(parts)


def field_paths(shape: Shape | None) -> list[str]:
    """Every field under a shape: ``Tags``, ``Tags[].Key``; a shape within itself is not entered twice."""
    return [] if shape is None else list(_paths(shape, "", ()))


def _paths(shape: Shape, prefix: str, inside: tuple[str, ...]) -> Iterator[str]:
    if shape.name in inside:
        return
    within = (*inside, shape.name)
    if isinstance(shape, StructureShape):
        for name, member in shape.members.items():
            path = f"{prefix}.{name}" if prefix else name
            yield path
            yield from _paths(member, path, within)
    elif isinstance(shape, ListShape):
        yield from _paths(shape.member, f"{prefix}[]", within)
    elif isinstance(shape, MapShape):
        yield from _paths(shape.value, f"{prefix}{{}}", within)


def _notes_of(notes: Mapping[str, OperationNotes], name: str) -> OperationNotes:
    return notes.get(name, OperationNotes("not yet", "Answers with an error."))


def _head(notes: Mapping[str, OperationNotes]) -> str:
    words = "".join(f"- **{verdict}**: {meaning}\n" for verdict, meaning in _MEANINGS.items())
    rows = [
        f"| [{name}](#{name.lower()}) | {service} | {_notes_of(notes, name).verdict} |"
        for service, names in SERVED.items()
        for name in names
    ]
    return (
        "# What is served of the AWS API\n\n"
        "This page is generated from AWS's service models and from what the server says of itself; do not edit it.\n"
        "Every operation and field of the human-in-the-loop subset is listed with what Truthloop does:\n\n"
        f"{words}\n"
        "A word said of a field holds for all fields under it. Every limit, pattern and enum of AWS's service\n"
        "models is checked on input, and fields that the models do not know are ignored, as AWS does. Operations\n"
        "that are not listed answer `UnknownOperationException` (STS and IAM: `InvalidAction`).\n\n"
        "| operation | service | |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n"
    )


def _operation_part(operation: OperationModel, notes: OperationNotes) -> str:
    _demand_sentence(operation.name, notes.verdict, notes.sentence)
    lines = [f"### {operation.name}\n", f"{_said(notes.verdict, notes.sentence)}\n"]
    unsaid: Verdict = "ours" if notes.verdict == "ours" else "kept"
    rows = [
        *_rows(operation, "input", operation.input_shape, notes.inputs, unsaid),
        *_rows(operation, "output", operation.output_shape, notes.outputs, unsaid),
    ]
    if notes.verdict != "not yet" and rows:
        lines += ["| field | | |\n| --- | --- | --- |", *rows, ""]
    return "\n".join(lines)


def _rows(
    operation: OperationModel,
    direction: Direction,
    shape: Shape | None,
    notes: Mapping[str, FieldNote],
    unsaid: Verdict,
) -> Iterator[str]:
    paths = field_paths(shape)
    _refuse_strangers(set(notes) - set(paths), f"{direction} field of {operation.name}")
    for path in paths:
        note = notes.get(path)
        if note is not None:
            _demand_sentence(f"{operation.name} {path}", note.verdict, note.sentence)
            yield f"| `{path}` | {direction} | {_said(note.verdict, note.sentence)} |"
        elif not any(path.startswith(f"{above}{sign}") for above in notes for sign in ".[{"):
            yield f"| `{path}` | {direction} | {unsaid} |"


def _said(verdict: Verdict, sentence: str) -> str:
    return f"{verdict}: {sentence}" if sentence else verdict


def _demand_sentence(what: str, verdict: Verdict, sentence: str) -> None:
    if verdict != "kept" and not sentence:
        raise ValueError(f"{what} is '{verdict}' and its note does not say how")


def _refuse_strangers(names: set[str], kind: str) -> None:
    if names:
        raise ValueError(f"no {kind} is called {', '.join(sorted(names))}")
