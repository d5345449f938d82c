"""Earlier masks, as a verification or adjustment page needs them.

AWS demands the colors in hexadecimal form: "if it can't find it, Ground Truth displays an error message". Source:
"Color information requirements for semantic segmentation jobs", SageMaker developer guide.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from truthloop.task_types.audited_drawings import AuditedKind
from truthloop.task_types.manifest_values import shown
from truthloop.task_types.mask_pictures import color_number
from truthloop.task_types.semantic_masks import BACKGROUND


def wrong_address(value: object) -> str | None:
    """Why the value of a label cannot be the address of a mask."""
    if isinstance(value, str) and value.startswith("s3://"):
        return None
    return f"is {shown(value)}; the S3 address of a PNG is needed"


def wrong_mask(value: object, metadata: Mapping[str, Any]) -> str | None:
    """Why a mask cannot be shown, or None."""
    classes = metadata.get("internal-color-map")
    if not isinstance(classes, Mapping) or not classes:
        return (
            'has no `internal-color-map` in its metadata, such as {"1": {"class-name": "Cat", "hex-color": "#2ca02c"}}'
        )
    for index, entry in classes.items():
        if not isinstance(entry, Mapping) or not isinstance(entry.get("class-name"), str):
            return f"has {shown(entry)} as entry {shown(index)} of `internal-color-map`; it names no `class-name`"
        if color_number(entry.get("hex-color")) is None:
            return (
                f"has the `hex-color` {shown(entry.get('hex-color'))} as entry {shown(index)} of `internal-color-map`; "
                "a color such as #2ca02c is needed to show the mask"
            )
    return wrong_address(value)


def shown_mask(value: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
    """The mask's address and the colors of its labels, as the elements write them."""
    colors = {
        entry["class-name"]: {"color": entry["hex-color"].lower()}
        for entry in metadata["internal-color-map"].values()
        if entry["class-name"] != BACKGROUND
    }
    return {"maskObject": value, "labelMappings": colors, "auditedLabels": list(colors)}


AUDITED_MASKS = AuditedKind(frozenset({"groundtruth/semantic-segmentation"}), "masks", wrong_mask, shown_mask)
