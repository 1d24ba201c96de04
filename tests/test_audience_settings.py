"""What an audience's settings change beside its view: look, logo, labels, formats, sender."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures_brief import small_brief
from PIL import Image

from briefing.audiences import view
from briefing.desk import Desk, open_desk
from briefing.errors import SettingsError
from briefing.looks import audience_look
from briefing.models import Rendition
from briefing.operations.posting import write_all_letters
from briefing.pipeline import Edition
from briefing.renderers import RENDERERS

MakeDesk = Callable[[str], Desk]


@pytest.fixture
def make_desk(tmp_path: Path) -> MakeDesk:
    """A desk with these settings, and a small logo."""

    def make(settings: str) -> Desk:
        (tmp_path / "briefing.toml").write_text(settings, encoding="utf-8")
        return open_desk(tmp_path)

    Image.new("RGB", (60, 20), "#0b3d5c").save(tmp_path / "logo.png")
    return make


def drawn(desk: Desk, name: str, output: str) -> Rendition:
    """The small brief as an audience gets it."""
    audience = desk.audience(name)
    return RENDERERS[output](view(small_brief(), audience), look=audience_look(audience, desk))


def test_a_table_in_the_settings_makes_an_audience(make_desk: MakeDesk) -> None:
    """As a file in audiences/ does, beside the shipped ones."""
    desk = make_desk('[audience.board]\nitems = 2\nlanguages = ["ko"]\n')
    board = desk.audience("board")
    assert (board.name, board.items, board.languages) == ("board", 2, ("ko",))
    names = [audience.name for audience in desk.audiences]
    assert names == ["board", "default", "engineers", "executives", "policy"]


def test_a_table_wins_over_a_shipped_audience(make_desk: MakeDesk) -> None:
    """It replaces it, as a desk's own file does."""
    policy = make_desk("[audience.policy]\nfloor = 9.0\n").audience("policy")
    assert (policy.floor, policy.quotas) == (9.0, {})


def test_an_audience_is_set_once(make_desk: MakeDesk, tmp_path: Path) -> None:
    """A table and a file of the desk contradict each other: both are named."""
    (tmp_path / "audiences").mkdir()
    (tmp_path / "audiences" / "board.toml").write_text("items = 3\n")
    with pytest.raises(SettingsError, match=r"board\.toml: audience 'board' is set twice"):
        make_desk("[audience.board]\nitems = 2\n").audience("board")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("[audience.board]\nitem = 2", r"audience\.board\.item: .*did you mean items"),
        ("[audience.board]\nformats = ['docx']", r"audience\.board\.formats\.0"),
        ("[audience.'../board']\nitems = 2", "plain name"),
        ("[audience.board]\ntemplate = '../../secret'", "plain name"),
        ("[audience]\nboard = 3", r"audience\.board"),
        ("audience = 3", "audience"),
        ("[audience.board.labels.ko]\n'At glance' = '한눈에'", "did you mean At a glance"),
        ("[audience.board.labels.ko]\n'No. %(number)s' = '호'", r"same %\(…\)s"),
        ("[audience.board.labels.ko]\n'Day' = '100% 날'", r"same %\(…\)s"),
        ("[audience.board.labels.fr]\n'Day' = 'Jour'", r"labels\.fr"),
    ],
)
def test_a_wrong_table_is_named_with_its_place(make_desk: MakeDesk, table: str, told: str) -> None:
    """The key, what is wrong, and the nearest valid one, as for any other setting."""
    with pytest.raises(SettingsError, match=told):
        make_desk(table)


def test_template_and_style_of_another_audience(make_desk: MakeDesk) -> None:
    """They need not be copied to be used."""
    desk = make_desk("[audience.board]\ntemplate = 'executives'\nstyle = 'executives'\n")
    chosen = audience_look(desk.audience("board"), desk)
    assert chosen.templates == audience_look(desk.audience("executives"), desk).templates
    assert chosen.styles == audience_look(desk.audience("executives"), desk).styles
    assert chosen.templates != audience_look(desk.audience("default"), desk).templates


