"""Articles come out of documents clean, whole and accounted for."""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from article_cases import OUTLETS, document, load, parsed

from briefing.articles import STEPS, parse
from briefing.articles.stylebook import load_marks
from briefing.assets import find
from briefing.errors import SettingsError
from briefing.models import Article, Outcome

PARSING = ("bylines", "captions", "furniture", "characters", "digests", "records")
NAMED = [(f"{name}: {case['title']}", case) for name in PARSING for case in load(name)]
CASES = [pytest.param(case, id=name) for name, case in NAMED]
PLAIN = [
    pytest.param(case, id=name)
    for name, case in NAMED
    if not {"media", "raw"} & set(case) and "dropped" not in case["expect"]
]


def field(article: Article, name: str) -> object:
    """A field as the case files write it."""
    value = getattr(article, name)
    if name == "authors":
        return list(value)
    return value.isoformat() if isinstance(value, datetime) else value


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    """Every field that a case names comes out as it says, and every cut is on record."""
    articles, decisions = parsed(case)
    expected = dict(case["expect"])
    if rule := expected.pop("dropped", None):
        assert not articles
        assert [(one.outcome, one.rule) for one in decisions] == [(Outcome.DROPPED, rule)]
        return
    cuts = expected.pop("cuts", None)
    items = expected.pop("articles", [expected])
    found = [
        {name: field(article, name) for name in item}
        for article, item in zip(articles, items, strict=True)
    ]
    assert found == items
    if cuts is not None:
        recorded: dict[str, list[str]] = {}
        for one in decisions:
            recorded.setdefault(one.rule, []).append(one.detail)
        assert recorded == cuts


@pytest.mark.parametrize("case", PLAIN)
def test_no_word_is_lost_unrecorded(case: dict[str, Any]) -> None:
    """Each word of a plain text stands in an article or in the ledger; markup may go."""
    articles, decisions = parsed(case)
    kept = "\n".join(
        [*(f"{a.headline}\n{a.body}" for a in articles), *(d.detail for d in decisions)]
    )
    text = html.unescape(html.unescape(unicodedata.normalize("NFC", case["input"])))
    clean = re.sub(r"[\u200b\ufeff\xad]|READ MORE|<script>.*</script>|<[a-z/]+>", "", text)
    lost = [word for word in re.findall(r"\w{2,}", clean) if word not in kept]
    assert lost == []


def test_ids_are_stable_and_tell_articles_apart() -> None:
    """The id depends on address and text alone."""

    def number(url: str, text: str) -> str:
        return parsed({"fields": {"url": url}, "input": text})[0][0].id

    first = number("https://a.example/v?idx=1&utm_source=x", "새 모델이 나왔다.")
    assert re.fullmatch("[0-9a-f]{12}", first)
    assert first == number("https://a.example/v?idx=1", "새 모델이 나왔다.")
    assert first != number("https://a.example/v?idx=2", "새 모델이 나왔다.")
    assert first != number("https://a.example/v?idx=1", "새 모델이 없었다.")


def test_steps_are_a_visible_list() -> None:
    """Characters are cleaned before anything is cut; the date comes last, when all is known."""
    names = [getattr(step, "__name__", "") for step in STEPS]
    assert (names[0], names[-1]) == ("clean_characters", "date_article")
    assert len(set(names)) == len(names)


def test_a_desk_may_bring_its_own_boilerplate(tmp_path: Path) -> None:
    """A desk's file takes the place of the packaged one; a wrong one says where."""
    own = tmp_path / "boilerplate.toml"
    packaged = find("seeds", "boilerplate.toml").read_text("utf-8")
    own.write_text(packaged.replace("roles = [\n", 'roles = [\n  "취재원",\n'), "utf-8")
    case = {"input": "홍길동 취재원 = 새 모델이 나왔다."}
    (article,) = parse(document(case), outlets=OUTLETS, report=lambda _: None, boilerplate=own)
    assert article.body == "새 모델이 나왔다."
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("[bylines", "utf-8")
    for path in (wrong, tmp_path / "missing.toml"):
        with pytest.raises(SettingsError, match=re.escape(str(path))):
            load_marks(path)
