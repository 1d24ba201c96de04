"""An audience's view of the brief: its sections, quotas and masthead; one analysis serves all."""

from __future__ import annotations

from dataclasses import replace

from briefing.models import Brief, Item, KeyFigure, Section
from briefing.settings import Audience


def view(brief: Brief, audience: Audience) -> Brief:
    """The brief as this audience gets it; sources are numbered anew."""
    sections = tuple(_section(section, audience) for section in _in_order(brief, audience))
    used = dict.fromkeys(n for section in sections for item in section.items for n in item.sources)
    new = {old: number for number, old in enumerate(used, 1)}
    by_number = {source.number: source for source in brief.sources}
    sections = tuple(
        replace(section, items=tuple(_renumbered(item, new) for item in section.items))
        for section in sections
    )
    shown = {f.receipt for section in sections for item in section.items for f in item.figures}
    return replace(
        brief,
        audience=audience.name,
        masthead_ko=audience.masthead_ko or brief.masthead_ko,
        masthead_en=audience.masthead_en or brief.masthead_en,
        sections=sections,
        figures=tuple(_figure(f, new) for f in brief.figures if f.receipt in shown),
        sources=tuple(replace(by_number[old], number=number) for old, number in new.items()),
    )


def _in_order(brief: Brief, audience: Audience) -> list[Section]:
    by_key = {section.key: section for section in brief.sections}
    keys = audience.sections or tuple(by_key)
    return [by_key[key] for key in keys if key in by_key]


def _section(section: Section, audience: Audience) -> Section:
    items = section.items[: audience.items]
    left_out = section.left_out + len(section.items) - len(items)
    return replace(
        section, items=tuple(_shortened(item, audience) for item in items), left_out=left_out
    )


def _shortened(item: Item, audience: Audience) -> Item:
    """The item with its best lines only, still in the order of the text."""
    if audience.sentences is None:
        return item
    lines = tuple(line for line in item.lines if line.rank <= audience.sentences)
    receipts = [line.receipt for line in lines if line.receipt]
    figures = tuple(
        figure
        for figure in item.figures
        if any(
            receipt.article_id == figure.receipt.article_id
            and receipt.start <= figure.receipt.start < receipt.end
            for receipt in receipts
        )
    )
    return replace(item, lines=lines, figures=figures)


def _renumbered(item: Item, new: dict[int, int]) -> Item:
    return replace(
        item,
        sources=tuple(new[number] for number in item.sources),
        figures=tuple(_figure(figure, new) for figure in item.figures),
    )


def _figure(figure: KeyFigure, new: dict[int, int]) -> KeyFigure:
    return replace(figure, source=new[figure.source])
