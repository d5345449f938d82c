"""What one line of an augmented manifest says about one object, as small frozen values.

    LabelledItem ── label: Label | None
                           ├── BoxLabels        boxes on an image
                           ├── PolygonLabels    closed outlines on an image
                           ├── PolylineLabels   open lines on an image
                           ├── KeypointLabels   points on an image
                           ├── ClassChoice      one class (image, text, video clip; also a verification's verdict)
                           ├── ClassChoices     any number of classes
                           ├── ClassMask        a picture whose colours are classes
                           ├── InstanceMask     a picture whose colours are single objects
                           └── TextSpans        named stretches of a text

Coordinates are pixels of the stored image (its EXIF orientation ignored), x to the right and y downward, origin at the
outer corner of the first pixel. Offsets in texts count Unicode code points, the end exclusive.
The shapes they are read from: https://docs.aws.amazon.com/sagemaker/latest/dg/sms-data-output.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

BACKGROUND = "BACKGROUND"
"""AWS's name of the first class of every class mask."""
Point: TypeAlias = tuple[float, float]
"""x and y."""


@dataclass(frozen=True, slots=True)
class ImageSize:
    """An image's size in pixels."""

    width: int
    height: int
    depth: int = 3
    """Channels."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    name: str
    """The class."""
    class_id: int
    left: float
    top: float
    width: float
    height: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A line through vertices: closed in a polygon, open in a polyline."""

    name: str
    class_id: int
    vertices: tuple[Point, ...]
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Keypoint:
    """One named point."""

    name: str
    class_id: int
    x: float
    y: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class BoxLabels:
    """Boxes; none at all is a label too: somebody looked and there was nothing."""

    size: ImageSize | None
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PolygonLabels:
    """Closed outlines."""

    size: ImageSize | None
    polygons: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class PolylineLabels:
    """Open lines."""

    size: ImageSize | None
    polylines: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class KeypointLabels:
    """Points."""

    size: ImageSize | None
    keypoints: tuple[Keypoint, ...]


@dataclass(frozen=True, slots=True)
class ClassChoice:
    """One class chosen."""

    name: str
    class_id: int
    confidence: float | None = None
    comments: tuple[str, ...] = ()
    """What workers wrote beside a verification."""


@dataclass(frozen=True, slots=True)
class ClassChoices:
    """Any number of classes chosen."""

    choices: tuple[ClassChoice, ...]


@dataclass(frozen=True, slots=True)
class MaskColour:
    """A colour of a class mask and what it stands for."""

    name: str
    class_id: int
    hex_color: str
    """`#rrggbb`, lower case."""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class ClassMask:
    """Semantic segmentation: a PNG as large as the image."""

    ref: str
    """Where the PNG is."""
    colours: tuple[MaskColour, ...]


@dataclass(frozen=True, slots=True)
class MaskInstance:
    """One object of an instance mask."""

    name: str
    hex_color: str
    """`#rrggbb`, lower case; no two instances of a mask share one."""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class InstanceMask:
    """Instance segmentation: a PNG as large as the image."""

    ref: str
    instances: tuple[MaskInstance, ...]


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A named stretch of the text."""

    name: str
    start: int
    """Code points before it."""
    end: int
    """Exclusive."""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class TextSpans:
    """Named entities; spans may overlap."""

    spans: tuple[TextSpan, ...]
    labels: tuple[tuple[str, str], ...] = ()
    """The labels that could be chosen, each with its short name (empty when it has none), in the job's order."""


ImageLabel: TypeAlias = BoxLabels | PolygonLabels | PolylineLabels | KeypointLabels
MaskLabel: TypeAlias = ClassMask | InstanceMask
Label: TypeAlias = ImageLabel | ClassChoice | ClassChoices | MaskLabel | TextSpans

KINDS: dict[type[Label], str] = {
    BoxLabels: "boxes",
    PolygonLabels: "polygons",
    PolylineLabels: "polylines",
    KeypointLabels: "keypoints",
    ClassChoice: "one class",
    ClassChoices: "several classes",
    ClassMask: "class masks",
    InstanceMask: "instance masks",
    TextSpans: "text spans",
}
"""What people call each kind of label."""


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """One object of a manifest with what one label attribute says of it."""

    line: int
    """Counted from 1."""
    source_ref: str | None
    """Where the object is; None for literal text."""
    text: str | None
    """The literal text; None for what is referred to."""
    label: Label | None
    missing: str = ""
    """Why there is no label: never sent to workers, failed, or unreadable."""
    type: str = ""
    """The metadata's type, `groundtruth/object-detection`."""
    job_name: str = ""
    """Without the prefix `labeling-job/` that some types carry."""
    human_annotated: bool = True
    creation_date: str = ""

    @property
    def shown(self) -> str:
        """The object, short enough for a message."""
        said = self.source_ref if self.source_ref is not None else repr(self.text or "")
        return said if len(said) <= 80 else said[:80] + "…"  # noqa: PLR2004 (a line's worth)

    @property
    def why_missing(self) -> str:
        """Which object has no label, and why."""
        return self.missing if self.source_ref is None and self.text is None else f"{self.shown}: {self.missing}"


Items: TypeAlias = Callable[[], Iterator[LabelledItem]]
"""Opens the stream of items from its start; writers that need two passes call it twice."""
Fetch: TypeAlias = Callable[[str], bytes]
"""The bytes of what a manifest refers to."""


def named_classes(label: Label) -> Iterator[tuple[int, str]]:
    """Each class that a label uses, as often as it uses it: (class id, name)."""
    match label:
        case BoxLabels(boxes=marks) | PolygonLabels(polygons=marks) | PolylineLabels(polylines=marks):
            yield from ((mark.class_id, mark.name) for mark in marks)
        case KeypointLabels(keypoints=points):
            yield from ((point.class_id, point.name) for point in points)
        case ClassChoice():
            yield label.class_id, label.name
        case ClassChoices(choices=choices):
            yield from ((choice.class_id, choice.name) for choice in choices)
        case ClassMask(colours=colours):
            yield from ((colour.class_id, colour.name) for colour in colours)
        case InstanceMask(instances=instances):
            yield from ((number, instance.name) for number, instance in enumerate(instances))
        case TextSpans(spans=spans, labels=labels):
            yield from ((number, name) for number, (name, _short) in enumerate(labels))
            yield from ((len(labels), span.name) for span in spans)
