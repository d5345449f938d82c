"""Classifying an image: the answers AWS documents, earlier labels over the image, and a close look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from e2e.elements.page_bench import FakePortal

if TYPE_CHECKING:
    from e2e.elements.page_bench import OpenPage, PageBench

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600" viewBox="0 0 800 600">'
    '<rect width="800" height="600" fill="#4a7"/><circle cx="400" cy="300" r="90" fill="#fc3"/></svg>'
)
CATEGORIES = "['Cat', 'Dog', 'None of the Above',]"
COMMENTED = """<crowd-form><crowd-image-classifier name="category" header="Which animal?" src="/image.svg"
  categories="{categories}" {more}>
  <short-instructions>Look closely.</short-instructions><full-instructions header="All">At length</full-instructions>
  <worker-comment header="Why?" link-text="Say why" placeholder="Because"><p>Say what you saw.</p></worker-comment>
</crowd-image-classifier></crowd-form>"""
BOXES = """overlay='{ "boundingBox": { labels: ["bird", "cat"], value: [
  { height: 120, label: "bird", left: 200, top: 150, width: 160 },
  { height: 60, label: "cat", left: 600, top: 500, width: 100 }, ] } }'"""
MULTIPLE = """<crowd-form><crowd-image-classifier-multi-select name="animals" header="Which?" src="/image.svg"
  categories="['Cat', 'Dog', 'Horse']" exclusion-category="{ text: 'None' }">
</crowd-image-classifier-multi-select></crowd-form>"""
MODERATION = """<crowd-form><crowd-rekognition-detect-moderation-labels header="What is in it?" src="/image.svg"
  categories='{categories}' {more}></crowd-rekognition-detect-moderation-labels></crowd-form>"""
OBJECTS = '[{ name: "Gore", parentName: "Violence", confidence: 61.5 }, { name: "Corpses", parentName: "Violence" },]'
IMAGE = "document.querySelector('crowd-image-classifier').shadowRoot.querySelector('truthloop-image-view').shadowRoot"
KEY = "AWS/Rekognition/DetectModerationLabels/Image/V3"


@pytest.fixture
def images(bench: PageBench) -> PageBench:
    bench.server.put("/image.svg", SVG, content_type="image/svg+xml")
    bench.server.put("/mask.svg", SVG.replace("#4a7", "#ffffff"), content_type="image/svg+xml")
    return bench


def shown(page: OpenPage) -> OpenPage:
    """The page once its image is there."""
    expect(page.button("Zoom in")).to_be_visible()
    return page


def layer(page: OpenPage) -> dict[str, float]:
    """Where the image lies, beside its view."""
    place: dict[str, float] = page.evaluate(
        f"(() => {{ const root = {IMAGE};"
        "const [view, layer] = ['.view', '.layer'].map((s) => root.querySelector(s).getBoundingClientRect());"
        "return {left: layer.left - view.left, top: layer.top - view.top, width: layer.width, height: layer.height,"
        "viewWidth: view.width, viewHeight: view.height} })()"
    )
    return place


def test_one_category_is_answered_as_aws_writes_it(images: PageBench) -> None:
    page = shown(images.open(COMMENTED.format(categories=CATEGORIES, more="")))
    expect(page.page.get_by_text("Look closely.")).to_be_visible()
    page.submit()
    page.expect_nothing_submitted()
    page.press("2")
    assert page.submitted() == {"category": {"label": "Dog"}}


def test_a_comment_goes_with_the_answer_once_it_is_written(images: PageBench) -> None:
    page = shown(images.open(COMMENTED.format(categories=CATEGORIES, more=BOXES)))
    page.page.get_by_role("radio", name="Cat", exact=True).check()
    page.button("Say why").click()
    expect(page.page.get_by_role("dialog", name="Why?")).to_contain_text("")
    expect(page.page.get_by_text("Say what you saw.")).to_be_visible()
    comment = page.page.get_by_role("textbox", name="Comment")
    expect(comment).to_be_focused()
    expect(comment).to_have_attribute("placeholder", "Because")
    comment.fill("Whiskers, 2 of them")
    page.button("Done").click()
    expect(page.button("Edit the comment")).to_be_focused()
    expect(page.page.get_by_role("radio", name="Cat", exact=True)).to_be_checked()
    assert page.submitted() == {"category": {"label": "Cat", "workerComment": "Whiskers, 2 of them"}}


