from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from e2e.elements.element_examples import EXAMPLES, example_answer, open_example
from e2e.elements.page_bench import PHONE, FakePortal

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from e2e.elements.page_bench import OpenPage, PageBench

SOUND = "/two-speakers.wav"
AUDIO = "document.querySelector('crowd-audio-annotation').shadowRoot.querySelector('audio')"


def audio(attributes: str = "", source: str = SOUND) -> str:
    return (
        f"<crowd-form><crowd-audio-annotation name='a' src='{source}' labels=\"['Caller', 'Agent']\" {attributes}>"
        "</crowd-audio-annotation></crowd-form>"
    )


def open_audio(bench: PageBench, attributes: str = "", source: str = SOUND) -> OpenPage:
    sound = (EXAMPLES / "media/two-speakers.wav").read_bytes()
    bench.server.pages[SOUND] = (sound, {"Content-Type": "audio/wav"})
    page = bench.open(audio(attributes, source))
    if source == SOUND:
        ready(page)
    return page


def ready(page: OpenPage) -> None:
    page.page.wait_for_function("document.querySelector('crowd-audio-annotation').player.state === 'ready'")


def seek(page: OpenPage, seconds: float) -> None:
    page.page.evaluate(f"() => {{ {AUDIO}.currentTime = {seconds}; }}")


def mark(page: OpenPage, start: float, end: float) -> None:
    """Mark a region by the keys, as a listener does."""
    seek(page, start)
    page.press("[")
    seek(page, end)
    page.press("]")


def test_the_example_gives_the_documented_answer_by_keys(bench: PageBench) -> None:
    page = open_example(bench, "crowd-audio-annotation")
    ready(page)
    mark(page, 0.5, 1.7)
    page.press("2")
    mark(page, 2.3, 3.9)
    page.page.get_by_role("textbox", name="Transcription of region 1").fill("Hello?")
    page.page.get_by_role("textbox", name="Transcription of region 2").fill("Good morning")
    page.page.get_by_role("combobox", name="Label of region 1").select_option("Caller")
    assert page.submitted() == example_answer("crowd-audio-annotation")


def test_a_region_is_drawn_by_drag_and_moved_with_its_times(bench: PageBench) -> None:
    page = open_audio(bench)
    box = page.element(".wave").bounding_box()
    assert box is not None
    page.page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + 50)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 50, steps=8)
    page.page.mouse.up()
    expect(page.element(".region")).to_have_count(1)
    start = float(page.page.get_by_role("spinbutton", name="Start of region 1").input_value())
    assert abs(start - 1.15) < 0.1
    page.page.get_by_role("spinbutton", name="End of region 1").fill("4")
    page.page.get_by_role("spinbutton", name="End of region 1").blur()
    (region,) = page.submitted()["a"]["regions"]
    assert (region["end"], region["label"]) == (4, "Caller")


def test_space_plays_and_pauses_and_escape_does_so_while_writing(bench: PageBench) -> None:
    page = open_audio(bench)
    page.press("Space")
    page.page.wait_for_function(f"!{AUDIO}.paused")
    page.press("Space")
    page.page.wait_for_function(f"{AUDIO}.paused")
    mark(page, 1, 2)
    field = page.page.get_by_role("textbox", name="Transcription of region 1")
    field.press_sequentially("a b")
    expect(field).to_have_value("a b")
    page.press("Escape")
    page.page.wait_for_function(f"!{AUDIO}.paused")
    page.press("Escape")


def test_arrows_seek_and_plus_plays_faster(bench: PageBench) -> None:
    page = open_audio(bench)
    page.press("ArrowRight", "ArrowRight", "Shift+ArrowLeft")
    assert abs(page.evaluate(f"{AUDIO}.currentTime") - 1.9) < 0.01
    page.press("+")
    assert page.evaluate(f"{AUDIO}.playbackRate") == 1.25


