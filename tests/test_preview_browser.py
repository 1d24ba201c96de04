"""The preview in a real browser: what it shows, its switches, and live reload."""

from __future__ import annotations

import pytest
from browser import violations
from preview_desk import EDITION, Preview
from preview_page import (
    DESK,
    PHONE,
    choose,
    framed,
    one,
    open_page,
    open_story,
    wait_for,
)
from selenium.webdriver import Chrome
from selenium.webdriver.support.wait import WebDriverWait

pytest_plugins = ["preview_fixtures"]

TEMPLATE = """\
{% extends "base/brief.html.j2" %}
{% block notice %}
<p id="ours">WORDS</p>
{% endblock %}
"""


@pytest.fixture(autouse=True)
def _opened(browser: Chrome, preview: Preview) -> None:
    """Every test begins at the page of the default audience."""
    open_page(browser, preview)


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_wrong(browser: Chrome, preview: Preview, width: int, dark: bool) -> None:
    """No violation with a story open, and nothing to scroll sideways for."""
    open_page(browser, preview, width=width, dark=dark)
    open_story(browser, 0)
    assert violations(browser) == []
    assert browser.execute_script("return document.documentElement.scrollWidth") == width


def test_nothing_is_asked_of_others(browser: Chrome, preview: Preview) -> None:
    """The browser has no complaint, and every address is the preview's own."""
    browser.get_log("browser")  # type: ignore[no-untyped-call]
    open_page(browser, preview)
    wait_for(browser, "중국 AI 인재")
    asked = "return performance.getEntriesByType('resource').map((e) => new URL(e.name).origin)"
    assert set(browser.execute_script(asked)) == {preview.origin}
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("script", [True, False])
def test_the_switches(browser: Chrome, preview: Preview, script: bool) -> None:
    """Audience, output and languages change the frame, also without JavaScript."""
    open_page(browser, preview, script=script)
    wait_for(browser, "At a glance")
    choose(browser, "한국어")
    wait_for(browser, "At a glance", gone=True)
    choose(browser, "Markdown")
    wait_for(browser, "# 주간 중국·AI 브리핑")
    choose(browser, "Text")
    wait_for(browser, "# 주간 중국·AI 브리핑", gone=True)
    choose(browser, "policy")
    choose(browser, "Page")
    wait_for(browser, "At a glance")
    assert one(browser, "nav [aria-current]").text == "policy"


def test_mail_at_two_widths(browser: Chrome, preview: Preview) -> None:
    """A phone is 390 pixels wide; the desktop has what there is."""
    choose(browser, "Mail")
    wait_for(browser, "중국 AI 인재")
    inside = "return document.getElementById('brief').contentWindow.innerWidth"
    assert browser.execute_script(inside) > 700
    choose(browser, "Phone")
    WebDriverWait(browser, 10).until(lambda b: b.execute_script(inside) == PHONE)


def test_the_pages_of_the_pdf(browser: Chrome, preview: Preview) -> None:
    """Each is a picture in the frame that is really drawn."""
    open_page(browser, preview, "audience=executives&output=pdf")
    sizes = (
        "return [...document.getElementById('brief').contentDocument.images]"
        ".map((i) => [i.alt, i.complete && i.naturalWidth])"
    )
    WebDriverWait(browser, 120).until(lambda b: b.execute_script(sizes))
    alt, width = browser.execute_script(sizes)[0]
    assert alt.startswith("Page 1 of ")
    assert width > 1000


def test_a_template_on_disk(browser: Chrome, preview: Preview) -> None:
    """A change shows by itself, a mistake with its line and the nearest name, and it recovers."""
    path = preview.desk / "templates" / "default" / "brief.html.j2"
    path.parent.mkdir(parents=True)
    wait_for(browser, "At a glance")
    path.write_text(TEMPLATE.replace("WORDS", "Only on our desk"), encoding="utf-8")
    wait_for(browser, "Only on our desk")
    path.write_text(TEMPLATE.replace("WORDS", "{{ brief.editon }}"), encoding="utf-8")
    wait_for(browser, "Brief has no 'editon' (did you mean edition")
    told = framed(browser)
    assert f"{path}:3" in told
    assert '<p id="ours">{{ brief.editon }}</p>' in told
    path.write_text(TEMPLATE.replace("WORDS", "Mended {{ brief.edition }}"), encoding="utf-8")
    wait_for(browser, f"Mended {EDITION}")
    path.unlink()
    wait_for(browser, "Mended", gone=True)


def test_a_style_keeps_the_place(browser: Chrome, preview: Preview) -> None:
    """A new colour shows by itself, and the reader stays where the brief was scrolled to."""
    wait_for(browser, "At a glance")
    frame = "document.getElementById('brief').contentDocument"
    browser.execute_script(f"{frame}.scrollingElement.scrollTop = 900")
    styles = preview.desk / "styles"
    styles.mkdir()
    own = styles / "dark.css"
    own.write_text("body { outline: 3px solid rgb(1, 2, 3) }", encoding="utf-8")
    screen = styles / "charts.css"
    screen.write_text("body { outline: 3px solid rgb(1, 2, 3) }", encoding="utf-8")
    look = f"return {frame}.body && getComputedStyle({frame}.body).outlineColor"
    WebDriverWait(browser, 20, 0.05).until(lambda b: b.execute_script(look) == "rgb(1, 2, 3)")
    top = f"return {frame}.scrollingElement.scrollTop"
    WebDriverWait(browser, 5, 0.05).until(lambda b: b.execute_script(top) == 900)
    own.unlink()
    screen.unlink()


def test_settings_and_an_audience_on_disk(browser: Chrome, preview: Preview) -> None:
    """Both show by themselves; a wrong key is named, and mended again."""
    settings = preview.desk / "briefing.toml"
    settings.write_text('[desk]\nmasthead_en = "Our Own Week"\n', encoding="utf-8")
    wait_for(browser, "Our Own Week")
    settings.write_text('[desk]\nmasthed_en = "Our Own Week"\n', encoding="utf-8")
    wait_for(browser, "did you mean masthead_en")
    settings.write_text("", encoding="utf-8")
    wait_for(browser, "The China & AI Brief")
    audience = preview.desk / "audiences" / "default.toml"
    audience.parent.mkdir()
    audience.write_text('sections = ["regulation"]\n', encoding="utf-8")
    wait_for(browser, "Open-source models", gone=True)
    audience.unlink()
    wait_for(browser, "Open-source models")


def test_the_ledger_beside_a_story(browser: Chrome) -> None:
    """Parts of the rank, the theme's terms, each sentence's score and its translation."""
    open_story(browser, 4)
    why = one(browser, ".why").text
    for words in ("sources", "novelty", "Theme", "lead article", "Reviewed translation"):
        assert words in why
    one(browser, ".why summary").click()
    assert "same-event" in one(browser, ".why").text


def test_a_click_in_the_brief_opens_the_story(browser: Chrome) -> None:
    """Its row opens in the list beside it."""
    wait_for(browser, "At a glance")
    browser.switch_to.frame("brief")
    story = browser.find_elements("css selector", "article.item")[3]
    name = story.get_attribute("id")
    story.find_element("css selector", "h3").click()
    browser.switch_to.default_content()
    WebDriverWait(browser, 20).until(lambda b: b.find_elements("css selector", ".open"))
    assert one(browser, ".open").get_attribute("id") == f"story-{name}"
