"""crowd-instance-segmentation: every object has a colour of its own, in AWS's form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from playwright.sync_api import expect

from e2e.elements.mask_files import is_colour, mask_in, png_of
from e2e.elements.page_bench import DESKTOP, PHONE
from e2e.elements.painted_pictures import PNG, Easel, open_easel
from e2e.elements.test_element_accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from e2e.elements.page_bench import PageBench

TAG = "crowd-instance-segmentation"
LABELS = """labels="['Cat', 'Dog']" """


def two_cats_and_a_dog(bench: PageBench) -> Easel:
    """A cat, another cat, and a dog of two parts."""
    easel = open_easel(bench, TAG, LABELS)
    easel.drag((40, 40), (80, 40))
    easel.page.press("n")
    easel.drag((140, 40), (180, 40))
    easel.page.press("2")
    easel.drag((40, 150), (80, 150))
    easel.drag((200, 150), (260, 150))
    return easel


def pixels(answer: Any) -> list[tuple[str, int]]:
    """Label and number of pixels of each instance."""
    mask = mask_in(answer)
    return [(each["label"], int(is_colour(mask, each["color"]).sum())) for each in answer["instances"]]


def row(easel: Easel, text: str) -> Locator:
    return easel.page.page.get_by_role("listitem").filter(has_text=text).get_by_role("button").first


def test_instances_of_one_label_have_colours_of_their_own(bench: PageBench) -> None:
    answer = two_cats_and_a_dog(bench).page.submitted()["mask"]
    assert set(answer) == {"labeledImage", "instances", "inputImageProperties"}
    assert [each["label"] for each in answer["instances"]] == ["Cat", "Cat", "Dog"]
    colours = [each["color"] for each in answer["instances"]]
    assert len(set(colours)) == 3
    mask = mask_in(answer)
    assert all(is_colour(mask, colour).any() for colour in colours)
    covered = np.any([is_colour(mask, colour) for colour in colours], axis=0)
    assert is_colour(mask, "#ffffff")[~covered].all()


def test_instances_are_merged_split_and_deleted_and_all_of_it_undone(bench: PageBench) -> None:
    easel = two_cats_and_a_dog(bench)
    start = easel.answer()
    (_, first), (_, second), (_, dog) = pixels(start)
    row(easel, "Cat 1").click()
    row(easel, "Cat 2").click(modifiers=["Shift"])
    easel.page.button("Merge the selected instances").click()
    assert pixels(easel.answer()) == [("Cat", first + second), ("Dog", dog)]
    row(easel, "Dog 1").click()
    easel.page.press("x")
    parts = pixels(easel.answer())
    assert [label for label, _ in parts] == ["Cat", "Dog", "Dog"]
    assert sum(count for label, count in parts if label == "Dog") == dog
    row(easel, "Cat 1").click()
    easel.page.press("Delete")
    assert [label for label, _ in pixels(easel.answer())] == ["Dog", "Dog"]
    easel.page.press("Control+z", "Control+z", "Control+z")
    assert easel.answer() == start


def test_a_selected_instance_takes_more_strokes_and_another_label(bench: PageBench) -> None:
    easel = two_cats_and_a_dog(bench)
    (_, first), (_, second), (_, dog) = pixels(easel.answer())
    easel.page.press("v")
    easel.click(60, 40)
    easel.page.press("2", "b")
    easel.drag((60, 80), (100, 80))
    (label, more), *others = pixels(easel.page.submitted()["mask"])
    assert (label, others) == ("Dog", [("Cat", second), ("Dog", dog)])
    assert more > first


def test_the_eraser_takes_from_the_selected_instance_alone(bench: PageBench) -> None:
    easel = two_cats_and_a_dog(bench)
    (_, first), (_, second), (_, dog) = pixels(easel.answer())
    row(easel, "Cat 2").click()
    easel.page.press("e")
    easel.drag((40, 40), (160, 40))
    (_, after_first), (_, after_second), (_, after_dog) = pixels(easel.answer())
    assert (after_first, after_dog) == (first, dog)
    assert 0 < after_second < second


def test_earlier_instances_are_taken_over_in_their_colours(bench: PageBench) -> None:
    mask = np.full((200, 300, 3), 255, np.uint8)
    mask[10:50, 10:50], mask[60:90, 60:120] = (0x2C, 0xA0, 0x2C), (0x1F, 0x77, 0xB4)
    bench.server.pages["/mask.png"] = (png_of(mask), PNG)
    instances = [{"color": "#2ca02c", "label": "Cat"}, {"color": "#1f77b4", "label": "Cat"}]
    value = json.dumps({"instances": instances, "src": "/mask.png"})
    easel = open_easel(bench, TAG, f"{LABELS} initial-value='{value}'")
    assert easel.answer()["instances"] == instances
    assert np.array_equal(mask_in(easel.answer()), mask)
    easel.page.press("2")
    easel.drag((200, 150), (220, 150))
    answer = easel.page.submitted()["mask"]
    assert answer["instances"][:2] == instances
    assert answer["instances"][2]["label"] == "Dog"
    assert answer["instances"][2]["color"] not in {"#2ca02c", "#1f77b4", "#ffffff"}


def test_more_instances_than_a_palette_holds_keep_their_exact_colours(bench: PageBench) -> None:
    mask = np.full((200, 300, 3), 255, np.uint8)
    instances = []
    for index in range(300):
        colour = (index % 256, index // 256, 77)
        mask[(index // 30) * 20 : (index // 30) * 20 + 10, (index % 30) * 10 : (index % 30) * 10 + 5] = colour
        instances.append({"color": "#" + bytes(colour).hex(), "label": "Cat"})
    bench.server.pages["/mask.png"] = (png_of(mask), PNG)
    value = json.dumps({"instances": instances, "src": "/mask.png"})
    answer = open_easel(bench, TAG, f"{LABELS} initial-value='{value}'").page.submitted()["mask"]
    assert answer["instances"] == instances
    assert np.array_equal(mask_in(answer), mask)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_nothing_in_it_is_inaccessible(bench: PageBench, scheme: str, size: tuple[int, int]) -> None:
    easel = open_easel(bench, TAG, LABELS, scheme=scheme, size=size)
    easel.page.page.emulate_media(reduced_motion="reduce")
    easel.drag((40, 40), (80, 40))
    expect(easel.page.button("New instance")).to_be_enabled()
    assert violations(easel.page) == []
