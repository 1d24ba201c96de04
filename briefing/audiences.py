"""An audience's view of the brief: its sections, quotas and masthead; one analysis serves all."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from briefing.assets import folders
from briefing.keyfigures import figures_of_the_week
from briefing.models import Brief, GlossaryEntry, Item, KeyFigure, Line, Section
from briefing.settings import Audience

FOLDER = "audiences"


def audience_files(desk: Path | None = None) -> dict[str, Path]:
    """The file of each audience by its name; a desk's own wins over the shipped one."""
    return {
        path.stem: path
        for folder in reversed(folders("seeds", desk))
        for path in sorted((folder / FOLDER).glob("*.toml"))
    }


def view(brief: Brief, audience: Audience) -> Brief:
    """The brief as this audience gets it; sources are numbered anew."""
    no_room = {n for one in brief.fittings if one.audience == audience.name for n in one.left_out}
    chosen = tuple(_section(section, audience, no_room) for section in _in_order(brief, audience))
    wanted = len(brief.figures) if audience.figures is None else audience.figures
    figures = figures_of_the_week(chosen, wanted)
    sections = tuple(_shortened(section, audience) for section in chosen)
    used = dict.fromkeys(n for section in sections for item in section.items for n in item.sources)
    new = {old: number for number, old in enumerate(used, 1)}
    by_number = {source.number: source for source in brief.sources}
    sections = tuple(
        replace(section, items=tuple(_renumbered(item, new) for item in section.items))
        for section in sections
    )
    return replace(
        brief,
        audience=audience.name,
        masthead_ko=audience.masthead_ko or brief.masthead_ko,
        masthead_en=audience.masthead_en or brief.masthead_en,
        sections=sections,
        figures=tuple(_figure(figure, new) for figure in figures),
        glossary=_glossary(brief.glossary, sections),
        sources=tuple(replace(by_number[old], number=number) for old, number in new.items()),
        undated=sum(by_number[old].published is None for old in new),
    )


def _in_order(brief: Brief, audience: Audience) -> list[Section]:
    by_key = {section.key: section for section in brief.sections}
    keys = audience.sections or tuple(by_key)
    return [by_key[key] for key in keys if key in by_key]


def _section(section: Section, audience: Audience, no_room: Container[str]) -> Section:
    quota = audience.quotas.get(section.key, audience.items)
    pinned = [item for item in section.items if item.pinned]
    others = [i for i in section.items if not i.pinned and i.score >= audience.floor]
    free = None if quota is None else max(quota - len(pinned), 0)
    items = [i for i in (*pinned, *others[:free]) if i.pinned or i.story_id not in no_room]
    left_out = section.left_out + len(section.items) - len(items)
    return replace(section, items=tuple(items), left_out=left_out)


def _shortened(section: Section, audience: Audience) -> Section:
    return replace(section, items=tuple(_cut(item, audience.sentences) for item in section.items))


def _cut(item: Item, sentences: int | None) -> Item:
    """The item with its best lines only, still in the order of the text."""
    best = sorted(item.lines, key=lambda line: line.rank)[:sentences]
    lines = tuple(line for line in item.lines if line in best)
    shown = (item.headline, *lines)
    figures = tuple(
        figure for figure in item.figures if any(_holds(line, figure) for line in shown)
    )
    return replace(item, lines=lines, figures=figures)


def _holds(line: Line, figure: KeyFigure) -> bool:
    """Whether the figure stands in what the line quotes."""
    quoted, receipt = line.receipt, figure.receipt
    return (
        quoted is not None
        and quoted.article_id == receipt.article_id
        and quoted.start <= receipt.start < quoted.end
    )


def _glossary(
    entries: Iterable[GlossaryEntry], sections: Iterable[Section]
) -> tuple[GlossaryEntry, ...]:
    """The names that still occur in what is printed."""
    printed = "\n".join(
        text
        for section in sections
        for item in section.items
        for line in (item.headline, *item.lines)
        for text in (line.text, line.rendering.text, *line.rendering.facts)
    )
    return tuple(entry for entry in entries if any(name in printed for name in _names(entry)))


def _names(entry: GlossaryEntry) -> Iterator[str]:
    names = (entry.ko, entry.en, entry.zh)
    aliases = (*entry.ko_aliases, *entry.en_aliases, *entry.zh_aliases)
    return (name for name in (*names, *aliases) if name)


def _renumbered(item: Item, new: dict[int, int]) -> Item:
    return replace(
        item,
        sources=tuple(new[number] for number in item.sources),
        figures=tuple(_figure(figure, new) for figure in item.figures),
    )


def _figure(figure: KeyFigure, new: dict[int, int]) -> KeyFigure:
    return replace(figure, source=new[figure.source])
