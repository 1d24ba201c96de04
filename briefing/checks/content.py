"""Checks of what a brief says: quotations, dates, translations, sections, headings, links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from briefing.checks.page import Page
from briefing.checks.subject import State, Subject, Verdict, verdict
from briefing.models import Line, Origin
from briefing.periods import day_of
from briefing.verification import verify_edition

CUT = "…"


def receipts(subject: Subject) -> Verdict:
    """Each quoted sentence stands word for word in its article."""
    result = verify_edition(subject.folder, subject.desk)
    faults = [f"{fault.where}: {fault.reason}: {fault.text}" for fault in result.faults]
    return verdict(faults, f"{result.checked} quotations")


def places(subject: Subject) -> Verdict:
    """What is shown around a quotation is what stands around it in the article."""
    quoted = [line for line in subject.lines if line.receipt]
    return verdict(
        (f"not around it in its article: {line.text}" for line in quoted if _moved(line, subject)),
        f"{len(quoted)} quotations in their paragraphs",
    )


def _moved(line: Line, subject: Subject) -> bool:
    receipt = line.receipt
    article = subject.articles.get(receipt.article_id) if receipt else None
    if receipt is None or article is None:
        return True
    before, after = line.before.lstrip(f"{CUT} "), line.after.rstrip(f"{CUT} ")
    body = article.body
    return not (
        body[: receipt.start].rstrip().endswith(before.rstrip())
        and body[receipt.end :].lstrip().startswith(after.lstrip())
    )


def dates(subject: Subject) -> Verdict:
    """Each source was published in the period; a source without a date is a warning."""
    brief, zone = subject.brief, subject.desk.zone
    outside, undated = [], []
    for source in brief.sources:
        article = subject.articles.get(source.article_id)
        day = day_of(article, zone) if article else None
        if day is None:
            undated.append(f"[{source.number}] has no date")
        elif not brief.period.since <= day <= brief.period.until:
            outside.append(f"[{source.number}] is of {day}")
    span = f"{brief.period.since} to {brief.period.until}"
    if outside:
        return verdict((f"{fault}, not {span}" for fault in outside), "")
    return verdict(undated, f"{len(brief.sources)} sources of {span}", State.WARNING)


def translations(subject: Subject) -> Verdict:
    """Each line has a counterpart, if only key facts."""
    lines = list(subject.lines)
    bare = (line.text for line in lines if not (line.rendering.text or line.rendering.facts))
    origins = Counter(line.rendering.origin for line in lines)
    facts = origins[Origin.FACTS]
    good = f"{len(lines) - facts} of {len(lines)} lines translated, {facts} as key facts"
    return verdict((f"nothing beside: {text}" for text in bare), good)


def sections(subject: Subject) -> Verdict:
    """Each section has a story."""
    empty = (f"{section.key} is empty" for section in subject.brief.sections if not section.items)
    return verdict(empty, f"{len(subject.brief.sections)} sections", State.WARNING)


def headings(subject: Subject) -> Verdict:
    """Each page has one first heading and leaves no level out."""
    if not subject.pages:
        return State.SKIPPED, "no HTML"
    faults = [f for name, page in subject.pages.items() for f in _disorder(name, page)]
    count = sum(len(page.headings) for page in subject.pages.values())
    return verdict(faults, f"{count} headings")


def _disorder(name: str, page: Page) -> Iterator[str]:
    levels = [level for level, _ in page.headings]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"{name}: {levels.count(1)} headings of level 1"
    for (level, _), (deeper, text) in pairwise(page.headings):
        if deeper - level > 1:
            yield f"{name}: level {deeper} after {level}: {text}"
    yield from (f"{name}: an empty heading" for _, text in page.headings if not text)


def links(subject: Subject) -> Verdict:
    """Each link is a web address or leads to a part of its page, and names of parts are unique."""
    if not subject.pages:
        return State.SKIPPED, "no HTML"
    faults = [f for name, page in subject.pages.items() for f in _broken(name, page)]
    count = sum(len(page.links) for page in subject.pages.values())
    return verdict(faults, f"{count} links well-formed (none was followed)")


def _broken(name: str, page: Page) -> Iterator[str]:
    for identity, times in Counter(page.ids).items():
        if times > 1:
            yield f"{name}: {times} parts are called {identity}"
    for link in page.links:
        if link.startswith("#"):
            if link[1:] not in page.ids:
                yield f"{name}: no part {link}"
        elif not _is_sound(link):
            yield f"{name}: {link!r} is no web address"


def _is_sound(link: str) -> bool:
    try:
        parts = urlsplit(link)
        well_formed = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and well_formed and " " not in link
