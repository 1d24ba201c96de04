"""The documents say what the code does."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from briefing import models
from briefing.renderers.environment import HELPERS

DOCS = Path(__file__).parents[1] / "docs"
WRITTEN = (
    models.Article,
    models.Brief,
    models.Check,
    models.Colophon,
    models.Decision,
    models.GlossaryEntry,
    models.Item,
    models.KeyFigure,
    models.Line,
    models.Period,
    models.Receipt,
    models.Rendering,
    models.Section,
    models.SourceRef,
    models.WeekCount,
    models.Fitting,
)
TEMPLATES = {
    "HTML": "brief.html.j2",
    "Markdown": "brief.md.j2",
    "mail": "mail.html.j2",
    "paper": "print.html.j2",
}


@pytest.mark.parametrize("model", WRITTEN)
def test_every_field_of_the_files_is_documented(model: type) -> None:
    """`docs/fields.md` names it."""
    named = set(re.findall(r"`(\w+)`", (DOCS / "fields.md").read_text(encoding="utf-8")))
    assert {field.name for field in dataclasses.fields(model)} <= named


def test_every_block_is_documented_with_its_templates() -> None:
    """`docs/templates.md` lists the blocks of the shipped base, no more, no fewer, and its filters.

    A block that paper changes stands in the HTML too; naming that is left to the reader's eye.
    """
    page = (DOCS / "templates.md").read_text(encoding="utf-8")
    table = page[page.index("## Blocks") : page.index("## Helpers")]
    rows = re.findall(r"^\| `(\w+)` \| ([\w, ]+) \|", table, re.MULTILINE)
    named = {block: set(where.split(", ")) for block, where in rows}
    blocks: dict[str, set[str]] = {}
    for name, file in TEMPLATES.items():
        text = (DOCS.parent / "templates" / "base" / file).read_text(encoding="utf-8")
        for block in re.findall(r"{% block (\w+)", text):
            blocks.setdefault(block, set()).add(name)
    assert named == blocks


def test_every_helper_is_documented() -> None:
    """Whatever a template may call is in `docs/templates.md`."""
    page = (DOCS / "templates.md").read_text(encoding="utf-8")
    helpers = page[page.index("## Helpers") : page.index("## Styles")]
    for name in (*HELPERS, "charts", "picture", "style"):
        assert f"`{name}(" in helpers or f", `{name}(" in helpers, name


def test_links_between_documents_lead_somewhere() -> None:
    """In the README and in docs/."""
    root = DOCS.parent
    for page in (root / "README.md", *DOCS.glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
