"""Reviewing in the preview, by mouse and keys: shown at once, and kept in the files."""

from __future__ import annotations

import tomllib

import pytest
from preview_desk import Preview
from preview_page import (
    one,
    open_page,
    open_story,
    press,
    reviewed,
    wait_for,
    write,
)
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome
from selenium.webdriver.support.wait import WebDriverWait

pytest_plugins = ["preview_fixtures"]


@pytest.fixture(autouse=True)
def _opened(browser: Chrome, preview: Preview) -> None:
    """Every test begins at the page of the default audience, with nothing decided."""
    (preview.folder / "review.toml").unlink(missing_ok=True)
    open_page(browser, preview)


def test_pin_and_take_back(browser: Chrome, preview: Preview) -> None:
    """The story is first at once, and is not after undo; the file says the same."""
    story = open_story(browser, 2)
    press(browser, "Pin")
    first = one(browser, "#panel li[id]")
    assert story in first.text
    assert "pinned" in first.text
    assert [one["pin"] for one in reviewed(preview).values()] == [True]
    press(browser, "Undo")
    assert story not in one(browser, "#panel li[id]").text
    assert reviewed(preview) == {}


def test_drop_and_let_back_in(browser: Chrome, preview: Preview) -> None:
    """A dropped story leaves the brief and stands with those that are not in it."""
    story = open_story(browser, 1)
    wait_for(browser, story)
    press(browser, "Drop")
    wait_for(browser, story, gone=True)
    assert [one["drop"] for one in reviewed(preview).values()] == [True]
    press(browser, "Let it back in")
    wait_for(browser, story)
    assert reviewed(preview) == {}


def test_up_and_down(browser: Chrome) -> None:
    """The story changes places with its neighbour, and back."""
    order = [link.text for link in browser.find_elements("css selector", "li[id] a.story")]
    assert open_story(browser, 1) == order[1]
    press(browser, "Up")
    moved = [link.text for link in browser.find_elements("css selector", "li[id] a.story")]
    assert moved == [order[1], order[0], *order[2:]]
    press(browser, "Undo")
    again = [link.text for link in browser.find_elements("css selector", "li[id] a.story")]
    assert again == order


def test_a_headline_and_a_note(browser: Chrome, preview: Preview) -> None:
    """What is typed stands in the brief, in the file, and still after the page is loaded again."""
    open_story(browser, 0)
    write(browser, "#headline-ko", "우리가 고친 제목")
    write(browser, "#headline-en", "A headline of our own")
    press(browser, "Save the headline")
    wait_for(browser, "우리가 고친 제목")
    write(browser, "#note-en", "Worth *reading* whole.")
    press(browser, "Save the note")
    wait_for(browser, "Worth reading whole.")
    browser.refresh()
    wait_for(browser, "A headline of our own")
    (decided,) = reviewed(preview).values()
    assert decided["headline_ko"] == "우리가 고친 제목"
    assert decided["headline_en"] == "A headline of our own"
    assert decided["comment_en"] == "Worth *reading* whole."
    press(browser, "Forget all")
    wait_for(browser, "A headline of our own", gone=True)


def test_a_translation_goes_to_the_memory(browser: Chrome, preview: Preview) -> None:
    """It is shown at once as reviewed, and stays in the desk's file."""
    open_story(browser, 0)
    write(browser, "#translation-1", "우리가 새로 옮긴 문장이다.")
    press(browser, "Keep the translation")
    wait_for(browser, "우리가 새로 옮긴 문장이다.")
    memory = preview.desk / "translations.jsonl"
    assert "우리가 새로 옮긴 문장이다." in memory.read_text(encoding="utf-8")
    press(browser, "Undo")
    wait_for(browser, "우리가 새로 옮긴 문장이다.", gone=True)


def test_a_change_by_hand_shows_while_typing(browser: Chrome, preview: Preview) -> None:
    """A review edited on disk changes the brief; what is being typed stays in its field."""
    story = open_story(browser, 1)
    key = one(browser, ".open [name=key]").get_attribute("value")
    write(browser, "#note-ko", "아직 쓰는 중")
    patch = preview.folder / "review.toml"
    patch.write_text(f'[story.{key}]\nheadline_en = "By hand"\n', encoding="utf-8")
    wait_for(browser, "By hand")
    assert one(browser, "#note-ko").get_attribute("value") == "아직 쓰는 중"
    patch.unlink()
    wait_for(browser, "By hand", gone=True)
    assert story


def test_approving_writes_what_was_seen(browser: Chrome, preview: Preview) -> None:
    """The files and the approval are there, with the name that was typed."""
    write(browser, "#name", "김하늘")
    press(browser, "Approve")
    approval = tomllib.loads((preview.folder / "review.toml").read_text(encoding="utf-8"))
    assert approval["approval"]["by"] == "김하늘"
    assert "Approved by 김하늘" in one(browser, ".finish").text
    (preview.folder / "review.toml").unlink()


def test_reviewing_without_a_script(browser: Chrome, preview: Preview) -> None:
    """Every form works by itself."""
    open_page(browser, preview, script=False)
    browser.find_elements("css selector", "#panel li[id] a.story")[2].click()
    wait = WebDriverWait(browser, 60, ignored_exceptions=[WebDriverException])
    wait.until(lambda b: b.find_elements("css selector", ".open .controls"))
    browser.find_element("xpath", "//button[.='Pin']").click()
    wait.until(lambda b: "Pinned" in one(b, "#state").text)
    assert [one["pin"] for one in reviewed(preview).values()] == [True]
    browser.find_element("xpath", "//button[.='Undo']").click()
    wait.until(lambda b: "Taken back" in one(b, "#state").text)
    assert reviewed(preview) == {}
