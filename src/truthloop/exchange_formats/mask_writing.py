"""Masks out: an indexed PNG per image with its exact colours, and all runs in `masks.jsonl`.

    masks/a/0001.png     index = place of the class in classes.txt; of instance masks, 0 background and objects from 1
    masks.jsonl          for each image its size and for each class or object its colour, area, bounds and runs
    classes.txt          the class names in their order

Runs stand twice: `rle` in COCO's compressed form (pycocotools reads it) and `runs` as plain lengths, column by column,
beginning with what is outside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from truthloop.exchange_formats.exporting import Export, fetcher, fresh_folder, labelled, new_file
from truthloop.exchange_formats.file_names import file_name
from truthloop.exchange_formats.indexed_pictures import (
    MOST_INDEXED,
    Colours,
    colour_number,
    hex_of,
    indexed_png,
    indices_of,
    rgb_png,
)
from truthloop.exchange_formats.labelled_items import ClassMask, InstanceMask, LabelledItem, MaskLabel
from truthloop.exchange_formats.manifest_survey import refuse_other_kinds
from truthloop.exchange_formats.mask_fetching import mask_colours
from truthloop.exchange_formats.mask_runs import plain_counts, runs_of

KINDS_HELD: tuple[type[MaskLabel], ...] = (ClassMask, InstanceMask)
UNUSED = "#000000"
"""Stands in a palette for a class that an image's own colour map leaves out."""
WHITE = "#ffffff"


def write_masks(export: Export, out: Path) -> None:
    """Fill the folder. Raises Invalid when the manifest holds no masks, or one cannot be read."""
    refuse_other_kinds(export.survey, KINDS_HELD, "The masks format")
    fetcher(export, "Masks are read from their pictures")
    folder = fresh_folder(out)
    (folder / "classes.txt").write_text("".join(f"{name}\n" for name in export.survey.classes), encoding="utf-8")
    with (folder / "masks.jsonl").open("wb") as sheet:
        for item, label in labelled(export, KINDS_HELD):
            colours = mask_colours(export, item, label)
            if colours is None:
                continue
            name = file_name(item.source_ref or f"line-{item.line}", export.survey.folder).with_suffix(".png")
            if not new_file(folder / "masks" / name, _picture(export, item, label, colours)):
                export.remarks.say(item.line, "two images of one name", item.shown)
                continue
            height, width = colours.shape
            entry = {"source-ref": item.source_ref, "mask": f"masks/{name}", "width": width, "height": height}
            sheet.write(orjson.dumps({**entry, "segments": list(_segments(label, colours))}) + b"\n")
            export.remarks.written += 1


def _picture(export: Export, item: LabelledItem, label: MaskLabel, colours: Colours) -> bytes:
    palette = _palette(export, label)
    others = sorted({hex_of(int(colour)) for colour in np.unique(colours)} - set(palette))
    if others:
        export.remarks.say(
            item.line, "colours of no class", f"{item.shown}: {', '.join(others[:5])} are kept as they are"
        )
    if len(palette) + len(others) > MOST_INDEXED:
        export.remarks.say(item.line, "too many colours for a palette", f"{item.shown} is written in full colour")
        return rgb_png(colours)
    full = [*palette, *others]
    # Where two places share a colour the first is meant: later ones stand for classes that this image does not use.
    first = {colour: place for place, colour in reversed(list(enumerate(full)))}
    by_place = indices_of(colours, full, 0)
    wanted = np.array([first[colour] for colour in full], dtype=np.uint8)
    return indexed_png(wanted[by_place], full)


def _palette(export: Export, label: MaskLabel) -> list[str]:
    if isinstance(label, InstanceMask):
        return [WHITE, *(instance.hex_color for instance in label.instances)]
    here = {colour.name: colour.hex_color for colour in label.colours}
    return [here.get(name, UNUSED) for name in export.survey.classes]


def _segments(label: MaskLabel, colours: Colours) -> Iterator[dict[str, Any]]:
    marks: Sequence[Any] = label.colours if isinstance(label, ClassMask) else label.instances
    for mark in marks:
        inside = colours == colour_number(mark.hex_color)
        runs = runs_of(inside)
        yield {
            "class": mark.name,
            "hex-color": mark.hex_color,
            "confidence": mark.confidence,
            "area": runs.area,
            "bounds": list(runs.bounds),
            "rle": {"size": [runs.height, runs.width], "counts": runs.counts},
            "runs": plain_counts(inside),
        }
