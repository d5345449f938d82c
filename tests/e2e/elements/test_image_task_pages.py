"""Our own pages of image task types: what a worker does there is a good answer, and becomes the label they meant."""

from __future__ import annotations

import io
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from e2e.elements.drawing_hands import PLACE
from e2e.elements.element_examples import ASSETS
from e2e.elements.mask_files import png_of
from e2e.elements.painted_pictures import PNG, quarters
from e2e.elements.test_element_accessibility import violations
from truthloop.task_types.type_table import BY_NAME
from truthloop.templates.page_assembly import PageFrame, assemble_page
from truthloop.templates.render_limits import RenderLimits
from truthloop.templates.worker_pages import render
from truthloop.terms.labeling import Annotation, AnsweredObject, Label, LabelTerms

if TYPE_CHECKING:
    from e2e.elements.page_bench import OpenPage, PageBench

OF_THE_PORTAL = {"landmark-one-main", "page-has-heading-one", "region"}
"""What the page around a worker page has, and the worker page must not repeat."""


class TaskPage:
    """One task of a type's own example, open in the browser on a picture of 300 by 200."""

    def __init__(self, bench: PageBench, name: str, language: str = "en", **options: Any) -> None:
        self.kind = BY_NAME[name]
        folder = files(f"truthloop.task_types.{name.replace('-', '_')}")
        example = json.loads(folder.joinpath("example.json").read_text(encoding="utf-8"))
        config = example["label_categories"]
        self.terms = LabelTerms(
            job_name="job",
            attribute=example["label_attribute"],
            labels=tuple(entry["label"] for entry in config["labels"]),
            config=config,
        )
        self.line = example["manifest_line"]
        bench.server.put(ASSETS.style, "body{margin:0}", content_type="text/css")
        bench.server.pages["/picture.png"] = (png_of(quarters()), PNG)
        bench.server.pages["/mask.png"] = (png_of(earlier_mask()), PNG)
        data = {"task": {"input": self.kind.task_input(self.line, self.terms)}, "worker": {"language": language}}
        page = render(
            self.kind.template,
            data,
            lambda uri: "/mask.png" if str(uri).endswith("0.png") else "/picture.png",
            RenderLimits(),
        )
        assert page.errors == ()
        frame = PageFrame(portal_origin="", language=language)
        self.page: OpenPage = bench.open(assemble_page(page.html, ASSETS, frame), head="", **options)

    def at(self, x: float, y: float) -> tuple[float, float]:
        stage = self.page.page.locator("truthloop-image-stage").first
        place = stage.evaluate(PLACE, {"x": x, "y": y})
        return place["x"], place["y"]

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        mouse = self.page.page.mouse
        mouse.move(*self.at(*start))
        mouse.down()
        mouse.move(*self.at((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
        mouse.move(*self.at(*end))
        mouse.up()

    def click(self, *places: tuple[float, float]) -> None:
        for place in places:
            self.page.page.mouse.click(*self.at(*place))

    def wait_for(self, tag: str) -> TaskPage:
        """Until the picture is there, and with it what there was before."""
        self.page.page.wait_for_function(
            f"document.querySelector('{tag}')?.value?.inputImageProperties?.width === 300 "
            f"|| document.querySelector('{tag}')?.answer?.inputImageProperties?.width === 300"
        )
        return self

    def label(self) -> Label:
        """Submit; the answer passes the check, and is the label of a job with one worker."""
        answer = self.page.submitted()
        assert self.kind.check_answer(answer, self.terms) is None
        found = AnsweredObject(0, self.line, (Annotation("worker-1", answer),))
        (label,) = self.kind.consolidate([found], self.terms)
        assert label.failure is None
        return label


def earlier_mask() -> np.ndarray:
    """Buildings at the top left, in the colors of the examples."""
    mask = np.full((200, 300, 3), 255, np.uint8)
    mask[20:80, 30:120] = (0x2A, 0xCF, 0x59)
    return mask


def numbers(label: Label) -> np.ndarray:
    assert label.file is not None
    return np.asarray(Image.open(io.BytesIO(label.file.body)))


def test_a_box_that_is_drawn_is_the_label(bench: PageBench) -> None:
    task = TaskPage(bench, "bounding-box").wait_for("crowd-bounding-box")
    task.page.press("2")
    task.drag((20, 30), (120, 90))
    label = task.label()
    (box,) = label.value["annotations"]
    assert box["class_id"] == 1
    assert [box[side] for side in ("left", "top", "width", "height")] == pytest.approx([20, 30, 100, 60], abs=2)
    assert label.value["image_size"] == [{"width": 300, "height": 200, "depth": 3}]


def test_a_page_without_boxes_may_be_submitted(bench: PageBench) -> None:
    assert TaskPage(bench, "bounding-box").wait_for("crowd-bounding-box").label().value["annotations"] == []


def test_boxes_that_are_left_as_they_are_are_unadjusted_and_a_new_one_adjusts_them(bench: PageBench) -> None:
    untouched = TaskPage(bench, "adjustment-bounding-box").wait_for("crowd-bounding-box").label()
    assert untouched.metadata["adjustment-status"] == "unadjusted"
    assert untouched.value["annotations"] == [{"class_id": 0, "left": 111, "top": 134, "width": 61, "height": 128}]
    task = TaskPage(bench, "adjustment-bounding-box").wait_for("crowd-bounding-box")
    task.drag((20, 30), (80, 90))
    changed = task.label()
    assert changed.metadata["adjustment-status"] == "adjusted"
    assert len(changed.value["annotations"]) == 2


@pytest.mark.parametrize(
    "name", ["verification-bounding-box", "verification-semantic-segmentation", "verification-instance-segmentation"]
)
def test_a_verdict_and_a_comment_are_the_label(bench: PageBench, name: str) -> None:
    task = TaskPage(bench, name)
    expect(task.page.button("Zoom in")).to_be_visible()
    task.page.page.get_by_text("bad", exact=True).click()
    task.page.page.get_by_text("Say what is wrong").click()
    task.page.page.get_by_role("dialog").get_by_role("textbox").fill("Too wide on the right.")
    task.page.page.keyboard.press("Escape")
    label = task.label()
    assert (label.value, label.metadata["class-name"]) == ("1", "bad")
    assert label.metadata["worker-feedback"] == [{"comment": "Too wide on the right."}]


@pytest.mark.parametrize(
    ("language", "none"), [("en", "None of the above"), ("ko", "해당 없음"), ("pt-BR", "Nenhuma das opções")]
)
def test_nothing_fits_can_be_said_in_every_language(bench: PageBench, language: str, none: str) -> None:
    task = TaskPage(bench, "image-classification-multilabel", language)
    task.page.page.get_by_text(none, exact=True).click()
    task.page.page.locator("crowd-form").evaluate("form => form.submit()")
    (answer,) = json.loads(task.page.preview.inner_text())
    assert task.kind.check_answer(answer, task.terms) is None
    (label,) = task.kind.consolidate([AnsweredObject(0, {}, (Annotation("worker-1", answer),))], task.terms)
    assert (label.value, label.failure) == ([], None)


def test_what_is_painted_is_the_mask(bench: PageBench) -> None:
    task = TaskPage(bench, "semantic-segmentation").wait_for("crowd-semantic-segmentation")
    task.page.press("2")
    task.drag((50, 100), (200, 100))
    mask = numbers(task.label())
    assert set(np.unique(mask)) == {0, 2}
    assert mask[100, 60:190].all()
    assert not mask[:60].any()


def test_an_earlier_mask_is_there_to_adjust_and_keeps_its_numbers(bench: PageBench) -> None:
    task = TaskPage(bench, "adjustment-semantic-segmentation").wait_for("crowd-semantic-segmentation")
    expect(task.page.page.get_by_text("9%").first).to_be_visible()
    label = task.label()
    assert label.metadata["adjustment-status"] == "unadjusted"
    assert np.array_equal(numbers(label) == 1, (earlier_mask() != 255).any(axis=2))


def test_an_outline_that_is_clicked_along_is_the_label(bench: PageBench) -> None:
    task = TaskPage(bench, "polygon").wait_for("crowd-polygon")
    task.click((50, 50), (200, 60), (120, 150))
    task.page.press("Enter")
    (shape,) = task.label().value["polygons"]
    assert [each["x"] for each in shape["vertices"]] == pytest.approx([50, 200, 120], abs=2)
    assert [each["y"] for each in shape["vertices"]] == pytest.approx([50, 60, 150], abs=2)


def test_a_line_that_is_clicked_along_is_the_label(bench: PageBench) -> None:
    task = TaskPage(bench, "polyline").wait_for("crowd-polyline")
    task.page.press("2")
    task.click((20, 100), (150, 90), (280, 120))
    task.page.press("Enter")
    (shape,) = task.label().value["polylines"]
    assert (shape["class_id"], len(shape["vertices"])) == (1, 3)


def test_a_point_that_is_set_is_the_label(bench: PageBench) -> None:
    task = TaskPage(bench, "keypoint").wait_for("crowd-keypoint")
    task.click((70, 80))
    (shape,) = task.label().value["keypoints"]
    assert (shape["x"], shape["y"]) == pytest.approx((70, 80), abs=2)


@pytest.mark.parametrize(
    ("name", "key"),
    [("adjustment-polygon", "polygons"), ("adjustment-polyline", "polylines"), ("adjustment-keypoint", "keypoints")],
)
def test_earlier_shapes_are_there_to_adjust(bench: PageBench, name: str, key: str) -> None:
    task = TaskPage(bench, name).wait_for("crowd-" + name.removeprefix("adjustment-"))
    label = task.label()
    assert label.metadata["adjustment-status"] == "unadjusted"
    attribute = next(
        each for each in task.line if key in (task.line[each] if isinstance(task.line[each], dict) else {})
    )
    assert len(label.value[key]) == len(task.line[attribute][key])


def test_each_object_that_is_painted_has_a_number_and_a_color_of_its_own(bench: PageBench) -> None:
    task = TaskPage(bench, "instance-segmentation").wait_for("crowd-instance-segmentation")
    task.page.press("1")
    task.drag((40, 60), (120, 60))
    task.page.press("n")
    task.drag((40, 140), (120, 140))
    label = task.label()
    mask = numbers(label)
    assert mask[60, 50:110].all()
    assert {int(mask[60, 80]), int(mask[140, 80])} == {1, 2}
    assert [each["class-name"] for each in label.metadata["instances"]] == ["Cat", "Cat"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name", ["bounding-box", "image-classification-multilabel", "semantic-segmentation", "verification-bounding-box"]
)
def test_our_pages_have_no_accessibility_fault(bench: PageBench, name: str, scheme: str) -> None:
    task = TaskPage(bench, name, scheme=scheme)
    expect(task.page.button("Submit")).to_be_visible()
    task.page.page.emulate_media(reduced_motion="reduce")
    assert [fault for fault in violations(task.page) if fault["rule"] not in OF_THE_PORTAL] == []
