"""`briefing review`: each decision, from the command line to what the readers get."""

from __future__ import annotations

import json
from pathlib import Path

from review_desk import EDITION, Run, assert_sound, items, number_of, outputs

from briefing.editions import load_articles, load_brief, load_decisions
from briefing.models import Origin, Outcome
from briefing.review import load_review

pytest_plugins = ["review_fixtures"]

OPEN, TALENT = "open-source-models", "chinese-ai-talent"


def test_drop(run: Run, folder: Path, home: Path) -> None:
    """The story is in no output; each of its articles is dropped by `review`, by name."""
    number = number_of(folder, "MiMo")
    dropped = next(item for item in items(folder)[OPEN] if "MiMo" in item.headline.text)
    assert run("review", "drop", EDITION, number, "--by", "김하늘").exit_code == 0
    assert dropped.story_id in [item.story_id for item in items(folder)[OPEN]]  # not yet
    assert run("review", "rebuild", EDITION).exit_code == 0
    assert dropped.story_id not in [item.story_id for item in items(folder)[OPEN]]
    assert not any(dropped.headline.text in text for text in outputs(folder))
    final = [d for d in load_decisions(folder).outcomes().values() if d.rule == "review"]
    assert len(final) == 2
    assert {d.outcome for d in final} == {Outcome.DROPPED}
    assert "by 김하늘" in run("explain", EDITION, final[0].subject).stdout
    assert_sound(folder, home)
    listed = json.loads(run("review", EDITION, "--json").stdout)["stories"]
    assert [row["id"] for row in listed if row["state"] == "dropped"] == [dropped.story_id]
    assert run("review", "undo", EDITION, dropped.story_id).exit_code == 0
    assert run("review", "rebuild", EDITION).exit_code == 0
    assert dropped.story_id in [item.story_id for item in items(folder)[OPEN]]


def test_pin(run: Run, folder: Path, home: Path) -> None:
    """First in its section, also after a build anew; exempt from an audience's limits."""
    last = items(folder)[OPEN][-1]
    assert run("review", "pin", EDITION, last.story_id, "--by", "Lee").exit_code == 0
    (home / "audiences" / "default.toml").write_text("floor = 99\nitems = 1\n")
    assert run("build").exit_code == 0
    first = items(folder)[OPEN][0]
    assert (first.story_id, first.pinned) == (last.story_id, True)
    for text in outputs(folder):
        assert last.headline.text in text
        assert items(folder)[OPEN][1].headline.text not in text
    assert "pinned by Lee" in run("explain", EDITION).stdout
    assert_sound(folder, home)


def test_a_pin_is_stronger_than_the_floor(run: Run, folder: Path, home: Path) -> None:
    """A story that the rules left out is pinned by the id of its lead, and comes in."""
    rules = (Path(__file__).parents[1] / "seeds/ranking.toml").read_text(encoding="utf-8")
    (home / "ranking.toml").write_text(rules.replace("floor = 2.25", "floor = 99.0"))
    assert run("build").exit_code == 0
    assert not any(items(folder).values())
    lead = next(a for a in load_articles(folder).values() if "MiMo" in a.headline)
    assert run("review", "pin", EDITION, lead.id).exit_code == 0
    assert run("review", "rebuild", EDITION).exit_code == 0
    (found,) = items(folder)[OPEN]
    assert found.pinned
    assert_sound(folder, home)


def test_move(run: Run, folder: Path, home: Path) -> None:
    """Into another section, at a place there; what it fitted before is its second theme."""
    story = items(folder)[TALENT][0]
    words = ("--to", OPEN, "--position", 2)
    assert run("review", "move", EDITION, story.story_id, *words).exit_code == 0
    assert run("review", "rebuild", EDITION).exit_code == 0
    assert items(folder)[TALENT] == []
    moved = items(folder)[OPEN][1]
    assert (moved.story_id, moved.second_theme) == (story.story_id, TALENT)
    assert_sound(folder, home)


def test_an_off_theme_story_can_be_moved_in(run: Run, folder: Path, home: Path) -> None:
    """A pin alone cannot say where it belongs, and a warning says so."""
    festival = next(a for a in load_articles(folder).values() if "축제" in a.headline)
    assert run("review", "pin", EDITION, festival.id).exit_code == 0
    assert "it fits no section: give it one" in run("review", "rebuild", EDITION).stderr
    assert run("review", "move", EDITION, festival.id, "--to", "regulation").exit_code == 0
    assert "warning" not in run("review", "rebuild", EDITION).stderr
    assert items(folder)["regulation"][0].headline.text == festival.headline
    assert_sound(folder, home)


