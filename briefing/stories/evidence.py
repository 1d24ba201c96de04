"""What an article says about its event: language-free keys, and lemmas of its own language."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from operator import attrgetter

from briefing.language import content_lemmas, tokenise
from briefing.models import Analysis, Article, Figure, Mention
from briefing.stories.rules import StoryRules

# Names, acronyms and versions that every script writes alike: Mellanox, NBS, K2.5, H200, 3.8
_LATIN = re.compile(r"[A-Z0-9][A-Za-z0-9.]*[A-Za-z0-9]")
_PARTS = re.compile(r"[A-Za-z]{3,}|[A-Za-z]*\d+(?:\.\d+)?[A-Za-z]*|[A-Z]+")
_FAMILY = re.compile(r"[^\W\d_]{2,}")  # Qwen of Qwen3.8-Max
# A heading of a round-up at the start of a line: "1. China reports …", "■ 부동산 …"
_HEADING = re.compile(r"(?:^|\n)\s*(?:\d{1,2}[.)]\s|[■□◆◇▲△●○▶])")

_KEPT = 30  # keys of a vector

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Evidence:
    """An article as two sparse vectors, their weightiest keys first."""

    article: Article
    free: Vector  # language-free keys: `name:`, `topic:`, `figure:`, `word:`, `event:`
    lemmas: Vector
    free_norm: float
    norm: float  # of both together
    day: float | None  # days since 1970; None when the date is not known
    roundup: bool  # tells of several events


def read_evidence(analyses: Sequence[Analysis], rules: StoryRules) -> list[Evidence]:
    """Evidence of each article, in order; rarity is counted over all of them."""
    common, actions = set(_stemmed(rules.common)), _action_lemmas(rules)
    lemmas = [_lemmas(analysis, common, rules) for analysis in analyses]
    free = [_free(*pair, common, actions, rules) for pair in zip(analyses, lemmas, strict=True)]
    free_rarity = _rarity(free, rules)
    lemma_rarity = {
        language: _rarity(
            [x for x, a in zip(lemmas, analyses, strict=True) if a.article.language == language],
            rules,
        )
        for language in {analysis.article.language for analysis in analyses}
    }
    return [
        _evidence(
            a.article,
            _weightiest(keys, free_rarity),
            _weightiest(found, lemma_rarity[a.article.language]),
        )
        for a, keys, found in zip(analyses, free, lemmas, strict=True)
    ]


def name_keys(mention: Mention, rules: StoryRules) -> tuple[str, ...]:
    """Equal for one name in every language; `topic:` when it cannot identify an event.

    A model has two: its own and its family's, since Qwen3.8-Max is also spoken of as Qwen.
    """
    entry = mention.entry
    name = (entry.en or entry.zh or entry.ko).casefold()
    if entry.kind not in rules.events.anchors and entry.origin != "gloss":
        return (f"topic:{name}",)
    family = _FAMILY.match(name) if entry.kind == "model" else None
    return tuple(dict.fromkeys([f"name:{name}", f"name:{family.group() if family else name}"]))


def figure_key(figure: Figure) -> str:
    """Equal for equal figures, however written; large ones need no unit to be told apart."""
    unit = "" if figure.value >= 1000 else f" {figure.unit}"
    return f"figure:{figure.value.normalize():f}{unit}"


def day_of(article: Article) -> float | None:
    """Publication in days since 1970; None when it is not known."""
    return article.published.timestamp() / 86_400 if article.published else None


def _stemmed(words: Iterable[str]) -> Iterator[str]:
    """Each word as the rules write it, and its English stem."""
    for word in words:
        yield word
        yield from (token.lemma for token in tokenise(word, "en"))


def _action_lemmas(rules: StoryRules) -> dict[str, list[str]]:
    """The lemma of every action word, with the kinds of event that it stands for."""
    actions: dict[str, list[str]] = {}
    for kind, words in rules.actions.items():
        for lemma in set(_stemmed(words)):
            actions.setdefault(lemma, []).append(f"event:{kind}")
    return actions


def _lemmas(analysis: Analysis, common: set[str], rules: StoryRules) -> Counter[str]:
    tokens = analysis.body_tokens
    end = bisect_left(tokens, rules.events.characters, key=attrgetter("start"))
    lemmas = Counter(content_lemmas(tokens[:end]))
    for lemma in content_lemmas(analysis.headline_tokens):
        lemmas[lemma] += rules.events.headline
    for lemma in common & lemmas.keys():
        del lemmas[lemma]
    return lemmas


def _free(
    analysis: Analysis,
    lemmas: Mapping[str, int],
    common: set[str],
    actions: Mapping[str, Sequence[str]],
    rules: StoryRules,
) -> Counter[str]:
    article, language = analysis.article, analysis.article.language
    keys = Counter(_keys(analysis.names, analysis.figures, article.body, language, rules))
    names, figures = analysis.headline_names, analysis.headline_figures
    for key in _keys(names, figures, article.headline, language, rules):
        keys[key] += rules.events.headline
    for lemma, count in lemmas.items():
        for key in actions.get(lemma, ()):
            keys[key] += count
    for key in [key for key in keys if key.partition(":")[2] in common]:
        del keys[key]
    return keys


def _keys(
    names: Sequence[Mention],
    figures: Sequence[Figure],
    text: str,
    language: str,
    rules: StoryRules,
) -> Iterator[str]:
    """Names, figures and other Latin words at the top of a text, each time they occur."""
    events, end = rules.events, rules.events.characters
    for mention in names:
        if mention.start < end and mention.entry.kind not in events.ignored_kinds:
            yield from name_keys(mention, rules)
    for figure in figures:
        if figure.start < end and _tells(figure, events.smallest_count):
            yield figure_key(figure)
    for word in _latin_words(_without(text[:end], (*names, *figures)), language == "en"):
        yield f"word:{word}"


def _without(text: str, taken: Iterable[Mention | Figure]) -> str:
    for found in taken:
        text = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    return text


def _latin_words(text: str, english: bool) -> Iterator[str]:
    """Latin words; of the capitalised ones in an English text those in mid-sentence."""
    for run in _LATIN.finditer(text):
        word, before = run.group(), text[max(run.start() - 2, 0) : run.start()]
        capitalised = word.isalpha() and not word.isupper()
        if word.isdigit() or (english and capitalised and not before[:1].islower()):
            continue
        yield from map(str.casefold, _PARTS.findall(word))


def _is_roundup(body: str) -> bool:
    return "\n" in body and len(_HEADING.findall(body)) > 1


def _tells(figure: Figure, smallest: int) -> bool:
    """Money always (its unit is an ISO 4217 code); of other figures the large and the exact."""
    return figure.unit.isupper() or figure.value >= smallest or figure.value % 1 != 0


def _rarity(counts: Sequence[Mapping[str, int]], rules: StoryRules) -> Vector:
    """Weight times inverse document frequency of every key.

    A key in many articles (see `saturation`) counts as no more common, so that reports on an
    event that fills the week still stand together.
    """
    found: Counter[str] = Counter()
    for count in counts:
        found.update(count.keys())
    weights, events = rules.weights.model_dump(), rules.events
    most = max(events.saturation, len(counts) / events.saturation)
    return {
        key: weights.get(key.partition(":")[0], rules.weights.lemma)
        * log(1 + len(counts) / (min(number, most) + events.smoothing))
        for key, number in found.items()
    }


def _weightiest(counts: Mapping[str, int], rarity: Vector) -> Vector:
    weights = {key: (1 + log(count)) * rarity[key] for key, count in counts.items()}
    first = sorted(weights, key=weights.__getitem__, reverse=True)[:_KEPT]
    return {key: weights[key] for key in first}


def _evidence(article: Article, free: Vector, lemmas: Vector) -> Evidence:
    square = sum([weight * weight for weight in free.values()])
    whole = square + sum([weight * weight for weight in lemmas.values()])
    return Evidence(
        article=article,
        free=free,
        lemmas=lemmas,
        free_norm=sqrt(square) or 1.0,
        norm=sqrt(whole) or 1.0,
        day=day_of(article),
        roundup=_is_roundup(article.body),
    )
