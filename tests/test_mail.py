"""The mail: short enough to be shown whole, drawn alike by mail programs."""

from __future__ import annotations

import re
import struct
from base64 import b64decode
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fixtures_brief import full_brief, small_brief
from reading_outputs import html_page, rendition, squeeze

from briefing.charts import charts_for
from briefing.checks.mail_lint import lint_mail, tables
from briefing.delivery.mime import body
from briefing.desk import open_desk
from briefing.errors import SettingsError
from briefing.models import Brief
from briefing.renderers import RENDERERS, look
from briefing.renderers.mail import MOST, shortened, size
from briefing.renderers.mailtext import plain


def long_brief(times: int) -> Brief:
    """The full brief with each section's stories so many times over."""
    brief = full_brief()
    return replace(brief, sections=tuple(replace(s, items=s.items * times) for s in brief.sections))


def mail(brief: Brief, **look_of: Any) -> str:
    """The mail body."""
    return RENDERERS["mail"](brief, look=replace(look(), **look_of)).content.decode()


@pytest.mark.parametrize("brief", [full_brief(), small_brief()])
def test_mail_programs_spoil_nothing(brief: Brief) -> None:
    """The body holds only what the tables call safe, or what may be lost without harm."""
    assert lint_mail(mail(brief)) == []


def test_colours_are_values_inside_the_elements() -> None:
    """No variable is left, every paragraph carries its style, dark colours stay in the head."""
    body = mail(full_brief())
    assert "var(" not in body
    page = html_page(body.encode())
    assert all("style" in element.attributes for element in page.find("p", "h1", "h2", "h3"))
    sheets = [sheet.text for sheet in page.find("style")]
    assert len(sheets) == 1
    assert sheets[0].startswith("@media (prefers-color-scheme: dark)")


