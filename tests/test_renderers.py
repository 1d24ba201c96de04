"""The outputs of one brief: the same contents in each, and nothing that the brief does not say."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from fixtures_brief import empty_brief, full_brief, small_brief
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reading_outputs import READERS, Page, html_page, rendition, squeeze

from briefing.labels import origin_label
from briefing.models import Brief, Line, Origin, Rendering
from briefing.renderers import RENDERERS
from briefing.renderers.escaping import escape
from briefing.renderers.passages import columns

FORMATS = tuple(RENDERERS)
ENDINGS = {"mail": "mail.html"}


def lines_of(brief: Brief) -> Iterator[Line]:
    """Every headline and sentence of the brief."""
    for section in brief.sections:
        for item in section.items:
            yield item.headline
            yield from item.lines


def shown(brief: Brief, name: str) -> str:
    """What a reader of this output sees, without spaces."""
    return squeeze(READERS[name](rendition(brief, name).content))


def page(brief: Brief) -> Page:
    """The HTML output, parsed."""
    return html_page(rendition(brief, "html").content)


@pytest.mark.parametrize("name", FORMATS)
def test_the_file_is_named_after_its_audience(name: str) -> None:
    """Each output is `brief.AUDIENCE.EXTENSION`."""
    assert rendition(full_brief(), name).name == f"brief.default.{ENDINGS.get(name, name)}"


@pytest.mark.parametrize("name", FORMATS)
def test_every_output_holds_the_whole_brief(name: str) -> None:
    """Headlines, sentences, renderings, facts, figures, names and sources stand in each output."""
    brief, text = full_brief(), shown(full_brief(), name)
    expected = [brief.masthead_ko, brief.masthead_en, "2025년 4월 28일 ~ 5월 4일", "4 May 2025"]
    for section in brief.sections:
        expected += [section.title_ko, section.title_en]
    for line in lines_of(brief):
        expected += [line.text, line.rendering.text, *line.rendering.facts]
    for figure in brief.figures:
        expected += [figure.ko, figure.en, figure.subject_ko, figure.subject_en]
    for entry in brief.glossary:
        expected += [entry.ko, entry.en, entry.zh]
    for source in brief.sources:
        expected += [source.headline, source.url, source.outlet, source.outlet_en]
    assert [words for words in expected if squeeze(words) not in text] == []


@pytest.mark.parametrize("name", FORMATS)
def test_every_output_numbers_the_sources_alike(name: str) -> None:
    """Each source's number stands right before its headline in the list of sources."""
    text = shown(full_brief(), name)
    for source in full_brief().sources:
        assert f"{source.number}{squeeze(source.headline)}" in text


@pytest.mark.parametrize("name", FORMATS)
def test_every_rendering_says_how_it_came_about(name: str) -> None:
    """Each label stands after its line, or before its facts, in the language of the column."""
    text = re.sub("[–—]", "", shown(full_brief(), name))
    for made in (line.rendering for line in lines_of(full_brief())):
        label = origin_label(made.origin, made.language, made.attribution)
        words = f"{label}{''.join(made.facts)}" if made.facts else f"{made.text}{label}"
        assert re.sub("[–—]", "", squeeze(words)) in text


@pytest.mark.parametrize("name", FORMATS)
def test_a_theme_without_stories_says_so(name: str) -> None:
    """An empty section stays, with one line; so does the brief of an empty week."""
    small, empty = shown(small_brief(), name), shown(empty_brief(), name)
    assert small.count(squeeze("No story on this theme in this period.")) == 4
    assert empty.count(squeeze("이 기간에 이 주제의 기사가 없습니다.")) == 5
    assert squeeze("No story on any theme in this period.") in empty


@pytest.mark.parametrize("name", FORMATS)
def test_rewritten_samples_are_announced(name: str) -> None:
    """The notice at the top stands only in a brief that holds samples."""
    notice = squeeze("This brief contains rewritten sample articles")
    assert notice in shown(full_brief(), name)
    assert notice not in shown(empty_brief(), name)


@pytest.mark.parametrize("name", ["md", "html", "pdf"])
def test_a_followup_names_the_edition_that_it_goes_on_from(name: str) -> None:
    """In both languages; a story that is new says nothing of the kind."""
    brief = small_brief()
    section = next(section for section in brief.sections if section.items)
    item = replace(section.items[0], follows="2025-W17")
    going_on = replace(brief, sections=(replace(section, items=(item,)),))
    text = squeeze(shown(going_on, name))
    assert squeeze("Follow-up to edition 2025-W17") in text
    assert squeeze("2025-W17호에서 이어짐") in text
    assert squeeze("Follow-up") not in squeeze(shown(brief, name))


