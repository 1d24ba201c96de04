"""Mail: the brief as an HTML body that mail clients draw alike, small enough to be shown whole.

    mail.html.j2 ─ draw ─ colours put in ─ css-inline ─ fewer sentences while it is too long

Gmail clips a body over 102 KB. A longer brief loses sentences, then stories, and says where to
read on.
"""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.models import Brief, Item, Rendition, Section
from briefing.renderers.environment import Look, style
from briefing.renderers.limits import draw

MOST = 102_000  # bytes of HTML; Gmail clips what is longer
LENGTHS = ((99, 99), (2, 99), (1, 99), (1, 5), (1, 3), (1, 1))  # sentences an item, items a section
TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
VARIABLE = re.compile(r"var\(--([\w-]+)\)")
IMAGE = re.compile(rb"data:image/[^\"']+")
BLANK = re.compile(r"\s*\n\s*")


def render(brief: Brief, *, look: Look) -> Rendition:
    """The brief as ``brief.AUDIENCE.mail.html``; raises TemplateError."""
    for sentences, items in LENGTHS:
        content = _drawn(brief, shortened(brief, sentences, items), look)
        if size(content) <= MOST:
            break
    return Rendition(f"brief.{brief.audience}.mail.html", "text/html", content)


def size(content: bytes) -> int:
    """Bytes that count against `MOST`: images travel as parts of their own."""
    return len(IMAGE.sub(b"", content))


def shortened(brief: Brief, sentences: int, items: int) -> Brief:
    """The brief with at most so many sentences an item and items a section, best ones first.

    Sources keep their numbers; those that nothing quotes any more are left out.
    """
    sections = tuple(_section(section, sentences, items) for section in brief.sections)
    used = {n for section in sections for item in section.items for n in item.sources}
    return replace(
        brief,
        sections=sections,
        figures=tuple(figure for figure in brief.figures if figure.source in used),
        sources=tuple(source for source in brief.sources if source.number in used),
    )


def _section(section: Section, sentences: int, items: int) -> Section:
    kept = tuple(_item(item, sentences) for item in section.items[:items])
    return replace(section, items=kept)


def _item(item: Item, sentences: int) -> Item:
    best = sorted(item.lines, key=lambda line: line.rank)[:sentences]
    return replace(item, lines=tuple(line for line in item.lines if line in best))


def _drawn(brief: Brief, shown: Brief, look: Look) -> bytes:
    import css_inline

    cut = {
        whole.key: len(whole.items) - len(part.items)
        for whole, part in zip(brief.sections, shown.sections, strict=True)
    }
    published = look.address.format(edition=brief.edition, audience=brief.audience)
    page = draw(
        "mail.html.j2",
        shown,
        look,
        whole=brief,
        cut=cut,
        is_cut=shown != brief,
        address=published,
        is_attached=look.attached,
    )
    inliner = css_inline.CSSInliner(
        keep_at_rules=True, minify_css=True, load_remote_stylesheets=False
    )
    return BLANK.sub("\n", inliner.inline(_coloured(page, look))).encode()


def _coloured(page: str, look: Look) -> str:
    """The page with each ``var(--name)`` as its value; a dark colour is ``--dark-name``."""
    values = dict(TOKEN.findall(style(look, "tokens.css")))
    dark = TOKEN.findall(style(look, "dark.css"))
    values |= {f"dark-{name}": value for name, value in dark}
    return VARIABLE.sub(lambda match: BLANK.sub(" ", values.get(match[1], match[0])), page)
