"""An edited translation: it goes to the desk's memory, where every later brief finds it."""

from __future__ import annotations

from pathlib import Path

from briefing.bilingual.memory import Translation, remember
from briefing.desk import Desk
from briefing.editions import load_brief
from briefing.errors import EditionError, InputError, SettingsError
from briefing.models import Brief, Line, Origin

MEMORY, LONGEST = "translations.jsonl", 2_000  # characters


def edit_translation(folder: Path, desk: Desk, story: str, line: int, text: str) -> Translation:
    """Remember `text` as the reviewed translation of a line of a story, by its id in the brief.

    Line 0 is the headline, 1 the first sentence. The edition shows it after a rebuild, with a desk
    opened anew. Raises EditionError for a line that is not there, and as `translate_line` does.
    """
    return translate_line(_line(load_brief(folder), story, line), text, desk)


def translate_line(line: Line, text: str, desk: Desk) -> Translation:
    """Remember `text` as the reviewed translation of a line.

    Raises EditionError for a line that no translation stands beside, InputError for an empty text
    or one that is too long, SettingsError without a desk.
    """
    if desk.folder is None:
        raise SettingsError("there is no desk to remember it", hint="make one: briefing init DIR")
    if line.rendering.origin in (Origin.ORIGINAL, Origin.EDITED):
        hint = "briefing review headline changes the desk's own words"
        raise EditionError("the line is no translation", where=line.text, hint=hint)
    if not 1 <= len(target := " ".join(text.split())) <= LONGEST:
        raise InputError(f"a translation has 1 to {LONGEST:,} characters", where=line.text)
    made = Translation(line.language, line.rendering.language, line.text, target)
    remember(desk.folder / MEMORY, [made])
    return made


def _line(brief: Brief, story: str, line: int) -> Line:
    """The line to translate; its place counts from the headline, 0."""
    items = (item for section in brief.sections for item in section.items)
    item = next((item for item in items if item.story_id == story), None)
    if item is None:
        raise EditionError(f"no story {story!r} in this edition", where=brief.edition)
    lines = (item.headline, *item.lines)
    if not 0 <= line < len(lines):
        hint = f"0 (the headline) to {len(lines) - 1}"
        raise EditionError(f"story {story} has no line {line}", where=brief.edition, hint=hint)
    return lines[line]
