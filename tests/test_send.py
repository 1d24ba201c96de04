"""`briefing send` and `briefing run` from the command line to a mail server on loopback."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mail_server import MailServer, mail_server
from typer.testing import CliRunner, Result

from briefing.cli import app

SETTINGS = """\
[delivery]
sender = "주간 브리핑 <brief@example.kr>"
desk = "desk@example.kr"
list_id = "brief.example.kr"
pdf = false
retries = 0
{server}
[input]
paths = ["{articles}"]
[output]
formats = ["md", "html"]
"""
READERS = ("김하늘 <kim@example.kr>", "lee@example.kr")

Run = Callable[..., Result]


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A server without encryption."""
    with mail_server() as running:
        yield running


@pytest.fixture
def our_desk(sample_folder: Path, sample_week: Path, tmp_path: Path) -> Path:
    """A desk with the sample edition and two readers, without a server."""
    (tmp_path / "briefing.toml").write_text(SETTINGS.format(server="", articles=sample_week))
    readers = json.dumps(READERS, ensure_ascii=False)
    (tmp_path / "audiences").mkdir()
    (tmp_path / "audiences" / "default.toml").write_text(f"recipients = {readers}\n")
    shutil.copytree(sample_folder, tmp_path / "output" / sample_folder.name)
    return tmp_path


@pytest.fixture
def served_desk(our_desk: Path, server: MailServer, sample_week: Path) -> Path:
    """The same with a server."""
    told = f'server = "localhost"\nport = {server.port}\nsecurity = "none"\nrate = 6000'
    (our_desk / "briefing.toml").write_text(SETTINGS.format(server=told, articles=sample_week))
    return our_desk


@pytest.fixture
def run(our_desk: Path) -> Run:
    """Runs a command on the desk."""

    def running(*words: str) -> Result:
        return CliRunner().invoke(app, [*words, "--desk", str(our_desk)])

    return running


def test_without_a_server_the_mails_are_files(run: Run, our_desk: Path) -> None:
    """One for each reader; again gives the same."""
    assert run("send", "2025-W18").exit_code == 0
    assert run("send", "2025-W18").exit_code == 0
    names = [path.name for path in (our_desk / "output/2025-W18/mails/default").iterdir()]
    assert sorted(names) == ["kim@example.kr.eml", "lee@example.kr.eml"]


def test_a_dry_run_sends_nothing(run: Run, served_desk: Path, server: MailServer) -> None:
    """It names the recipients, connects to nobody, and leaves no outbox behind."""
    result = run("send", "2025-W18", "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.split() == ["kim@example.kr", "lee@example.kr"]
    assert server.arrived == []
    assert not list(served_desk.glob("*.sqlite"))


def test_send_and_again(run: Run, served_desk: Path, server: MailServer) -> None:
    """The mail in Korean, once a reader; the second run tells the same states as JSON."""
    assert run("send", "2025-W18").exit_code == 0
    lines = json.loads(run("send", "2025-W18", "--json").stdout)
    assert [(line["recipient"], line["state"], line["tries"]) for line in lines] == [
        ("kim@example.kr", "sent", 1),
        ("lee@example.kr", "sent", 1),
    ]
    assert server.counts() == {"kim@example.kr": 1, "lee@example.kr": 1}
    mail = server.message("kim@example.kr")
    assert mail["Subject"] == "주간 중국·AI 브리핑 제18호 – 2025년 4월 28일 ~ 5월 4일"
    text = mail.get_body(("plain",))
    assert text is not None
    assert "\\" not in text.get_content()


def test_a_refused_reader_is_tried_again_by_name(
    run: Run, served_desk: Path, server: MailServer
) -> None:
    """Not by itself; once the mailbox is repaired, and nobody else gets a second copy."""
    server.script["lee@example.kr"] = ["550 no such user"]
    assert run("send", "2025-W18").exit_code == 1
    assert run("send", "2025-W18").exit_code == 1
    wrong = run("send", "2025-W18", "--again", "kim@example.kr")
    assert wrong.exit_code == 1
    assert "'kim@example.kr' was not refused (refused: lee@example.kr)" in wrong.stderr
    assert "lee@example.kr" not in server.counts()
    assert run("send", "2025-W18", "--again", "lee@example.kr").exit_code == 0
    assert server.counts() == {"kim@example.kr": 1, "lee@example.kr": 1}


def test_a_correction_is_sent_to_all_again(run: Run, served_desk: Path, server: MailServer) -> None:
    """Who had the first one gets the correction, once."""
    run("send", "2025-W18")
    assert run("correct", "2025-W18", "--note", "이름을 고쳤다.").exit_code == 0
    run("send", "2025-W18")
    run("send", "2025-W18")
    assert server.counts() == {"kim@example.kr": 2, "lee@example.kr": 2}


def test_one_wrong_recipient_and_nothing_is_sent(
    run: Run, served_desk: Path, server: MailServer
) -> None:
    """By half would be worse than not at all."""
    (served_desk / "audiences/default.toml").write_text(
        'recipients = ["kim@example.kr", "lee@example"]\n'
    )
    result = run("send", "2025-W18")
    assert result.exit_code == 1
    assert "1 wrong recipient: 2: 'lee@example'" in result.stderr
    assert server.arrived == []


def test_an_audience_without_recipients(run: Run, served_desk: Path) -> None:
    """One line says where to write them."""
    (served_desk / "audiences/default.toml").write_text("")
    result = run("send", "2025-W18")
    assert result.exit_code == 1
    assert "has no recipients (recipients = [...] in audiences/default.toml)" in result.stderr


def test_run_sends_once_and_tells_the_desk_of_refusals(
    run: Run, served_desk: Path, server: MailServer
) -> None:
    """One summary line, exit code 0; the refused reader is named in a mail to the desk."""
    server.script["lee@example.kr"] = ["550 no such user"]
    for _ in range(2):
        result = run("run", "--week", "2025-W18")
        assert result.exit_code == 0, result.output
        (summary,) = result.stdout.splitlines()
        assert "send default 1 sent, 1 refused" in summary
    assert server.counts()["kim@example.kr"] == 1
    assert "lee@example.kr" not in server.counts()
    text = server.message("desk@example.kr").get_content()
    assert "lee@example.kr (550 no such user)" in text


def test_run_fails_while_someone_waits_and_goes_on_the_next_time(
    run: Run, served_desk: Path, server: MailServer
) -> None:
    """Exit code 1 and a mail to the desk; the next run sends to that reader alone."""
    server.script["lee@example.kr"] = ["451 busy"]
    result = run("run", "--week", "2025-W18")
    assert result.exit_code == 1
    assert "1 still wait: lee@example.kr (451 busy)" in result.stdout
    assert run("run", "--week", "2025-W18").exit_code == 0
    counts = server.counts()
    assert (counts["kim@example.kr"], counts["lee@example.kr"]) == (1, 1)
