"""What the preview shows: the edition as the files make it, without reading everything again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import httpx
import pytest
from preview_desk import EDITION, make_desk

import briefing.preview.reading
from briefing.analysis import analyse_articles
from briefing.desk import Desk, open_desk
from briefing.editions import newest_edition
from briefing.errors import EditionError
from briefing.models import Analysis, Article
from briefing.operations.rebuild import recompose
from briefing.pipeline import Edition
from briefing.preview.choice import Choice, read_choice
from briefing.preview.proof import Proof
from briefing.preview.stories import list_stories
from briefing.review import State, drop, edit_review, pin


def test_the_newest_edition_is_taken(sample_folder: Path, tmp_path: Path) -> None:
    """By its period; without one there is a clear message."""
    with pytest.raises(EditionError, match="no edition"):
        newest_edition(tmp_path)
    for name in ("2025-W18", "a-copy"):
        shutil.copytree(sample_folder, tmp_path / name)
    model = tmp_path / "a-copy" / "brief.json"
    text = model.read_text(encoding="utf-8").replace(
        '"until": "2025-05-04"', '"until": "2025-05-03"'
    )
    model.write_text(text, encoding="utf-8")
    assert newest_edition(tmp_path).name == "2025-W18"


def test_an_edition_without_a_desk(sample_folder: Path, sample: Edition, desk: Desk) -> None:
    """It is shown as it was built, without being composed again."""
    proof = Proof(sample_folder, desk.folder)
    assert proof.state.edition.brief == sample.brief
    assert proof.number == 1
    assert proof.state.draw(Choice()).content == (sample_folder / "brief.default.html").read_bytes()


@pytest.mark.parametrize(
    "choice",
    [
        Choice(),
        Choice(audience="policy", output="mail", width="phone", languages="en-ko", story="a b&c"),
    ],
)
def test_a_choice_is_read_back_from_its_address(choice: Choice) -> None:
    """Whatever stands in it."""
    assert read_choice(httpx.QueryParams(str(choice))) == choice


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the articles that the preview has read."""
    ids: list[str] = []

    def noting(articles: Iterable[Article], desk: Desk) -> Iterator[Analysis]:
        some = list(articles)
        ids.extend(article.id for article in some)
        return analyse_articles(some, desk)

    monkeypatch.setattr(briefing.preview.reading, "analyse_articles", noting)
    return ids


def test_a_decision_reads_no_article_again(
    sample_week: Path, tmp_path: Path, read: list[str]
) -> None:
    """The second is composed of what was read for the first; it is what a rebuild would give."""
    home = make_desk(tmp_path / "desk", sample_week)
    folder = home / "output" / EDITION
    proof = Proof(folder, home)
    stories = [item for section in proof.state.edition.brief.sections for item in section.items]
    edit_review(folder, lambda review: pin(review, stories[-1].story_id))
    assert proof.refresh().fault is None
    assert sorted(read) == sorted(article.id for article in proof.state.edition.articles)
    read.clear()
    edit_review(folder, lambda review: drop(review, stories[0].story_id))
    state = proof.refresh()
    assert read == []
    assert state.edition.brief == recompose(folder, open_desk(home)).brief
    _, others = list_stories(state, Choice())
    assert (others[0].key, others[0].state) == (stories[0].story_id, State.DROPPED)
    assert {row.state for row in others[1:]} == {State.LEFT_OUT}


def test_a_desk_that_changed_reads_them_again(
    sample_week: Path, tmp_path: Path, read: list[str]
) -> None:
    """Settings and data files count by what stands in them, not by when they were saved."""
    home = make_desk(tmp_path / "desk", sample_week)
    proof = Proof(home / "output" / EDITION, home)
    settings = home / "briefing.toml"
    settings.write_text('[desk]\nmasthead_en = "Ours"\n', encoding="utf-8")
    assert proof.refresh().edition.brief.masthead_en == "Ours"
    assert read
    read.clear()
    os.utime(settings, (1, 1))
    assert proof.refresh().edition.brief.masthead_en == "Ours"
    assert read == []
