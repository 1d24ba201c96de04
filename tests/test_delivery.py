"""Mails: their parts and headers, who they go to, and what is refused before anything is sent."""

from __future__ import annotations

import base64
import email
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

import pytest

from briefing.delivery.errors import DeliveryError
from briefing.delivery.folder import Folder
from briefing.delivery.message import SECRET, Mailing, write_letters
from briefing.delivery.recipients import Mailbox, own_mailbox, read_recipients
from briefing.delivery.settings import DeliverySettings
from briefing.errors import SettingsError
from briefing.models import Rendition

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(40))
IMAGE = f'<img alt="" src="data:image/png;base64,{base64.b64encode(PNG).decode()}">'
PDF = Rendition("주간 중국·AI 브리핑 2026-W47.pdf", "application/pdf", b"%PDF-1.7 ...")
MAILING = Mailing(
    edition="2026-W47",
    audience="executives",
    issue=0,
    subject="주간 중국·AI 브리핑 제47호 – 2026년 11월 16일~22일, 임원을 위한 아주 긴 제목의 특별판",
    text="첫 줄\n.점으로 시작하는 줄\n",
    html=f"<p>안녕하세요 {IMAGE} {IMAGE}</p>",
    attachments=(PDF,),
    date=datetime(2026, 11, 23, 7, tzinfo=UTC),
)
SENDER = Mailbox("주간 브리핑", "brief@example.kr")
READER = Mailbox("김하늘", "haneul.kim@example.kr")
SETTINGS = DeliverySettings.model_validate(
    {
        "reply_to": "편집국 <desk@example.kr>",
        "list_id": "brief.example.kr",
        "unsubscribe": "https://example.kr/unsubscribe/with/a/path/longer/than/a/line?list={audience}"
        "&reader={address}&token={token}",
    }
)


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECRET, "nobody knows")


@pytest.fixture
def raw() -> bytes:
    """The mail as it goes over the wire."""
    (letter,) = write_letters(MAILING, SENDER, [READER], SETTINGS)
    return letter.content


@pytest.fixture
def mail(raw: bytes) -> EmailMessage:
    """The mail as a mail program reads it."""
    parsed = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def test_parts(mail: EmailMessage) -> None:
    """Text and HTML are alternatives, the image is related to them, the PDF is attached."""
    types = [part.get_content_type() for part in mail.walk()]
    assert types == [
        "multipart/mixed",
        "multipart/related",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "image/png",
        "application/pdf",
    ]
    assert not any(part.defects for part in mail.walk())
    text = mail.get_body(("plain",))
    assert text is not None
    assert text.get_content().splitlines() == MAILING.text.splitlines()


