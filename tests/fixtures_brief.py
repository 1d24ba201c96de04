"""A realistic brief, read from `data/renderers/week.yaml`: bilingual, five sections, all origins.

`full_brief()` has every kind of line that an output must show; `empty_brief()` has no story and
`small_brief()` has one.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from briefing.figures import find_figures
from briefing.keyfigures import plain_value
from briefing.models import (
    Brief,
    Colophon,
    GlossaryEntry,
    Item,
    KeyFigure,
    Line,
    Origin,
    Period,
    Precision,
    Receipt,
    Rendering,
    Section,
    SourceRef,
)

WEEK = Path(__file__).parent / "data" / "renderers" / "week.yaml"
KST = timezone(timedelta(hours=9), "KST")
OTHER = {"ko": "en", "en": "ko"}


@cache
def full_brief() -> Brief:
    """Thirteen stories in five sections, the seven origins, every precision of date."""
    week = yaml.safe_load(WEEK.read_text(encoding="utf-8"))
    sections = tuple(_section(entry) for entry in week["sections"])
    return Brief(
        edition="2025-W18",
        number=18,
        audience="default",
        masthead_ko="주간 중국·AI 브리핑",
        masthead_en="The China & AI Weekly",
        period=Period(date(2025, 4, 28), date(2025, 5, 4), "2025-W18"),
        sections=sections,
        figures=tuple(f for section in sections for item in section.items for f in item.figures),
        glossary=tuple(GlossaryEntry(*entry) for entry in week["glossary"]),
        sources=tuple(_source(number, entry) for number, entry in enumerate(week["sources"], 1)),
        colophon=Colophon(
            version="0.1.0",
            settings_hash="5f2a9c01d7e4",
            made_at=datetime(2025, 5, 5, 7, 0, tzinfo=KST),
            read=41,
            kept=13,
            merged=8,
            dropped=20,
            samples=True,
        ),
        undated=1,
    )


def empty_brief() -> Brief:
    """A week in which nothing was found."""
    brief = full_brief()
    return replace(
        brief,
        sections=tuple(replace(section, items=(), left_out=0) for section in brief.sections),
        figures=(),
        glossary=(),
        sources=(),
        colophon=replace(brief.colophon, read=0, kept=0, merged=0, dropped=0, samples=False),
        undated=0,
    )


def small_brief() -> Brief:
    """One story, without figures, in the first section; the other four are empty."""
    brief = full_brief()
    story = replace(brief.sections[0].items[0], figures=())
    first, *others = (replace(section, items=(), left_out=0) for section in brief.sections)
    return replace(
        brief,
        sections=(replace(first, items=(story,)), *others),
        figures=(),
        glossary=brief.glossary[:1],
        sources=brief.sources[: len(story.sources)],
        colophon=replace(brief.colophon, read=2, kept=1, merged=1, dropped=0),
        undated=0,
    )


def _section(entry: dict[str, Any]) -> Section:
    items = tuple(_item(item) for item in entry["items"])
    korean, english = entry["titles"]
    return Section(entry["key"], korean, english, items, entry.get("left_out", 0))


def _item(entry: dict[str, Any]) -> Item:
    return Item(
        story_id=entry["id"],
        headline=_line(entry["headline"]),
        lines=tuple(_line(line) for line in entry["lines"]),
        sources=tuple(entry["sources"]),
        independent_sources=entry["independent"],
        figures=tuple(_figure(*figure) for figure in entry.get("figures", ())),
        second_theme=entry.get("second_theme", ""),
    )


def _line(entry: dict[str, Any]) -> Line:
    """A line is English when it holds no Hangul; one without a source is no quotation."""
    text = entry["text"]
    language = "ko" if any("가" <= letter <= "힣" for letter in text) else "en"
    rendering = Rendering(
        entry.get("other", ""),
        OTHER[language],
        Origin(entry["origin"]),
        attribution=entry.get("by", ""),
        url=entry.get("url", ""),
        facts=tuple(entry.get("facts", ())),
    )
    source = entry.get("source")
    receipt = _receipt(text, source, entry["start"]) if source else None
    return Line(text, language, rendering, receipt)


def _figure(ko: str, en: str, subject_ko: str, subject_en: str, source: int) -> KeyFigure:
    return key_figure(ko, en, subject_ko, subject_en, source, _receipt(ko, source, 40))


def key_figure(
    ko: str, en: str, subject_ko: str, subject_en: str, source: int, receipt: Receipt
) -> KeyFigure:
    """A figure of the week with the value and unit that are read from it."""
    found = find_figures(en, "en")[0]
    value, unit = plain_value(found), found.unit
    return KeyFigure(ko, en, subject_ko, subject_en, source, receipt, value, unit)


def _receipt(text: str, source: int, start: int) -> Receipt:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Receipt(f"a{source:02}", start, start + len(text), digest)


def _source(number: int, entry: dict[str, Any]) -> SourceRef:
    published = entry["published"]
    return SourceRef(
        number=number,
        article_id=f"a{number:02}",
        outlet=entry["outlet"][0],
        outlet_en=entry["outlet"][1],
        headline=entry["headline"],
        language=entry["language"],
        url=f"https://news.example/articles/view_{number:02}?idxno={20250400 + number}",
        published=datetime.fromisoformat(published) if published else None,
        precision=Precision(entry["precision"]),
        sample="rewritten from public facts",
    )
