"""How many sentences the rules show, and whether figures, names and negation are kept.

    python bench/rules_report.py [--show | --obstacles] [FILE.jsonl ...]

Always measured: the Korean sentences of the sample week and `tests/data/quality/negated.jsonl`.
A FILE has one article a line with language, title, text and published. A sentence counts as shown
when it passes the gate too. `--show` prints each with its English, for reading against the source;
without it, why the others were refused: by kind, or with `--obstacles` word for word.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from briefing.analysis import analyse_articles
from briefing.assets import packaged
from briefing.bilingual.gate import check_translation, failures
from briefing.bilingual.request import Request, request_for
from briefing.bilingual.rules.engine import translate
from briefing.bilingual.rules.words import Refused
from briefing.desk import Desk, open_desk
from briefing.figures import find_figures, same_figures
from briefing.intake import read_articles
from briefing.language import tokenise
from briefing.models import Article
from briefing.names import find_names

NEGATED = Path(__file__).resolve().parent.parent / "tests/data/quality/negated.jsonl"
MOST = {False: 12, True: 80}  # reasons that are printed: kinds, exact ones


@dataclass(slots=True)
class Tally:
    """What became of the sentences of one corpus."""

    sentences: int = 0
    shown: int = 0
    figures: int = 0
    lost: int = 0
    invented: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def counted(self, exact: bool) -> Counter[str]:
        """Why sentences were refused; without `exact` only what kind of reason it was."""
        if exact:
            return self.reasons
        kinds: Counter[str] = Counter()
        for reason, count in self.reasons.items():
            kinds[reason.partition(":")[0]] += count
        return kinds

    def line(self, name: str) -> str:
        """All in one line."""
        share = self.shown / max(1, self.sentences)
        kept = 1 - self.lost / max(1, self.figures)
        return (
            f"{name}: {self.shown} of {self.sentences} shown ({share:.1%}); "
            f"figures kept {kept:.1%} of {self.figures}, invented {self.invented}"
        )


def main(arguments: Sequence[str]) -> None:
    """Reports each corpus."""
    show, exact = "--show" in arguments, "--obstacles" in arguments
    desk = open_desk()
    folder = packaged("seeds") / "sample-week"
    articles = read_articles([folder], desk, lambda _: None)
    corpora = [("sample week", [article for article in articles if article.language == "ko"])]
    paths = [path for path in arguments if not path.startswith("--")]
    corpora += [(path, list(read(Path(path)))) for path in paths]
    for name, some in corpora:
        tally = measure(requests(some, desk), desk, show=show)
        print(tally.line(name))
        if not show:
            for reason, count in tally.counted(exact).most_common(MOST[exact]):
                print(f"  {count:4} {reason}")
    print(negation(desk))


def read(path: Path) -> Iterator[Article]:
    """The Korean articles of a JSON Lines file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["language"] == "ko":
            when = record.get("published")
            published = datetime.fromisoformat(when).astimezone() if when else None
            yield Article(record["id"], record["title"], record["text"], published=published)


def requests(articles: Sequence[Article], desk: Desk) -> Iterator[Request]:
    """The sentences that a brief could print."""
    for analysis in analyse_articles(articles, desk):
        for sentence in analysis.sentences:
            if not sentence.is_truncated:
                yield request_for(sentence, analysis, "en")


def measure(every: Iterator[Request], desk: Desk, *, show: bool) -> Tally:
    """Attempts each sentence; figures are read again in what was written."""
    tally = Tally()
    for request in every:
        tally.sentences += 1
        try:
            text = translate(request, tokenise(request.text, "ko"))
        except Refused as refusal:
            tally.reasons[str(refusal)] += 1
            continue
        if faults := failures(check_translation(request, text, desk.glossary)):
            tally.reasons[f"gate, {faults}"] += 1
            continue
        tally.shown += 1
        missing, invented = same_figures(request.figures, find_figures(text, "en"))
        tally.figures += len(request.figures)
        tally.lost += len(missing)
        bare = re.findall(r"\d+(?:\.\d+)?", request.text)  # readings of an index are no figures
        tally.invented += sum(figure.text not in bare for figure in invented)
        if show:
            print(f"{request.text}\n  {text}")
    return tally


def negation(desk: Desk) -> str:
    """How many of the negated and hedged sentences are shown, and how many lost their marker."""
    rows = [json.loads(line) for line in NEGATED.read_text(encoding="utf-8").splitlines()]
    shown = lost = 0
    for row in rows:
        tokens = tokenise(row["ko"], "ko")
        names = find_names(row["ko"], "ko", tokens, desk.glossary)
        figures = find_figures(row["ko"], "ko", tokens)
        with suppress(Refused):
            text = translate(Request(row["ko"], "ko", "en", names=names, figures=figures), tokens)
            shown += 1
            lost += not any(mark in f"{text.lower()} " for mark in row["any"])
    return f"negated or hedged: {shown} of {len(rows)} shown, {lost} lost"


if __name__ == "__main__":
    main(sys.argv[1:])
