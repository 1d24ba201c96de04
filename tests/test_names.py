"""Names in three scripts: glossary, the article's own glosses, mentions."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefing.assets import packaged
from briefing.errors import SettingsError
from briefing.language import tokenise
from briefing.names import Glossary, find_names, harvest_glosses, load_glossary
from briefing.names.transliteration import similarity

DATA = Path(__file__).parent / "data" / "names"
HEADER = "kind,ko,en,zh,ko_aliases,en_aliases,zh_aliases,ambiguous,tags\n"


@cache
def packaged_glossary() -> Glossary:
    """The glossary that ships with the package."""
    return load_glossary(packaged("seeds") / "glossary.csv")


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file, one a line."""
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    """The glossary of the cases."""
    return load_glossary(DATA / "glossary.csv")


@pytest.mark.parametrize("case", cases("mentions.jsonl"), ids=lambda case: case["case"])
def test_mentions(case: dict[str, Any], glossary: Glossary) -> None:
    """Each case finds its names with their English forms, at their exact places."""
    text = case["text"]
    mentions = find_names(
        text,
        case["language"],
        tokenise(text, case["language"]),
        glossary,
        glosses=harvest_glosses(text),
        context=case.get("context", ""),
    )
    assert [[mention.text, mention.entry.en] for mention in mentions] == case["expected"]
    assert all(text[m.start : m.end] == m.text for m in mentions)


@pytest.mark.parametrize("case", cases("packaged.jsonl"), ids=lambda case: case["case"])
def test_the_packaged_glossary(case: dict[str, Any]) -> None:
    """It knows names of the week's news, and takes no ordinary word for one."""
    text = case["text"]
    found = find_names(text, "ko", tokenise(text, "ko"), packaged_glossary())
    names = [[mention.text, mention.entry.en] for mention in found]
    if "expected" in case:
        assert [name for name in names if name in case["expected"]] == case["expected"]
        assert {mention.entry.en for mention in found if mention.entry.kind != "term"} <= {
            english for _, english in case["expected"]
        }
    assert not {english for _, english in names} & set(case.get("absent", ()))


@pytest.mark.parametrize("case", cases("glosses.jsonl"), ids=lambda case: case["case"])
def test_glosses(case: dict[str, Any]) -> None:
    """Each case yields its glosses, and nothing else."""
    assert [[g.ko, g.en, g.zh] for g in harvest_glosses(case["text"])] == case["expected"]


def test_a_gloss_keeps_what_the_glossary_knows(glossary: Glossary) -> None:
    """A gloss that agrees is the glossary's entry; a new name comes from the gloss."""
    text = "샤오미(Xiaomi)와 둥비(Dongbei)"
    mentions = find_names(text, "ko", tokenise(text, "ko"), glossary, glosses=harvest_glosses(text))
    origins = {mention.entry.en: mention.entry.origin for mention in mentions}
    assert origins == {"Xiaomi": "desk", "Dongbei": "gloss"}
    assert mentions[0].entry.zh == "小米"


def test_without_names_there_are_none() -> None:
    """An empty glossary and an empty text are no error."""
    assert find_names("딥시크", "ko", tokenise("딥시크", "ko"), Glossary()) == ()
    assert harvest_glosses("") == ()


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("샤오미", "Xiaomi"),
        ("일론 머스크", "Elon Musk"),
        ("큐원", "Qwen"),
        ("리창", "Li Qiang"),
        ("허카이밍", "Kaiming He"),
        ("사우스차이나모닝포스트", "South China Morning Post"),
        ("오픈AI", "OpenAI"),
    ],
)
def test_transliterations_sound_alike(hangul: str, latin: str) -> None:
    """A name and its Latin spelling are close, another company is not."""
    assert similarity(hangul, latin) >= 0.6
    assert similarity(hangul, "Goldman Sachs") < 0.6


def test_a_desk_wins_over_the_packaged_glossary(tmp_path: Path) -> None:
    """A later file replaces the entry of the same name and leaves the others."""
    first, desk = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(HEADER + "model,큐원,Qwen,,,,,,\nplace,중국,China,,,,,,\n")
    desk.write_text(HEADER + "model,큐원,Tongyi Qianwen,通义千问,,,,,\n")
    english = {entry.ko: entry.en for entry in load_glossary(first, desk).entries}
    assert english == {"큐원": "Tongyi Qianwen", "중국": "China"}


def test_one_name_may_mean_two_things_by_evidence(tmp_path: Path) -> None:
    """Two entries of one name are told apart by what else the article says."""
    path = tmp_path / "glossary.csv"
    path.write_text(
        HEADER + "company,오리온,Orion Foods,,,,,과자,\nmodel,오리온,Orion,,,,,오픈AI,\n"
    )
    glossary = load_glossary(path)
    for text, english in (("과자 회사 오리온", "Orion Foods"), ("오픈AI의 오리온", "Orion")):
        (mention,) = find_names(text, "ko", tokenise(text, "ko"), glossary)
        assert mention.entry.en == english


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kind,ko,en\n", ["line 1", "zh"]),
        (HEADER.replace("tags", "tag"), ["line 1", "tag", "tags"]),
        (HEADER + "company,딥시크,DeepSeek\n", ["line 2", "3 cells, not 9"]),
        (HEADER + "\nfirm,딥시크,DeepSeek,,,,,,\n", ["line 3", "firm", "term"]),
        (HEADER + "company,딥시크,,,,,,,\n", ["line 2", "English form"]),
        (HEADER + "company,가,A,,,,,,\ncompany,가,A,,,,,,\n", ["line 3", "twice", "line 2"]),
    ],
)
def test_errors_name_the_line(text: str, words: list[str], tmp_path: Path) -> None:
    """What is wrong, in which file and line, and what to do."""
    path = tmp_path / "glossary.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_glossary(path)
    message = str(caught.value)
    assert all(word in message for word in (str(path), *words))


def test_a_missing_or_garbled_glossary(tmp_path: Path) -> None:
    """Neither raises a raw traceback."""
    with pytest.raises(SettingsError, match="cannot be read"):
        load_glossary(tmp_path / "none.csv")
    garbled = tmp_path / "glossary.csv"
    garbled.write_bytes(HEADER.encode() + "company,딥시크,DeepSeek,,,,,,\n".encode("cp949"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load_glossary(garbled)


def test_a_spreadsheet_may_have_written_it(tmp_path: Path) -> None:
    """A byte-order mark, blank lines and spaces around cells do no harm."""
    path = tmp_path / "glossary.csv"
    text = HEADER + "\ncompany, 딥시크 ,DeepSeek,,딥씨크| 딥식,,,,\n"
    path.write_text(text, encoding="utf-8-sig")
    (entry,) = load_glossary(path).entries
    assert (entry.ko, entry.ko_aliases, entry.origin) == ("딥시크", ("딥씨크", "딥식"), "desk")
