"""Same-event groups: pairs that share rare keys are scored, then joined by average linkage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from math import inf
from typing import TYPE_CHECKING

from briefing.models import Article
from briefing.stories.evidence import Evidence, Vector, day_of
from briefing.stories.rules import EventRules

if TYPE_CHECKING:
    from numpy import float64, int_
    from numpy.typing import NDArray

Scores = dict[tuple[int, int], float]  # indices of two articles, the smaller first

# Of each article, its weightiest keys stand in the index, and each leads to the latest others.
_FREE_KEYS, _LEMMAS, _REACH = 15, 8, 20


@dataclass(slots=True)
class _Group:
    """A growing story: its articles, and the sums of scores to its neighbours."""

    members: list[int]
    first: float  # day of its earliest dated article
    last: float
    parents: set[str]  # digests that its articles come from
    sums: dict[int, float] = field(default_factory=dict)


def group_events(
    evidence: Sequence[Evidence],
    families: Sequence[Sequence[Article]],
    scores: Scores,
    rules: EventRules,
) -> list[list[int]]:
    """Indices of the articles of each event; single articles included.

    Best links first, two groups become one when their mean score reaches 1.0, unless the story
    would span too many days or hold two items of one digest. `families` are the articles with
    their copies, for which the same holds.
    """
    groups = {index: _group(index, family) for index, family in enumerate(families)}
    home = list(range(len(evidence)))
    for (one, other), score in scores.items():
        groups[one].sums[other] = groups[other].sums[one] = score
    for one, other in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if scores[one, other] < 1:
            break
        keep, join = sorted((home[one], home[other]))
        if keep != join and _fit(groups[keep], groups[join], join, rules):
            _merge(groups, keep, join)
            for index in groups[keep].members:
                home[index] = keep
    return [sorted(group.members) for group in groups.values()]


def score_pairs(evidence: Sequence[Evidence], rules: EventRules) -> Scores:
    """Scores of all likely pairs; 1.0 is the floor for telling of one event.

    `evidence` is in order of time, undated articles last. Cost grows with the number of articles,
    not of pairs: each meets only the latest few that share its rarest keys.
    """
    return {
        (earlier, later): score
        for earlier, later in _candidates(evidence, rules)
        if (score := event_score(evidence[earlier], evidence[later], rules)) > 0
    }


def event_score(one: Evidence, other: Evidence, rules: EventRules) -> float:
    """Cosine over its floor, less what time takes; 0 when the two are too far apart.

    A round-up tells of no one event.
    """
    gap = rules.undated_days
    if one.day is not None and other.day is not None:
        gap = abs(one.day - other.day)
    if gap > rules.days or one.roundup or other.roundup:
        return 0.0
    score: float = cosine(one, other) * (1 - rules.fading) ** gap
    if one.article.language == other.article.language:
        return score / rules.same_language
    return score / rules.across_languages * (1.0 if _anchored(one, other) else rules.unanchored)


def cosine(one: Evidence, other: Evidence) -> float:
    """Of all evidence within a language, of the language-free part across languages; 0 to 1."""
    product = _dot(one.free, other.free)
    if one.article.language != other.article.language:
        return product / (one.free_norm * other.free_norm)
    return (product + _dot(one.lemmas, other.lemmas)) / (one.norm * other.norm)


def _anchored(one: Evidence, other: Evidence) -> bool:
    """Whether evidence of two kinds is shared, a name, a figure or a Latin word among them."""
    kinds = {key.partition(":")[0] for key in one.free.keys() & other.free}
    return len(kinds) > 1 and not kinds <= {"topic", "event"}


def _dot(one: Vector, other: Vector) -> float:
    return sum([weight * other[key] for key, weight in one.items() if key in other])


def _candidates(evidence: Sequence[Evidence], rules: EventRules) -> Iterator[tuple[int, int]]:
    """Pairs, the earlier article first, whose weightiest keys alone make half of the floor."""
    import numpy as np

    articles, keys, weights = _index(evidence)
    pairs, products = [], []
    for step in range(1, min(_REACH, len(keys) - 1) + 1):
        same = keys[step:] == keys[:-step]
        pairs.append(articles[:-step][same] * len(evidence) + articles[step:][same])
        products.append(weights[:-step][same] * weights[step:][same])
    if not pairs:
        return
    met, place = np.unique(np.concatenate(pairs), return_inverse=True)
    earlier, later = np.divmod(met, len(evidence))
    languages = np.array([one.article.language for one in evidence])
    free_norms = np.array([one.free_norm for one in evidence])
    norms = np.array([one.norm for one in evidence])
    bars = np.where(
        languages[earlier] == languages[later],
        rules.same_language * norms[earlier] * norms[later],
        rules.across_languages * free_norms[earlier] * free_norms[later],
    )
    likely = np.bincount(place, np.concatenate(products)) > bars / 2
    yield from zip(earlier[likely].tolist(), later[likely].tolist(), strict=True)


def _index(evidence: Sequence[Evidence]) -> tuple[NDArray[int_], NDArray[int_], NDArray[float64]]:
    """Of each key that stands for an article: article, number of the key, weight; by key."""
    import numpy as np

    numbers: dict[str, int] = {}
    articles, keys, weights = list[int](), list[int](), list[float]()
    for article, one in enumerate(evidence):
        top = chain(islice(one.free.items(), _FREE_KEYS), islice(one.lemmas.items(), _LEMMAS))
        for key, weight in top:
            articles.append(article)
            keys.append(numbers.setdefault(key, len(numbers)))
            weights.append(weight)
    order = np.argsort(np.array(keys), kind="stable")
    return np.array(articles)[order], np.array(keys)[order], np.array(weights)[order]


def _group(index: int, family: Sequence[Article]) -> _Group:
    days = [day for article in family if (day := day_of(article)) is not None]
    parents = {article.parent for article in family} - {""}
    return _Group([index], min(days, default=inf), max(days, default=-inf), parents)


def _fit(one: _Group, other: _Group, key: int, rules: EventRules) -> bool:
    span = max(one.last, other.last) - min(one.first, other.first)
    if span > rules.days or one.parents & other.parents:
        return False
    few, many = sorted((len(one.members), len(other.members)))
    return one.sums[key] >= few * min(many, _REACH)  # no article is compared with many more


def _merge(groups: dict[int, _Group], keep: int, join: int) -> None:
    """Group `join` goes into `keep`; its neighbours' sums follow."""
    kept, gone = groups[keep], groups.pop(join)
    kept.members += gone.members
    kept.first, kept.last = min(kept.first, gone.first), max(kept.last, gone.last)
    kept.parents |= gone.parents
    del kept.sums[join], gone.sums[keep]
    for neighbour, total in gone.sums.items():
        del groups[neighbour].sums[join]
        combined = kept.sums.get(neighbour, 0.0) + total
        kept.sums[neighbour] = groups[neighbour].sums[keep] = combined
