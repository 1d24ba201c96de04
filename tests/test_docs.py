"""The documents say what the code does."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from briefing import models

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
)


@pytest.mark.parametrize("model", WRITTEN)
def test_every_field_of_the_files_is_documented(model: type) -> None:
    """`docs/fields.md` names it."""
    named = set(re.findall(r"`(\w+)`", (DOCS / "fields.md").read_text(encoding="utf-8")))
    assert {field.name for field in dataclasses.fields(model)} <= named


def test_links_between_documents_lead_somewhere() -> None:
    """In the README and in docs/."""
    root = DOCS.parent
    for page in (root / "README.md", *DOCS.glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
