"""The formats there are, by the names that people ask for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

import orjson

from truthloop.exchange_formats import (
    coco_writing,
    conll_writing,
    label_studio_writing,
    mask_writing,
    parquet_writing,
    table_rows,
    voc_writing,
    yolo_writing,
)
from truthloop.exchange_formats.coco_reading import read_coco
from truthloop.exchange_formats.conll_reading import read_conll
from truthloop.exchange_formats.exporting import Export
from truthloop.exchange_formats.importing import Import
from truthloop.exchange_formats.label_studio_reading import read_label_studio
from truthloop.exchange_formats.labelled_items import Fetch, Label, LabelledItem
from truthloop.exchange_formats.manifest_reading import chosen_attribute, labelled_items
from truthloop.exchange_formats.manifest_survey import survey
from truthloop.exchange_formats.manifest_writing import write_manifest
from truthloop.exchange_formats.parquet_reading import read_parquet
from truthloop.exchange_formats.remarks import Remarks
from truthloop.exchange_formats.voc_reading import read_voc
from truthloop.exchange_formats.yolo_reading import read_yolo
from truthloop.terms.errors import Invalid

T = TypeVar("T")
Lines = Callable[[], Iterable[bytes]]
"""Opens a manifest from its start."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A way out."""

    write: Callable[[Export, Path], None]
    kinds: tuple[type[Label], ...]
    """The kinds of labels it holds."""
    place: str
    """What is written: a file or a folder."""


EXPORTS: dict[str, ExportFormat] = {
    "coco": ExportFormat(coco_writing.write_coco, coco_writing.KINDS_HELD, "one JSON file"),
    "yolo": ExportFormat(yolo_writing.write_yolo, yolo_writing.KINDS_HELD, "a folder"),
    "voc": ExportFormat(voc_writing.write_voc, voc_writing.KINDS_HELD, "a folder"),
    "conll": ExportFormat(conll_writing.write_conll, conll_writing.KINDS_HELD, "one text file"),
    "parquet": ExportFormat(parquet_writing.write_parquet, table_rows.ALL_KINDS, "one Parquet file"),
    "label-studio": ExportFormat(
        label_studio_writing.write_label_studio, tuple(label_studio_writing.TAGS), "one JSON file and its configuration"
    ),
    "masks": ExportFormat(mask_writing.write_masks, mask_writing.KINDS_HELD, "a folder"),
    "csv": ExportFormat(table_rows.write_csv, table_rows.ALL_KINDS, "one CSV file"),
    "jsonl": ExportFormat(table_rows.write_jsonl, table_rows.ALL_KINDS, "one file of JSON lines"),
}
IMPORTS: dict[str, Callable[[Import, Path], Iterator[LabelledItem]]] = {
    "coco": read_coco,
    "yolo": read_yolo,
    "voc": read_voc,
    "conll": read_conll,
    "parquet": read_parquet,
    "label-studio": read_label_studio,
}


def export_labels(
    lines: Lines,
    format_name: str,
    out: Path,
    *,
    attribute: str | None = None,
    categories: Sequence[str] | None = None,
    fetch: Fetch | None = None,
    copy_images: bool = False,
    skeleton: tuple[tuple[str, str], ...] = (),
) -> Remarks:
    """Write one label attribute of a manifest in a format; what was written and what was left out.

    The manifest is read twice, and never held. `attribute` may be left out when there is one. Raises Invalid and
    AlreadyExists.
    """
    way = _known(EXPORTS, format_name, "exported to")
    chosen = chosen_attribute(lines(), attribute)

    def items() -> Iterator[LabelledItem]:
        return labelled_items(lines(), chosen)

    export = Export(items, survey(items, categories), Remarks(), fetch, copy_images, skeleton)
    way.write(export, out)
    return export.remarks


def import_labels(importing: Import, format_name: str, path: Path, attribute: str, out: BinaryIO) -> Remarks:
    """Write what a file or folder of a format holds as an augmented manifest. Raises Invalid."""
    read = _known(IMPORTS, format_name, "imported from")
    if not path.exists():
        raise Invalid(f"There is no {path}.")
    try:
        write_manifest(read(importing, path), attribute, out)
    except (UnicodeDecodeError, orjson.JSONDecodeError, OSError) as error:
        raise Invalid(f"{path} cannot be read as {format_name}: {error}.") from error
    return importing.remarks


def _known(table: dict[str, T], name: str, what: str) -> T:
    if name not in table:
        raise Invalid(f"Labels can be {what} {', '.join(table)}, not {name!r}.")
    return table[name]
