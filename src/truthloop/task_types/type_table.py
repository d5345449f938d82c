"""Every task type, and which one a job's functions ask for.

A type is loaded when it is first looked up: consolidation brings compilers and image libraries, and neither the server
nor a command should wait for what nobody has asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Final

from truthloop.task_types.task_type import TaskType

FUNCTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "image-classification": ("ImageMultiClass",),
    "image-classification-multilabel": ("ImageMultiClassMultiLabel",),
    "named-entity-adjustment": ("AdjustmentNamedEntityRecognition",),
    "named-entity-recognition": ("NamedEntityRecognition",),
    "named-entity-verification": ("VerificationNamedEntityRecognition",),
    "text-classification": ("TextMultiClass",),
    "image-class-adjustment": ("AdjustmentImageMultiClass",),
    "image-class-adjustment-multilabel": ("AdjustmentImageMultiClassMultiLabel",),
    "image-class-verification": ("VerificationImageMultiClass", "VerificationImageMultiClassMultiLabel"),
    "text-class-adjustment": ("AdjustmentTextMultiClass",),
    "text-class-adjustment-multilabel": ("AdjustmentTextMultiClassMultiLabel",),
    "text-class-verification": ("VerificationTextMultiClass", "VerificationTextMultiClassMultiLabel"),
    "text-classification-multilabel": ("TextMultiClassMultiLabel",),
    "video-class-adjustment": ("AdjustmentVideoMultiClass",),
    "video-class-verification": ("VerificationVideoMultiClass",),
    "video-classification": ("VideoMultiClass", "VideoClassification"),
    "pass-through": ("PassThrough",),
    "custom": (),
    "bounding-box": ("BoundingBox",),
    "verification-bounding-box": ("VerificationBoundingBox",),
    "adjustment-bounding-box": ("AdjustmentBoundingBox",),
    "semantic-segmentation": ("SemanticSegmentation",),
    "verification-semantic-segmentation": ("VerificationSemanticSegmentation",),
    "adjustment-semantic-segmentation": ("AdjustmentSemanticSegmentation",),
    "polygon": ("Polygon",),
    "adjustment-polygon": ("AdjustmentPolygon",),
    "polyline": ("Polyline",),
    "adjustment-polyline": ("AdjustmentPolyline",),
    "keypoint": ("Keypoint",),
    "adjustment-keypoint": ("AdjustmentKeypoint",),
    "instance-segmentation": ("InstanceSegmentation",),
    "verification-instance-segmentation": ("VerificationInstanceSegmentation",),
}
"""Name → the X of PRE-X and ACS-X, as the type itself says. `NAME` stands in `name/name_type.py`, with underscores."""

SINGLE_LABEL: Final = frozenset(
    {
        "image-class-adjustment",
        "image-class-verification",
        "image-classification",
        "named-entity-verification",
        "text-class-adjustment",
        "text-class-verification",
        "text-classification",
        "verification-bounding-box",
        "verification-instance-segmentation",
        "verification-semantic-segmentation",
        "video-class-adjustment",
        "video-class-verification",
        "video-classification",
    }
)
"""Names of the types whose workers choose one class: gold labels, skill tests and early stopping are for these.

By name, so that nobody has to load a type, and NumPy with it, to ask. `class_votes` consolidates exactly these.
"""


@cache
def task_type(name: str) -> TaskType:
    """The task type of a name of `FUNCTIONS`."""
    folder = name.replace("-", "_")
    found = getattr(import_module(f"truthloop.task_types.{folder}.{folder}_type"), folder.upper())
    if not isinstance(found, TaskType):
        raise TypeError(f"{folder}_type.{folder.upper()} is a {type(found).__name__}; it must be a TaskType.")
    return found


class TypesByKey(Mapping[str, TaskType]):
    """Task types by some key of theirs; listing the keys loads none."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def __getitem__(self, key: str) -> TaskType:
        """The type of a key; KeyError."""
        return task_type(self._names[key])

    def __iter__(self) -> Iterator[str]:
        """The keys, in the order of `FUNCTIONS`."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many keys there are."""
        return len(self._names)


BY_NAME: Final = TypesByKey({name: name for name in FUNCTIONS})
BY_FUNCTION: Final = TypesByKey({function: name for name, functions in FUNCTIONS.items() for function in functions})
"""By the X of PRE-X and ACS-X."""
