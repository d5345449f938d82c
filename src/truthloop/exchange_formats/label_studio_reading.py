"""Label Studio in: exported tasks with annotations or predictions as labelled items, one per task.

Formats: https://labelstud.io/guide/task_format and the tags' reference. Of several annotations the last that was not
cancelled is read, else the last prediction; a task with neither has no label. The file is one JSON document, held
whole.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from truthloop.exchange_formats.brush_runs import brush_mask
from truthloop.exchange_formats.importing import (
    WHITE,
    Import,
    blank,
    labelled_item,
    numbered,
    snapped,
    source_ref,
    stored,
)
from truthloop.exchange_formats.indexed_pictures import colour_number, distinct_colours, rgb_png
from truthloop.exchange_formats.label_fields import (
    Json,
    UnreadableLabel,
    confidence,
    listed,
    member,
    number,
    text,
    whole,
)
from truthloop.exchange_formats.labelled_items import (
    Box,
    BoxLabels,
    ClassChoice,
    ClassChoices,
    ImageSize,
    InstanceMask,
    Keypoint,
    KeypointLabels,
    Label,
    LabelledItem,
    MaskInstance,
    Outline,
    PolygonLabels,
    TextSpan,
    TextSpans,
)
from truthloop.terms.errors import Invalid

Result = Mapping[str, Any]


def read_label_studio(importing: Import, path: Path) -> Iterator[LabelledItem]:
    """The tasks in order. Raises Invalid."""
    try:
        tasks = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise Invalid(f"{path} is not JSON: {error}.") from error
    if not isinstance(tasks, list):
        raise Invalid(f"{path} is not a list of Label Studio's tasks.")
    numbers: dict[str, int] = {}
    kind = importing.kind or _common_kind(tasks)
    several = kind == "choices" and any(_choice_count(task) > 1 for task in tasks)
    if kind is not None and kind not in READERS:
        raise Invalid(f"Label Studio's results are read as {', '.join(READERS)}, not as {kind!r}.")
    for place, task in enumerate(tasks, start=1):
        try:
            yield _item(_Task(importing, place, numbers, several), task, kind)
        except (UnreadableLabel, AttributeError, KeyError, TypeError, ValueError) as error:
            importing.remarks.say(place, "unreadable", str(error))


def _item(task: _Task, given: Json, kind: str | None) -> LabelledItem:
    data, results = member(given, "data", "task"), _results(given)
    if not isinstance(data, Mapping):
        raise UnreadableLabel("task.data is no object")
    task.data = data
    label = None if results is None or kind is None else _label(task, results, kind)
    if task.spoken is not None:
        return labelled_item(task.importing, task.place, label, text=task.spoken)
    name = next((value for value in data.values() if isinstance(value, str)), None)
    if name is None:
        raise UnreadableLabel("task.data holds neither text nor the address of an image")
    last = name.rpartition("?d=")[2].rpartition("/")[2]
    return labelled_item(task.importing, task.place, label, ref=source_ref(task.importing, last, name))


def _label(task: _Task, results: Sequence[Result], kind: str) -> Label:
    if others := sorted({str(each.get("type")) for each in results} - {kind}):
        task.importing.remarks.say(task.place, "another kind of result", f"{', '.join(others)} left out of {kind}")
    return READERS[kind](task, [each for each in results if each.get("type") == kind])


def _results(task: Json) -> list[Result] | None:
    for key in ("annotations", "completions", "predictions"):
        made = [each for each in task.get(key) or () if isinstance(each, Mapping) and not each.get("was_cancelled")]
        if made:
            return [each for each in listed(made[-1], "result", key) if isinstance(each, Mapping)]
    return None


def _common_kind(tasks: Sequence[Any]) -> str | None:
    """The kind of the first result that can be read, None when there is none."""
    for task in tasks:
        if found := next((str(each.get("type")) for each in _readable(task) if str(each.get("type")) in READERS), None):
            return found
    return None


def _choice_count(task: Json) -> int:
    values = (each.get("value") for each in _readable(task))
    chosen = (value.get("choices") for value in values if isinstance(value, Mapping))
    return sum(len(each) for each in chosen if isinstance(each, list))


def _readable(task: Json) -> list[Result]:
    """The results of a task, none when they cannot be read: that is remarked on when the task's turn comes."""
    try:
        return (_results(task) or []) if isinstance(task, Mapping) else []
    except (UnreadableLabel, TypeError):
        return []


class _Task:
    """What a reader of one task's results knows besides them."""

    def __init__(self, importing: Import, place: int, numbers: dict[str, int], several: bool) -> None:
        self.importing = importing
        self.place = place
        self.numbers = numbers
        self.several = several
        self.data: Mapping[str, Any] = {}

    @property
    def spoken(self) -> str | None:
        """The task's text."""
        given = self.data.get("text")
        return given if isinstance(given, str) else None

    def size(self, results: Sequence[Result]) -> ImageSize | None:
        """The image's size, as the results say it or, without any, as our own export noted it in the data."""
        if results:
            return ImageSize(
                whole(results[0], "original_width", "result"), whole(results[0], "original_height", "result")
            )
        if "width" in self.data and "height" in self.data:
            return ImageSize(whole(self.data, "width", "data"), whole(self.data, "height", "data"))
        return None

    def named(self, value: Mapping[str, Any], key: str) -> tuple[str, int]:
        """The first label of a result, and its class id."""
        names = listed(value, key, "value")
        if not names:
            raise UnreadableLabel(f"a result has no {key}")
        if len(names) > 1:
            self.importing.remarks.say(self.place, "two labels on one mark", f"only {names[0]} of {names} is kept")
        return str(names[0]), numbered(self.importing, self.numbers, str(names[0]))


