"""One look over a whole manifest before it is written elsewhere: kinds of labels, classes, where its files are.

Bounded memory: it grows with the number of classes, not of lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from truthloop.exchange_formats.labelled_items import BACKGROUND, KINDS, Items, Label, named_classes
from truthloop.terms.errors import Invalid


@dataclass(frozen=True, slots=True)
class Survey:
    """What a manifest holds under one label attribute."""

    classes: tuple[str, ...]
    """Class names in their order: a class's number in other formats is its place here."""
    kinds: dict[type[Label], int]
    """How many lines hold each kind of label."""
    folder: str
    """The longest address that ends in `/` and begins every source-ref; empty when there is none."""


def survey(items: Items, categories: Sequence[str] | None = None) -> Survey:
    """Look over every item. `categories` are the label categories in their order, when they are known.

    Without them the classes are ordered by the smallest class id they appear with, then by name: the class-map of a
    line names only the classes of that line, so a class that was never chosen is not known. Raises Invalid when a
    label uses a class that the categories do not have.
    """
    smallest: dict[str, int] = {}
    kinds: Counter[type[Label]] = Counter()
    folder: list[str] | None = None
    for item in items():
        folder = folder if item.source_ref is None else _shared(folder, item.source_ref)
        if item.label is not None:
            kinds[type(item.label)] += 1
            for number, name in named_classes(item.label):
                smallest[name] = min(number, smallest.get(name, number))
    met = sorted(smallest, key=lambda name: (smallest[name], name))
    ordered = tuple(met) if categories is None else _checked(tuple(categories), met)
    return Survey(ordered, dict(kinds), "/".join(folder) + "/" if folder else "")


def refuse_other_kinds(there: Survey, able: Iterable[type[Label]], format_name: str) -> None:
    """Invalid when not one label of the manifest is of a kind that the format can hold."""
    able = list(able)
    if any(kind in there.kinds for kind in able):
        return
    holds = ", ".join(KINDS[kind] for kind in able)
    found = ", ".join(f"{KINDS[kind]} ({count} lines)" for kind, count in there.kinds.items()) or "no label at all"
    raise Invalid(f"{format_name} holds {holds}; under this label attribute the manifest holds {found}.")


def _shared(folder: list[str] | None, ref: str) -> list[str]:
    parts = ref.split("/")[:-1]
    if folder is None:
        return parts
    same = 0
    while same < min(len(folder), len(parts)) and folder[same] == parts[same]:
        same += 1
    return folder[:same]


def _checked(categories: tuple[str, ...], met: Sequence[str]) -> tuple[str, ...]:
    if BACKGROUND in met and BACKGROUND not in categories:
        categories = (BACKGROUND, *categories)  # every class mask has it first, and no label category configuration
    if unknown := [name for name in met if name not in categories]:
        raise Invalid(
            f"The manifest uses the classes {', '.join(map(repr, unknown))}, which are not among the label categories "
            f"{', '.join(map(repr, categories))}."
        )
    return categories
