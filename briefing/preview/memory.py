"""A translation that an editor writes: into the desk's memory, where every build finds it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from briefing.bilingual.exchange import Entry
from briefing.bilingual.memory import Translation, remember
from briefing.bilingual.review import faults
from briefing.desk import Desk
from briefing.editions import write_file
from briefing.models import Line
from briefing.review import translate_line
from briefing.review.translation import MEMORY


def remember_line(line: Line, text: str, desk: Desk) -> tuple[str, Callable[[], None]]:
    """Keep `text` as the translation of a line, and say how it can be taken back.

    The first value is what the gate finds in it, which does not keep it out. Raises as
    `translate_line` does.
    """
    languages = line.language, line.rendering.language
    before = desk.memory.find(line.text, source_language=languages[0], target_language=languages[1])
    new = translate_line(line, text, desk)
    path = (desk.folder or Path()) / MEMORY
    warning = faults(Entry(**asdict(new)), desk.glossary)
    if before is None:
        return warning, partial(_forget, path, new)
    return warning, partial(remember, path, [replace(new, target=before)])


def _forget(path: Path, translation: Translation) -> None:
    """Take the line of a translation out of a memory file, where no earlier one replaces it."""
    record = asdict(translation)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not (line.strip() and json.loads(line) == record)]
    write_file(path, "".join(kept).encode())
