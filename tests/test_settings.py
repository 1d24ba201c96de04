"""Settings: defaults, and one clear message for what is wrong."""

from pathlib import Path

import pytest

from briefing.errors import SettingsError
from briefing.settings import (
    DeskSettings,
    InputSettings,
    Settings,
    load_audience,
    load_settings,
)


def write(path: Path, text: str) -> Path:
    """A file with this text."""
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_there_are_defaults() -> None:
    """Every setting has a default."""
    assert load_settings(None) == Settings()


def test_the_shipped_desk_spells_out_the_defaults() -> None:
    """The file that `briefing init` copies says what holds anyway."""
    from briefing.assets import packaged

    assert load_settings(packaged("seeds") / "desk" / "briefing.toml") == Settings(
        input=InputSettings(paths=("articles",))
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[sumary]\nsentences = 2", ["sumary", "summary"]),
        ("[summary]\nsentence = 2", ["summary.sentence", "sentences"]),
        ("[summary]\nsentences = 0", ["summary.sentences", "greater than"]),
        ('[desk]\ntime_zone = "Asia/Soul"', ["desk.time_zone", "Asia/Seoul"]),
        ('[desk]\nfirst_week = "47"', ["desk.first_week", "2026-W47"]),
        ('[output]\nformats = ["docx"]', ["output.formats.0", "'md', 'html', 'pdf'"]),
        ("[desk\n", ["not valid TOML", "line 1"]),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    """The message says which file, which key, and what is valid."""
    path = write(tmp_path / "briefing.toml", text)
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert all(word in str(caught.value) for word in ["briefing.toml", *words])


def test_an_audience_is_named_by_its_file(tmp_path: Path) -> None:
    """Everything else has a default."""
    audience = load_audience(write(tmp_path / "executives.toml", "items = 2\n"))
    assert (audience.name, audience.items, audience.languages) == ("executives", 2, ("ko", "en"))


def test_an_audience_name_cannot_be_a_path(tmp_path: Path) -> None:
    """The name becomes part of file names; a file gives its own."""
    path = write(tmp_path / "x.toml", 'name = "../../etc"\n')
    with pytest.raises(SettingsError, match="called like its file"):
        load_audience(path)
    with pytest.raises(SettingsError, match="plain name"):
        load_audience(write(tmp_path / "x y.toml", "items = 2\n"))


def test_equal_settings_have_equal_hashes() -> None:
    """And different ones different hashes."""
    assert Settings().sha256 == Settings().sha256
    assert Settings().sha256 != Settings(desk=DeskSettings(masthead_en="Other")).sha256
