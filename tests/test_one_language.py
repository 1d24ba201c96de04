"""A brief for readers of one language: they read in it throughout, and can see the original."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from fixtures_brief import full_brief
from reading_outputs import READERS, html_page, squeeze

from briefing.audiences import view
from briefing.checks import check_edition, has_failed
from briefing.desk import Desk, open_desk
from briefing.labels import origin_label
from briefing.models import Line
from briefing.pipeline import Edition
from briefing.renderers import RENDERERS, look
from briefing.renderers.passages import leading

LANGUAGES = ("ko", "en")


def lines(language: str) -> list[Line]:
    """What was written in the other language and has a counterpart in this one."""
    return [
        line
        for section in full_brief().sections
        for item in section.items
        for line in (item.headline, *item.lines)
        if line.language != language and line.rendering.text
    ]


def drawn(name: str, language: str) -> bytes:
    """The full brief in one format for readers of one language."""
    return RENDERERS[name](full_brief(), look=look(languages=(language,))).content


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["md", "pdf", "mail", "txt"])
def test_the_counterpart_stands_for_the_original(name: str, language: str) -> None:
    """The reader's words with their label; the other sentence does not stand beside them."""
    shown = squeeze(READERS[name](drawn(name, language)))
    for line in lines(language):
        made = line.rendering
        for words in made.facts or (made.text,):
            assert squeeze(words) in shown
        if line.receipt:  # headlines stand in the list of sources
            assert squeeze(line.text) not in shown
        assert squeeze(origin_label(made.origin, language, made.attribution)) in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_original_is_behind_the_mark(language: str) -> None:
    """In the page it is folded, once, with the receipt that proves it."""
    page = drawn("html", language).decode()
    open_text = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    for line in (line for line in lines(language) if line.receipt):
        assert squeeze(line.text) not in squeeze(html_page(open_text.encode()).text)
        assert squeeze(line.text) in squeeze(html_page(page.encode()).text)
        assert line.receipt
        assert f'data-article="{line.receipt.article_id}" data-start="{line.receipt.start}"' in page


def test_without_a_counterpart_the_original_stays() -> None:
    """Nothing is left out because nobody could translate it."""
    line = lines("ko")[0]
    bare = replace(line, rendering=replace(line.rendering, text="", facts=()))
    assert leading(bare, ("ko",)).text == line.text
    assert leading(line, ("ko",)).text == line.rendering.text
    assert leading(line, ("ko", "en")).text == line.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_such_an_edition_passes_every_check(
    sample: Edition, desk: Desk, tmp_path: Path, language: str
) -> None:
    """Receipts, glyphs and the rest, as for two languages."""
    (tmp_path / "briefing.toml").write_text(f'[audience.one]\nlanguages = ["{language}"]\n')
    own = open_desk(tmp_path)
    folder = tmp_path / sample.brief.edition
    sample.write(folder, [own.audience("one")], ("md", "html", "pdf", "mail"), own)
    results = check_edition(folder, own)
    assert not has_failed(results), results
    assert view(sample.brief, own.audience("one")).sections == sample.brief.sections
