"""Why two articles were put in one story, in words for the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.models import Analysis, Article, Decision, Outcome
from briefing.stories.events import Scores, cosine
from briefing.stories.evidence import Evidence, figure_key, name_keys
from briefing.stories.rules import StoryRules

_NAMED = 5  # of each kind of evidence


def copy_of(kept: Article, copy: Article, jaccard: float) -> Decision:
    """The ledger's line for a near-duplicate."""
    detail = f"copy of {kept.id}: Jaccard {jaccard:.2f}"
    return Decision(copy.id, "group", Outcome.MERGED, "near-duplicate", jaccard, detail)


def same_event(
    index: int,
    members: Sequence[int],
    analyses: Sequence[Analysis],
    evidence: Sequence[Evidence],
    scores: Scores,
    rules: StoryRules,
) -> Decision:
    """The ledger's line for a member of a story: its closest partner and what they share."""
    pairs = {other: (min(index, other), max(index, other)) for other in members if other != index}
    partner = max(pairs, key=lambda other: (scores.get(pairs[other], 0.0), -other))
    shared = _shared(analyses[index], evidence[index], evidence[partner], rules)
    return Decision(
        subject=analyses[index].article.id,
        stage="group",
        outcome=Outcome.MERGED,
        rule="same-event",
        score=scores.get(pairs[partner]),
        detail=f"with {analyses[partner].article.id}: {'; '.join(shared)}",
    )


def _shared(analysis: Analysis, one: Evidence, other: Evidence, rules: StoryRules) -> Iterator[str]:
    keys = [key for key in one.free if key in other.free]
    as_written = {
        figure_key(figure): figure.text
        for figure in (*analysis.figures, *analysis.headline_figures)
    } | {
        key: mention.entry.en or mention.text
        for mention in (*analysis.names, *analysis.headline_names)
        for key in name_keys(mention, rules)
    }
    for kind in ("name", "figure", "word", "event", "topic"):
        found = [as_written.get(k, k.partition(":")[2]) for k in keys if k.startswith(kind)]
        if found:
            yield f"{kind}s {', '.join(dict.fromkeys(found[:_NAMED]))}"
    yield f"cosine {cosine(one, other):.2f}"