def test_headline(run: Run, folder: Path, home: Path) -> None:
    """In both languages, labelled as the desk's own; the outlet's stays in the model and ledger."""
    story = items(folder)[TALENT][0]
    ko, en = "연구진 절반 <이상> 국내파", "Home-grown: half of DeepSeek & more"
    words = ("--ko", ko, "--en", en, "--by", "Lee")
    assert run("review", "headline", EDITION, story.story_id, *words).exit_code == 0
    assert run("review", "rebuild", EDITION).exit_code == 0
    line = items(folder)[TALENT][0].headline
    assert (line.text, line.rendering.text, line.receipt) == (ko, en, None)
    assert line.rendering.origin is Origin.EDITED
    assert line.edited_from == story.headline.text
    for text in outputs(folder):
        assert text.count("편집부 수정") == text.count("Edited by the desk") == 1
        assert "<이상>" not in text.replace("\\<이상\\>", "")
        assert story.headline.text in text  # in the list of sources
    assert story.headline.text in run("explain", EDITION).stdout
    assert_sound(folder, home)


def test_a_headline_in_the_other_language_only(run: Run, folder: Path, home: Path) -> None:
    """The original stays what it is, and keeps its receipt if it had one."""
    story = items(folder)[TALENT][0]
    assert run("review", "headline", EDITION, story.story_id, "--en", "Half").exit_code == 0
    assert run("review", "rebuild", EDITION).exit_code == 0
    line = items(folder)[TALENT][0].headline
    assert (line.text, line.edited_from) == (story.headline.text, "")
    assert (line.rendering.text, line.rendering.origin) == ("Half", Origin.EDITED)
    assert_sound(folder, home)


def test_an_edited_original_loses_the_translation_of_the_old_one(run: Run, folder: Path) -> None:
    """A reviewed translation of other words must not stand beside the new ones."""
    story = items(folder)[TALENT][0]
    assert story.headline.rendering.origin is Origin.REVIEWED
    assert (
        run("review", "headline", EDITION, story.story_id, "--ko", "절반은 국내파").exit_code == 0
    )
    assert run("review", "rebuild", EDITION).exit_code == 0
    line = items(folder)[TALENT][0].headline
    assert line.text == "절반은 국내파"
    assert line.rendering.origin in (Origin.RULES, Origin.FACTS, Origin.RELATED)


def test_comment(run: Run, folder: Path, home: Path) -> None:
    """Drawn as Markdown in every output, cleaned, under the editors' name."""
    story = items(folder)[TALENT][0]
    note = "수치는 **“잠정치”**다.<script>alert(1)</script>"
    words = ("--ko", note, "--en", "Figures are *preliminary*.")
    assert run("review", "comment", EDITION, story.story_id, *words).exit_code == 0
    assert run("review", "rebuild", EDITION).exit_code == 0
    for text in outputs(folder):
        assert "<strong>“잠정치”</strong>" in text
        assert "<script>alert" not in text
        assert "preliminary" in text
        assert "Editors’ note" in text
    assert_sound(folder, home)


def test_a_translation_goes_to_the_memory(run: Run, folder: Path, home: Path) -> None:
    """It is reviewed from now on, in this edition and in others; the patch does not know it."""
    story = items(folder)[TALENT][0]
    words = ("review", "translation", EDITION, story.story_id, 1, "Half of them stayed.")
    assert run(*words).exit_code == 0
    assert run("review", "rebuild", EDITION).exit_code == 0
    rendering = items(folder)[TALENT][0].lines[0].rendering
    assert (rendering.text, rendering.origin) == ("Half of them stayed.", Origin.REVIEWED)
    assert "Half of them stayed." in (home / "translations.jsonl").read_text(encoding="utf-8")
    assert load_review(folder).story == {}
    assert_sound(folder, home)


def test_a_decision_holds_when_another_article_leads(run: Run, folder: Path, home: Path) -> None:
    """The story's id changes with its first article; it is found by the others."""
    story = next(item for item in items(folder)[OPEN] if "MiMo" in item.headline.text)
    assert run("review", "drop", EDITION, story.story_id).exit_code == 0
    brief = load_brief(folder)
    lead = brief.sources[story.sources[0] - 1]
    for name in ("ko-mimo-hangang.md", "en-mimo-modelweekly.md"):
        path = home / "articles" / name
        if lead.headline in path.read_text(encoding="utf-8"):
            path.unlink()
    result = run("build")
    assert result.exit_code == 0
    assert "no such story" not in result.stderr
    assert not any(
        "MiMo" in item.headline.text or "미모" in item.headline.text for item in items(folder)[OPEN]
    )