def test_a_half_done_answer_and_its_comment_come_back(images: PageBench) -> None:
    body = COMMENTED.format(categories=CATEGORIES, more="")
    portal = FakePortal(images, body)
    portal.start()
    portal.work.get_by_role("radio", name="Dog").check()
    portal.work.get_by_role("button", name="Say why").click()
    portal.work.get_by_role("textbox").fill("It barks")
    portal.work.get_by_role("button", name="Done").click()
    portal.page.wait_for_function("heard.some((m) => m.type === 'draft' && m.draft.answer.category.workerComment)")
    draft = portal.heard("draft")[-1]["draft"]
    again = FakePortal(images, body)
    again.start(draft)
    expect(again.work.get_by_role("radio", name="Dog")).to_be_checked()
    again.work.get_by_role("button", name="Submit").click()
    assert again.wait_for("submit")["answer"] == {"category": {"label": "Dog", "workerComment": "It barks"}}


def test_earlier_boxes_lie_where_their_pixels_are(images: PageBench) -> None:
    page = shown(images.open(COMMENTED.format(categories=CATEGORIES, more=BOXES)))
    place = layer(page)
    box = page.element("crowd-image-classifier rect:not(.halo)").first.bounding_box()
    view = page.element("crowd-image-classifier .view").bounding_box()
    assert box is not None
    assert view is not None
    scale = place["width"] / 800
    assert abs(box["x"] - view["x"] - place["left"] - 200 * scale) < 3
    assert abs(box["y"] - view["y"] - place["top"] - 150 * scale) < 3
    assert abs(box["width"] - 160 * scale) < 6
    assert page.element("crowd-image-classifier .legend li").all_inner_texts() == ["bird", "cat"]
    page.button("Hide the labels").click()
    expect(page.element("crowd-image-classifier rect")).to_have_count(0)
    page.button("Show the labels").press("h")
    expect(page.element("crowd-image-classifier rect")).to_have_count(0)
    page.button("Show the labels").click()
    expect(page.element("crowd-image-classifier rect")).to_have_count(4)


@pytest.mark.parametrize(
    "overlay",
    [
        {
            "semanticSegmentation": {
                "labels": ["Cat"],
                "labelMappings": {"Cat": {"color": "#2ca02c"}},
                "src": "/mask.svg",
            }
        },
        {
            "instanceSegmentation": {
                "labels": ["Cat"],
                "instances": [{"color": "#2ca02c", "label": "Cat"}],
                "src": "/mask.svg",
            }
        },
    ],
)
def test_an_earlier_mask_lies_over_the_image_with_its_colours_named(images: PageBench, overlay: dict[str, Any]) -> None:
    page = images.open(COMMENTED.format(categories=CATEGORIES, more=""))
    page.page.evaluate("overlay => { document.querySelector('crowd-image-classifier').overlay = overlay }", overlay)
    mask, picture = (page.element(f"crowd-image-classifier img.{kind}") for kind in ("mask", "picture"))
    expect(mask).to_have_attribute("src", "/mask.svg")
    assert mask.bounding_box() == picture.bounding_box()
    expect(page.element("crowd-image-classifier .legend li")).to_have_text("Cat")


def test_the_image_is_looked_at_closely_by_keys(images: PageBench) -> None:
    page = shown(images.open(COMMENTED.format(categories=CATEGORIES, more="")))
    whole = layer(page)
    assert whole["width"] <= whole["viewWidth"] + 1
    assert whole["height"] <= whole["viewHeight"] + 1
    view = page.element("crowd-image-classifier .view")
    view.press("+")
    view.press("+")
    near = layer(page)
    assert near["width"] > whole["width"] * 1.9
    view.press("ArrowRight")
    assert abs(near["left"] - layer(page)["left"] - 60) < 1
    view.press("-")
    view.press("f")
    assert layer(page) == whole
    page.press("1")
    assert page.submitted() == {"category": {"label": "Cat"}}


def test_the_wheel_zooms_at_the_pointer_and_a_drag_moves_the_image(images: PageBench) -> None:
    page = shown(images.open(COMMENTED.format(categories=CATEGORIES, more="")))
    view = page.element("crowd-image-classifier .view").bounding_box()
    assert view is not None
    whole = layer(page)
    page.page.mouse.move(view["x"] + view["width"] / 4, view["y"] + view["height"] / 4)
    page.page.mouse.wheel(0, -400)
    page.page.wait_for_function(
        f"width => {IMAGE}.querySelector('.layer').getBoundingClientRect().width > width",
        arg=whole["width"],
    )
    near = layer(page)
    page.page.mouse.down()
    page.page.mouse.move(view["x"] + view["width"] / 4 - 40, view["y"] + view["height"] / 4 - 30, steps=4)
    page.page.mouse.up()
    moved = layer(page)
    assert abs(near["left"] - moved["left"] - 40) < 2
    assert abs(near["top"] - moved["top"] - 30) < 2


