"""What the built-in lines keep: figures, names, negation; how many the rules show; chrF, to watch.

    python bench/translation_report.py

Built-in are the rules and the key facts, without memory, engine or other reports. The real seed
articles and the parallel sentences are measured where they lie beside the project.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import figures_report

from briefing.analysis import analyse_articles
from briefing.assets import packaged
from briefing.bilingual.gate import unshared_figures
from briefing.bilingual.memory import Memory
from briefing.bilingual.request import Request, request_for
from briefing.bilingual.rules import RuleEngine
from briefing.bilingual.translator import Translator
from briefing.desk import Desk, open_desk
from briefing.figures import find_figures, same_figures, write_figure
from briefing.intake import read_articles
from briefing.language import tokenise
from briefing.models import Analysis, Origin, Rendering
from briefing.names import find_names, harvest_glosses

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "tests" / "data" / "quality"
SEEDS = ROOT.parent / "shared" / "seeds" / "seed_articles.txt"
PARALLEL = ROOT.parent / "shared" / "eval" / "parallel_dev.jsonl"
OTHER = {"ko": "en", "en": "ko"}
DAY = date(2025, 4, 30)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    part: int
    whole: int

    @property
    def rate(self) -> float:
        """From 0 to 1."""
        return self.part / self.whole


def built_in(desk: Desk) -> Translator:
    """Rules and key facts alone."""
    return Translator(Memory(), desk.glossary, quotes=False, rules=RuleEngine())


def request(text: str, source: str, desk: Desk) -> Request:
    """A request as the pipeline would make it."""
    tokens = tokenise(text, source)
    names = find_names(text, source, tokens, desk.glossary, glosses=harvest_glosses(text))
    figures = find_figures(text, source, tokens)
    return Request(text, source, OTHER[source], names=names, figures=figures, published=DAY)


def records(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def figures_kept() -> Share:
    """Labelled figures that read back as they were once written in the other language."""
    items = figures_report.read(OWN / "figures.jsonl")
    pairs = [(item, label) for item in items for label in item.labels]
    kept = 0
    for item, label in pairs:
        other = OTHER[item.language]
        read = find_figures(write_figure(label, other), other)
        kept += not any(same_figures([label], read))
    return Share(kept, len(pairs))


def invented_figures(desk: Desk) -> Share:
    """Built-in lines of the labelled sentences that hold a figure which the source lacks."""
    translator, wrong = built_in(desk), 0
    items = records(OWN / "figures.jsonl")
    for item in items:
        asked = request(item["text"], item["language"], desk)
        wrong += bool(_invented(asked, translator.translate(asked)))
    return Share(wrong, len(items))


def _invented(asked: Request, made: Rendering) -> list[object]:
    found = find_figures(made.text, asked.target, tokenise(made.text, asked.target))
    return list(unshared_figures(asked.figures, asked.text, found, made.text)[1])


def lost_negations(desk: Desk) -> Share:
    """Negated or hedged sentences whose built-in line states the act as a plain fact."""
    translator, lost = built_in(desk), 0
    rows = records(OWN / "negated.jsonl")
    for row in rows:
        made = translator.translate(request(row["ko"], "ko", desk))
        claims = [made.text] if made.origin is Origin.RULES else made.facts[:1]
        lost += any(_claims(claim) and not _is_marked(claim, row["any"]) for claim in claims)
    return Share(lost, len(rows))


def _claims(line: str) -> bool:
    """Whether a line of the key facts says what was done, and not just a name or noun."""
    return line.count(" ") > 1 and ":" not in line and "," not in line


def _is_marked(line: str, marks: Sequence[str]) -> bool:
    return any(mark in f"{line.lower()} " for mark in marks)


def rules_shown(desk: Desk, articles: Sequence[Analysis]) -> Share:
    """Korean sentences that the rules give in full."""
    translator, shown, whole = built_in(desk), 0, 0
    for analysis in articles:
        for sentence in analysis.sentences:
            if sentence.language == "ko" and not sentence.is_truncated:
                whole += 1
                made = translator.translate(request_for(sentence, analysis, "en"))
                shown += made.origin is Origin.RULES
    return Share(shown, whole)


def names_kept(desk: Desk) -> Share:
    """Names of the real seed articles, as listed by hand, found with their English form."""
    articles = read_articles([SEEDS], desk, lambda _: None)
    given = {
        (mention.text, mention.entry.en)
        for analysis in analyse_articles(articles, desk)
        for mention in (*analysis.names, *analysis.headline_names)
    }
    wanted = [(row["ko"], row["en"]) for row in records(OWN / "seed_names.jsonl")]
    return Share(sum(pair in given for pair in wanted), len(wanted))


def chrf(desk: Desk) -> Iterator[tuple[str, float]]:
    """chrF (0 to 100) of built-in English for parallel news sentences; of those by rule alone."""
    if not (PARALLEL.exists() and find_spec("sacrebleu")):
        return
    score = import_module("sacrebleu").corpus_chrf
    translator, pairs = built_in(desk), records(PARALLEL)
    made = [translator.translate(request(pair["ko"], "ko", desk)) for pair in pairs]
    yield "all", score([one.text for one in made], [[pair["en"] for pair in pairs]]).score
    ruled = [(m.text, p["en"]) for m, p in zip(made, pairs, strict=True) if m.origin == "rules"]
    if ruled:
        yield f"{len(ruled)} by rule", score([m for m, _ in ruled], [[e for _, e in ruled]]).score


def measures(desk: Desk, week: Sequence[Analysis]) -> Iterator[tuple[str, str, float]]:
    """Each measure with its data and its value, from 0 to 1; `week` is the sample week."""
    kept = figures_kept()
    yield "Figures kept in the other language", f"own, {kept.whole} figures", kept.rate
    wrong = invented_figures(desk)
    yield "Built-in lines with an invented figure", f"own, {wrong.whole} lines", wrong.rate
    lost = lost_negations(desk)
    yield "Negation or hedge lost", f"own, {lost.whole} sentences", lost.rate
    shown = rules_shown(desk, week)
    yield "Sentences that the rules show", f"sample week, {shown.whole} sentences", shown.rate
    if SEEDS.exists():
        names = names_kept(desk)
        yield "Names with their English form", f"seed articles, {names.whole} names", names.rate
    for what, score in chrf(desk):
        yield "chrF of built-in English, to watch", f"shared, {what}", score / 100


def main() -> None:
    """Prints them."""
    desk = open_desk()
    folder = packaged("seeds") / "sample-week"
    week = list(analyse_articles(read_articles([folder], desk, lambda _: None), desk))
    for measure, data, value in measures(desk, week):
        print(f"{measure}: {value:.3f} ({data})")


if __name__ == "__main__":
    main()
