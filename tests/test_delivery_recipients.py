"""Who gets the brief: mailboxes, lists, and the settings of sending, with every fault named."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.delivery.recipients import Mailbox, read_mailbox, read_recipients
from briefing.delivery.settings import DeliverySettings
from briefing.errors import SettingsError


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("kim@example.kr", "", "kim@example.kr"),
        ("김하늘 <kim@example.kr>", "김하늘", "kim@example.kr"),
        ('"Kim, Haneul" <kim+brief@example.kr>', "Kim, Haneul", "kim+brief@example.kr"),
        ("kim@한국.kr", "", "kim@xn--3e0b707e.kr"),
        ("o'neill@EXAMPLE.com", "", "o'neill@example.com"),
    ],
)
def test_good_mailboxes(text: str, name: str, address: str) -> None:
    """Names in any script, domains in IDNA."""
    assert read_mailbox(text) == Mailbox(name, address)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kim",
        "kim@",
        "@example.kr",
        "kim@localhost",
        "a@example.kr, b@example.kr",
        "kim@example..kr",
        "김@example.kr",
        "kim @example.kr x",
        "<kim@example.kr",
        "kim@example.kr\nb@example.kr",
    ],
)
def test_bad_mailboxes(text: str) -> None:
    """One address, valid, sendable without SMTPUTF8."""
    with pytest.raises(ValueError, match=r".+"):
        read_mailbox(text)


def test_a_list_names_every_fault_with_its_line(tmp_path: Path) -> None:
    """Remarks and blank lines are fine; a wrong address is not skipped in silence."""
    path = tmp_path / "executives.txt"
    path.write_text("# 임원\nkim@example.kr # 김\n\nlee@\npark\n김 <KIM@example.kr>\n", "utf-8")
    with pytest.raises(SettingsError, match=r"2 wrong recipients: 4: 'lee@'.*; 5: 'park'"):
        read_recipients("executives.txt", tmp_path)
    path.write_text("\ufeffkim@example.kr # 김\n김 <KIM@Example.kr>\n", "utf-8")
    assert read_recipients("executives.txt", tmp_path) == (Mailbox("", "kim@example.kr"),)


@pytest.mark.parametrize("content", [None, b"\xb1\xe8\xc7\xcf@example.kr"])
def test_a_list_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    """Missing, or not UTF-8."""
    if content:
        (tmp_path / "list.txt").write_bytes(content)
    with pytest.raises(SettingsError, match=r"list\.txt: recipients"):
        read_recipients("list.txt", tmp_path)


@pytest.mark.parametrize(
    "values",
    [
        {"unsubscribe": "http://example.kr"},
        {"unsubscribe": "https://example.kr/{name}"},
        {"unsubscribe": "https://example.kr/a b"},
        {"list_id": "주간"},
        {"security": "ssl"},
        {"port": 0},
    ],
)
def test_wrong_settings(values: dict[str, object]) -> None:
    """They are refused when they are read."""
    with pytest.raises(ValueError, match=next(iter(values))):
        DeliverySettings.model_validate(values)
