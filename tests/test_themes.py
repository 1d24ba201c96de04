"""Articles are filed under their themes, with the terms that decided."""

import json
from collections import Counter
from pathlib import Path

import pytest

from briefing.assets import packaged
from briefing.errors import SettingsError
from briefing.language import split_sentences, tokenise
from briefing.models import Analysis, Article, Sentence, Theme, ThemeScore
from briefing.themes import load_themes, score_themes

QUALITY = Path(__file__).parent / "data" / "quality" / "themes.jsonl"
KEYS = [
    "chinese-ai-talent",
    "open-source-models",
    "market-competition",
    "regulation",
    "china-macro-policy",
]
SMALL = """
headline = 2.0
lead = 1.5
repeat = 0.5
sign_floor = 1.0
off = { weight = -3.0, ko = ["축구"] }

[signs.china]
ko = ["중국"]
[signs.money]
ko = ["금리", "물가"]

[[themes]]
key = "macro"
title_ko = "거시"
title_en = "Macro"
floor = 2.0
needs = [["china"]]
combinations = [{ signs = ["china", "money"], weight = 1.0 }]
[[themes.terms]]
weight = 2.0
ko = ["금리", "물가"]
[[themes.terms]]
weight = 1.0
most = 2.0
ko = ["은행", "대출", "총리"]
"""


def analysis(headline: str, body: str, language: str = "ko") -> Analysis:
    """An article as the theme rules read it."""
    tokens = tokenise(body, language)
    return Analysis(
        article=Article(id="a", headline=headline, body=body, language=language),
        headline_tokens=tokenise(headline, language),
        body_tokens=tokens,
        sentences=tuple(
            Sentence(body[start:end], "a", start, end, language)
            for start, end in split_sentences(body, language, tokens)
        ),
    )


@pytest.fixture(scope="module")
def shipped() -> tuple[Theme, ...]:
    """The themes that ship with the package."""
    return load_themes(packaged("seeds") / "themes.toml")


@pytest.fixture
def small(tmp_path: Path) -> tuple[Theme, ...]:
    """One theme with round weights."""
    path = tmp_path / "themes.toml"
    path.write_text(SMALL, encoding="utf-8")
    return load_themes(path)


def weights(scores: tuple[ThemeScore, ...]) -> dict[str, float]:
    """The points of each term of the only theme."""
    (score,) = scores
    return {hit.term: hit.weight for hit in score.terms}


def test_the_shipped_themes(shipped: tuple[Theme, ...]) -> None:
    """The five sections, in order, with a title in both languages."""
    assert [theme.key for theme in shipped] == KEYS
    assert all(theme.title_ko and theme.title_en for theme in shipped)


def test_points_by_place_and_repeat(small: tuple[Theme, ...]) -> None:
    """A headline counts twice, the lead one and a half times, a repeat half of the one before."""
    scores = score_themes(analysis("중국 금리", "물가가 올랐다. 둘째다. 물가와 금리다."), small)
    assert weights(scores) == {
        "금리": 2.0 * 2.0 + 2.0 * 0.5,
        "물가": 2.0 * 1.5 + 2.0 * 0.5,
        "china + money": 2.0,
    }
    assert scores[0].score == (5.0 + 4.0 + 2.0) / 2.0


def test_hits_say_where(small: tuple[Theme, ...]) -> None:
    """Each hit has its best place and how often the term was met."""
    (score,) = score_themes(analysis("중국 금리", "금리다. 그리고. 물가다."), small)
    places = {hit.term: (hit.where, hit.count) for hit in score.terms}
    assert places == {
        "금리": ("headline", 2),
        "물가": ("body", 1),
        "china + money": ("headline", 1),
    }


def test_a_list_makes_no_more_than_its_most(small: tuple[Theme, ...]) -> None:
    """Terms of a capped list share its points."""
    found = weights(score_themes(analysis("중국 은행 대출 총리 금리", "끝."), small))
    assert sum(found[term] for term in ("은행", "대출", "총리")) == pytest.approx(2.0, abs=0.02)


def test_a_theme_stays_shut_without_its_signs(small: tuple[Theme, ...]) -> None:
    """Terms alone do not open a theme that needs a sign."""
    assert score_themes(analysis("한국 금리와 물가", "금리가 올랐다."), small) == ()


def test_off_terms_subtract(small: tuple[Theme, ...]) -> None:
    """What marks an article as off-theme outweighs a passing term."""
    assert score_themes(analysis("중국 금리", "끝."), small)
    assert score_themes(analysis("중국 축구", "축구다. 그리고. 금리."), small) == ()


def test_no_themes_no_scores() -> None:
    """A desk may do without themes."""
    assert score_themes(analysis("중국 금리", "끝."), ()) == ()