def test_own_labels_are_said_in_every_output(make_desk: MakeDesk) -> None:
    """A desk sets the tone; other labels and other audiences stay as they are."""
    desk = make_desk(
        "[audience.board.labels.ko]\n'At a glance' = '이번 주 핵심'\n"
        "[audience.board.labels.en]\n'No. %(number)s' = 'Issue %(number)s'\n"
    )
    for output in ("md", "html", "mail", "txt"):
        page = drawn(desk, "board", output).content.decode()
        assert re.search(r"\bIssue \d", page)
        assert not re.search(r"\bIssue \d", drawn(desk, "default", output).content.decode())
    assert "이번 주 핵심" in drawn(desk, "board", "html").content.decode()


def test_the_logo_stands_in_page_paper_and_mail(make_desk: MakeDesk) -> None:
    """Inside the file: nothing is fetched when it is opened. In the mail it is a part."""
    desk = make_desk("[audience.board]\nlogo = 'logo.png'\n")
    for output in ("html", "mail"):
        page = drawn(desk, "board", output).content.decode()
        assert re.search(r'<img class="logo"[^>]* src="data:image/png;base64,[\w+/=]+"', page)
        assert '<img class="logo"' not in drawn(desk, "default", output).content.decode()
    with_logo, without = (drawn(desk, name, "pdf").content for name in ("board", "default"))
    assert with_logo.count(b"/Subtype /Image") > without.count(b"/Subtype /Image")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read"),
        (b"<svg/>", "no image"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "no image"),
        (bytes(50_000_000), "50,000 KB .*at most 200 KB"),
    ],
    ids=["missing", "not an image", "cut off", "50 MB"],
)
def test_a_logo_that_cannot_be_shown_is_refused(
    make_desk: MakeDesk, tmp_path: Path, content: bytes | None, told: str
) -> None:
    """One line with the audience and the file; nothing is drawn."""
    if content is not None:
        (tmp_path / "bad.png").write_bytes(content)
    desk = make_desk("[audience.board]\nlogo = 'bad.png'\n")
    with pytest.raises(SettingsError, match=f"(?s)logo of audience 'board'.*{told}"):
        drawn(desk, "board", "html")


def test_a_logo_of_too_many_pixels_is_refused(make_desk: MakeDesk, tmp_path: Path) -> None:
    """A small file can unpack to a huge picture."""
    Image.new("1", (9000, 9000)).save(tmp_path / "bomb.png")
    desk = make_desk("[audience.board]\nlogo = 'bomb.png'\n")
    with pytest.raises(SettingsError, match="81 million pixels"):
        drawn(desk, "board", "html")


def test_formats_of_its_own(make_desk: MakeDesk, sample: Edition, tmp_path: Path) -> None:
    """Each audience gets its formats; those asked for by hand win."""
    desk = make_desk("[output]\nformats = ['md']\n[audience.board]\nformats = ['html', 'txt']\n")
    both = [desk.audience("board"), desk.audience("default")]
    sample.write(tmp_path / "own", both, (), desk)
    sample.write(tmp_path / "asked", both, ("txt",), desk)
    made = {
        folder: sorted(path.name for path in (tmp_path / folder).glob("brief.*.*"))
        for folder in ("own", "asked")
    }
    assert made["own"] == ["brief.board.html", "brief.board.txt", "brief.default.md"]
    assert made["asked"] == ["brief.board.txt", "brief.default.txt"]


def test_sender_and_subject_of_its_own(make_desk: MakeDesk) -> None:
    """The audience's sender goes before the desk's, and its labels into the subject."""
    desk = make_desk(
        "[delivery]\nsender = 'desk@example.kr'\npdf = false\n"
        "[audience.board]\nlanguages = ['en']\nrecipients = ['kim@example.kr']\n"
        "sender = 'Board <board@example.kr>'\n"
        "[audience.board.labels.en]\n'No. %(number)s' = 'Issue %(number)s'\n"
    )
    (letter,) = write_all_letters(small_brief(), desk.audience("board"), desk)
    assert letter.sender == "board@example.kr"
    assert b"From: Board <board@example.kr>" in letter.content
    assert re.search(rb"Subject: .*Issue \d", letter.content)
