"""``briefing audience``: a new audience that draws at once, and the list of all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fixtures_brief import small_brief
from typer.testing import CliRunner, Result

from briefing.audiences import view
from briefing.cli import app
from briefing.desk import open_desk
from briefing.renderers import RENDERERS, look

SHIPPED = ("executives", "policy", "engineers")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A desk made by `briefing init`."""
    folder = tmp_path / "desk"
    assert run("init", folder).exit_code == 0
    return folder


def run(*arguments: object) -> Result:
    """The result of a command."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize("source", ["base", "default", *SHIPPED])
def test_a_new_audience_draws(source: str, own: Path) -> None:
    """Its settings are valid, its templates only extend, and the files are printed."""
    result = run("audience", "new", "board", "--from", source, "--desk", own)
    assert result.exit_code == 0, result.output
    for path in map(Path, result.stdout.split()):
        assert path.is_file()
        if path.suffix == ".j2":
            assert '{% extends "base/' in path.read_text(encoding="utf-8")
    reader = open_desk(own).audience("board")
    seen = view(small_brief(), reader)
    for kind in ("html", "md", "pdf"):
        drawn = RENDERERS[kind](seen, look=look("board", own, reader.languages))
        assert drawn.content
    if source in SHIPPED:
        assert reader.sections == open_desk(own).audience(source).sections


def test_new_overwrites_nothing(own: Path) -> None:
    """Neither settings nor templates; an unknown source lists what there is."""
    folder = own / "templates" / "board"
    folder.mkdir(parents=True)
    result = run("audience", "new", "board", "--desk", own)
    assert (result.exit_code, list(folder.iterdir())) == (1, [])
    assert not (own / "audiences" / "board.toml").exists()
    assert "valid" in run("audience", "new", "crew", "--from", "zzz", "--desk", own).stderr


def test_list_shows_the_desks_and_the_shipped(own: Path) -> None:
    """As a table for people and as JSON for programs."""
    run("audience", "new", "board", "--desk", own)
    named = {entry["name"] for entry in json.loads(
        run("audience", "list", "--desk", own, "--json").stdout
    )}  # fmt: skip
    assert named == {"board", "default", *SHIPPED}
    assert "board" in run("audience", "list", "--desk", own).stdout
