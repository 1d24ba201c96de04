"""The page in a browser, used as a reader does."""

from __future__ import annotations

from dataclasses import replace

from fixtures_brief import full_brief
from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.remote.webelement import WebElement

from briefing.models import Brief

DESK, TABLET, PHONE = 1280, 768, 360


def noted_brief() -> Brief:
    """The full brief with editors' notes, and a first quotation in its paragraph."""
    brief = full_brief()
    first = brief.sections[0]
    item = first.items[0]
    line = replace(item.lines[0], before="앞 문장이다. ", after=" 뒤 문장이다.")
    item = replace(item, lines=(line, *item.lines[1:]), comment_en="Only in *English*.")
    first = replace(first, items=(item, *first.items[1:]), comment_ko="우리 말", comment_en="Ours")
    return replace(brief, sections=(first, *brief.sections[1:]))


def one(browser: Chrome, selector: str) -> WebElement:
    """The first element that fits."""
    return browser.find_element("css selector", selector)


def seen(browser: Chrome, selector: str) -> list[str]:
    """The text of each element that fits and is shown."""
    script = (
        "return [...document.querySelectorAll(arguments[0])]"
        ".filter((e) => e.checkVisibility()).map((e) => e.innerText)"
    )
    texts: list[str] = browser.execute_script(script, selector)
    return texts


def choose(browser: Chrome, select: str, value: str) -> None:
    """Pick an option as a reader does."""
    one(browser, f"{select} option[value='{value}']").click()


def type_keys(browser: Chrome, *keys: str) -> None:
    """Press keys where the focus is."""
    ActionChains(browser).send_keys(*keys).perform()