def test_a_looped_region_is_played_again(bench: PageBench) -> None:
    page = open_audio(bench)
    mark(page, 1, 1.3)
    page.press("l", "Space")
    page.page.evaluate(
        f"() => {{ window.starts = 0; {AUDIO}.addEventListener('seeked', () => {{ window.starts += 1; }}); }}"
    )
    page.page.wait_for_function("window.starts >= 2", timeout=60_000)
    assert page.evaluate(f"{AUDIO}.currentTime") < 2
    page.press("Space")


def test_a_removed_region_can_be_had_back(bench: PageBench) -> None:
    page = open_audio(bench)
    mark(page, 1, 2)
    page.press("Delete")
    expect(page.element(".region")).to_have_count(0)
    page.button("Undo").click()
    expect(page.element(".region")).to_have_count(1)


def test_regions_given_are_shown_and_those_with_other_labels_dropped(bench: PageBench) -> None:
    given = "[{start: 1, end: 2, label: 'Agent', text: 'x'}, {start: 1, end: 2, label: 'Cat'}]"
    page = open_audio(bench, f'initial-value="{given}"')
    assert page.submitted()["a"]["regions"] == [{"start": 1, "end": 2, "label": "Agent", "text": "x"}]


def test_a_transcription_that_has_to_be_is_asked_for(bench: PageBench) -> None:
    page = open_audio(bench, "required transcription='required'")
    page.submit()
    expect(page.page.get_by_text("Mark at least one region.")).to_be_visible()
    mark(page, 1, 2)
    page.submit()
    page.expect_nothing_submitted()
    expect(page.page.get_by_text("Write what is said in region 1.")).to_be_visible()
    expect(page.page.get_by_role("textbox", name="Transcription of region 1")).to_be_focused()


def test_audio_that_cannot_be_read_for_drawing_is_still_played_and_marked(bench: PageBench) -> None:
    page = open_audio(bench, source="data:,")
    sound = (EXAMPLES / "media/two-speakers.wav").read_bytes()
    ranges = {"Content-Type": "audio/wav", "Content-Range": f"bytes 0-{len(sound) - 1}/{len(sound)}"}

    # A cross-origin file without CORS: playable, and its samples out of reach.
    def answer(route: Route) -> None:
        if route.request.resource_type == "fetch":
            route.abort()
        else:
            route.fulfill(status=206, body=sound, headers=ranges)

    page.page.route("**/blocked.wav", answer)
    page.run("document.querySelector('crowd-audio-annotation').src = '/blocked.wav'")
    expect(page.page.get_by_text("The waveform cannot be drawn here.")).to_be_visible()
    mark(page, 1, 2)
    assert page.submitted()["a"]["regions"][0]["start"] == 1


def test_audio_that_cannot_be_played_is_said_to_be_so(bench: PageBench) -> None:
    page = open_audio(bench, source="/missing.wav")
    expect(page.page.get_by_role("alert").filter(has_text="This audio cannot be played")).to_be_visible()


def test_a_draft_puts_regions_back_and_nothing_plays_before_the_task_begins(bench: PageBench) -> None:
    bench.server.pages[SOUND] = ((EXAMPLES / "media/two-speakers.wav").read_bytes(), {"Content-Type": "audio/wav"})
    page = FakePortal(bench, audio(), sandbox="sandbox allow-scripts allow-same-origin")
    page.wait_for("ready")
    frame = page.page.frames[1]
    assert frame.evaluate(f"{AUDIO}.paused")
    draft = {
        "answer": {},
        "controls": [{"name": "a", "index": 0, "state": [{"start": 1, "end": 2, "label": "Agent", "text": "x"}]}],
    }
    page.start(draft=draft)
    expect(page.work.get_by_role("textbox", name="Transcription of region 1")).to_have_value("x")
    assert frame.evaluate(f"{AUDIO}.paused")


def test_nothing_is_wider_than_a_telephone(bench: PageBench) -> None:
    page = open_example(bench, "crowd-audio-annotation", size=PHONE)
    ready(page)
    mark(page, 1, 2)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
