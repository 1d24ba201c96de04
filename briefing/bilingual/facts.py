"""Key facts: what can be said of a sentence in the other language without translating it.

Who, what they did when that is sure, figures bound to what they count, dates, and the source
that the sentence cites. Everything comes from the glossary, the article's own glosses, the
lexicon and Babel; what has no form in the other language stays in its own script and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefing.bilingual.phrases import name_in, write_phrase
from briefing.bilingual.request import Request
from briefing.dates import find_dates
from briefing.figures import write_figure
from briefing.formats import day
from briefing.labels import N_, gettext
from briefing.language import tokenise
from briefing.models import Check, Figure, Mention, Origin, Rendering, Token
from briefing.names import Glossary

_NAMED = frozenset(
    ("company", "model", "person", "organisation", "law", "place", "outlet", "event")
)
_NOTHING = N_("No names or figures; see the original")
_SOURCE = N_("According to")
_CITED = re.compile(r"(?:\([^)]*\))?(?: (?:등|보도))?에 (?:따르면|의하면)")
_ORDER = frozenset(("ordinal", "article"))  # say nothing without their noun
_NOUNS = frozenset(("parameters", "tokens"))  # units that Korean writes before the number
_RATES = frozenset(("percent", "percentage-point"))
_AIM = re.compile(r".{0,8}목표| growth (?:target|goal)| target| goal")
_TOPICS = 4  # nouns that stand in when there is nothing else


class KeyFacts:
    """The last level: always gives something, labelled as not being a translation."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary

    def __call__(self, request: Request) -> Rendering:
        """The sentence's key facts, one a bullet; `text` has them in one line."""
        facts = tuple(dict.fromkeys(_Reader(request, self._glossary).facts()))
        if not facts:
            facts = (gettext(_NOTHING, request.target),)
        lead, *rest = facts
        text = f"{lead}: {'; '.join(rest)}" if rest and request.names else "; ".join(facts)
        return Rendering(text, request.target, Origin.FACTS, checks=_checks(request), facts=facts)


class _Reader:
    """Reads the facts of one sentence."""

    def __init__(self, request: Request, glossary: Glossary) -> None:
        self._request, self._glossary = request, glossary
        self._tokens: Sequence[Token] = tokenise(request.text, request.source)
        self._cited = [m for m in request.names if self._is_cited(m)]

    def _is_cited(self, mention: Mention) -> bool:
        """Whether it stands for the source: 로이터통신, 센서타워에 따르면."""
        if mention.entry.kind == "outlet" and not self._request.is_headline:
            return True
        return bool(_CITED.match(self._request.text, mention.end))

    def facts(self) -> Iterator[str]:
        """All of them: who and what first, the source last."""
        request = self._request
        names = [m for m in request.names if m not in self._cited]
        named = self._written(m for m in names if _is_name(m))
        act = self._act()
        if named:
            yield ", ".join(named)
        if act:
            yield act
        topics = self._written(m for m in names if not _is_name(m))
        figures = list(filter(None, map(self._figure, request.figures)))
        told = " ".join(figures).lower()
        yield from (topic for topic in topics if topic.lower() not in told)
        yield from figures
        yield from self._dates()
        if not (named or topics or figures):
            yield from self._nouns()
        if self._cited:
            label = gettext(_SOURCE, request.target)
            yield f"{label}: {', '.join(self._written(self._cited))}"

    def _written(self, mentions: Iterable[Mention]) -> list[str]:
        """Names in the other language, each once: 딥시크(DeepSeek) is one."""
        written = (name_in(m.entry, self._request.target) or m.text for m in mentions)
        return list(dict.fromkeys(written))

    def _act(self) -> str:
        if (self._request.source, self._request.target) != ("ko", "en"):
            return ""
        from briefing.bilingual.rules.acts import write_act

        return write_act(self._request, self._tokens)

    def _figure(self, figure: Figure) -> str:
        """ChatGPT downloads: 910 million; up 13%; 8 models."""
        target = self._request.target
        label = self._phrase(figure.subject)
        if label:
            if figure.unit == "count":  # the label says what is counted
                figure = replace(figure, counter="")
            written = self._directed(figure)
            return f"{label}: {written}" if target == "en" else f"{label} {written}"
        if figure.unit in _ORDER:
            return ""
        if figure.unit == "count":
            return self._count(figure)
        return self._directed(figure)

    def _directed(self, figure: Figure) -> str:
        """With its direction when it is a rate that rose or fell; a target did neither."""
        moved = figure.unit in _RATES and not _AIM.match(self._request.text, figure.end)
        written = write_figure(figure, self._request.target, directed=moved)
        if self._request.target == "ko" and figure.unit in _NOUNS:
            number, _, noun = written.rpartition(" ")
            return f"{noun} {number}"
        return written

    def _count(self, figure: Figure) -> str:
        """With the noun beside it: 모델 8종 and 8개 모델 are eight models; else left out."""
        target = self._request.target
        written = write_figure(figure, target)
        if target == "ko" or re.search(r"[A-Za-z]$", written.removesuffix("illion")):
            return written if target == "en" or figure.counter else ""
        noun = self._beside(figure)
        return f"{written} {noun}" if noun else ""

    def _beside(self, figure: Figure) -> str:
        """The counted noun, in English and in the plural, when it is in the lexicon."""
        from briefing.bilingual.rules.acts import counted_noun

        return counted_noun(self._request, self._tokens, figure)

    def _phrase(self, text: str) -> str:
        request = self._request
        return write_phrase(text, request.source, request.target, self._glossary) if text else ""

    def _dates(self) -> Iterator[str]:
        request = self._request
        for found in find_dates(request.text, request.source, request.published):
            if found.date and found.precision == "day" and re.search(r"\d", found.text):
                yield day(found.date, request.target)

    def _nouns(self) -> list[str]:
        """The first nouns of the lexicon, when a sentence has neither names nor figures."""
        if self._request.source != "ko":
            return []
        from briefing.bilingual.rules.acts import known_nouns

        return known_nouns(self._tokens)[:_TOPICS]


def _is_name(mention: Mention) -> bool:
    """Whether it names somebody or something; what an article glosses itself is a name."""
    return mention.entry.kind in _NAMED or mention.entry.origin == "gloss"


def _checks(request: Request) -> tuple[Check, ...]:
    nameless = [m.text for m in request.names if not name_in(m.entry, request.target)]
    return (
        Check("figures", passed=True, detail=f"{len(request.figures)} read by rule"),
        Check("names", passed=not nameless, detail=", ".join(dict.fromkeys(nameless))),
    )
