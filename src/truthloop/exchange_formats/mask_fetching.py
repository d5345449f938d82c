"""The picture of a label's mask, when it can be had."""

from __future__ import annotations

from truthloop.exchange_formats.exporting import Export, fetched
from truthloop.exchange_formats.indexed_pictures import Colours, read_colours
from truthloop.exchange_formats.labelled_items import LabelledItem, MaskLabel
from truthloop.terms.errors import Invalid


def mask_colours(export: Export, item: LabelledItem, label: MaskLabel) -> Colours | None:
    """The mask's colours; None, and a remark, when it is not there or no picture. Raises Invalid without a fetch."""
    body = fetched(export, item, label.ref, "Masks are read from their pictures")
    if body is None:
        return None
    try:
        return read_colours(body, label.ref)
    except Invalid as error:
        export.remarks.say(item.line, "no picture", str(error))
        return None