def test_two_fingers_zoom(images: PageBench) -> None:
    page = shown(images.open(COMMENTED.format(categories=CATEGORIES, more="")))
    whole = layer(page)
    page.run(
        f"const view = {IMAGE}.querySelector('.view');"
        "const box = view.getBoundingClientRect(); view.setPointerCapture = () => undefined;"
        "const touch = (type, id, x) => view.dispatchEvent(new PointerEvent(type, {pointerId: id, pointerType: 'touch',"
        "clientX: box.left + x, clientY: box.top + 100, bubbles: true}));"
        "touch('pointerdown', 1, 100); touch('pointerdown', 2, 200); touch('pointermove', 2, 300);"
        "touch('pointerup', 1, 100); touch('pointerup', 2, 300);"
    )
    expect(page.button("Fit the image")).to_be_enabled()
    assert abs(layer(page)["width"] / whole["width"] - 2) < 0.05
    page.button("Fit the image").click()
    assert layer(page) == whole


def test_an_image_that_cannot_be_loaded_can_be_tried_again(images: PageBench) -> None:
    images.server.pages.pop("/late.svg", None)
    page = images.open(COMMENTED.format(categories=CATEGORIES, more="").replace("/image.svg", "/late.svg"))
    expect(page.page.get_by_text("The image could not be loaded.")).to_be_visible()
    images.server.put("/late.svg", SVG, content_type="image/svg+xml")
    page.button("Try again").click()
    shown(page)


def test_an_image_classifier_without_an_image_or_with_a_broken_overlay_says_so(images: PageBench) -> None:
    page = images.open(
        COMMENTED.format(categories=CATEGORIES, more="overlay='{broken'").replace('src="/image.svg"', "")
    )
    expect(page.page.get_by_text("This element has no image to show.")).to_be_visible()
    expect(page.page.get_by_text("“overlay”")).to_be_visible()


def test_several_categories_or_none_of_them(images: PageBench) -> None:
    page = shown(images.open(MULTIPLE))
    page.press("3", "1")
    assert page.evaluate("document.querySelector('[name=animals]').value") == {"labels": ["Cat", "Horse"]}
    page.page.get_by_role("checkbox", name="None").check()
    expect(page.page.get_by_role("checkbox", name="Cat")).to_be_disabled()
    assert page.submitted() == {"animals": {"labels": ["None"]}}


def test_moderation_labels_given_as_objects_are_returned_whole(images: PageBench) -> None:
    page = shown(images.open(MODERATION.format(categories=OBJECTS, more="")))
    page.press("2", "1")
    gore, corpses = (
        {"name": "Gore", "parentName": "Violence", "confidence": 61.5},
        {"name": "Corpses", "parentName": "Violence"},
    )
    assert page.submitted() == {KEY: {"moderationLabels": [gore, corpses]}}


def test_moderation_labels_given_as_strings_are_returned_as_strings(images: PageBench) -> None:
    page = shown(images.open(MODERATION.format(categories='["Gore", "Corpses"]', more='name="mine"')))
    page.press("2")
    assert page.submitted() == {KEY: {"moderationLabels": ["Corpses"]}}


def test_ruling_out_all_moderation_labels_gives_an_empty_list_and_can_be_taken_back(images: PageBench) -> None:
    page = shown(
        images.open(MODERATION.format(categories=OBJECTS, more="exclusion-category=\"{ text: 'None of these' }\""))
    )
    page.press("1")
    none = page.page.get_by_role("checkbox", name="None of these")
    none.check()
    expect(page.page.get_by_role("checkbox", name="Gore")).to_be_disabled()
    none.uncheck()
    expect(page.page.get_by_role("checkbox", name="Gore")).to_be_enabled()
    page.submit()
    page.expect_nothing_submitted()
    none.check()
    assert page.submitted() == {KEY: {"moderationLabels": []}}


def test_self_closed_image_classifiers_give_back_what_follows_them(images: PageBench) -> None:
    page = images.open(
        "<crowd-form><crowd-image-classifier name='a' src='/image.svg' header='?' categories=\"['x']\" />"
        "<p>Between</p><crowd-input name='b' value='y' />"
    )
    expect(page.page.get_by_text("Between")).to_be_visible()
    page.press("1")
    assert page.submitted() == {"a": {"label": "x"}, "b": "y"}


def test_an_image_classifier_made_by_a_script_works_as_one_written(images: PageBench) -> None:
    page = images.open("<crowd-form></crowd-form>")
    page.run(
        "const made = document.createElement('crowd-image-classifier');"
        "made.name = 'k'; made.src = '/image.svg'; made.categories = ['Cat', 'Dog']; made.header = 'Which?';"
        "made.innerHTML = '<worker-comment>Why?</worker-comment>';"
        "document.querySelector('crowd-form').append(made);"
        "made.value = {label: 'Dog', workerComment: 'It barks'};"
    )
    shown(page)
    expect(page.page.get_by_role("radio", name="Dog")).to_be_checked()
    assert page.submitted() == {"k": {"label": "Dog", "workerComment": "It barks"}}
