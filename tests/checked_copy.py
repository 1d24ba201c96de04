"""A copy of the sample edition that a test may spoil, and ways to spoil it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from briefing.checks import CHECKS, State
from briefing.checks.subject import Subject
from briefing.desk import Desk
from briefing.editions import save_edition
from briefing.ledger import Ledger
from briefing.models import Brief, Item, Line, Origin, Rendering


@dataclass(frozen=True)
class Copy:
    """A copy of the sample edition that a test may spoil."""

    folder: Path
    desk: Desk

    def state(self, name: str) -> tuple[State, str]:
        """What one check says of it now."""
        return CHECKS[name](Subject(self.folder, self.desk))

    def change(self, suffix: str, old: str, new: str) -> None:
        """Replace a text in the file of the default audience."""
        path = self.folder / f"brief.default.{suffix}"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def remodel(self, change: Callable[[Brief], Brief]) -> None:
        """Change the model, and nothing else."""
        subject = Subject(self.folder, self.desk)
        save_edition(self.folder, change(subject.brief), tuple(subject.articles.values()), Ledger())

    def untag(self) -> None:
        """Take from the PDF that it is tagged."""
        path = self.folder / "brief.default.pdf"
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            del pdf.Root["/MarkInfo"]
            pdf.save()


def around(words: str) -> Callable[[Brief], Brief]:
    """A change that puts words before the first quotation."""
    return lambda brief: with_first_line(brief, lambda line: replace(line, before=words))


def ending_early(brief: Brief) -> Brief:
    """The brief of a week that ended before its last articles came out."""
    until = brief.period.until.replace(day=1)
    return replace(brief, period=replace(brief.period, until=until))


def untranslated(brief: Brief) -> Brief:
    """The brief with nothing beside its first line."""
    nothing = Rendering("", "ko", Origin.FACTS)
    return with_first_line(brief, lambda line: replace(line, rendering=nothing))


def in_a_strange_script(brief: Brief) -> Brief:
    """The brief with a letter in a translation that its PDF does not hold."""

    def odd(line: Line) -> Line:
        return replace(line, rendering=replace(line.rendering, text="\U000f1234"))

    return with_first_line(brief, odd)


def with_first_line(brief: Brief, change: Callable[[Line], Line]) -> Brief:
    """The brief with its first quoted sentence changed."""

    def changed(item: Item) -> Item:
        return replace(item, lines=(change(item.lines[0]), *item.lines[1:]))

    first = brief.sections[0]
    first = replace(first, items=(changed(first.items[0]), *first.items[1:]))
    return replace(brief, sections=(first, *brief.sections[1:]))