def test_quotations_carry_their_receipts() -> None:
    """Each quoted sentence stands alone in a `q` with its article, offsets and address."""
    quotations = {
        (
            q.text,
            q.attributes["data-article"],
            int(q.attributes["data-start"]),
            int(q.attributes["data-end"]),
            q.attributes["cite"],
            q.language,
        )
        for q in page(full_brief()).find("q", has="data-article")
    }
    urls = {source.article_id: source.url for source in full_brief().sources}
    receipts = [(line, line.receipt) for line in lines_of(full_brief()) if line.receipt]
    assert quotations == {
        (line.text, r.article_id, r.start, r.end, urls[r.article_id], line.language)
        for line, r in receipts
    }


def test_html_needs_nothing_from_outside() -> None:
    """No element or style that fetches, one script that is inside, and a policy to match."""
    html = page(full_brief())
    assert [script.attributes for script in html.find("script")] == [{}]
    assert not html.find("link", "img", "iframe", "object")
    assert not [e for e in html.find("style") if "url(" in e.text or "@import" in e.text]
    policy = html.find("meta", has="http-equiv")[0].attributes["content"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-inline" not in policy.split("; ")[1]


def test_html_is_sound() -> None:
    """One h1 and main, no heading level left out, ids unique, inner links lead somewhere."""
    html = page(full_brief())
    levels = [int(element.tag[1]) for element in html.find("h1", "h2", "h3")]
    assert levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    assert len(html.find("main")) == 1
    ids = [element.attributes["id"] for element in html.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    inner = [a.attributes["href"] for a in html.find("a") if a.attributes["href"][0] == "#"]
    assert {href[1:] for href in inner} <= set(ids)


def test_every_passage_names_its_language() -> None:
    """Hangul stands under lang=ko, a Latin sentence under lang=en, a Chinese name under zh."""
    runs = page(full_brief()).runs
    assert {language for text, language in runs if re.search("[가-힣]", text)} == {"ko"}
    latin = {language for text, language in runs if re.fullmatch(r"[A-Za-z\s.,’0-9]{20,}", text)}
    assert latin == {"en"}
    assert {language for text, language in runs if re.fullmatch("[一-鿿]+", text)} == {"zh-Hans"}


def test_text_cannot_become_markup() -> None:
    """What an article says is shown as it is, in HTML and in Markdown."""
    nasty = 'A <b>"bold"</b> & *starred* [claim](x) `code` 1_2_3 <!-- x -->'
    brief = full_brief()
    first = brief.sections[0]
    item = replace(first.items[0], headline=replace(first.items[0].headline, text=nasty))
    first = replace(first, items=(item,))
    brief = replace(brief, sections=(first, *brief.sections[1:]))
    headings = [e.text.strip() for e in page(brief).find("h3")]
    assert headings[0].startswith(nasty)
    tokens = MarkdownIt("commonmark").parse(rendition(brief, "md").content.decode())
    shown = ["".join(c.content for c in t.children or ()) for t in tokens if t.type == "inline"]
    assert nasty in shown


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["C", "Z"]), min_size=1))
def test_escaped_markdown_shows_the_same_text(text: str) -> None:
    """Any line of text, escaped, is one paragraph of just that text."""
    tokens = MarkdownIt("commonmark").parse(str(escape(text)))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children or ()} <= {"text", "text_special"}
    assert "".join(child.content for child in tokens[1].children or ()) == text


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    """A path, or a script in an address, is shown and never linked or cited."""
    brief = full_brief()
    sources = tuple(replace(source, url="javascript:alert(1)") for source in brief.sources)
    html = page(replace(brief, sources=sources))
    links = [e.attributes.get("href", "") + e.attributes.get("cite", "") for e in html.elements]
    assert not [link for link in links if link.startswith("javascript")]
    assert "javascript:alert(1)" in html.text


def test_a_chinese_original_takes_the_free_column() -> None:
    """A line in a language without a column stands beside its rendering."""
    rendering = Rendering("Released.", "en", Origin.MACHINE, attribution="Example, 2025-05-04")
    korean, english = columns(Line("已发布。", "zh", rendering), ("ko", "en"))
    assert korean
    assert english
    assert (korean.text, korean.language) == ("已发布。", "zh")
    assert english.label == "Machine translation – Example, 2025-05-04"


def test_a_missing_rendering_leaves_a_note() -> None:
    """A column without a passage says that there is none."""
    line = Line("문장이다.", "ko", Rendering("", "en", Origin.FACTS))
    assert columns(line, ("ko", "en"))[1] is None
    brief = small_brief()
    item = replace(brief.sections[0].items[0], lines=(line,))
    section = replace(brief.sections[0], items=(item,))
    html = page(replace(brief, sections=(section, *brief.sections[1:])))
    assert "No version in this language" in html.text


def test_heavy_libraries_wait_until_a_pdf_is_drawn() -> None:
    """Importing the renderers loads neither WeasyPrint nor HarfBuzz."""
    code = "import briefing.renderers, sys; print({'weasyprint', 'uharfbuzz'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
