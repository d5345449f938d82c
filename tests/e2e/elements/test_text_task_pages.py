"""Our own pages for texts and clips: people do the work of each example in Chromium, and their answers pass."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from e2e.elements.page_bench import PHONE, FakePortal, OpenPage, PageBench
from e2e.elements.test_element_accessibility import violations
from truthloop.task_types.type_table import BY_NAME
from truthloop.templates.render_limits import RenderLimits
from truthloop.templates.worker_pages import render
from truthloop.terms.labeling import LabelTerms

ELEMENTS = '<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>'
LANGUAGES = ("en", "ko", "pt-BR")
OURS = [name for name in BY_NAME if name.startswith(("text-", "named-", "pass-", "video-", "image-class-"))]
OF_THE_PORTAL = {"landmark-one-main", "page-has-heading-one", "region"}
"""What the page around a worker page has, and the worker page must not repeat."""


def example_of(name: str) -> tuple[dict[str, Any], LabelTerms]:
    folder = files(f"truthloop.task_types.{name.replace('-', '_')}")
    example: dict[str, Any] = json.loads(folder.joinpath("example.json").read_text(encoding="utf-8"))
    config = example.get("label_categories") or {}
    labels = tuple(entry["label"] for entry in config.get("labels", ()))
    return example, LabelTerms("job", example["label_attribute"], labels, config)


def page_of(name: str, language: str = "en", **line: Any) -> str:
    example, terms = example_of(name)
    task_input = BY_NAME[name].task_input({**example["manifest_line"], **line}, terms)
    variables = {"task": {"input": task_input}, "worker": {"language": language}}
    return render(BY_NAME[name].template, variables, lambda _uri: "/none", RenderLimits()).html.replace(ELEMENTS, "")


def right(name: str, answer: dict[str, Any]) -> dict[str, Any]:
    """The answer, once the task type finds nothing wrong with it."""
    assert BY_NAME[name].check_answer(answer, example_of(name)[1]) is None
    return answer


def opened(bench: PageBench, name: str, **line: Any) -> OpenPage:
    return bench.open(page_of(name, **line))


@pytest.mark.parametrize("name", ["text-classification", "video-classification"])
def test_a_class_is_chosen_by_a_number_key(bench: PageBench, name: str) -> None:
    page = opened(bench, name)
    page.press("2")
    assert right(name, page.submitted()) == {"crowd-classifier": {"label": example_of(name)[1].labels[1]}}


def test_none_of_many_classes_can_fit(bench: PageBench) -> None:
    page = opened(bench, "text-classification-multilabel")
    page.page.get_by_label("None of the above").check()
    right("text-classification-multilabel", page.submitted())


@pytest.mark.parametrize("name", ["text-class-adjustment", "image-class-adjustment", "video-class-adjustment"])
def test_a_class_that_is_right_is_submitted_as_it_came(bench: PageBench, name: str) -> None:
    example, _ = example_of(name)
    came = next(value["class-name"] for key, value in example["manifest_line"].items() if key.endswith("-metadata"))
    (answer,) = right(name, opened(bench, name).submitted()).values()
    assert answer == {"label": came}


@pytest.mark.parametrize("name", ["text-class-adjustment-multilabel", "image-class-adjustment-multilabel"])
def test_classes_that_are_right_are_submitted_as_they_came(bench: PageBench, name: str) -> None:
    example, _ = example_of(name)
    came = next(value["class-map"] for key, value in example["manifest_line"].items() if key.endswith("-metadata"))
    (answer,) = right(name, opened(bench, name).submitted()).values()
    assert sorted(answer["labels"]) == sorted(came.values())


def test_a_draft_wins_over_the_class_that_came(bench: PageBench) -> None:
    portal = FakePortal(bench, page_of("text-class-adjustment"))
    portal.start()
    portal.work.get_by_label("negative").check()
    draft = portal.wait_for("draft")["draft"]
    again = FakePortal(bench, page_of("text-class-adjustment"))
    again.start(draft=draft)
    again.work.locator("crowd-classifier input[value=negative]:checked").wait_for()


@pytest.mark.parametrize("name", ["text-class-verification", "image-class-verification", "named-entity-verification"])
def test_a_verdict_comes_with_a_comment(bench: PageBench, name: str) -> None:
    page = opened(bench, name)
    page.press("2")
    page.button("Add a comment").click()
    page.page.locator("dialog[open] textarea").fill("Something is missing.")
    page.page.keyboard.press("Escape")
    (answer,) = right(name, page.submitted()).values()
    assert answer == {"label": "bad", "workerComment": "Something is missing."}


def test_entities_to_verify_are_shown_and_cannot_be_changed(bench: PageBench) -> None:
    page = opened(bench, "named-entity-verification")
    shown = page.element("crowd-entity-annotation")
    shown.get_by_text("2 marked").wait_for()
    assert shown.get_by_role("button", name="Undo").count() == 0
    page.element("crowd-entity-annotation .passage").focus()
    page.press("Control+a", "1", "Delete")
    shown.get_by_text("2 marked").wait_for()


def test_entities_that_are_right_are_submitted_as_they_came(bench: PageBench) -> None:
    example, _ = example_of("named-entity-adjustment")
    answer = right("named-entity-adjustment", opened(bench, "named-entity-adjustment").submitted())
    entities = answer["crowd-entity-annotation"]["entities"]
    key = lambda entity: entity["startOffset"]  # noqa: E731 - said in a word
    assert entities == sorted(example["manifest_line"]["names"]["annotations"]["entities"], key=key)


def test_offsets_count_the_characters_of_the_manifest(bench: PageBench) -> None:
    text = "A\r\n🙂 & <b> Ada\u0301\u200f"
    page = opened(bench, "named-entity-recognition", source=text)
    page.element("crowd-entity-annotation .passage").focus()
    page.press("Control+a", "1")
    (entity,) = right("named-entity-recognition", page.submitted())["crowd-entity-annotation"]["entities"]
    assert text[entity["startOffset"] : entity["endOffset"]].startswith("A\r\n🙂 & <b> Ada")


def test_responses_are_ranked(bench: PageBench) -> None:
    page = opened(bench, "pass-through", source="Why & <how>?")
    page.element("crowd-text-ranking .prompt").get_by_text("Why & <how>?").wait_for()
    page.press("2", "3", "1")
    answer = page.submitted()
    assert answer == {"textRanking": {"ordinalRankingDimensions": [{"name": "Clarity", "responseRankings": [2, 3, 1]}]}}


def test_without_responses_questions_and_answers_are_written(bench: PageBench) -> None:
    page = opened(bench, "pass-through", responses=None, source="The lighthouse was lit in 1972.")
    page.page.get_by_role("textbox", name="Question").first.fill("When was it lit?")
    page.page.get_by_role("textbox", name="Answer").first.fill("In 1972")
    (pair,) = page.submitted()["questionsAndAnswers"]["questionAnswerPairs"]
    assert (pair["question"], pair["answer"]) == ("When was it lit?", "In 1972")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_accessibility_fault(bench: PageBench, scheme: str) -> None:
    for name in OURS:
        page = bench.open(page_of(name), scheme=scheme)
        page.page.emulate_media(reduced_motion="reduce")
        assert [found for found in violations(page) if found["rule"] not in OF_THE_PORTAL] == [], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_a_phone(bench: PageBench, language: str) -> None:
    long = "Wort" * 200 + "\n\n\tשלום עולם\n" + "A sentence of a text. " * 50
    for name in OURS:
        source = {"source": long} if "source" in example_of(name)[0]["manifest_line"] else {}
        portal = FakePortal(bench, page_of(name, language, **source), size=PHONE, page_language=language)
        portal.start()
        wide = portal.work.locator("html").evaluate("root => root.scrollWidth - root.clientWidth")
        assert wide <= 0, name
