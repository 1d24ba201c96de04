"""Files become documents, one an item; what cannot be read is reported, the rest goes on."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.models import Decision, Document, Outcome
from briefing.sources import files, read_documents

KOREAN = "남산연구소가 새 모델을 공개했다."


def read(*paths: Path) -> tuple[list[Document], list[Decision]]:
    """Everything in the files, and what was reported."""
    decisions: list[Decision] = []
    return list(read_documents(paths, report=decisions.append)), decisions


def written(path: Path, content: str | bytes) -> Path:
    """A file with this content; text as UTF-8."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def texts(documents: Iterable[Document]) -> list[str]:
    """The contents, decoded."""
    return [document.content.decode() for document in documents]


def test_text_has_an_article_a_line(tmp_path: Path) -> None:
    """Blank lines are skipped but counted; the address tells the line."""
    path = written(tmp_path / "week.txt", f"{KOREAN}\n\n  둘째.\r\n")
    documents, decisions = read(path)
    assert texts(documents) == [KOREAN, "둘째."]
    assert [one.url.rpartition("#")[2] for one in documents] == ["L1", "L3"]
    assert {one.media_type for one in documents} == {"text/plain"}
    assert decisions == []


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.txt"])
def test_front_matter_makes_one_article(tmp_path: Path, name: str) -> None:
    """A text with front matter is one article, whatever its ending."""
    content = f"---\ntitle: 새 모델\n---\n\n{KOREAN}\n\n둘째.\n"
    documents, _ = read(written(tmp_path / name, content))
    assert [one.media_type for one in documents] == ["text/markdown"]
    assert texts(documents) == [content]


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson"])
def test_json_lines(tmp_path: Path, name: str) -> None:
    """Each line is a record, passed on as it is."""
    line = json.dumps({"text": KOREAN}, ensure_ascii=False)
    documents, _ = read(written(tmp_path / name, f"{line}\n{line}"))
    assert texts(documents) == [line, line]
    assert {one.media_type for one in documents} == {"application/json"}


def test_json_holds_one_record_or_a_list(tmp_path: Path) -> None:
    """The records of a list carry their number in the address."""
    one = written(tmp_path / "one.json", '{"text": "하나"}')
    many = written(tmp_path / "many.json", '[{"text": "하나"}, {"text": "둘"}]')
    documents, _ = read(one, many)
    assert [json.loads(document.content)["text"] for document in documents] == [
        "하나",
        "하나",
        "둘",
    ]
    assert [document.url for document in documents][1:] == [f"{many}#1", f"{many}#2"]


def test_bad_lines_are_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Bad JSON, NUL bytes and undecodable bytes cost one line each."""
    lines = [
        '{"text": "하나"}'.encode(),
        b"{bad",
        '{"text": "\0둘"}'.encode(),
        b'{"text": "\xed\x9a"}',
        b"[" * 100_000,
        '{"text": "셋"}'.encode(),
    ]
    path = written(tmp_path / "week.jsonl", b"\n".join(lines))
    documents, decisions = read(path)
    assert [json.loads(document.content)["text"] for document in documents] == ["하나", "셋"]
    assert [(one.subject.rpartition("#")[2], one.rule) for one in decisions] == [
        ("L2", "bad-json"),
        ("L3", "nul-bytes"),
        ("L4", "undecodable"),
        ("L5", "bad-json"),
    ]
    assert {(one.stage, one.outcome) for one in decisions} == {("read", Outcome.DROPPED)}


def test_a_line_without_end_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line over the limit is reported once, and the next line is read."""
    monkeypatch.setattr(files, "_LONGEST_LINE", 100)
    path = written(tmp_path / "week.txt", "가" * 1000 + f"\n{KOREAN}\n")
    documents, decisions = read(path)
    assert texts(documents) == [KOREAN]
    assert [(one.subject.rpartition("#")[2], one.rule) for one in decisions] == [("L1", "too-long")]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949", "euc-kr"])
def test_encodings(tmp_path: Path, codec: str) -> None:
    """Korean text is read in each encoding that newsrooms send."""
    content = f"{KOREAN} 값은 무료다.\n둘째 기사다.\n"
    documents, decisions = read(written(tmp_path / "week.txt", content.encode(codec)))
    assert texts(documents) == content.splitlines()
    assert decisions == []


def test_what_is_no_text_is_reported_once(tmp_path: Path) -> None:
    """A picture under a text's name is no flood of bad lines."""
    documents, decisions = read(written(tmp_path / "a.txt", bytes(range(256)) * 40))
    assert documents == []
    assert [one.rule for one in decisions] == ["undecodable"]


def test_a_folder_is_read_whole_in_order(tmp_path: Path) -> None:
    """Below a folder every file counts, but for hidden ones and READMEs."""
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt", "README.md"):
        written(tmp_path / name, name)
    documents, decisions = read(tmp_path)
    assert texts(documents) == ["a.txt", "b.txt", "sub/c.txt"]
    assert decisions == []


def test_unknown_kinds_are_reported(tmp_path: Path) -> None:
    """A file of another kind is skipped, and the report lists what can be read."""
    path = written(tmp_path / "a.docx", b"PK")
    documents, decisions = read(path, written(tmp_path / "b.txt", KOREAN))
    assert texts(documents) == [KOREAN]
    assert [(one.subject, one.rule) for one in decisions] == [(str(path), "unknown-kind")]
    assert ".jsonl" in decisions[0].detail


def test_missing_paths_are_an_error_at_once(tmp_path: Path) -> None:
    """Before anything is read, with the nearest name as a hint."""
    written(tmp_path / "week.txt", KOREAN)
    with pytest.raises(InputError, match=r"no such file.*week\.txt"):
        read_documents([tmp_path / "weak.txt"], report=lambda _: None)


def test_relative_paths_stay_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses tell the path as it was given."""
    written(tmp_path / "news" / "week.txt", KOREAN)
    monkeypatch.chdir(tmp_path)
    documents, _ = read(Path("news"))
    assert [one.url for one in documents] == ["news/week.txt#L1"]


def test_reading_is_lazy(tmp_path: Path) -> None:
    """The first document comes before the second file is opened."""
    first, second = written(tmp_path / "a.txt", KOREAN), written(tmp_path / "b.txt", KOREAN)
    documents = read_documents([first, second], report=lambda _: None)
    assert next(documents).url.startswith(str(first))
    second.unlink()
    assert list(documents) == []


def test_memory_stays_flat(tmp_path: Path) -> None:
    """Ten times the records take no more memory."""
    line = json.dumps({"text": KOREAN * 50}, ensure_ascii=False) + "\n"
    peaks = []
    for count in (500, 5000):
        path = written(tmp_path / f"{count}.jsonl", line * count)
        tracemalloc.start()
        assert sum(1 for _ in read_documents([path], report=lambda _: None)) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.sampled_from(sorted(files.READERS)))
def test_any_bytes_are_read_or_reported(tmp_path: Path, content: bytes, ending: str) -> None:
    """No content raises, and every document is UTF-8."""
    documents, _ = read(written(tmp_path / f"a{ending}", content))
    assert all(isinstance(text, str) for text in texts(documents))
