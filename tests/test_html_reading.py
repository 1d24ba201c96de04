"""The page in a real browser, as it is read: links, paragraphs, colours, and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import show
from html_page import DESK, PHONE, choose, noted_brief, one, seen, type_keys
from selenium.webdriver import Chrome, Keys

pytest_plugins = ["html_fixtures"]


@pytest.fixture(autouse=True)
def _forgotten(browser: Chrome, page: Path) -> None:
    """No test sees what another chose."""
    show(browser, page, DESK)
    browser.execute_script("localStorage.clear()")


def test_an_address_leads_to_its_story(browser: Chrome, page: Path) -> None:
    """A link to the page with the id of a story opens there."""
    story = noted_brief().sections[-1].items[0].story_id
    browser.get(f"{page.as_uri()}#{story}")
    top = "return document.getElementById(arguments[0]).getBoundingClientRect().top"
    assert 0 <= browser.execute_script(top, story) < 200


def test_a_link_to_a_hidden_story_shows_it(browser: Chrome, page: Path) -> None:
    """Following a link inside the page undoes a filter that hides its goal."""
    choose(browser, "#theme", "regulation")
    browser.execute_script(
        "const a = document.createElement('a'); a.href = '#market-competition'; a.id = 'go';"
        "a.textContent = 'go'; document.querySelector('#regulation').append(a)"
    )
    one(browser, "#go").click()
    assert one(browser, "#market-competition").is_displayed()


@pytest.mark.parametrize("script", [True, False])
def test_a_quotation_opens_in_its_paragraph(browser: Chrome, page: Path, script: bool) -> None:
    """The mark under a quotation shows it between its neighbours, by keyboard, one at a time."""
    show(browser, page, PHONE, script=script)
    line = noted_brief().sections[0].items[0].lines[0]
    first, second = browser.find_elements("css selector", ".place summary")[:2]
    assert line.receipt
    assert first.text.endswith(f"{line.receipt.start}–{line.receipt.end}")
    first.send_keys(Keys.ENTER)
    assert seen(browser, ".paragraph p:first-child") == [f"{line.before}{line.text}{line.after}"]
    assert seen(browser, ".paragraph mark") == [line.text]
    second.send_keys(Keys.ENTER)
    assert len(seen(browser, ".paragraph mark")) == 1


def test_escape_and_a_click_beside_close_it(browser: Chrome, page: Path) -> None:
    """An open paragraph goes away as readers expect, and the focus returns to its mark."""
    mark = one(browser, ".place summary")
    mark.click()
    type_keys(browser, Keys.ESCAPE)
    assert seen(browser, ".paragraph") == []
    assert browser.switch_to.active_element == mark
    mark.click()
    one(browser, "h1").click()
    assert seen(browser, ".paragraph") == []


def test_colours_are_chosen_and_kept(browser: Chrome, page: Path) -> None:
    """The system's colours come first; a choice wins and holds when the page opens again."""
    ground = "return getComputedStyle(document.documentElement).backgroundColor"
    light = browser.execute_script(ground)
    show(browser, page, DESK, dark=True)
    dark = browser.execute_script(ground)
    assert light != dark
    choose(browser, "#colours", "light")
    assert browser.execute_script(ground) == light
    show(browser, page, DESK, dark=True)
    assert browser.execute_script(ground) == light


def test_what_needs_a_script_is_not_offered_without(browser: Chrome, page: Path) -> None:
    """Without JavaScript the search and the colours are not shown; the rest is."""
    show(browser, page, DESK, script=False)
    assert not one(browser, "#find").is_displayed()
    assert not one(browser, "#colours").is_displayed()
    assert one(browser, "#theme").is_displayed()


def test_paper_leaves_the_controls_out(browser: Chrome, page: Path) -> None:
    """Printing the page from the browser shows no switch and no mark."""
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert seen(browser, ".controls, .place, .skip") == []
        assert seen(browser, ".item")
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