def test_outlook_gets_a_table_of_its_own() -> None:
    """Each conditional comment for Word's engine is closed, and the tables in them match."""
    comments = re.findall(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", mail(full_brief()), re.DOTALL)
    assert len(comments) == 3
    assert "".join(comments).count("<table") == "".join(comments).count("</table>") == 1


def test_the_line_beside_the_subject_is_news() -> None:
    """The preheader begins with the first headline and is not shown in the mail itself."""
    brief = full_brief()
    page = html_page(mail(brief).encode())
    hidden = next(e for e in page.find("div") if e.attributes.get("class") == "preheader")
    assert hidden.text.startswith(brief.sections[0].items[0].headline.text)
    assert "display:none" in hidden.attributes["style"].replace(" ", "")


def test_each_passage_names_its_language() -> None:
    """Hangul stands under lang=ko, a Latin sentence under lang=en."""
    runs = html_page(mail(full_brief()).encode()).runs
    assert {language for text, language in runs if re.search("[가-힣]", text)} == {"ko"}
    latin = {language for text, language in runs if re.fullmatch(r"[A-Za-z\s.,’0-9]{20,}", text)}
    assert latin == {"en"}


def test_a_brief_that_fits_is_whole() -> None:
    """Nothing is cut, and nothing says that it was."""
    body = mail(full_brief())
    assert size(body.encode()) <= MOST
    assert "Read on" not in body


@pytest.mark.parametrize("times", [4, 40])
def test_a_long_brief_is_shortened_and_says_where_to_read_on(times: int) -> None:
    """Sentences go first, then stories; the best of each section stays, and the rest is counted."""
    brief = long_brief(times)
    body = mail(brief)
    assert 20_000 < size(body.encode()) <= MOST
    assert "Read on in the full brief, attached to this mail" in body
    assert "전체 브리핑에서 이어 읽기" in body
    for section in brief.sections:
        assert section.items[0].headline.text in html_page(body.encode()).text
    left = sum(map(int, re.findall(r"(\d+) more stories on this theme\.", body)))
    stories = sum(len(section.items) for section in brief.sections)
    assert left + body.count("<h3") == stories


def test_it_links_to_the_brief_where_that_is_published() -> None:
    """With an address, the reader is led there and not to an attachment."""
    body = mail(long_brief(4), address="https://brief.example/{edition}/{audience}.html")
    assert 'href="https://brief.example/2025-W18/default.html"' in body
    assert "attached" not in body


def test_it_promises_no_attachment_that_is_not_there() -> None:
    """Without address and attachment, the reader hears that there is more, and that is all."""
    body = mail(long_brief(4), attached=False)
    assert "Read on in the full brief" in body
    assert "attached" not in body


def test_the_address_of_a_desk_is_checked(tmp_path: Path) -> None:
    """A web address with the two fields that an edition has; what else is said to be wrong."""
    settings = tmp_path / "briefing.toml"
    for good in ("https://a.example/{edition}/{audience}.html", "http://a.example", ""):
        settings.write_text(f'[output]\naddress = "{good}"\n')
        assert open_desk(tmp_path).settings.output.address == good
    for bad in ("a.example/{edition}", "https://a.example/{week}", "https://a.example/{edition"):
        settings.write_text(f'[output]\naddress = "{bad}"\n')
        with pytest.raises(SettingsError, match="is not a web address"):
            open_desk(tmp_path)


def test_the_charts_are_pictures_with_their_data_in_words() -> None:
    """PNG finer than it is shown, described in both languages; sending makes them parts."""
    brief = full_brief()
    images = [image.attributes for image in html_page(mail(brief).encode()).find("img")]
    charts = charts_for(brief)
    assert [image["alt"] for image in images] == [f"{c.alt_ko} {c.alt_en}" for c in charts]
    for image in images:
        kind, _, content = image["src"].partition(",")
        assert kind == "data:image/png;base64"
        wide = struct.unpack(">I", b64decode(content)[16:20])[0]
        assert wide == 1.5 * int(image["width"])
    parts = body("", mail(brief), ())
    assert b"data:image" not in b"".join(part.as_bytes() for part in parts)


def test_the_charts_of_a_shortened_mail_are_those_of_the_whole_brief() -> None:
    """What was cut from the mail still counts."""
    brief = long_brief(40)
    images = html_page(mail(brief).encode()).find("img")
    assert images[0].attributes["alt"].startswith(charts_for(brief)[0].alt_ko)


def test_what_belongs_together_stays_on_a_line() -> None:
    """Short labels and lists of numbers hold together by spaces that do not break."""
    text = html_page(mail(full_brief()).encode()).text
    assert "Reviewed\u00a0translation" in text
    assert re.search(r"\[\d+(,\u00a0\d+)+\]", text)


def test_shortening_keeps_the_best_sentences_in_their_order() -> None:
    """The rank decides what stays, the text its order; sources keep their numbers."""
    brief = small_brief()
    item = brief.sections[0].items[0]
    ranked = tuple(replace(item.lines[0], text=f"{n}", rank=n) for n in (3, 1, 2))
    first = replace(brief.sections[0], items=(replace(item, lines=ranked),))
    short = shortened(replace(brief, sections=(first, *brief.sections[1:])), 2, 1)
    assert [line.text for line in short.sections[0].items[0].lines] == ["1", "2"]
    assert {source.number for source in short.sources} == set(item.sources)


def test_images_do_not_count() -> None:
    """An image becomes a part of the mail; its bytes do not make the body long."""
    assert size(b'<img src="data:image/png;base64,AAAA" alt="">') == len(b'<img src="" alt="">')


@pytest.mark.parametrize(
    ("html", "what", "client"),
    [
        ('<div style="position: absolute"></div>', "property position", "Gmail"),
        ('<p style="color: var(--ink)">a</p>', "color: var(--ink)", "Outlook for Windows"),
        ('<td style="display: flex">a</td>', "display: flex", "Naver Mail"),
        ("<svg></svg>", "element svg", "Naver Mail"),
        ("<script>a</script>", "element script", "Apple Mail"),
        ("<style>@font-face { src: url(a) }</style>", "rule font-face", "Gmail"),
        ("<style>p { float: left }</style>", "property float", "Outlook for Windows"),
        ('<p onclick="a()">a</p>', "script in an attribute", "Gmail"),
        ('<img src="a.png">', "image without alt", ""),
        ("<table><tr><td>a</td></tr></table>", "table without role=presentation", ""),
        ('<a href="javascript:a()">a</a>', "link to 'javascript:a()'", ""),
        ('<p style="colour: red">a</p>', "property colour, which the tables do not know", ""),
    ],
)
def test_what_a_client_would_spoil_is_found(html: str, what: str, client: str) -> None:
    """Each rule names the thing and a client that spoils it."""
    frame = '<html lang="ko"><head><title>a</title></head><body>{}</body></html>'
    findings = lint_mail(frame.format(html))
    assert [finding.what for finding in findings] == [what]
    assert client in (*findings[0].clients, "")
    assert lint_mail(frame.format("")) == []


def test_a_mail_without_language_or_title_is_found() -> None:
    """Both are asked for."""
    findings = [finding.what for finding in lint_mail("<html><body></body></html>")]
    assert findings == ["no language", "no title"]


def test_the_tables_agree_with_themselves() -> None:
    """A property is in one list, and every client in them has a name."""
    data = tables()
    safe, graceful, unsafe = (
        set(data["properties"][kind]) for kind in ("safe", "graceful", "unsafe")
    )
    assert len(safe | graceful | unsafe) == len(safe) + len(graceful) + len(unsafe)
    lists = [*data["properties"]["graceful"].values(), *data["properties"]["unsafe"].values()]
    lists += [*data["values"].values(), *data["elements"]["unsafe"].values()]
    assert {client for clients in lists for client in clients} == set(data["clients"])


def test_the_text_part_says_what_the_markdown_says() -> None:
    """Same words in the same order, without marks."""
    brief = full_brief()
    text = rendition(brief, "txt").content.decode()
    for section in brief.sections:
        for item in section.items:
            assert squeeze(item.headline.text) in squeeze(text)
    assert "**" not in text
    assert "\\" not in text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# 제목 A", "제목 A\n======\n"),
        ("> *인용*\n\n본문", "> 인용\n\n본문\n"),
        ("- a\n- b\n\n끝", "- a\n- b\n\n끝\n"),
        ("1. [글](https://e.example/a?b=1&c=2)", "1. 글 <https://e.example/a?b=1&c=2>\n"),
        ("<p><strong>“말”</strong>을 &amp; 글</p>", "“말”을 & 글\n"),
    ],
)
def test_markdown_becomes_plain_text(markdown: str, text: str) -> None:
    """Headings are underlined as wide as they look, links show their address."""
    assert plain(markdown) == text
