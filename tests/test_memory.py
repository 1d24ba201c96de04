"""The translation memory: exact matches, suggestions, files for translators and back."""

from __future__ import annotations

import multiprocessing
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from briefing.bilingual.exchange import Entry, read_entries, write_entries
from briefing.bilingual.memory import (
    Memory,
    Suggestion,
    Translation,
    load_memory,
    remember,
)
from briefing.errors import InputError, SettingsError

KO_EN = {"source_language": "ko", "target_language": "en"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ENTRIES = [
    Entry("ko", "en", "바이두 & <텐센트>가 “큐원3”을 썼다.", "", "facts: Baidu & Tencent"),
    Entry("ko", "en", "메타는 부인했다.", "Meta denied it."),
    Entry("en", "ko", "Meta denied it.", "메타는 부인했다."),
]

# Memory


def test_a_translation_is_found_by_its_text() -> None:
    """Spaces, quotation marks and the final full stop do not matter; the direction does."""
    memory = Memory([Translation("ko", "en", "메타는 ‘라마’를  공개했다.", "Meta opened Llama.")])
    assert memory.find("메타는 '라마'를 공개했다", **KO_EN) == "Meta opened Llama."
    assert memory.find("메타는 라마를 공개했다", **KO_EN) is None
    other = memory.find("메타는 '라마'를 공개했다", source_language="en", target_language="ko")
    assert other is None


def test_the_last_translation_of_a_text_holds(tmp_path: Path) -> None:
    """In a file, and from a file to the next one: the desk's own wins over the packaged."""
    packaged_file, own = tmp_path / "packaged.jsonl", tmp_path / "own.jsonl"
    remember(packaged_file, [Translation("ko", "en", "하나.", "One.")])
    remember(own, [Translation("ko", "en", "하나.", "Una.")])
    remember(own, [Translation("ko", "en", "하나", "A single one.")])
    assert load_memory(packaged_file, own).find("하나.", **KO_EN) == "A single one."
    assert len(load_memory(packaged_file, own)) == 1


def test_remembering_adds_whole_lines(tmp_path: Path) -> None:
    """Also to a file whose last line an editor left without its end."""
    file = tmp_path / "own.jsonl"
    remember(file, [Translation("ko", "en", "하나", "One")])
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    remember(file, [Translation("ko", "en", "둘", "Two")])
    remember(file, [])
    assert [t.target for t in load_memory(file)] == ["One", "Two"]


def _remember_some(file: Path, name: int) -> None:
    for number in range(40):
        text = f"{name}번 문장 {number}. " + "가" * 900
        remember(file, [Translation("ko", "en", text, f"Sentence {number} of {name}")])


def test_several_may_remember_at_once(tmp_path: Path) -> None:
    """Four processes write to one file; every line is whole and none is lost."""
    file = tmp_path / "memory.jsonl"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_remember_some, args=(file, name)) for name in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(load_memory(file)) == 160


def test_what_is_like_is_only_suggested() -> None:
    """The likest first, never the same text, and nothing from the other direction."""
    memory = Memory(
        [
            Translation("ko", "en", "메타는 새 모델을 공개했다.", "Meta released a new model."),
            Translation("ko", "en", "메타는 새 모델을 공개할 계획이다.", "Meta plans a release."),
            Translation("ko", "en", "금리가 내렸다.", "Rates fell."),
            Translation("en", "ko", "메타는 새 모델을 공개했다", "?"),
        ]
    )

    def like(text: str) -> list[Suggestion]:
        return memory.fuzzy(text, source_language="ko", target_language="en")

    found = like("메타는 새 모델을 공개했었다.")
    assert [s.target for s in found] == ["Meta released a new model.", "Meta plans a release."]
    assert found[0].likeness > found[1].likeness >= 70
    assert [s.target for s in like("메타는 새 모델을 공개했다")] == ["Meta plans a release."]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", ["memory.jsonl:2", "not valid JSON"]),
        ('{"source": "하나"}', ["memory.jsonl:2", "source_language"]),
        ("[1]", ["memory.jsonl:2", "not an object"]),
        ('{"source_language": "ko", "target_language": "en", "source": 1}', ["'source'"]),
    ],
)
def test_a_damaged_line_is_named(tmp_path: Path, line: str, words: list[str]) -> None:
    """With file and number."""
    file = tmp_path / "memory.jsonl"
    file.write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_memory(file)
    assert all(word in str(caught.value) for word in words)


# Files for translators


