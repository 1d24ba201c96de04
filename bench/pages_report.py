"""Our reading of saved pages beside trafilatura's and htmldate's, on their own public tests.

    python bench/pages_report.py

Downloads the sources of trafilatura 0.5.0, whose tests say which phrases must and must not be in
the text of some 90 pages, and of htmldate 1.4.0, whose tests say when some 50 pages were published.
"""

from __future__ import annotations

import ast
import logging
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from public_suites import source_of

from briefing.articles import parse
from briefing.articles.html import read_page
from briefing.assets import find
from briefing.hypertext import decode
from briefing.models import Document
from briefing.outlets import load_outlets

_PAGES = re.compile(r"^MOCK_PAGES = (\{.*?\n\})", re.DOTALL | re.MULTILINE)
_PHRASES = re.compile(r"load_mock_page\('([^']+)'[^\n]*\n((?:\s+assert [^\n]+\n(?:[^\n]*\\\n)*)+)")
_PHRASE = re.compile(r"('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\") (not )?in result")
_DATE = re.compile(
    r"find_date\(\s*load_mock_page\(\s*\"([^\"]+)\"\s*\)([^=]*?)\)\s*==\s*\"([\d-]{10})\""
)


def main() -> None:
    """Print both comparisons."""
    logging.disable()
    counts: Counter[tuple[str, str, bool]] = Counter()
    with source_of("trafilatura==0.5.0") as source:
        for verdict in phrases(source / "tests"):
            counts[verdict] += 1
    with source_of("htmldate==1.4.0") as source:
        for verdict in dates(source / "tests"):
            counts[verdict] += 1
    for who, what in sorted({key[:2] for key in counts}):
        right, wrong = counts[who, what, True], counts[who, what, False]
        print(f"{who:12} {what:22} {right:4} of {right + wrong}")


def phrases(tests: Path) -> Iterator[tuple[str, str, bool]]:
    """Whether a phrase is in, or not in, what each reads."""
    from trafilatura import extract

    code = (tests / "unit_tests.py").read_text("utf-8")
    files = mock_pages(code)
    for url, asserts in _PHRASES.findall(code):
        page = saved(tests / "cache" / files.get(url, ""))
        texts = {
            "ours": read_page(page, url).body,
            "trafilatura": extract(page, include_comments=False) or "",
        }
        lines = "\n".join(line.partition(" # ")[0] for line in asserts.split("\n"))
        for literal, negation in _PHRASE.findall(lines) if page else ():
            phrase = " ".join(ast.literal_eval(literal).split())
            what = "phrases kept out" if negation else "phrases found"
            for who, text in texts.items():
                yield who, what, (phrase in " ".join(text.split())) != bool(negation)


def dates(tests: Path) -> Iterator[tuple[str, str, bool]]:
    """Whether each dates a page rightly, and how often it is wrong (silence is not)."""
    from htmldate import find_date

    code = (tests / "unit_tests.py").read_text("utf-8")
    files, outlets = mock_pages(code), load_outlets(find("seeds", "outlets.toml"))
    for url, options, day in _DATE.findall(code):
        page = saved(tests / "cache" / files.get(url, ""))
        if not page or "original_date=False" in options or "outputformat" in options:
            continue
        document = Document(url, "text/html", page.encode(), datetime.now(UTC))
        articles = parse(document, outlets=outlets, report=lambda _: None)
        published = articles[0].published if articles else None
        ours = published.date().isoformat() if published else ""
        for who, found in (("ours", ours), ("htmldate", find_date(page, original_date=True) or "")):
            yield who, "dates right", found == day
            yield who, "dates right or none", found in (day, "")


def mock_pages(code: str) -> dict[str, str]:
    """The file in which a page is saved, by its address."""
    match = _PAGES.search(code)
    pages: dict[str, str] = ast.literal_eval(match[1]) if match else {}
    return pages


def saved(path: Path) -> str:
    """A saved page; empty when the distribution lacks it."""
    return decode(path.read_bytes()) if path.is_file() else ""


if __name__ == "__main__":
    main()
