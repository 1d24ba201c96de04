"""Newsletters: messages in files, mbox and Maildir, and what is read of them."""

from __future__ import annotations

import mailbox
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from sources_web import patient

from briefing.articles.mail import read_mail
from briefing.errors import InputError
from briefing.models import Decision, Document
from briefing.sources.mail import MailSource
from briefing.sources.settings import SourceSettings
from briefing.sources.state import MemoryState

DATA = Path(__file__).parent / "data" / "sources"
CASES = [
    pytest.param(case, id=case["title"])
    for case in yaml.safe_load((DATA / "mails.yaml").read_text("utf-8"))
]


def message(text: str = "A text.", number: int = 1) -> bytes:
    """A small message."""
    head = f"From: a@news.example\nMessage-ID: <{number}@news.example>\nSubject: {number}\n"
    return f"{head}\n{text}\n".encode()


def document(content: bytes) -> Document:
    """As a mail source brings it."""
    return Document("mid:1@x", "message/rfc822", content, datetime.now(UTC))


def fetched(path: Path, state: MemoryState | None = None) -> tuple[list[Document], list[Decision]]:
    """What a mail source brings and reports."""
    values = {"name": "레터", "kind": "mail", "location": path.name}
    source = MailSource(SourceSettings.model_validate(values), path.parent)
    decisions: list[Decision] = []
    with patient() as client:
        return list(source.fetch(client, state or MemoryState(), decisions.append)), decisions


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    """Every field that a case names comes out as it says."""
    draft = read_mail(document(case["message"].encode(case.get("charset", "utf-8"))))
    expected = case["expect"]
    found = {name: getattr(draft, name, None) for name in expected}
    if "text" in found:
        found["text"] = draft.body.split("\n")
    if "cuts" in found:
        found["cuts"] = [cut.text for cut in draft.cuts]
    assert found == expected


def test_a_message_without_text_is_an_error() -> None:
    """The error names the message."""
    with pytest.raises(InputError, match="mid:1@x"):
        read_mail(document(b"Subject: x\n\n"))


def test_a_file_a_folder_and_an_mbox(tmp_path: Path) -> None:
    """Each message is a document, known by its Message-ID; >From is undone in an mbox."""
    (tmp_path / "one.eml").write_bytes(message(">From the start.", 1))
    box = mailbox.mbox(tmp_path / "many.mbox")
    for number in (2, 3):
        box.add(message("From the start.\n>From again.", number))
    box.close()
    (tmp_path / "note.txt").write_text("no mail")
    documents, decisions = fetched(tmp_path)
    assert [one.url for one in documents] == [f"mid:{n}@news.example" for n in (2, 3, 1)]
    starts = [one.content.partition(b"\n\n")[2].split()[0] for one in documents]
    assert starts == [b"From", b"From", b">From"]
    assert decisions == []
    assert {one.media_type for one in documents} == {"message/rfc822"}


def test_a_maildir(tmp_path: Path) -> None:
    """New and seen messages alike."""
    box = mailbox.Maildir(tmp_path / "box")
    box.add(message(number=1))
    seen = mailbox.MaildirMessage(message(number=2))
    seen.set_subdir("cur")
    box.add(seen)
    documents, _ = fetched(tmp_path / "box")
    assert {one.url for one in documents} == {"mid:1@news.example", "mid:2@news.example"}


def test_a_message_is_brought_once(tmp_path: Path) -> None:
    """The state remembers it."""
    path = tmp_path / "one.eml"
    path.write_bytes(message())
    state = MemoryState()
    assert len(fetched(path, state)[0]) == 1
    assert fetched(path, state)[0] == []


def test_what_is_missing_is_reported(tmp_path: Path) -> None:
    """In one line."""
    documents, decisions = fetched(tmp_path / "none.eml")
    assert documents == []
    assert [one.rule for one in decisions] == ["unreadable"]


PIECES = (DATA / "mail_pieces.txt").read_bytes().splitlines(keepends=True)


@settings(deadline=None, max_examples=300)
@given(
    st.binary(max_size=300)
    | st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=40).map(b"".join)
)
def test_any_bytes_are_a_message_or_an_error(content: bytes) -> None:
    """No bytes raise anything else."""
    try:
        read_mail(document(content))
    except InputError:
        return
