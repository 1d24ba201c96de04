"""The editors' own words on an edition, from files beside the desk's settings.

    commentary/2026-W47/regulation.md         on a section, by its key
    commentary/2026-W47/20a243f3b6fd.en.md    on a story, by its id, in English

Without a language in its name, a file is in the language that most of its letters are in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from briefing.errors import InputError, nearest
from briefing.language import detect_language
from briefing.models import Brief, Decision, Item, Outcome, Reporter, Section

LANGUAGES = ("ko", "en")
Comments = Mapping[str, Mapping[str, str]]  # section key or story id -> language -> Markdown


def load_comments(folder: Path) -> Comments:
    """The comments in the folder of an edition; none when there is no such folder.

    Raises InputError for a file that is not UTF-8.
    """
    found: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.md")):
        try:
            text = path.read_text(encoding="utf-8-sig").strip()
        except UnicodeDecodeError as error:
            raise InputError("not UTF-8", where=str(path), hint="save it as UTF-8") from error
        subject, _, language = path.stem.rpartition(".")
        if language not in LANGUAGES:
            subject, language = path.stem, detect_language(text)
        if text:
            found.setdefault(subject, {})[language if language in LANGUAGES else "ko"] = text
    return found


def joined(comments: Comments, others: Comments) -> Comments:
    """Both; where both have a comment on a subject in a language, that of `others`."""
    return {
        subject: {**comments.get(subject, {}), **{k: v for k, v in own.items() if v}}
        for subject, own in (*comments.items(), *others.items())
    }


def with_comments(brief: Brief, comments: Comments, report: Reporter) -> Brief:
    """The brief with each comment on its section or story; the ledger names those without one."""
    known = {section.key for section in brief.sections}
    known |= {item.story_id for section in brief.sections for item in section.items}
    for subject in sorted(set(comments) - known):
        detail = f"no such section or story ({nearest(subject, known)})"
        report(Decision(subject, "comment", Outcome.NOTED, "unknown-subject", detail=detail))
    return replace(brief, sections=tuple(_section(s, comments) for s in brief.sections))


def _section(section: Section, comments: Comments) -> Section:
    items = tuple(_item(item, comments) for item in section.items)
    own = comments.get(section.key, {})
    return replace(section, items=items, comment_ko=own.get("ko", ""), comment_en=own.get("en", ""))


def _item(item: Item, comments: Comments) -> Item:
    own = comments.get(item.story_id, {})
    return replace(item, comment_ko=own.get("ko", ""), comment_en=own.get("en", ""))
