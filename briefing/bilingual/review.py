"""A translator's work on an edition: which lines go out, and which come back into the memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing.bilingual.exchange import Entry, is_unfinished
from briefing.bilingual.gate import check_translation, failures
from briefing.bilingual.memory import Memory, Translation, normalised
from briefing.bilingual.request import Request
from briefing.figures import find_figures
from briefing.language import tokenise
from briefing.models import Brief, Line, Origin
from briefing.names import Glossary, find_names

_LANGUAGES = frozenset(("ko", "en"))


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a line that came in."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in: translations to remember, the rest with reasons."""

    new: tuple[Translation, ...] = ()
    changed: tuple[Translation, ...] = ()
    same: int = 0  # that the memory has already
    rejected: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()  # on translations that were taken all the same


@dataclass(frozen=True, slots=True)
class Status:
    """How the lines of an edition came about."""

    lines: int
    origins: dict[Origin, int]
    reviewed_since: int  # of the lines, have a reviewed translation now and had none then


def lines_of(brief: Brief) -> Iterator[Line]:
    """Every headline and sentence of a brief, in its order."""
    for section in brief.sections:
        for item in section.items:
            yield item.headline
            yield from item.lines


def entries_of(
    brief: Brief, memory: Memory, *, missing: bool = False, source: str = ""
) -> list[Entry]:
    """The lines for a translator, each text once; the target is empty unless it was reviewed.

    `missing` leaves out what has a reviewed translation, `source` all but one language. Key facts
    and the likest translation of the memory go along as a note; a machine's or a rule's sentence
    too, since it must not come back as reviewed by nobody.
    """
    wanted = [line for line in lines_of(brief) if not source or line.language == source]
    found: dict[tuple[str, str], Entry] = {}
    for line in wanted:
        reviewed = _reviewed(line, memory)
        if not (missing and reviewed):
            entry = Entry(
                line.language, line.rendering.language, line.text, reviewed, _note(line, memory)
            )
            found.setdefault((line.language, normalised(line.text)), entry)
    return [entry for entry in found.values() if entry.source_language != entry.target_language]


def _reviewed(line: Line, memory: Memory) -> str:
    """The reviewed translation of a line; empty when there is none."""
    rendering = line.rendering
    kept = memory.find(line.text, source_language=line.language, target_language=rendering.language)
    return kept or (rendering.text if rendering.origin is Origin.REVIEWED else "")


def _note(line: Line, memory: Memory) -> str:
    rendering = line.rendering
    notes = []
    if rendering.origin not in {Origin.REVIEWED, Origin.ORIGINAL}:
        notes.append(f"{rendering.origin}: {rendering.text}")
    like = memory.fuzzy(
        line.text, source_language=line.language, target_language=rendering.language, limit=1
    )
    notes += [f"{s.likeness:.0f}% like: {s.source} → {s.target}" for s in like]
    return "\n".join(notes)


def take_in(
    entries: Iterable[Entry],
    memory: Memory,
    *,
    known: Callable[[Entry], bool],
    check: Callable[[Entry], str],
) -> Intake:
    """Sort what came in; nothing is written here.

    `known` tells whether a source text belongs to an edition, `check` what the gate finds (empty:
    nothing). Neither keeps a translation out: a person has made it.
    """
    new: list[Translation] = []
    changed: list[Translation] = []
    rejected: list[Remark] = []
    warnings: list[Remark] = []
    same = 0
    for entry in entries:
        if reason := _unusable(entry):
            rejected.append(Remark(entry.source, reason))
            continue
        languages = entry.source_language, entry.target_language
        before = memory.find(
            entry.source, source_language=languages[0], target_language=languages[1]
        )
        translation = Translation(*languages, entry.source, entry.target.strip())
        if before == translation.target:
            same += 1
            continue
        (new if before is None else changed).append(translation)
        if before is None and not known(entry):
            warnings.append(Remark(entry.source, "stands in no edition"))
        if faults := check(entry):
            warnings.append(Remark(entry.source, faults))
    return Intake(tuple(new), tuple(changed), same, tuple(rejected), tuple(warnings))


def faults(entry: Entry, glossary: Glossary) -> str:
    """What the gate finds in a translation; empty: nothing."""
    text, language = entry.source, entry.source_language
    tokens = tokenise(text, language)
    request = Request(
        text,
        language,
        entry.target_language,
        names=find_names(text, language, tokens, glossary),
        figures=find_figures(text, language, tokens),
    )
    return failures(check_translation(request, entry.target, glossary))


def _unusable(entry: Entry) -> str:
    """Why an entry cannot be remembered; empty when it can."""
    if not entry.source.strip():
        return "no source text"
    if not entry.target.strip():
        return "not translated"
    if is_unfinished(entry):
        return f"marked {entry.state}"
    if {entry.source_language, entry.target_language} != _LANGUAGES:
        pair = f"{entry.source_language or '?'} to {entry.target_language or '?'}"
        return f"{pair}, not between ko and en"
    return ""


def status_of(brief: Brief, memory: Memory) -> Status:
    """The lines of a brief by origin, and how many were reviewed since it was built."""
    lines: Sequence[Line] = list(lines_of(brief))
    counts = Counter(line.rendering.origin for line in lines)
    since = sum(
        line.rendering.origin not in {Origin.REVIEWED, Origin.ORIGINAL}
        and bool(_reviewed(line, memory))
        for line in lines
    )
    return Status(len(lines), {origin: counts[origin] for origin in Origin}, since)
