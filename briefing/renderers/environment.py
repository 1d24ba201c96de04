"""The look of a brief, and the Jinja environment that draws it.

    Look ── templates/AUDIENCE, templates/default, templates   the desk's folder before the shipped
         └─ styles/AUDIENCE, styles

A template of the same name nearer the front wins; `base/` is what the others extend.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing import assets, formats, labels
from briefing.charts import Chart, Palette, charts_for, palette, to_png
from briefing.errors import TemplateError
from briefing.models import Brief
from briefing.renderers import commentary, passages
from briefing.renderers.escaping import address
from briefing.renderers.faults import Missing, template_error
from briefing.renderers.folders import Folders, find_inside
from briefing.renderers.hangul import keep_words
from briefing.renderers.words import unbroken

PICTURE = 720  # pixels across: twice what a phone shows; drawing time grows with their number
HELPERS: dict[str, Callable[..., object]] = {
    "_": labels.gettext,
    "ngettext": labels.ngettext,
    "origin_label": labels.origin_label,
    "number": formats.number,
    "day": formats.day,
    "span": formats.span,
    "columns": passages.columns,
    "leading": passages.leading,
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
    address: str = ""  # where an edition is published, with {edition} and {audience} in it
    attached: bool = True  # whether mails carry the PDF
    logo: str = ""  # a `data:` address
    labels: labels.Own = ()
    pdf_variant: str = "pdf/ua-1"  # or one of PDF/A


def look(
    audience: str = "default",
    desk: Path | None = None,
    languages: tuple[str, ...] = ("ko", "en"),
    *,
    template: str = "",
    style: str = "",
    logo: str = "",
    labels: labels.Own = (),
    address: str = "",
    attached: bool = True,
    pdf_variant: str = "pdf/ua-1",
) -> Look:
    """The look for an audience; one without folders of its own gets the default.

    `template` and `style` name folders to take in place of those called like the audience.
    """
    templates = _search("templates", template or audience, desk)
    styles = _search("styles", style or audience, desk)
    return Look(templates, styles, languages, address, attached, logo, labels, pdf_variant)


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
    made.globals.update(HELPERS, languages=look.languages, logo=look.logo)
    made.globals.update(style=lambda *names: style(look, *names))
    made.globals.update(charts=lambda brief: _charts(brief, look))
    made.globals.update(
        earlier=lambda brief, item, beside=False: passages.earlier(
            brief, item, look.address, beside=beside
        )
    )
    made.globals.update(picture=lambda chart: _picture(chart, look))
    made.filters.update(keep_words=keep_words, address=address, unbroken=unbroken)
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
        with labels.replaced(look.labels):
            return chosen.get_template(template).render(brief=brief, **values)
    except TemplateError:
        raise
    except Exception as error:  # whatever an edited template raises is the template's error
        raise template_error(error, chosen) from error


def style(look: Look, *names: str) -> str:
    """The named style sheets, one after the other; the first folder that has a name wins."""
    return "\n".join(_sheet(look, name) for name in names)


def _charts(brief: Brief, look: Look) -> tuple[Chart, ...]:
    return charts_for(brief, languages=look.languages, colours=_colours(look))


def _picture(chart: Chart, look: Look) -> str:
    """The chart as a `data:` address of a PNG, which sending makes a part of the mail."""
    drawn = to_png(chart, PICTURE, _colours(look).paper)
    return f"data:image/png;base64,{b64encode(drawn).decode()}"


def _colours(look: Look) -> Palette:
    return palette(style(look, "tokens.css"))


def _sheet(look: Look, name: str) -> str:
    if path := find_inside(look.styles, name):
        return path.read_text(encoding="utf-8")
    places = " or ".join(map(str, look.styles))
    raise TemplateError(f"no style sheet {name!r}", where=places)
