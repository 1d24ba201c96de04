"""What the tests of `briefing.articles` share: the case files, and a parser on them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from briefing.articles import parse
from briefing.articles.stylebook import load_marks
from briefing.assets import find
from briefing.models import Article, Decision, Document
from briefing.outlets import load_outlets

DATA = Path(__file__).parent / "data" / "articles"
OUTLETS = load_outlets(DATA / "outlets.toml")
MARKS = load_marks(find("seeds", "boilerplate.toml"))


def load(name: str) -> Any:
    """The cases of a file."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))


def document(case: dict[str, Any]) -> Document:
    """The document of a case: plain text, or a JSON record when it has fields."""
    if "raw" in case:
        media_type, content = case["media"], case["raw"]
    elif "fields" in case:
        record = {**case["fields"], "text": case["input"]}
        media_type, content = "application/json", json.dumps(record, default=str)
    else:
        media_type, content = case.get("media", "text/plain"), case["input"]
    return Document("week.txt#L1", media_type, content.encode(), datetime.now(UTC))


def parsed(case: dict[str, Any]) -> tuple[tuple[Article, ...], list[Decision]]:
    """The articles of a case, and what was reported."""
    decisions: list[Decision] = []
    articles = parse(document(case), outlets=OUTLETS, report=decisions.append)
    return articles, decisions


def text_of(text: str) -> Document:
    """A plain document."""
    return Document("x", "text/plain", text.encode("utf-8", "surrogatepass"), datetime.now(UTC))
