"""The command line: what each command prints, writes, and ends with."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefing.cli import app
from briefing.pipeline import Edition

COMMANDS = [command.name or command.callback.__name__ for command in app.registered_commands]  # type: ignore[union-attr]


def run(*arguments: object) -> Result:
    """The result of a command."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_build_writes_every_file_of_an_edition(sample_week: Path, tmp_path: Path) -> None:
    """Three formats, the model, the ledger and the articles; the paths are printed."""
    result = run("build", sample_week, "--week", "2025-W18", "--out", tmp_path)
    assert result.exit_code == 0, result.output
    folder = tmp_path / "2025-W18"
    names = {path.name for path in folder.iterdir()}
    renditions = {f"brief.default.{kind}" for kind in ("md", "html", "pdf")}
    assert names == renditions | {"brief.json", "ledger.jsonl", "articles.jsonl"}
    assert (folder / "brief.default.pdf").read_bytes().startswith(b"%PDF-")
    assert str(folder / "brief.default.pdf") in result.stdout


def test_build_tells_a_program_what_it_did(sample_week: Path, tmp_path: Path) -> None:
    """`--json` prints one object; `--format` and `--audience` choose the files."""
    result = run(
        "build", sample_week, "--since", "2025-04-28", "--until", "2025-05-04",
        "--format", "md", "--audience", "default", "--out", tmp_path, "--json",
    )  # fmt: skip
    told = json.loads(result.stdout)
    assert told["edition"] == "2025-W18"
    assert told["kept"] + told["merged"] + told["dropped"] == told["read"]
    assert [Path(file).suffix for file in told["files"]].count(".md") == 1
    assert not any(file.endswith(".pdf") for file in told["files"])


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["build"], 1, ["no articles were named", "[input]"]),
        (["build", "missing.txt"], 1, ["missing.txt"]),
        (["build", ".", "--week", "2026-W60"], 1, ["2026-W60", "2026-W47"]),
        (["build", ".", "--format", "doc"], 1, ["doc", "html"]),
        (["build", ".", "--audience", "defalt"], 1, ["defalt", "default"]),
        (["build", ".", "--all", "--week", "2026-W47"], 2, ["one of"]),
        (["build", ".", "--since", "2026-11-01"], 2, ["together"]),
        (["build", ".", "--desk", "nowhere"], 1, ["briefing.toml", "briefing init"]),
        (["verify", "2031-W01"], 1, ["2031-W01"]),
        (["explain", "2031-W01"], 1, ["2031-W01"]),
    ],
)
def test_a_mistake_gets_one_clear_message(
    arguments: list[str], code: int, words: list[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """What, where and what to do; exit code 1, or 2 for wrong usage."""
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == code
    assert all(word in result.output for word in words), result.output
    assert "Traceback" not in result.output


def test_a_bad_line_is_skipped_and_told(tmp_path: Path) -> None:
    """The rest of the file is read; the exit code stays 0."""
    good = {"id": "1", "title": "딥시크, 새 모델 공개", "text": "중국 딥시크가 모델을 공개했다."}
    path = tmp_path / "a.jsonl"
    path.write_text("{broken\n" + json.dumps(good), encoding="utf-8")
    result = run("build", path, "--all", "--format", "md", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "a.jsonl#L1" in result.stderr
    ledger = (tmp_path / "out" / "all" / "ledger.jsonl").read_text(encoding="utf-8")
    assert "bad-json" in ledger


def test_analyse_prints_an_object_for_each_article(sample_week: Path) -> None:
    """With everything that the rules read; spans stand in the body."""
    result = run("analyse", sample_week / "ko-qwen3-hangang.md", "--jsonl")
    (record,) = map(json.loads, result.stdout.splitlines())
    assert record["language"] == "ko"
    assert record["published"].startswith("2025-04-29T10:12")
    assert record["precision"] == "exact"
    assert record["outlet"] == "한강일보"
    assert record["authors"] == ["김도윤"]
    assert record["themes"][0]["key"] == "open-source-models"
    assert {"term", "where", "count", "weight"} <= record["themes"][0]["terms"][0].keys()
    assert any(name["en"] == "Alibaba" for name in record["names"])
    assert any(figure["value"] == 235_000_000_000 for figure in record["figures"])
    for sentence in record["summary"]:
        assert record["body"][sentence["start"] : sentence["end"]] == sentence["text"]
    for name in record["names"]:
        text = record["headline" if name["where"] == "headline" else "body"]
        assert text[name["start"] : name["end"]] == name["text"]


def test_analyse_shows_a_digest_as_its_items(sample_week: Path) -> None:
    """Each item names its parent."""
    result = run("analyse", sample_week / "ko-macro-digest-donghae.md", "--jsonl")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(records) == 4
    assert len({record["parent"] for record in records}) == 1
    assert records[0]["parent"]


def test_analyse_without_jsonl_prints_a_table(sample_week: Path) -> None:
    """For people."""
    result = run("analyse", sample_week / "ko-qwen3-hangang.md")
    assert "open-source-models" in result.stdout


def test_explain_proves_the_sum(sample_folder: Path, sample: Edition) -> None:
    """Kept, merged and dropped add up to what was read."""
    result = run("explain", sample_folder)
    colophon = sample.brief.colophon
    total = (
        f"{colophon.kept} kept + {colophon.merged} merged + {colophon.dropped} dropped "
        f"= {colophon.read} read"
    )
    assert total in result.stdout


def test_explain_an_article_by_words_of_its_headline(sample_folder: Path) -> None:
    """Every decision on it, with the rule; unclear words list the candidates."""
    result = run("explain", sample_folder, "LlamaCon", "--json")
    assert result.exit_code == 1
    result = run("explain", sample_folder, "라마콘", "--json")
    decisions = json.loads(result.stdout)
    assert {"summarise", "translate", "rank"} <= {decision["stage"] for decision in decisions}
    vague = run("explain", sample_folder, "중국")
    assert vague.exit_code == 1
    assert "headlines" in vague.stderr


def test_verify_ends_with_1_where_a_sentence_was_changed(
    sample_folder: Path, sample: Edition, tmp_path: Path
) -> None:
    """And prints the sentence."""
    good = run("verify", sample_folder)
    assert good.exit_code == 0, good.output
    folder = shutil.copytree(sample_folder, tmp_path / "edition")
    line = sample.brief.sections[0].items[0].lines[0]
    brief = (folder / "brief.json").read_text(encoding="utf-8")
    (folder / "brief.json").write_text(brief.replace(line.text, "아무 말"), encoding="utf-8")
    bad = run("verify", folder)
    assert bad.exit_code == 1
    assert "아무 말" in bad.stdout


def test_init_makes_a_desk_that_builds(sample_week: Path, tmp_path: Path) -> None:
    """Its own masthead and articles folder are used; a second init is refused."""
    desk = tmp_path / "desk"
    assert run("init", desk).exit_code == 0
    for name in ("briefing.toml", "themes.toml", "glossary.csv", "outlets.toml", "audiences"):
        assert (desk / name).exists()
    settings = (desk / "briefing.toml").read_text(encoding="utf-8")
    settings = settings.replace("The China & AI Brief", "Our Brief")
    (desk / "briefing.toml").write_text(settings, encoding="utf-8")
    shutil.copy(sample_week / "ko-qwen3-hangang.md", desk / "articles")
    result = run("build", "--desk", desk, "--format", "md")
    assert result.exit_code == 0, result.output
    markdown = desk / "output" / "2025-W18" / "brief.default.md"
    assert "Our Brief" in markdown.read_text(encoding="utf-8")
    assert run("init", desk).exit_code == 1


def test_an_audience_of_the_desk_gets_its_own_brief(sample_week: Path, tmp_path: Path) -> None:
    """Fewer sections, fewer lines, another masthead."""
    desk = tmp_path / "desk"
    run("init", desk)
    (desk / "audiences" / "policy.toml").write_text(
        'masthead_en = "The Policy Brief"\nsections = ["regulation"]\nsentences = 1\nitems = 2\n',
        encoding="utf-8",
    )
    result = run(
        "build", sample_week, "--desk", desk, "--audience", "policy", "--format", "md,html"
    )
    assert result.exit_code == 0, result.output
    folder = desk / "output" / "2025-W18"
    text = (folder / "brief.policy.md").read_text(encoding="utf-8")
    assert "The Policy Brief" in text
    assert "Open-source models" not in text
    assert text.count("\n### ") == 2
    assert run("verify", folder, "--desk", desk).exit_code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples(command: str) -> None:
    """And is listed in the README."""
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"briefing {command}" in result.stdout
    readme = Path(__file__).parents[1] / "README.md"
    assert f"briefing {command}" in readme.read_text(encoding="utf-8")


def test_help_is_instant() -> None:
    """No heavy library is imported for it."""
    heavy = ("kiwipiepy", "weasyprint", "numpy", "pydantic", "jinja2", "babel", "sqlalchemy")
    code = (
        "import sys\nfrom briefing.cli import main\nsys.argv = ['briefing', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_progress_is_silent_in_a_pipe(sample_week: Path, tmp_path: Path) -> None:
    """Standard output holds paths only."""
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "build", str(sample_week / "ko-qwen3-hangang.md"),
         "--format", "md", "--out", str(tmp_path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert all(Path(line).exists() for line in done.stdout.splitlines())
    assert "\x1b" not in done.stdout + done.stderr
