"""The look of a brief, and the Jinja environment that draws it.

    Look ── templates/AUDIENCE, templates/default, templates   the desk's folder before the shipped
         └─ styles/AUDIENCE, styles

A template of the same name nearer the front wins; `base/` is what the others extend.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing import assets, formats, labels
from briefing.charts import Chart, charts_for, palette
from briefing.errors import TemplateError
from briefing.models import Brief
from briefing.renderers import commentary, passages
from briefing.renderers.escaping import address
from briefing.renderers.faults import Missing, template_error
from briefing.renderers.folders import Folders, find_inside
from briefing.renderers.hangul import keep_words

HELPERS: dict[str, Callable[..., object]] = {
    "_": labels.gettext,
    "ngettext": labels.ngettext,
    "origin_label": labels.origin_label,
    "number": formats.number,
    "day": formats.day,
    "span": formats.span,
    "columns": passages.columns,
    "source": passages.source,
    "cited": passages.cited,
    "outlet": passages.outlet,
    "when": passages.when,
    "theme_title": passages.theme_title,
    "is_web": passages.is_web,
    "commentary": commentary.html,
    "commentary_source": commentary.markdown,
}


class Unknown(Missing):
    """A name that is neither a helper nor handed to the blocks."""

    known = (*HELPERS, "brief", "section", "item", "languages", "style")


@dataclass(frozen=True, slots=True)
class Look:
    """Where templates and styles come from, and the order of the columns."""

    templates: tuple[Path, ...]  # folders to search, the desk's own first
    styles: tuple[Path, ...]
    languages: tuple[str, ...] = ("ko", "en")
    address: str = ""  # where the full brief is published; mails link there


def look(
    audience: str = "default",
    desk: Path | None = None,
    languages: tuple[str, ...] = ("ko", "en"),
) -> Look:
    """The look for an audience; one without folders of its own gets the default."""
    return Look(_search("templates", audience, desk), _search("styles", audience, desk), languages)


def _search(kind: str, audience: str, desk: Path | None) -> tuple[Path, ...]:
    roots = assets.folders(kind, desk)
    named = [root / name for name in dict.fromkeys((audience, "default")) for root in roots]
    return (*(folder for folder in named if folder.is_dir()), *roots)


@cache
def environment(look: Look, finalize: Callable[[object], object] | None = None) -> Environment:
    """The sandboxed environment of a look; `finalize` escapes for outputs other than HTML."""
    made = ImmutableSandboxedEnvironment(
        loader=Folders(look.templates),
        autoescape=True,
        undefined=Unknown,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(HELPERS, languages=look.languages, style=lambda *names: style(look, *names))
    made.globals.update(charts=lambda brief: _charts(brief, look))
    made.filters.update(keep_words=keep_words, address=address)
    return made


def draw(
    template: str,
    brief: Brief,
    look: Look,
    finalize: Callable[[object], object] | None = None,
    **values: object,
) -> str:
    """The text that a template gives; raises TemplateError with file, line and nearest names."""
    chosen = environment(look, finalize)
    try:
        return chosen.get_template(template).render(brief=brief, **values)
    except TemplateError:
        raise
    except Exception as error:  # whatever an edited template raises is the template's error
        raise template_error(error, chosen) from error


def style(look: Look, *names: str) -> str:
    """The named style sheets, one after the other; the first folder that has a name wins."""
    return "\n".join(_sheet(look, name) for name in names)


def _charts(brief: Brief, look: Look) -> tuple[Chart, ...]:
    colours = palette(style(look, "tokens.css"))
    return charts_for(brief, languages=look.languages, colours=colours)


def _sheet(look: Look, name: str) -> str:
    if path := find_inside(look.styles, name):
        return path.read_text(encoding="utf-8")
    places = " or ".join(map(str, look.styles))
    raise TemplateError(f"no style sheet {name!r}", where=places)
