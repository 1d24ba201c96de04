"""Scores an article against each theme, and says which terms made the score."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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

    def has(self, sign: str) -> bool:
        """Whether the words of a sign reach the floor."""
        found = self.places.get(sign, {}).values()
        strength = sum(self.factors[place.where] for places in found for place in places)
        return strength >= self.common.sign_floor

    def sentences(self, sign: str) -> set[_Place]:
        return {place for places in self.places.get(sign, {}).values() for place in places}

    def hit(self, term: str, weight: float, places: Collection[_Place]) -> TermHit:
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
    off = _hits(_OFF, (reading.common.off,), reading)
    scores = (
        _score(number, theme.key, rule, reading, off)
        for number, (theme, rule) in enumerate(zip(themes, rules, strict=True))
        if _is_open(rule, reading)
    )
    return tuple(
        sorted((score for score in scores if score.score >= 1.0), key=lambda score: -score.score)
    )


def _is_open(rules: Rules, reading: _Reading) -> bool:
    return not rules.needs or any(all(map(reading.has, line)) for line in rules.needs)


def _score(
    number: int, key: str, rules: Rules, reading: _Reading, off: Sequence[TermHit]
) -> ThemeScore:
    hits = [*_hits(number, rules.terms, reading), *off]
    for combination in rules.combinations:
        if not reading.places.keys() >= set(combination.signs):
            continue
        together = set.intersection(*map(reading.sentences, combination.signs))
        if together:
            term = " + ".join(combination.signs)
            hits.append(reading.hit(term, combination.weight, together))
    hits.sort(key=lambda hit: (-abs(hit.weight), hit.term))
    points = sum(hit.weight for hit in hits)
    return ThemeScore(key, round(points / rules.floor, 3), tuple(hits))


def _hits(owner: int, lists: Sequence[Terms], reading: _Reading) -> list[TermHit]:
    """The hits of each list; when they make more than its most, each gives way in proportion."""
    groups: dict[int, list[TermHit]] = {}
    for key, places in reading.places.get(owner, {}).items():
        hit = reading.hit(key.term, lists[key.group].weight, places)
        groups.setdefault(key.group, []).append(hit)
    return [hit for group in sorted(groups) for hit in _capped(groups[group], lists[group].most)]


def _capped(hits: list[TermHit], most: float) -> list[TermHit]:
    together = abs(sum(hit.weight for hit in hits))
    if together <= most:
        return hits
    return [replace(hit, weight=round(hit.weight * (most / together), 2)) for hit in hits]


def _read(analysis: Analysis, rules: tuple[Rules, ...]) -> _Reading:
    common = rules[0].common
    matcher = _matcher(rules)
    article = analysis.article
    ends = [sentence.end for sentence in analysis.sentences]
    places = [_place(number) for number in range(len(ends) + 2)]
    found: dict[str | int, dict[_Key, list[_Place]]] = defaultdict(lambda: defaultdict(list))
    headline = matcher.find(article.headline, analysis.headline_tokens)
    for _, _, key in _by_owner(headline):
        found[key.owner][key].append(places[0])
    for start, _, key in _by_owner(matcher.find(article.body, analysis.body_tokens)):
        found[key.owner][key].append(places[bisect_right(ends, start) + 1])
    return _Reading(found, {"headline": common.headline, "lead": common.lead, "body": 1.0}, common)


def _place(number: int) -> _Place:
    if number == 0:
        return _Place("headline", 0)
    return _Place("lead" if number <= _LEAD_SENTENCES else "body", number)


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
