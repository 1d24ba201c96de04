"""Audiences: what each gets of one analysis, how each looks, and what its name may be."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fixtures_brief import small_brief
from reading_outputs import READERS
from typer.testing import CliRunner, Result

from briefing.audiences import audience_files, view
from briefing.cli import app
from briefing.desk import Desk, open_desk
from briefing.errors import SettingsError
from briefing.models import Brief
from briefing.pipeline import Edition
from briefing.renderers import RENDERERS, look
from briefing.settings import Audience, load_audience

SHIPPED = ("executives", "policy", "engineers")
PAGE = "brief.html.j2"


def audience(**values: Any) -> Audience:
    """An audience with these values."""
    return Audience.model_validate({"name": "some", **values})


@pytest.fixture
def drawn(sample: Edition, desk: Desk) -> Callable[[str, str], bytes]:
    """The sample week for an audience in a format."""

    def draw(name: str, kind: str) -> bytes:
        reader = desk.audience(name)
        chosen = look(name, None, reader.languages)
        return RENDERERS[kind](view(sample.brief, reader), look=chosen).content

    return draw


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A desk made by `briefing init`."""
    folder = tmp_path / "desk"
    assert run("init", folder).exit_code == 0
    return folder


def run(*arguments: object) -> Result:
    """The result of a command."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def keys(brief: Brief) -> list[str]:
    """Its sections in order."""
    return [section.key for section in brief.sections]


# ------------------------------------------------------------------------------------------- views


def test_the_default_audience_gets_the_brief_as_it_is(sample: Edition, desk: Desk) -> None:
    """All of it, under the same numbers."""
    assert view(sample.brief, desk.audience("default")) == sample.brief


def test_a_section_of_its_own_quota(sample: Edition) -> None:
    """`quotas` wins over `items`; what is cut off is counted."""
    seen = view(sample.brief, audience(items=1, quotas={"regulation": 3}))
    for section, whole in zip(seen.sections, sample.brief.sections, strict=True):
        wanted = 3 if section.key == "regulation" else 1
        assert section.items[0].story_id == whole.items[0].story_id
        assert len(section.items) == wanted
        assert section.left_out == len(whole.items) - wanted


def test_a_floor_leaves_out_what_scored_less(sample: Edition) -> None:
    """An empty section stays, so that readers see that there was nothing."""
    scores = [item.score for section in sample.brief.sections for item in section.items]
    floor = sorted(scores)[len(scores) // 2]
    seen = view(sample.brief, audience(floor=floor))
    kept = [item.score for section in seen.sections for item in section.items]
    assert sorted(kept) == sorted(score for score in scores if score >= floor)
    assert keys(view(sample.brief, audience(floor=99.0))) == keys(sample.brief)


def test_the_best_sentence_of_each_item(sample: Edition) -> None:
    """By its rank, also where the best of all is the headline already."""
    seen = view(sample.brief, audience(sentences=1))
    for section, whole in zip(seen.sections, sample.brief.sections, strict=True):
        for item, full in zip(section.items, whole.items, strict=True):
            assert item.lines == (min(full.lines, key=lambda line: line.rank),)


def test_figures_sources_and_names_are_of_what_is_shown(sample: Edition) -> None:
    """Sources are numbered anew from 1, and every number leads to its article."""
    seen = view(sample.brief, audience(sections=["regulation"], items=2, figures=1))
    assert len(seen.figures) == 1
    assert [source.number for source in seen.sources] == [*range(1, len(seen.sources) + 1)]
    articles = {source.number: source.article_id for source in seen.sources}
    for figure in seen.figures:
        assert articles[figure.source] == figure.receipt.article_id
    assert 0 < len(seen.glossary) < len(sample.brief.glossary)
    assert set(seen.glossary) < set(sample.brief.glossary)


# ----------------------------------------------------------------------------------- shipped looks


def test_executives_get_one_page(drawn: Callable[[str, str], bytes]) -> None:
    """A sheet of A4 with a story a section, the figures, the sources by name."""
    import io

    from pypdf import PdfReader

    pdf = PdfReader(io.BytesIO(drawn("executives", "pdf")))
    assert len(pdf.pages) == 1
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [595, 842]
    html = drawn("executives", "html").decode()
    assert html.count("<article ") == 5
    assert 'id="figures"' in html
    assert 'id="glossary"' not in html


def test_policy_readers_get_regulation_first_and_every_report(
    drawn: Callable[[str, str], bytes], sample: Edition, desk: Desk
) -> None:
    """Under a story of several reports each of them stands by its headline; addresses on paper."""
    seen = view(sample.brief, desk.audience("policy"))
    assert keys(seen)[:2] == ["regulation", "china-macro-policy"]
    html, paper = drawn("policy", "html").decode(), READERS["pdf"](drawn("policy", "pdf"))
    several = [item for s in seen.sections for item in s.items if len(item.sources) > 1]
    listed = re.findall(r'class="side reports">(.*?)</ul>', html, re.DOTALL)
    assert "".join(listed).count("<li>") == sum(len(item.sources) for item in several)
    assert "/news/articleView" in re.sub(r"\s", "", paper)


def test_engineers_get_models_first_and_figures_before_words(
    drawn: Callable[[str, str], bytes], sample: Edition, desk: Desk
) -> None:
    """English on the left; figures and links stand above the sentences."""
    seen = view(sample.brief, desk.audience("engineers"))
    assert keys(seen)[:2] == ["open-source-models", "market-competition"]
    html = drawn("engineers", "html").decode()
    assert html.index('id="show-en"') < html.index('id="show-ko"')
    stories = re.findall(r"<article .*?</article>", html, re.DOTALL)
    with_figures = [story for story in stories if "numbers" in story]
    assert len(with_figures) > 3
    for story in with_figures:
        assert story.index("numbers") < story.index("links") < story.index("<q")


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("kind", ["md", "html", "mail"])
def test_every_sentence_of_the_view_is_printed(
    name: str, kind: str, drawn: Callable[[str, str], bytes], sample: Edition, desk: Desk
) -> None:
    """No look loses a line or a headline."""
    from html import unescape

    text = unescape(drawn(name, kind).decode()).replace("\\", "")
    for section in view(sample.brief, desk.audience(name)).sections:
        for item in section.items:
            for line in (item.headline, *item.lines):
                assert line.text in text


# ------------------------------------------------------------------------------- names and folders


@pytest.mark.parametrize("name", ["../x", "a/b", "/etc/passwd", "..", ".", "", "a" * 50, "A", "가"])
def test_a_name_that_is_no_plain_name_is_refused(name: str, own: Path) -> None:
    """In a file, on the command line, and when an audience is asked for; nothing is written."""
    with pytest.raises(ValueError, match="plain name"):
        audience(name=name)
    with pytest.raises(SettingsError):
        open_desk(own).audience(name)
    before = sorted(own.parent.rglob("*"))
    result = run("audience", "new", name, "--desk", own)
    assert result.exit_code == 1
    assert "plain name" in result.stderr
    assert sorted(own.parent.rglob("*")) == before


def test_an_unknown_audience_lists_the_valid_ones(desk: Desk) -> None:
    """The near ones, or all of them."""
    with pytest.raises(SettingsError, match="did you mean executives"):
        desk.audience("executive")
    with pytest.raises(SettingsError, match="valid: default, engineers, executives, policy"):
        desk.audience("zzz")


def test_wrong_values_are_named_with_their_file(tmp_path: Path) -> None:
    """A quota of nothing is no quota: leave the section out instead."""
    path = tmp_path / "some.toml"
    path.write_text("[quotas]\nregulation = 0\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"some\.toml: quotas\.regulation: .*greater"):
        load_audience(path)


def test_the_desk_wins_over_the_shipped_audience(own: Path) -> None:
    """Its own settings and its own template, block by block; the rest is the shipped look."""
    (own / "audiences" / "policy.toml").write_text("items = 2\n", encoding="utf-8")
    folder = own / "templates" / "executives"
    folder.mkdir(parents=True)
    own_block = "{% block colophon %}<p>Ours.</p>{% endblock %}"
    (folder / PAGE).write_text('{% extends "base/brief.html.j2" %}' + own_block, encoding="utf-8")
    assert open_desk(own).audience("policy").items == 2
    page = RENDERERS["html"](small_brief(), look=look("executives", own)).content.decode()
    assert "Ours." in page
    assert "not a language model" not in page
    assert audience_files(own)["policy"] == own / "audiences" / "policy.toml"


def test_an_audience_without_a_folder_gets_the_default() -> None:
    """The same page, letter for letter."""
    pages = [
        RENDERERS["html"](small_brief(), look=look(name)).content for name in ("nobody", "default")
    ]
    assert pages[0] == pages[1]
