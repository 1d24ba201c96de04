"""Key facts: what can be said of a sentence in the other language without translating it.

Who, what they did when that is sure, figures bound to what they count, dates, and the source
that the sentence cites. Everything comes from the glossary, the article's own glosses, the
lexicon and Babel; what has no form in the other language stays in its own script and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefing.bilingual.bounds import basis, times
from briefing.bilingual.gate.names import people_of
from briefing.bilingual.phrases import name_in, write_phrase
from briefing.bilingual.request import Request
from briefing.figures import write_figure
from briefing.figures.lexicon import lexicon
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
_SIZED = re.compile(
    r"(?:\s?\([^)]*\))?\s?(?:규모|어치)의 (?P<what>[가-힣A-Za-z ]{2,24}?)(?:을|를|이|가|은|는) "
)
_SEGMENT = re.compile(r"[,…‥;:“”\"‘’']|\.{2,}")
_MOVED = re.compile(r"(?:^|: |; )(?:up|down) ")
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
        reader = _Reader(request, self._glossary)
        facts = tuple(dict.fromkeys(reader.facts()))
        if not facts:
            facts = (gettext(_NOTHING, request.target),)
        text = "; ".join(facts)
        lead, *rest = facts
        if rest and reader.opens_with_names:
            text = f"{lead}: {'; '.join(rest)}"
        return Rendering(text, request.target, Origin.FACTS, checks=_checks(request), facts=facts)


class _Reader:
    """Reads the facts of one sentence."""

    def __init__(self, request: Request, glossary: Glossary) -> None:
        self._request, self._glossary = request, glossary
        self._tokens: Sequence[Token] = tokenise(request.text, request.source)
        self.opens_with_names = False  # known once the facts are read
        self._cited = [m for m in request.names if self._is_cited(m)]

    def _is_cited(self, mention: Mention) -> bool:
        """Whether it stands for the source: 로이터통신, 센서타워에 따르면."""
        if mention.entry.kind == "outlet" and not self._request.is_headline:
            return True
        return bool(_CITED.match(self._request.text, mention.end))

    def _is_money(self, mention: Mention) -> bool:
        """Whether it is the currency of a figure: 3.5 billion yuan."""
        figures = self._request.figures
        return any(f.start <= mention.start and mention.end <= f.end for f in figures)

    def _is_named(self, figure: Figure) -> bool:
        """Whether it is part of a name: the 15th five-year plan."""
        names = self._request.names
        return any(m.start <= figure.start and figure.end <= m.end for m in names)

    def facts(self) -> Iterator[str]:
        """All of them: who and what first, the source last."""
        request = self._request
        names = [m for m in request.names if m not in self._cited and not self._is_money(m)]
        own = (f for f in request.figures if not self._is_named(f))
        figures = list(filter(None, map(self._figure, own)))
        act = self._act(figures)
        named = [n for n in self._written(m for m in names if _is_name(m)) if not _told(n, act)]
        self.opens_with_names = bool(named) and not act
        yield from filter(None, (_capital(act), ", ".join(named)))
        topics = self._written(m for m in names if not _is_name(m))
        if request.is_headline and not act:
            topics = [*(part for part in self._segments() if part not in named), *topics]
        told = " ".join((act, *figures)).lower()
        for topic in topics:
            if topic.lower() not in told:
                told += f" {topic.lower()}"
                yield topic
        yield from figures
        yield from (time for time in times(request) if time not in told)
        if not (act or named or topics or figures):
            yield from self._nouns()
        if self._cited:
            label = gettext(_SOURCE, request.target)
            yield f"{label}: {', '.join(self._written(self._cited))}"

    def _segments(self) -> Iterator[str]:
        """The parts of a Korean headline that are known as a whole: 장기국채 매각."""
        if self._request.source == "ko":
            for part in _SEGMENT.split(self._request.text):
                if " " in part.strip():
                    yield self._phrase(part.strip())

    def _written(self, mentions: Iterable[Mention]) -> list[str]:
        """Names in the other language, each once: 딥시크(DeepSeek) is one."""
        written = (name_in(m.entry, self._request.target) or m.text for m in mentions)
        return list(dict.fromkeys(written))

    def _act(self, figures: Sequence[str]) -> str:
        """Who did what; not what a figure tells with its direction already."""
        if (self._request.source, self._request.target) != ("ko", "en"):
            return ""
        from briefing.bilingual.acts import write_act

        act = write_act(self._request, self._tokens, self._phrase)
        moved = [figure.partition(": ") for figure in figures]
        is_told = any(act.startswith(label) and " " in what for label, sep, what in moved if sep)
        return "" if is_told and _MOVED.search("; ".join(figures)) else act

    def _figure(self, figure: Figure) -> str:
        """ChatGPT downloads: 910 million; up 13%; 8 models."""
        target = self._request.target
        label = self._label(figure)
        if label:
            label = self._many(label)
            if figure.unit == "count":  # the label says what is counted
                figure = replace(figure, counter="")
            written = self._directed(figure)
            return f"{label}: {written}" if target == "en" else f"{label} {written}"
        if figure.unit in _ORDER:
            return ""
        if figure.unit == "count":
            return self._count(figure)
        return self._directed(figure)

    def _many(self, label: str) -> str:
        """A label that is a counted noun, in the plural: parameters."""
        if self._request.target == "ko":
            return label
        known = next((u for u in lexicon().units.values() if u.one == label), None)
        noun = known or lexicon().nouns.get(label)
        return noun.other if noun else label

    def _label(self, figure: Figure) -> str:
        """What it counts, with whatever modifies that and is known: BYD's overseas sales."""
        subject, request = figure.subject, self._request
        if (request.source, request.target) != ("ko", "en"):
            return self._phrase(subject)
        if sized := _SIZED.match(request.text, figure.end):
            return self._phrase(sized["what"])
        if not subject:
            return ""
        from briefing.bilingual.acts import phrase_ending

        end = request.text.rfind(subject, 0, figure.start) + len(subject)
        return phrase_ending(request.text, self._tokens, end, self._phrase) or self._phrase(subject)

    def _directed(self, figure: Figure) -> str:
        """With its direction when it is a rate that rose or fell; a target did neither."""
        moved = figure.unit in _RATES and not _AIM.match(self._request.text, figure.end)
        written = write_figure(figure, self._request.target, directed=moved)
        if moved and (measured := basis(figure, self._request)):
            return (
                f"{written} {measured}" if self._request.target == "en" else f"{measured} {written}"
            )
        if self._request.target == "ko" and figure.unit in _NOUNS:
            number, _, noun = written.rpartition(" ")
            return f"{noun} {number}"
        return written

    def _count(self, figure: Figure) -> str:
        """With the noun that is counted: eight models, 8개국, 문제 13만 개; else left out."""
        if self._request.target == "ko":
            return self._korean_count(figure)
        written = write_figure(figure, "en")
        if re.search(r"[A-Za-z]$", written.removesuffix("illion")):
            return written
        noun = self._beside(figure)
        return f"{written} {noun}" if noun else ""

    def _korean_count(self, figure: Figure) -> str:
        if figure.counter in lexicon().nouns:
            return write_figure(figure, "ko")
        noun = self._phrase(figure.counter)
        return f"{noun} {write_figure(replace(figure, counter='개'), 'ko')}" if noun else ""

    def _beside(self, figure: Figure) -> str:
        """The counted noun, in English and in the plural, when it is in the lexicon."""
        from briefing.bilingual.acts import counted_noun

        return counted_noun(self._request, self._tokens, figure)

    def _phrase(self, text: str) -> str:
        request = self._request
        return write_phrase(text, request.source, request.target, self._glossary) if text else ""

    def _nouns(self) -> list[str]:
        """The first nouns of the lexicon, when a sentence has neither names nor figures."""
        if self._request.source != "ko":
            return []
        from briefing.bilingual.acts import known_nouns

        return known_nouns(self._tokens)[:_TOPICS]


def _told(name: str, act: str) -> bool:
    """Whether the act has this name, or its people: Chinese for China."""
    return bool(act) and any(word in act for word in (name, *people_of(name)))


def _capital(act: str) -> str:
    """As the beginning of a line; not iPhone sales."""
    return act[:1].upper() + act[1:] if act[1:2].islower() else act


def _is_name(mention: Mention) -> bool:
    """Whether it names somebody or something; what an article glosses itself is a name."""
    return mention.entry.kind in _NAMED or mention.entry.origin == "gloss"


def _checks(request: Request) -> tuple[Check, ...]:
    nameless = [m.text for m in request.names if not name_in(m.entry, request.target)]
    return (
        Check("figures", passed=True, detail=f"{len(request.figures)} read by rule"),
        Check("names", passed=not nameless, detail=", ".join(dict.fromkeys(nameless))),
    )
