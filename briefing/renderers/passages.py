"""A line of a brief as its columns show it: one passage a language, each with its origin."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.formats import moment, short_day
from briefing.labels import gettext, origin_label, precision_label
from briefing.models import Brief, Item, Line, Origin, Receipt, SourceRef

WORD_FOR_WORD = frozenset({Origin.ORIGINAL, Origin.OUTLET, Origin.RELATED})


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands in one column of a row."""

    text: str
    language: str  # of the text
    origin: Origin
    label: str = ""  # the origin in the column's language; empty for an unedited original
    facts: tuple[str, ...] = ()  # shown as a list instead of the text
    url: str = ""  # of the report that the text is taken from, when it is another one
    receipt: Receipt | None = None

    @property
    def words(self) -> str:
        """The text; facts in one line where a list has no room."""
        return "; ".join(self.facts) or self.text

    @property
    def is_original(self) -> bool:
        """Whether the line was written in this language."""
        return self.origin is Origin.ORIGINAL

    @property
    def is_quoted(self) -> bool:
        """Whether the words are an outlet's own."""
        return self.origin in WORD_FOR_WORD


def _original(line: Line) -> Passage:
    label = origin_label(Origin.EDITED, line.language) if line.edited_from else ""
    return Passage(line.text, line.language, Origin.ORIGINAL, label, receipt=line.receipt)


def _rendered(line: Line) -> Passage | None:
    made = line.rendering
    if not (made.text or made.facts):
        return None
    label = origin_label(made.origin, made.language, made.attribution)
    facts = made.facts if made.origin is Origin.FACTS else ()
    return Passage(made.text, made.language, made.origin, label, facts, made.url, made.receipt)


def columns(line: Line, languages: tuple[str, ...]) -> tuple[Passage | None, ...]:
    """The line's passages in column order; None where a language has nothing.

    An original in a language that has no column takes the first empty one. It has none where the
    readers' own language is there: then it stands in its paragraph alone, behind the source.
    """
    original, rendered = _original(line), _rendered(line)
    cells: dict[str, Passage | None] = dict.fromkeys(languages)
    if rendered and rendered.language in cells:
        cells[rendered.language] = rendered
    home = line.language
    if home not in cells:
        home = next((language for language in languages if not cells[language]), "")
    if home:
        cells[home] = original
    return tuple(cells.values())


def leading(line: Line, languages: tuple[str, ...]) -> Passage:
    """The passage that is read first: the original, or what stands for it in these columns."""
    cells = [cell for cell in columns(line, languages) if cell]
    return next((cell for cell in cells if cell.is_original), cells[0])


def source(brief: Brief, number: int) -> SourceRef:
    """The source with this number in the brief's list."""
    return next(entry for entry in brief.sources if entry.number == number)


def cited(brief: Brief, receipt: Receipt) -> SourceRef | None:
    """The source that a quotation stands in; None when it is not in the list."""
    return next((entry for entry in brief.sources if entry.article_id == receipt.article_id), None)


def outlet(entry: SourceRef, language: str) -> str:
    """The outlet's name as readers of this language know it."""
    return (entry.outlet_en if language == "en" else "") or entry.outlet or entry.outlet_en


def when(entry: SourceRef, language: str, *, clock: bool = False) -> str:
    """The date of a source and how well it is known; with the time of day when it is exact."""
    note = precision_label(entry.precision, language)
    if entry.published is None:
        return note or gettext("date not known", language)
    exact = clock and entry.precision == "exact"
    written = moment(entry.published, language) if exact else short_day(entry.published, language)
    return f"{written} ({note})" if note else written


def earlier(brief: Brief, item: Item, address: str, *, beside: bool) -> str:
    """Where the story that an item follows up on can be read; empty where nowhere.

    In the page `beside` this one when that is wanted and there, else at the public `address`.
    """
    if beside and brief.audience in item.follows_pages:
        page = f"../{item.follows}/brief.{brief.audience}.html"
    else:
        page = address.format(edition=item.follows, audience=brief.audience)
    return page and f"{page}#{item.follows_story}"


def theme_title(brief: Brief, key: str, language: str) -> str:
    """The title of a theme of this brief; its key when it has no section."""
    titles = {section.key: getattr(section, f"title_{language}") for section in brief.sections}
    return str(titles.get(key, key))


def is_web(url: str) -> bool:
    """Whether readers can follow the address; a path on the desk's disk is no link."""
    return url.startswith(("https://", "http://"))
