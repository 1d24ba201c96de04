"""The page in a real browser: what it shows, how it is used, with and without its script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser import chromium, show, violations
from fixtures_brief import full_brief
from goldens.draw import HERE, PICTURES, drawn
from PIL import Image, ImageChops, ImageStat
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.remote.webelement import WebElement

from briefing.models import Brief
from briefing.renderers import RENDERERS, look

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


@pytest.fixture(name="browser", scope="module")
def _browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(name="page", scope="module")
def _page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "brief.html"
    path.write_bytes(RENDERERS["html"](noted_brief(), look=look()).content)
    return path


@pytest.fixture(autouse=True)
def _forgotten(browser: Chrome, page: Path) -> None:
    """No test sees what another chose."""
    show(browser, page, DESK)
    browser.execute_script("localStorage.clear()")


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
