"""Pages: charsets that lie, fragments, the article in a page, and pages as a source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from sources_web import Answer, Web, patient, serving

from briefing.articles.draft import Draft
from briefing.articles.html import read_html, read_page, with_page
from briefing.errors import InputError
from briefing.hypertext import decode, read_fragment
from briefing.models import Decision, Document
from briefing.sources import make_source
from briefing.sources.settings import SourceSettings
from briefing.sources.state import MemoryState

DATA = Path(__file__).parent / "data" / "sources"
CASES = [
    pytest.param(case, id=case["title"])
    for case in yaml.safe_load((DATA / "pages.yaml").read_text("utf-8"))
]
KOREAN = "펲시콜라와 똠방각하가 새 모델을 공개했다."
PROSE = f"<p>{KOREAN} {KOREAN} {KOREAN} {KOREAN}</p>"


@pytest.fixture
def web() -> Iterator[Web]:
    """A server."""
    with serving() as server:
        yield server


def page(body: str, head: str = "") -> str:
    """A whole page."""
    return f"<!doctype html><html lang='ko'><head>{head}</head><body>{body}</body></html>"


def fetched(
    folder: Path, state: MemoryState, **fields: object
) -> tuple[list[Document], list[Decision]]:
    """What a source brings and reports."""
    source = make_source(SourceSettings.model_validate({"name": "쪽", **fields}), folder)
    decisions: list[Decision] = []
    with patient() as client:
        return list(source.fetch(client, state, decisions.append)), decisions


@pytest.mark.parametrize(
    ("codec", "charset", "declared"),
    [
        ("utf-8", "", ""),
        ("utf-8", "euc-kr", ""),
        ("utf-8", "", "euc-kr"),
        ("utf-8", "iso-8859-1", ""),
        ("cp949", "", ""),
        ("cp949", "euc-kr", ""),
        ("cp949", "utf-8", "euc-kr"),
        ("cp949", "iso-8859-1", ""),
        ("cp949", "nonsense", "zlib"),
        ("cp949", "", "utf-8"),
        ("utf-8-sig", "euc-kr", ""),
        ("utf-16", "", ""),
        ("utf-16-le", "utf-16le", ""),
        ("utf-32", "", ""),
    ],
)
def test_korean_is_read_whatever_the_declared_charset(
    codec: str, charset: str, declared: str
) -> None:
    """Header and page may lie; syllables beyond EUC-KR are whole."""
    text = f'<meta charset="{declared}">{KOREAN}' if declared else KOREAN
    assert decode(text.encode(codec), charset) == text


@pytest.mark.parametrize(
    ("text", "codec", "charset"),
    [
        ("Déjà vu à la carte", "cp1252", "iso-8859-1"),
        ("新模型發布了", "big5", "big5"),
        ("新模型发布了", "gb18030", "gb2312"),
        ("새 모델", "iso2022_kr", "iso-2022-kr"),
    ],
)
def test_other_charsets_are_read_when_they_are_told(text: str, codec: str, charset: str) -> None:
    """Also by the name of the smaller charset that browsers widen."""
    assert decode(text.encode(codec), charset) == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("南山研究所发布了新的模型，任何人都可以免费使用。", "gb18030"),
        ("南山研究所は新しいモデルを公開し、だれでも使えるようにした。", "shift_jis"),
        ("南山研究所は新しいモデルを公開し、だれでも使えるようにした。", "euc_jp"),
        ("Институт открыл новую модель, которой может пользоваться каждый.", "koi8_r"),
    ],
)
def test_other_charsets_are_told_by_their_bytes(text: str, codec: str) -> None:
    """Where nothing declares them."""
    assert decode((text * 4).encode(codec)) == text * 4


def test_one_damaged_character_does_not_change_the_verdict() -> None:
    """The rest of the text is right."""
    for codec in ("utf-8", "cp949"):
        damaged = decode((KOREAN * 9).encode(codec)[:-2] + b"\xff", "iso-8859-1")
        assert damaged.startswith(KOREAN * 8)


def test_a_fragment_is_its_paragraphs() -> None:
    """Blocks and breaks end a line; scripts are no text; captions are kept apart."""
    fragment = read_fragment(
        "<p>하나 <b>둘</b>\n셋<br>넷</p><script>x</script>"
        "<figure><figcaption>사진</figcaption></figure>"
        "<h2>제목</h2><h3> </h3><ul><li>다섯<li>여섯</ul>일곱 &amp; 여덟",
        heading="## ",
    )
    assert fragment.captions == ["사진"]
    assert fragment.lines == ["하나 둘 셋", "넷", "## 제목", "다섯", "여섯", "일곱 & 여덟"]
    assert read_fragment("1 &lt; 2\n3").lines == ["1 < 2", "3"]


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    """Every field that a case names comes out as it says."""
    draft = read_page(page(case["body"], case["head"]), "x.html")
    expected = case["expect"]
    found = {name: getattr(draft, name) for name in expected}
    found |= {name: list(found[name]) for name in ("authors", "lines") if name in found}
    if "cuts" in found:
        found["cuts"] = [cut.text for cut in draft.cuts]
    assert found == expected


def test_a_saved_page_without_text_is_an_error() -> None:
    """The error names the file."""
    with pytest.raises(InputError, match=r"x\.html"):
        read_html(Document("x.html", "text/html", b"<nav></nav>", datetime.now(UTC)))


def test_the_fuller_text_of_item_and_page_is_taken() -> None:
    """Fields of the item stand; those it lacks come from its page."""
    item = Draft(("요약이다.",), headline="항목의 제목", source="s")
    both = with_page(
        item, page(PROSE, "<title>쪽의 제목</title><meta name='author' content='홍길동'>")
    )
    assert (both.headline, both.authors) == ("항목의 제목", ("홍길동",))
    assert both.body.startswith(KOREAN)
    longer = Draft((KOREAN * 40,))
    assert with_page(longer, page(PROSE)).lines == longer.lines


def test_a_page_is_fetched_again_when_it_has_changed(web: Web, tmp_path: Path) -> None:
    """It comes as a record with the whole page, decoded."""
    body = page(PROSE).encode("cp949")
    headers = {"Content-Type": "text/html; charset=euc-kr", "ETag": '"1"'}
    url = web.set("/a", Answer(body, headers=headers), Answer(status=304))
    state = MemoryState()
    (document,), _ = fetched(tmp_path, state, kind="page", location=url)
    assert json.loads(document.content) == {"url": url, "html": page(PROSE)}
    assert (document.media_type, document.source) == ("application/json", "쪽")
    assert fetched(tmp_path, state, kind="page", location=url)[0] == []


def test_a_list_of_addresses(web: Web, tmp_path: Path) -> None:
    """From a file or an address; each page once; one that fails costs the others nothing."""
    for path in ("/1", "/3"):
        web.page(path, page(PROSE))
    web.page("/pdf", b"%PDF-", "application/pdf")
    paths = ("/1", "/2", "/3", "/pdf")
    lines = ["# a remark", "file:///etc/passwd", "", *(web.base + path for path in paths)]
    (tmp_path / "list.txt").write_text("\n".join(lines), "utf-8")
    state = MemoryState()
    documents, decisions = fetched(tmp_path, state, kind="pages", location="list.txt")
    assert [one.url for one in documents] == [f"{web.base}/1", f"{web.base}/3"]
    rules = [one.rule for one in decisions if one.rule != "fetched"]
    assert rules == ["scheme-refused", "http-404", "no-page"]
    web.page("/list", f"{web.base}/1\n{web.base}/new", "text/plain")
    web.page("/new", page(PROSE))
    documents, _ = fetched(tmp_path, state, kind="pages", location=f"{web.base}/list")
    assert [one.url for one in documents] == [f"{web.base}/new"]
    assert web.paths.count("/1") == 1


def test_a_list_that_is_missing_is_reported(tmp_path: Path) -> None:
    """In one line."""
    documents, decisions = fetched(tmp_path, MemoryState(), kind="pages", location="none.txt")
    assert documents == []
    assert [one.rule for one in decisions] == ["unreadable"]


PIECES = (DATA / "page_pieces.txt").read_text("utf-8").splitlines()


@settings(deadline=None, max_examples=150)
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from([*PIECES, "\0", "\ud800"]), max_size=60).map("".join)
)
def test_any_text_is_a_page_and_a_fragment(text: str) -> None:
    """No text raises."""
    read_page(text, "x")
    read_page(page(text), "x")
    read_fragment(text)


@settings(deadline=None)
@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_have_a_text(content: bytes, charset: str) -> None:
    """No bytes and no name of a charset raise."""
    assert isinstance(decode(content, charset), str)


@pytest.mark.parametrize("part", ["<div>", "<table>", "<b>", "<", "&", "<!--", "<a href='"])
def test_a_page_without_end_or_depth(part: str) -> None:
    """Ninety thousand of anything are read in bounded depth."""
    read_page(part * 90_000, "x")
    read_fragment(part * 90_000)


def test_a_page_of_too_many_tags_holds_no_article() -> None:
    """It is not searched, which would take minutes."""
    assert read_page(page(f"{PROSE}<p>" * 60_000), "x").body == ""
