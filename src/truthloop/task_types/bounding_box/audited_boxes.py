"""Earlier boxes, for verification and adjustment."""

from __future__ import annotations

from truthloop.task_types.audited_shapes import audited_shapes
from truthloop.task_types.bounding_box.box_form import BOXES

AUDITED_BOXES = audited_shapes(BOXES, frozenset({"groundtruth/object-detection"}), "bounding boxes")
