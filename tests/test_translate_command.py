"""An edition's lines on their way to a translator and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import briefing.cli.translate  # noqa: F401  registers its commands
from briefing.assets import packaged
from briefing.bilingual.exchange import Entry
from briefing.bilingual.memory import (
    Memory,
    Translation,
    load_memory,
    normalised,
    remember,
)
from briefing.bilingual.review import entries_of, status_of, take_in
from briefing.cli import app
from briefing.models import Origin
from briefing.pipeline import Edition


def run(*arguments: object) -> Result:
    """The result of a command."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


# An edition's lines


@pytest.fixture(scope="module")
def own_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of its own with an edition whose lines have no reviewed translation."""
    folder = tmp_path_factory.mktemp("desk")
    assert run("init", folder).exit_code == 0
    (folder / "articles" / "one.md").write_text(
        "---\ntitle: 메타, 새 모델 ‘라마 4’ 공개\ndate: 2025-04-30\noutlet: 한강일보\n---\n\n"
        "메타가 30일 새 AI 모델 라마 4를 오픈소스로 공개했다. 메타는 라마 4를 한국에서도 무료로"
        " 내려받을 수 있다고 밝혔다. 메타는 올해 AI 서버에 100억 달러를 투자할 계획이다.\n",
        "utf-8",
    )
    result = run("build", "--desk", folder, "--all", "--format", "md")
    assert result.exit_code == 0, result.output
    return folder


def test_lines_go_out_and_come_back(own_desk: Path, tmp_path: Path) -> None:
    """What a translator fills in is used by the next build, and is not asked for again."""
    file = tmp_path / "lines.jsonl"
    exported = run(
        "translate", "export", "all", "--desk", own_desk, "--format", "jsonl", "--missing",
        "--file", file,
    )  # fmt: skip
    assert exported.exit_code == 0, exported.output
    records = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert {record["target"] for record in records} == {""}
    assert all("facts" in record["note"] or "rules" in record["note"] for record in records)
    for record in records[1:]:
        record["target"] = "Meta said so about Llama 4 on the 30th."
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    file.write_text(lines, "utf-8")

    told = json.loads(run("translate", "import", file, "--desk", own_desk, "--json").stdout)
    assert len(told["new"]) == len(records) - 1
    assert [remark["reason"] for remark in told["rejected"]] == ["not translated"]
    assert not any(remark["reason"] == "stands in no edition" for remark in told["warnings"])
    again = json.loads(run("translate", "import", file, "--desk", own_desk, "--json").stdout)
    assert (again["same"], again["new"]) == (len(records) - 1, [])

    status = json.loads(run("translate", "status", "all", "--desk", own_desk, "--json").stdout)
    assert status["reviewed_since"] == len(records) - 1
    run("build", "--desk", own_desk, "--all", "--format", "md")
    status = json.loads(run("translate", "status", "all", "--desk", own_desk, "--json").stdout)
    assert status["origins"]["reviewed"] == len(records) - 1
    assert status["lines"] == len(records)


def test_an_import_warns_and_does_not_argue(own_desk: Path, tmp_path: Path) -> None:
    """A text of no edition, and a figure that differs, are taken and named."""
    file = tmp_path / "odd.jsonl"
    remember(file, [Translation("ko", "en", "바이두는 100명을 뽑았다.", "Baidu hired 200 people.")])
    told = json.loads(run("translate", "import", file, "--desk", own_desk, "--json").stdout)
    reasons = " ".join(remark["reason"] for remark in told["warnings"])
    assert len(told["new"]) == 1
    assert "stands in no edition" in reasons
    assert "200 people is not in the source" in reasons


def test_an_import_needs_a_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged memory is never written to."""
    monkeypatch.chdir(tmp_path)
    result = run("translate", "import", "lines.jsonl")
    assert result.exit_code == 1
    assert "briefing init" in result.output


def test_only_reviewed_targets_go_out(sample: Edition) -> None:
    """Each text once; what nobody reviewed has an empty target and a note."""
    memory = load_memory(packaged("seeds") / "translations.jsonl")
    entries = entries_of(sample.brief, memory)
    texts = [(e.source_language, normalised(e.source)) for e in entries]
    assert len(texts) == len(set(texts))
    assert all(entry.target for entry in entries)
    unreviewed = entries_of(sample.brief, Memory(), missing=True)
    assert all(not entry.target for entry in unreviewed)
    assert {e.source_language for e in entries_of(sample.brief, memory, source="en")} == {"en"}
    status = status_of(sample.brief, memory)
    assert sum(status.origins.values()) == status.lines
    assert status.origins[Origin.REVIEWED] > 0


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (Entry("ko", "en", " ", "One"), "no source text"),
        (Entry("ko", "en", "하나", " "), "not translated"),
        (Entry("ko", "en", "하나", "One", state="needs-review-translation"), "marked"),
        (Entry("ko", "ja", "하나", "一つ"), "ko to ja"),
        (Entry("", "en", "하나", "One"), "? to en"),
    ],
)
def test_what_cannot_be_used_is_rejected(entry: Entry, reason: str) -> None:
    """With a reason."""
    intake = take_in([entry], Memory(), known=lambda _: True, check=lambda _: "")
    assert reason in intake.rejected[0].reason
    assert not intake.new
    assert not intake.changed


@pytest.mark.parametrize(("kind", "ending"), [("xliff", "xlf"), ("tmx", "tmx")])
def test_a_translators_own_tool_takes_part(
    kind: str, ending: str, own_desk: Path, tmp_path: Path
) -> None:
    """What another program filled in and saved comes back; the edition says so at once."""
    from translate.storage import factory

    file = tmp_path / f"lines.{ending}"
    command = ("translate", "export", "all", "--desk", own_desk, "--format", kind)
    assert run(*command, "--file", file).exit_code == 0
    opened = factory.getobject(str(file))
    for number, unit in enumerate(opened.units):
        unit.target = f"Meta said it about Llama 4, {kind}, {number}."
    opened.savefile(str(file))
    told = json.loads(run("translate", "import", file, "--desk", own_desk, "--json").stdout)
    assert len(told["new"]) + len(told["changed"]) == len(opened.units) > 1
    run("build", "--desk", own_desk, "--all", "--format", "md")
    status = json.loads(run("translate", "status", "all", "--desk", own_desk, "--json").stdout)
    assert status["origins"]["reviewed"] == status["lines"]