@pytest.mark.parametrize(
    ("kind", "ending", "entries"),
    [
        ("tmx", "tmx", ENTRIES),
        ("xliff", "xlf", ENTRIES),
        ("jsonl", "jsonl", ENTRIES),
        ("xliff2", "xliff", ENTRIES[:2]),
        *((kind, "xlf", []) for kind in ("xliff", "xliff2")),
        ("tmx", "tmx", []),
        ("jsonl", "jsonl", []),
    ],
)
def test_what_is_written_reads_back(
    tmp_path: Path, kind: str, ending: str, entries: list[Entry]
) -> None:
    """Texts, directions and notes, in order; the same bytes each time."""
    file = tmp_path / f"lines.{ending}"
    file.write_bytes(write_entries(entries, kind))
    read = read_entries(file)
    assert [(e.source_language, e.target_language) for e in read] == [
        (e.source_language, e.target_language) for e in entries
    ]
    assert [(e.source, e.target, e.note) for e in read] == [
        (e.source, e.target, e.note) for e in entries
    ]
    assert write_entries(entries, kind) == file.read_bytes()


def test_tmx_reads_elsewhere() -> None:
    """As the standard has it: TMX 1.4, a variant for each language, its source named."""
    root = ET.fromstring(write_entries(ENTRIES, "tmx"))
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    units = root.findall("body/tu")
    assert [unit.get("srclang") for unit in units] == ["ko", "ko", "en"]
    variants = {v.get(XML_LANG): v.findtext("seg") for v in units[1].findall("tuv")}
    assert variants == {"ko": "메타는 부인했다.", "en": "Meta denied it."}
    assert units[0].findtext("note") == "facts: Baidu & Tencent"


def test_xliff_reads_elsewhere() -> None:
    """XLIFF 1.2: a file element for each direction, no target where nobody translated."""
    space = {"x": "urn:oasis:names:tc:xliff:document:1.2"}
    root = ET.fromstring(write_entries(ENTRIES, "xliff"))
    assert root.get("version") == "1.2"
    files = root.findall("x:file", space)
    directions = [(f.get("source-language"), f.get("target-language")) for f in files]
    assert directions == [("ko", "en"), ("en", "ko")]
    units = files[0].findall("x:body/x:trans-unit", space)
    assert units[0].findtext("x:source", None, space) == ENTRIES[0].source
    assert units[0].find("x:target", space) is None
    assert units[0].findtext("x:note", None, space) == ENTRIES[0].note
    assert units[1].findtext("x:target", None, space) == "Meta denied it."


def test_xliff_2_reads_elsewhere() -> None:
    """XLIFF 2.0: notes stand before the segment, as its schema wants them."""
    space = {"x": "urn:oasis:names:tc:xliff:document:2.0"}
    root = ET.fromstring(write_entries(ENTRIES[:2], "xliff2"))
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.0", "ko", "en")
    unit = root.find("x:file/x:unit", space)
    assert unit is not None
    assert [child.tag.partition("}")[2] for child in unit] == ["notes", "segment"]
    assert unit.findtext("x:segment/x:source", None, space) == ENTRIES[0].source


def test_xliff_2_holds_one_direction() -> None:
    """The message says how to choose one."""
    with pytest.raises(InputError, match="--source"):
        write_entries(ENTRIES, "xliff2")


def test_files_of_other_tools_are_read(tmp_path: Path) -> None:
    """Regions in language codes, inline markup, a header that names the source language."""
    file = tmp_path / "other.tmx"
    file.write_text(
        """<?xml version="1.0"?><tmx version="1.4"><header srclang="KO-KR"/><body>
        <tu><tuv xml:lang="EN-US"><seg>Meta <bpt i="1">*</bpt>denied it.</seg></tuv>
        <tuv xml:lang="KO-KR"><seg>메타는 부인했다.</seg></tuv></tu></body></tmx>""",
        "utf-8",
    )
    (entry,) = read_entries(file)
    assert (entry.source_language, entry.target_language) == ("ko", "en")
    assert entry.source == "메타는 부인했다."


def test_a_file_cannot_reach_out(tmp_path: Path) -> None:
    """External entities of XML are not resolved."""
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret", "utf-8")
    file = tmp_path / "evil.tmx"
    file.write_text(
        f"""<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY x SYSTEM "{secret.as_uri()}">]>
        <tmx version="1.4"><header srclang="ko"/><body><tu>
        <tuv xml:lang="ko"><seg>하나&x;</seg></tuv><tuv xml:lang="en"><seg>One</seg></tuv>
        </tu></body></tmx>""",
        "utf-8",
    )
    assert "secret" not in str(read_entries(file))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("lines.docx", "", ["lines.docx", ".tmx"]),
        ("lines.tmx", "<tmx>", ["lines.tmx", "not a valid file"]),
        ("lines.tmx", "<tmx><body/></tmx>", ["lines.tmx", "not a valid file"]),
        ("lines.xlf", "<xliff/>", ["lines.xlf", "not a valid file"]),
        ("lines.xlf", "\0", ["lines.xlf", "not a valid file"]),
        ("missing.xlf", None, ["missing.xlf", "No such file"]),
    ],
)
def test_a_bad_file_is_named(
    tmp_path: Path, name: str, content: str | None, words: list[str]
) -> None:
    """One message, no traceback."""
    if content is not None:
        (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(InputError) as caught:
        read_entries(tmp_path / name)
    assert all(word in str(caught.value) for word in words)
