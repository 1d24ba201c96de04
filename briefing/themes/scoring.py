"""Scores an article against each theme, and says which terms made the score."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple, cast

from briefing.language.matching import Match, Matcher, longest
from briefing.models import Analysis, TermHit, Theme, ThemeScore
from briefing.themes.rules import Common, Rules, Terms

_LEAD_SENTENCES = 2


class _Key(NamedTuple):
    """What a matched word stands for."""

    owner: str | int  # a sign's name, a theme's number, or `_OFF`
    group: int  # number of the theme's list that it stands in
    term: str


_OFF = -1


class _Place(NamedTuple):
    """Where a word was found."""

    where: str  # headline, lead or body
    sentence: int  # 0 is the headline


@dataclass(frozen=True, slots=True)
class _Reading:
    """All that was found in an article."""

    places: Mapping[str | int, Mapping[_Key, Sequence[_Place]]]
    factors: Mapping[str, float]
    common: Common

    def strength(self, sign: str) -> float:
        found = self.places.get(sign, {}).values()
        return sum(self.factors[place.where] for places in found for place in places)

    def sentences(self, sign: str) -> set[_Place]:
        return {place for places in self.places.get(sign, {}).values() for place in places}

    def hit(self, term: str, weight: float, places: Iterable[_Place]) -> TermHit:
        """The points of a term: the best place in full, each further one by `repeat` less."""
        ranked = sorted(places, key=lambda place: -self.factors[place.where])
        points = sum(
            weight * self.factors[place.where] * self.common.repeat**rank
            for rank, place in enumerate(ranked)
        )
        return TermHit(term, ranked[0].where, len(ranked), round(points, 2))


def score_themes(analysis: Analysis, themes: Sequence[Theme]) -> tuple[ThemeScore, ...]:
    """The themes that the article belongs to (score of 1.0 or more), best first."""
    if not themes:
        return ()
    rules = tuple(cast(Rules, theme.rules) for theme in themes)
    reading = _read(analysis, rules)
    scores = (
        _score(number, theme.key, rule, reading)
        for number, (theme, rule) in enumerate(zip(themes, rules, strict=True))
        if _is_open(rule, reading)
    )
    return tuple(
        sorted((score for score in scores if score.score >= 1.0), key=lambda score: -score.score)
    )


def _is_open(rules: Rules, reading: _Reading) -> bool:
    floor = reading.common.sign_floor
    return not rules.needs or any(
        all(reading.strength(sign) >= floor for sign in line) for line in rules.needs
    )


def _score(number: int, key: str, rules: Rules, reading: _Reading) -> ThemeScore:
    hits = [*_hits(number, rules.terms, reading), *_hits(_OFF, (rules.common.off,), reading)]
    for combination in rules.combinations:
        together = set.intersection(*(reading.sentences(sign) for sign in combination.signs))
        if together:
            term = " + ".join(combination.signs)
            hits.append(reading.hit(term, combination.weight, together))
    hits.sort(key=lambda hit: (-abs(hit.weight), hit.term))
    points = sum(hit.weight for hit in hits)
    return ThemeScore(key, round(points / rules.floor, 3), tuple(hits))


def _hits(owner: int, lists: Sequence[Terms], reading: _Reading) -> Iterator[TermHit]:
    """The hits of each list; when they make more than its most, each gives way in proportion."""
    found = reading.places.get(owner, {})
    for group, terms in enumerate(lists):
        hits = [
            reading.hit(key.term, terms.weight, places)
            for key, places in found.items()
            if key.group == group
        ]
        together = abs(sum(hit.weight for hit in hits))
        if together > terms.most:
            share = terms.most / together
            hits = [replace(hit, weight=round(hit.weight * share, 2)) for hit in hits]
        yield from hits


def _read(analysis: Analysis, rules: tuple[Rules, ...]) -> _Reading:
    common = rules[0].common
    matcher = _matcher(rules)
    article = analysis.article
    found: dict[str | int, dict[_Key, list[_Place]]] = defaultdict(lambda: defaultdict(list))
    headline = matcher.find(article.headline, analysis.headline_tokens)
    for match in _by_owner(headline):
        found[match.key.owner][match.key].append(_Place("headline", 0))
    ends = [sentence.end for sentence in analysis.sentences]
    for match in _by_owner(matcher.find(article.body, analysis.body_tokens)):
        number = bisect_right(ends, match.start) + 1
        where = "lead" if number <= _LEAD_SENTENCES else "body"
        found[match.key.owner][match.key].append(_Place(where, number))
    return _Reading(found, {"headline": common.headline, "lead": common.lead, "body": 1.0}, common)


def _by_owner(matches: Iterable[Match[_Key]]) -> Iterator[Match[_Key]]:
    """The matches without overlaps within one theme or sign."""
    owned: dict[str | int, list[Match[_Key]]] = defaultdict(list)
    for match in matches:
        owned[match.key.owner].append(match)
    for group in owned.values():
        yield from longest(group)


@lru_cache(maxsize=8)
def _matcher(rules: tuple[Rules, ...]) -> Matcher[_Key]:
    """One automaton for all words of all themes; built once for a set of themes."""
    return Matcher(_entries(rules), inflect=True)


def _entries(rules: tuple[Rules, ...]) -> Iterator[tuple[str, _Key]]:
    common = rules[0].common
    for sign, words in common.signs:
        for word in words:
            yield word, _Key(sign, 0, word)
    for word in common.off.words:
        yield word, _Key(_OFF, 0, word)
    for number, rule in enumerate(rules):
        for group, terms in enumerate(rule.terms):
            for word in terms.words:
                yield word, _Key(number, group, word)
