"""Earlier masks of single objects, as a verification page needs them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from truthloop.task_types.audited_drawings import AuditedKind
from truthloop.task_types.audited_masks import wrong_address
from truthloop.task_types.manifest_values import shown
from truthloop.task_types.mask_pictures import color_number


def wrong_instances(value: object, metadata: Mapping[str, Any]) -> str | None:
    """Why a mask of single objects cannot be shown, or None."""
    instances = metadata.get("instances")
    if not isinstance(instances, list):
        return 'has no list `instances` in its metadata, such as [{"hex-color": "#2ca02c", "class-name": "Cat"}]'
    for place, entry in enumerate(instances):
        named = isinstance(entry, Mapping) and isinstance(entry.get("class-name"), str)
        if not named or color_number(entry.get("hex-color")) is None:
            return f"has {shown(entry)} as entry {place} of `instances`; a `class-name` and a `hex-color` are needed"
    return wrong_address(value)


def shown_instances(value: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
    """The mask's address and its objects, as the elements write them."""
    instances = [{"color": each["hex-color"].lower(), "label": each["class-name"]} for each in metadata["instances"]]
    labels = list(dict.fromkeys(each["label"] for each in instances))
    return {"maskObject": value, "instances": instances, "auditedLabels": labels}


AUDITED_INSTANCES = AuditedKind(
    frozenset({"truthloop/instance-segmentation"}), "masks of single objects", wrong_instances, shown_instances
)
