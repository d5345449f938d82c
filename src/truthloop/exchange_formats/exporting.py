"""What a writer is given, the stream of what it can hold, and places to write to that hold nobody else's files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from truthloop.exchange_formats.labelled_items import KINDS, Fetch, Items, Label, LabelledItem
from truthloop.exchange_formats.manifest_survey import Survey
from truthloop.exchange_formats.remarks import Remarks
from truthloop.terms.errors import AlreadyExists, Invalid, LimitExceeded, NotFound, Refused

L = TypeVar("L", bound=Label)


@dataclass(frozen=True, slots=True)
class Export:
    """One export: what is written, and where remarks go."""

    items: Items
    survey: Survey
    remarks: Remarks
    fetch: Fetch | None = None
    """The bytes of images and masks. Without it sizes come from labels alone, and masks cannot be read."""
    copy_images: bool = False
    """Lay the images themselves beside the labels, in formats that are folders."""
    skeleton: tuple[tuple[str, str], ...] = ()
    """Pairs of keypoint classes that are joined by a bone."""


def labelled(export: Export, kinds: tuple[type[L], ...]) -> Iterator[tuple[LabelledItem, L]]:
    """The items whose label is of one of the kinds; every other item is remarked on."""
    for item in export.items():
        if isinstance(item.label, kinds):
            yield item, item.label
        elif item.label is None:
            export.remarks.say(item.line, "no label", item.why_missing)
        else:
            export.remarks.say(item.line, "another kind of label", f"{item.shown} has {KINDS[type(item.label)]}")


def fetcher(export: Export, purpose: str) -> Fetch:
    """The way to fetch bytes. Raises Invalid when there is none."""
    if export.fetch is None:
        raise Invalid(f"{purpose}, and no object store can be reached: no Truthloop runs here (`truthloop up`).")
    return export.fetch


def fetched(export: Export, item: LabelledItem, ref: str, purpose: str) -> bytes | None:
    """The bytes of one object; None, and a remark, when it is not there or may not be read. Raises as `fetcher`.

    A store that does not answer at all ends the export: what it raises is not caught here.
    """
    try:
        return fetcher(export, purpose)(ref)
    except (NotFound, Invalid, LimitExceeded, Refused) as error:
        if export.fetch is None:
            raise
        export.remarks.say(item.line, "could not be fetched", f"{ref}: {error}")
        return None


def lay_image(export: Export, item: LabelledItem, path: Path) -> None:
    """Lay the image itself beside its labels, when that was asked for."""
    if export.copy_images and item.source_ref is not None:
        body = fetched(export, item, item.source_ref, "Images are copied")
        if body is not None:
            new_file(path, body)


def item_text(export: Export, item: LabelledItem) -> str | None:
    """The literal text, or that of the object referred to; None, and a remark, when it cannot be had."""
    if item.text is not None:
        return item.text
    if export.fetch is None or item.source_ref is None:
        export.remarks.say(item.line, "no text", f"{item.shown} was not opened")
        return None
    body = fetched(export, item, item.source_ref, "Texts are read")
    return None if body is None else body.decode("utf-8", "replace")


@contextmanager
def fresh_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that appears under its name only when it is whole. Raises AlreadyExists."""
    if path.exists():
        raise AlreadyExists(f"{path} is there already; give another --out or remove it.")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            yield out
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def fresh_folder(path: Path) -> Path:
    """A folder with nothing in it, made when it is missing. Raises AlreadyExists."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise AlreadyExists(f"{path} is there already and not an empty folder; give another --out or remove it.")
    path.mkdir(parents=True, exist_ok=True)
    return path


def new_file(path: Path, body: bytes) -> bool:
    """Write a file of a fresh folder, its folders too; False when an earlier object of the same name wrote it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as out:
            out.write(body)
    except FileExistsError:
        return False
    return True