def test_quality_floors(shipped: tuple[Theme, ...]) -> None:
    """Macro-F1 over five themes and none, and the share of off-theme items kept out."""
    pairs: dict[str, Counter[tuple[str, str]]] = {"ko": Counter(), "en": Counter()}
    for line in QUALITY.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        scores = score_themes(analysis(item["headline"], item["text"], item["language"]), shipped)
        pairs[item["language"]][item["theme"], scores[0].key if scores else "none"] += 1
    assert macro_f1(pairs["ko"]) >= 0.95
    assert macro_f1(pairs["en"]) >= 0.93
    for language in pairs.values():
        off = sum(count for (want, _), count in language.items() if want == "none")
        assert language["none", "none"] / off >= 0.95


def macro_f1(pairs: Counter[tuple[str, str]]) -> float:
    """Mean F1 of the labels; `pairs` counts (wanted, given)."""
    labels = {want for want, _ in pairs}
    given = Counter[str]()
    wanted = Counter[str]()
    for (want, got), count in pairs.items():
        wanted[want] += count
        given[got] += count
    return sum(2 * pairs[k, k] / (wanted[k] + given[k]) for k in labels) / len(labels)


@pytest.mark.parametrize(
    ("headline", "text", "key"),
    [
        ("字节跳动大模型负责人离职", "这位科学家将加盟另一家人工智能公司。", KEYS[0]),
        ("阿里巴巴开源千问新模型", "模型权重采用开源许可证，开发者可以下载。", KEYS[1]),
        ("比亚迪销量下降", "价格战影响利润，公司股价下跌。", KEYS[2]),
        ("美国收紧对华芯片出口管制", "英伟达芯片受限，多家企业被列入黑名单。", KEYS[3]),
        ("中国十月出口下降", "海关数据显示，对美贸易大幅减少。", KEYS[4]),
    ],
)
def test_chinese_articles(headline: str, text: str, key: str, shipped: tuple[Theme, ...]) -> None:
    """Chinese articles are filed too, though Chinese has no word boundaries."""
    assert score_themes(analysis(headline, text, "zh"), shipped)[0].key == key


def test_fifteen_items_of_each_kind_at_least() -> None:
    """The floors rest on enough items."""
    items = [json.loads(line) for line in QUALITY.read_text(encoding="utf-8").splitlines()]
    counts = Counter(item["theme"] for item in items)
    assert len(items) >= 150
    assert set(counts) == {*KEYS, "none"}
    assert min(counts.values()) >= 15


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("floor = 2.0", "flor = 2.0"), ["themes[1]", "flor", "floor"]),
        (('key = "macro"', ""), ["themes[1]", "'key' is missing"]),
        (("floor = 2.0", "floor = 0"), ["themes[1]", "floor", "out of range"]),
        (("floor = 2.0", 'floor = "2"'), ["themes[1]", "floor must be a number"]),
        (('needs = [["china"]]', 'needs = [["chna"]]'), ["needs", "chna", "china"]),
        (('["금리", "물가"]\n[[themes.terms]]', '"금리"\n[[themes.terms]]'), ["terms[1].ko"]),
        (('ko = ["은행"', 'ko = ["", "은행"'), ["terms[2].ko", "not a word"]),
        (('ko = ["은행"', 'kr = ["은행"'), ["terms[2]", "kr", "ko"]),
        (('signs = ["china", "money"]', "signs = []"), ["combinations[1]", "no signs"]),
        (("repeat = 0.5", "repeat = 1.5"), ["repeat", "out of range"]),
        (("weight = -3.0", "weight = 3.0"), ["off", "below zero"]),
        (("headline = 2.0", "headline = "), ["no valid TOML"]),
        (("[signs.china]", "[sign.china]"), ["sign", "signs"]),
    ],
)
def test_errors_name_the_place(change: tuple[str, str], words: list[str], tmp_path: Path) -> None:
    """What is wrong, where in the file, and what to do."""
    path = tmp_path / "themes.toml"
    assert change[0] in SMALL
    path.write_text(SMALL.replace(*change), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_themes(path)
    message = str(caught.value)
    assert all(word in message for word in (str(path), *words)), message


def test_a_key_twice(tmp_path: Path) -> None:
    """Two themes cannot share a key."""
    path = tmp_path / "themes.toml"
    path.write_text(SMALL + SMALL[SMALL.index("[[themes]]") :], encoding="utf-8")
    with pytest.raises(SettingsError, match="'macro' stands there twice"):
        load_themes(path)


def test_a_missing_file(tmp_path: Path) -> None:
    """It says so, with the path."""
    with pytest.raises(SettingsError, match="cannot be read"):
        load_themes(tmp_path / "none.toml")