def _place(value: Mapping[str, Any], key: str, whole_length: int) -> float:
    return snapped(number(value, key, "value") * whole_length / 100)


def _boxes(task: _Task, results: Sequence[Result]) -> Label:
    size, boxes = task.size(results), []
    for each in results:
        value, (name, class_id) = member(each, "value", "result"), task.named(each["value"], "rectanglelabels")
        left, top, width, height = _upright(task, value, size or ImageSize(1, 1))
        boxes.append(Box(name, class_id, left, top, width, height, confidence({"confidence": each.get("score")})))
    return BoxLabels(size, tuple(boxes))


def _upright(task: _Task, value: Mapping[str, Any], size: ImageSize) -> tuple[float, float, float, float]:
    """A rectangle's left, top, width and height; one that is turned becomes the upright one around it."""
    left, top = _place(value, "x", size.width), _place(value, "y", size.height)
    width, height = _place(value, "width", size.width), _place(value, "height", size.height)
    turned = math.radians(float(value.get("rotation") or 0))
    if not turned:
        return left, top, width, height
    task.importing.remarks.say(task.place, "a turned rectangle", "the upright rectangle around it is kept")
    across, along = (math.cos(turned), math.sin(turned)), (-math.sin(turned), math.cos(turned))
    xs = [left + u * width * across[0] + v * height * along[0] for u in (0, 1) for v in (0, 1)]
    ys = [top + u * width * across[1] + v * height * along[1] for u in (0, 1) for v in (0, 1)]
    return snapped(min(xs)), snapped(min(ys)), snapped(max(xs) - min(xs)), snapped(max(ys) - min(ys))


def _polygons(task: _Task, results: Sequence[Result]) -> Label:
    size, outlines = task.size(results), []
    for each in results:
        name, class_id = task.named(member(each, "value", "result"), "polygonlabels")
        points = listed(each["value"], "points", "value")
        unit = size or ImageSize(1, 1)
        vertices = tuple((snapped(x * unit.width / 100), snapped(y * unit.height / 100)) for x, y in points)
        outlines.append(Outline(name, class_id, vertices, confidence({"confidence": each.get("score")})))
    return PolygonLabels(size, tuple(outlines))


def _keypoints(task: _Task, results: Sequence[Result]) -> Label:
    size, points = task.size(results), []
    for each in results:
        value, (name, class_id) = member(each, "value", "result"), task.named(each["value"], "keypointlabels")
        unit = size or ImageSize(1, 1)
        x, y = _place(value, "x", unit.width), _place(value, "y", unit.height)
        points.append(Keypoint(name, class_id, x, y, confidence({"confidence": each.get("score")})))
    return KeypointLabels(size, tuple(points))


def _brushes(task: _Task, results: Sequence[Result]) -> Label:
    size = task.size(results)
    if size is None:
        raise UnreadableLabel("a task without any brush does not tell the image's size")
    picture = blank(size)
    instances = []
    for each, colour in zip(results, distinct_colours(len(results)), strict=True):
        value, (name, _class_id) = member(each, "value", "result"), task.named(each["value"], "brushlabels")
        try:
            mask = brush_mask(listed(value, "rle", "value"), size.height, size.width)
        except Invalid as error:
            raise UnreadableLabel(str(error)) from error
        if np.any(picture[mask] != WHITE):
            task.importing.remarks.say(task.place, "masks overlap", "the later one lies on top")
        picture[mask] = colour_number(colour)
        instances.append(MaskInstance(name, colour, confidence({"confidence": each.get("score")})))
    return InstanceMask(stored(task.importing, f"{task.place}.png", rgb_png(picture)), tuple(instances))


def _choices(task: _Task, results: Sequence[Result]) -> Label:
    names = [str(name) for each in results for name in listed(member(each, "value", "result"), "choices", "value")]
    sure = confidence({"confidence": results[0].get("score")}) if results else None
    chosen = tuple(ClassChoice(name, numbered(task.importing, task.numbers, name), sure) for name in names)
    return chosen[0] if len(chosen) == 1 and not task.several else ClassChoices(chosen)


def _spans(task: _Task, results: Sequence[Result]) -> Label:
    spans = tuple(_span(task, each) for each in results)
    for span in spans:
        numbered(task.importing, task.numbers, span.name)
    return TextSpans(spans, tuple((name, "") for name in task.numbers))


def _span(task: _Task, result: Result) -> TextSpan:
    """A span in code points: older versions counted UTF-16 units, which the text they quote gives away."""
    value = member(result, "value", "result")
    name = text({"name": (listed(value, "labels", "value") or [None])[0]}, "name", "value.labels")
    start, end, spoken = whole(value, "start", "value"), whole(value, "end", "value"), task.spoken or ""
    quoted = value.get("text")
    if isinstance(quoted, str) and spoken[start:end] != quoted:
        units = spoken.encode("utf-16-le", "surrogatepass")
        before, inside = (units[a * 2 : b * 2].decode("utf-16-le", "replace") for a, b in ((0, start), (start, end)))
        if inside == quoted:
            start, end = len(before), len(before) + len(inside)
        else:
            task.importing.remarks.say(
                task.place, "text does not match", f"{name} {start}-{end} is not {quoted[:40]!r}"
            )
    if not 0 <= start < end <= len(spoken):
        raise UnreadableLabel(f"{name} goes from {start} to {end} in a text of {len(spoken)} characters")
    return TextSpan(name, start, end, confidence({"confidence": result.get("score")}))


READERS: dict[str, Callable[[_Task, Sequence[Result]], Label]] = {
    "rectanglelabels": _boxes,
    "polygonlabels": _polygons,
    "keypointlabels": _keypoints,
    "brushlabels": _brushes,
    "choices": _choices,
    "labels": _spans,
}
"""The type of a result and how results of it are read."""
