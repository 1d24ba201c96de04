"""The preview's page in a browser, used as an editor does."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from browser import chromium, show_address
from preview_desk import Preview
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

DESK, PHONE = 1280, 390


@contextmanager
def entered_browser(preview: Preview, profile: Path) -> Iterator[Chrome]:
    """A browser that has followed the printed address."""
    with chromium(profile) as browser:
        browser.get(preview.entrance)
        WebDriverWait(browser, 30).until(lambda b: b.current_url == f"{preview.origin}/")
        yield browser


def open_page(
    browser: Chrome,
    preview: Preview,
    query: str = "",
    width: int = DESK,
    *,
    dark: bool = False,
    script: bool = True,
) -> None:
    """The preview's page at this width, in light or dark colours."""
    show_address(browser, f"{preview.origin}/?{query}", width, dark=dark, script=script)


def one(browser: Chrome, selector: str) -> WebElement:
    """The first element of the page that fits."""
    return browser.find_element("css selector", selector)


def framed(browser: Chrome) -> str:
    """The text of what stands in the frame."""
    browser.switch_to.frame("brief")
    try:
        return browser.find_element("css selector", "body").text
    finally:
        browser.switch_to.default_content()


def wait_for(browser: Chrome, words: str, *, gone: bool = False, seconds: int = 60) -> None:
    """Until the words stand in the frame, or stand there no longer."""

    def is_so(browser: Chrome) -> bool:
        try:
            return (words in framed(browser)) is not gone
        except WebDriverException:  # the frame is being loaded
            browser.switch_to.default_content()
            return False

    WebDriverWait(browser, seconds, 0.1).until(is_so, f"{words!r}, gone: {gone}")


def choose(browser: Chrome, words: str) -> None:
    """Follow the link of a switch."""
    one(browser, "nav").find_element("link text", words).click()
    chosen = f"//nav//a[@aria-current and .='{words}']"
    WebDriverWait(browser, 30).until(lambda b: b.find_elements("xpath", chosen))


def open_story(browser: Chrome, number: int) -> str:
    """Open a story of the list by the keyboard, and say which."""
    link = browser.find_elements("css selector", "#panel li[id] a.story")[number]
    headline = link.text
    link.send_keys(Keys.ENTER)
    WebDriverWait(browser, 30).until(lambda b: b.find_elements("css selector", ".open .why"))
    return headline


def write(browser: Chrome, selector: str, text: str) -> None:
    """Type into a field in place of what it holds."""
    field = one(browser, selector)
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(text)


def press(browser: Chrome, words: str) -> None:
    """Press the first button of this name in the list of stories, and wait for the answer."""
    (button, *_) = browser.find_elements("xpath", f"//section[@id='panel']//button[.='{words}']")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    said = "return document.getElementById('state').textContent || document.getElementById('error')"
    busy = (None, "Saving …", "Composing anew …")
    WebDriverWait(browser, 60, 0.1).until(lambda b: b.execute_script(said) not in busy)
    assert "Not saved" not in browser.execute_script(said)


def reviewed(preview: Preview) -> dict[str, dict[str, object]]:
    """The stories in the patch file."""
    path = preview.folder / "review.toml"
    stories: dict[str, dict[str, object]] = {}
    if path.exists():
        stories = tomllib.loads(path.read_text(encoding="utf-8")).get("story", {})
    return stories
