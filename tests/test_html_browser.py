"""The page in a real browser: what it shows, how it is used, with and without its script."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import show, violations
from goldens.draw import HERE, PICTURES, drawn
from html_page import DESK, PHONE, TABLET, choose, noted_brief, one, seen, type_keys
from PIL import Image, ImageChops, ImageStat
from selenium.webdriver import Chrome, Keys

pytest_plugins = ["html_fixtures"]


@pytest.fixture(autouse=True)
def _forgotten(browser: Chrome, page: Path) -> None:
    """No test sees what another chose."""
    show(browser, page, DESK)
    browser.execute_script("localStorage.clear()")


@pytest.mark.parametrize("width", [DESK, TABLET, PHONE])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_wrong(browser: Chrome, page: Path, width: int, dark: bool) -> None:
    """No violation of any rule of axe-core, in any state that a reader can bring the page to."""
    show(browser, page, width, dark=dark)
    assert violations(browser) == []
    one(browser, ".place summary").click()
    one(browser, "label:has(#show-ko)").click()
    assert violations(browser) == []
    one(browser, "label:has(#show-en)").click()
    one(browser, "#find").send_keys("xiaomi")
    assert violations(browser) == []
    one(browser, "#find").send_keys(" and no such words")
    assert violations(browser) == []
    choose(browser, "#theme", "regulation")
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert violations(browser) == []


@pytest.mark.parametrize("width", [DESK, TABLET, PHONE])
def test_the_page_fits_its_window(browser: Chrome, page: Path, width: int) -> None:
    """Nothing makes a reader scroll sideways."""
    show(browser, page, width)
    assert browser.execute_script("return document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("name", PICTURES)
def test_it_looks_as_it_did(name: str, browser: Chrome, tmp_path: Path) -> None:
    """The page is the picture in `goldens/`, but for how a machine draws letters."""
    now = drawn(name, browser, tmp_path).reduce(4)
    then = Image.open(HERE / f"{name}.png").convert("RGB").reduce(4)
    assert now.size == then.size
    apart = ImageChops.difference(now, then).convert("L")
    assert ImageStat.Stat(apart).mean[0] < 4  # of 255; a line that moved gives 8 and more


def test_nothing_is_blocked_or_wrong(browser: Chrome, page: Path) -> None:
    """The page's own policy lets its own script run; the browser has no complaint."""
    show(browser, page, DESK)
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]
    assert one(browser, "#find").is_displayed()


def test_a_foreign_script_does_not_run(browser: Chrome, page: Path, tmp_path: Path) -> None:
    """A script or handler that the renderer did not put there is refused."""
    text = page.read_text(encoding="utf-8")
    foreign = "<script>document.title = 'bad'</script><img src=x alt='' onerror=\"title='bad'\">"
    changed = tmp_path / "changed.html"
    changed.write_text(text.replace("</main>", f"{foreign}</main>"), encoding="utf-8")
    show(browser, changed, DESK)
    assert "bad" not in browser.title


@pytest.mark.parametrize("script", [True, False])
def test_one_language_or_both(browser: Chrome, page: Path, script: bool) -> None:
    """The switch leaves one column, by keyboard alone, also without JavaScript."""
    show(browser, page, DESK, script=script)
    both = seen(browser, ".theme .side")
    type_keys(browser, Keys.TAB, Keys.TAB)  # the skip link, then the switch
    type_keys(browser, Keys.ARROW_RIGHT)  # from "both" round to Korean
    korean = seen(browser, ".theme .side")
    type_keys(browser, Keys.ARROW_RIGHT)
    english = seen(browser, ".theme .side")
    assert "우리 말" in "".join(korean)
    assert "우리 말" not in "".join(english)
    assert len(korean) + len(english) == len(both) + 1  # the note that is only in English stays
    assert "Only in English." in "".join(korean)


@pytest.mark.parametrize("script", [True, False])
def test_one_theme(browser: Chrome, page: Path, script: bool) -> None:
    """Choosing a theme leaves its section alone, also without JavaScript."""
    show(browser, page, DESK, script=script)
    choose(browser, "#theme", "regulation")
    shown = browser.find_elements("css selector", ".theme")
    assert [e.get_attribute("id") for e in shown if e.is_displayed()] == ["regulation"]


def test_words_are_found(browser: Chrome, page: Path) -> None:
    """Typing leaves the stories with those words and counts them; clearing brings all back."""
    stories = seen(browser, ".item")
    one(browser, "#find").send_keys("xiaomi")
    found = seen(browser, ".item")
    assert 0 < len(found) < len(stories)
    assert all("xiaomi" in text.lower() for text in found)
    assert one(browser, "#found").text == f"{len(found)} / {len(stories)}"
    one(browser, "#find").send_keys(Keys.BACKSPACE * 6)
    assert len(seen(browser, ".item")) == len(stories)


def test_words_that_are_nowhere_are_said_to_be(browser: Chrome, page: Path) -> None:
    """The page says so in the reader's language, and the summary above steps aside."""
    assert seen(browser, "#nothing p") == []
    one(browser, "#find").send_keys("no such words")
    assert seen(browser, "#nothing p") == [
        "그런 말이 든 소식이 없습니다.",
        "No story has these words.",
    ]
    assert seen(browser, ".glance, .contents, .theme") == []
    one(browser, "label:has(#show-en)").click()
    assert seen(browser, "#nothing p") == ["No story has these words."]
    one(browser, "#find").clear()
    one(browser, "#find").send_keys("x", Keys.BACKSPACE)
    assert seen(browser, "#nothing p") == []
    assert seen(browser, ".glance, .contents")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_language_has_its_own_name_at_the_head(
    browser: Chrome, page: Path, language: str
) -> None:
    """The name in that language alone, as large as the first one is."""
    large = "return getComputedStyle(document.querySelector(arguments[0])).fontSize"
    name = browser.execute_script(large, "h1 .name")
    one(browser, f"label:has(#show-{language})").click()
    brief = noted_brief()
    assert seen(browser, "h1 span") == [getattr(brief, f"masthead_{language}")]
    assert browser.execute_script(large, f"h1 :lang({language})") == name


def test_the_page_asks_for_nothing(browser: Chrome, page: Path) -> None:
    """Opened from disk, it loads no other file and no address, whatever is open in it."""
    show(browser, page, DESK)
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    loaded = browser.execute_script("return performance.getEntriesByType('resource').length")
    assert loaded == 0
    assert browser.execute_script("return document.getAnimations().length") == 0