def test_an_image_is_sent_once_and_the_html_points_to_it(mail: EmailMessage) -> None:
    """What stood in the HTML as data: is a part with a Content-ID, however often it is used."""
    html = mail.get_body(("html",))
    assert html is not None
    (image,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert image.get_content() == PNG
    cid = image["Content-ID"].strip("<>")
    assert html.get_content().count(f'src="cid:{cid}"') == 2
    assert "data:" not in html.get_content()


def test_without_images_nothing_is_related() -> None:
    """A mail without images has one level less."""
    (letter,) = write_letters(replace(MAILING, html="<p>글</p>"), SENDER, [READER], SETTINGS)
    assert b"multipart/related" not in letter.content


def test_korean_headers(mail: EmailMessage, raw: bytes) -> None:
    """They read back as written; on the wire all is ASCII, encoded words fit RFC 2047."""
    assert mail["Subject"] == MAILING.subject
    assert str(mail["From"]) == "주간 브리핑 <brief@example.kr>"
    assert str(mail["To"]) == "김하늘 <haneul.kim@example.kr>"
    assert str(mail["Reply-To"]) == "편집국 <desk@example.kr>"
    assert raw.isascii()
    assert all(len(word) <= 75 for word in re.findall(rb"=\?utf-8\?\S+\?=", raw))


def test_lines_fit(raw: bytes) -> None:
    """CRLF everywhere, and no line is longer than the 998 characters of RFC 5322."""
    assert re.search(rb"[^\r]\n|\r[^\n]", raw) is None
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_the_file_name_in_both_ways(mail: EmailMessage, raw: bytes) -> None:
    """RFC 2231 for programs of this century, RFC 2047 for the others."""
    attachment = [part for part in mail.walk() if part.is_attachment()][-1]
    assert attachment.get_filename() == PDF.name
    assert attachment.get_content() == PDF.content
    assert b"filename*0*=utf-8''" in raw
    encoded = re.search(rb'application/pdf;\r\n name="([^"]+)"', raw)
    assert encoded
    assert str(make_header(decode_header(encoded[1].decode()))) == PDF.name


def test_list_headers(mail: EmailMessage, raw: bytes) -> None:
    """RFC 2919, 2369, 8058: one list an audience, an address in one piece, one click."""
    assert mail["List-Id"] == "<executives.brief.example.kr>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    line = re.search(rb"^List-Unsubscribe: <(https://[^ <>]+)>\r$", raw, re.MULTILINE)
    assert line
    assert b"list=executives&reader=haneul.kim%40example.kr&token=" in line[1]


def test_a_token_belongs_to_one_reader_and_one_list() -> None:
    """Nobody can unsubscribe another without the desk's secret."""
    readers = [READER, Mailbox("", "other@example.kr")]
    first, second = write_letters(MAILING, SENDER, readers, SETTINGS)
    (third,) = write_letters(replace(MAILING, audience="policy"), SENDER, [READER], SETTINGS)
    tokens = {
        re.search(rb"token=([0-9a-f]{32})>", letter.content)[1]  # type: ignore[index]
        for letter in (first, second, third)
    }
    assert len(tokens) == 3


def test_a_token_without_a_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the variable to set."""
    monkeypatch.delenv(SECRET)
    with pytest.raises(SettingsError, match=SECRET):
        write_letters(MAILING, SENDER, [READER], SETTINGS)


def test_a_mailto_needs_no_click_header() -> None:
    """RFC 8058 is about https only."""
    settings = SETTINGS.model_copy(update={"unsubscribe": "mailto:leave@example.kr?subject=off"})
    (letter,) = write_letters(MAILING, SENDER, [READER], settings)
    assert b"List-Unsubscribe: <mailto:leave@example.kr?subject=off>\r\n" in letter.content
    assert b"List-Unsubscribe-Post" not in letter.content


def test_equal_input_gives_equal_bytes(raw: bytes) -> None:
    """Boundaries and Message-ID are made from what is sent and to whom."""
    (again,) = write_letters(MAILING, SENDER, [READER], SETTINGS)
    assert again.content == raw


@pytest.mark.parametrize("field", ["edition", "audience", "issue"])
def test_the_message_id_tells_sendings_apart(field: str) -> None:
    """Another edition, audience or correction is another message; another subject is not."""
    (first,) = write_letters(MAILING, SENDER, [READER], SETTINGS)
    (same,) = write_letters(replace(MAILING, subject="다른 제목"), SENDER, [READER], SETTINGS)
    changed = replace(MAILING, **{field: 1 if field == "issue" else "other"})  # type: ignore[arg-type]
    (other,) = write_letters(changed, SENDER, [READER], SETTINGS)
    assert first.message_id == same.message_id != other.message_id
    assert re.fullmatch(r"<executives\.[0-9a-f]{24}@example\.kr>", first.message_id)


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x00", "\u2028", "\x85", "\x1b"])
@pytest.mark.parametrize(
    "spoiled",
    [
        lambda text: replace(MAILING, subject=text),
        lambda text: replace(MAILING, attachments=(replace(PDF, name=text),)),
    ],
    ids=["subject", "file name"],
)
def test_header_injection_is_refused(spoiled: Callable[[str], Mailing], break_: str) -> None:
    """A line break of any script in what becomes a header stops everything."""
    with pytest.raises(SettingsError, match="line break"):
        write_letters(spoiled(f"제목{break_}Bcc: all@example.kr"), SENDER, [READER], SETTINGS)


def test_header_injection_by_names_is_refused() -> None:
    """The sender's name and the recipient's, in settings and lists."""
    text = "주간\r\nBcc: all@example.kr <brief@example.kr>"
    with pytest.raises(SettingsError, match=r"delivery\.sender.*line break"):
        own_mailbox("sender", text)
    with pytest.raises(SettingsError, match=r"1 wrong recipient.*line break"):
        read_recipients([text])
    with pytest.raises(SettingsError, match="line break"):
        write_letters(MAILING, Mailbox(text, "brief@example.kr"), [READER], SETTINGS)


def test_a_mail_that_is_too_large_is_refused_and_says_what_makes_it_so() -> None:
    """A 50 MB logo: one line, before the first mail."""
    huge = f'<img src="data:image/png;base64,{base64.b64encode(bytes(50_000_000)).decode()}">'
    with pytest.raises(DeliveryError, match=r"the mail has 6\d\.\d MB.*most of it is HTML with"):
        write_letters(replace(MAILING, html=huge), SENDER, [READER], SETTINGS)


def test_a_damaged_image_is_refused() -> None:
    """Base64 that is none."""
    with pytest.raises(DeliveryError, match="image"):
        write_letters(
            replace(MAILING, html='<img src="data:image/png;base64,abc">'),
            SENDER,
            [READER],
            SETTINGS,
        )


def test_letters_become_files(tmp_path: Path) -> None:
    """One .eml file a reader, whatever signs are in the address; a second time changes nothing."""
    reader = Mailbox("", "a/b@example.kr")
    (letter,) = write_letters(MAILING, SENDER, [reader], SETTINGS)
    folder = Folder(tmp_path / "mails")
    assert folder.send(letter, lambda: None) == folder.send(letter, lambda: None)
    (path,) = (tmp_path / "mails").iterdir()
    assert path.name == "a%2Fb@example.kr.eml"
    assert path.read_bytes() == letter.content
