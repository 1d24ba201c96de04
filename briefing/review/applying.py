"""What the editors decided, found again in the stories of a build, and done there.

A story is found by its id, or by the article it is called by, or else by the articles that it had
when the decision was taken: the most in common wins. So a decision holds when another article has
become the lead, or an earlier one has given the story another id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import nearest
from briefing.models import Decision, Outcome, Reporter, Story
from briefing.ranking import RankedStory
from briefing.review.file import FILE, load_review, shown, unknown_keys
from briefing.review.review import NOTHING, Review, StoryReview

STAGE = "review"
UNHEEDED = ("unknown-key", "unknown-story", "unknown-section", "not-in-brief")  # rules


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions on the stories of this build."""

    stories: Mapping[str, StoryReview]  # by the id of the story now
    sha256: str = ""  # of the whole review, see `Review.sha256`

    def on(self, story: Story) -> StoryReview:
        """What was decided on a story; nothing when it is not in the review."""
        return self.stories.get(story.id, NOTHING)

    @property
    def placed(self) -> dict[str, str]:
        """The stories that must be in the brief, with the section where; empty: their own."""
        return {key: one.section for key, one in self.stories.items() if one.is_placed}

    @property
    def comments(self) -> dict[str, dict[str, str]]:
        """The comments by story and language, as `commentary.with_comments` takes them."""
        return {
            key: {"ko": one.comment_ko, "en": one.comment_en}
            for key, one in self.stories.items()
            if one.comment_ko or one.comment_en
        }


UNREVIEWED = Decided({})


def open_review(folder: Path | None, report: Reporter) -> Review:
    """The review of an edition's folder; keys that are not known are reported, not heeded."""
    if folder is None:
        return Review()
    review = load_review(folder)
    for advice in unknown_keys(folder):
        report(_unheeded(FILE, "unknown-key", advice))
    return review


def find_stories(
    review: Review, stories: Sequence[Story], sections: Collection[str], report: Reporter
) -> Decided:
    """The decisions by story; those on stories and sections that are not there are reported."""
    found: dict[str, StoryReview] = {}
    for key, one in review.story.items():
        story = _find(key, one, stories)
        if story is None:
            report(_unheeded(key, "unknown-story", "no such story in this edition"))
            continue
        if one.section and one.section not in sections:
            advice = f"no section {shown(one.section)}: {nearest(one.section, sections)}"
            report(_unheeded(story.lead.id, "unknown-section", advice))
            one = one.model_copy(update={"section": ""})
        found[story.id] = _both(found.get(story.id, NOTHING), one)
    return Decided(found, review.sha256)


def _find(key: str, one: StoryReview, stories: Sequence[Story]) -> Story | None:
    by_id = {story.id: story for story in stories}
    by_article = {a.id: story for story in stories for a in (*story.articles, *story.copies)}
    if story := by_id.get(key) or by_article.get(key):
        return story
    shared = [by_article[article].id for article in one.articles if article in by_article]
    return by_id[max(shared, key=shared.count)] if shared else None


def _both(one: StoryReview, other: StoryReview) -> StoryReview:
    """Two decisions that came to lie on one story; where they differ, the later one holds."""
    return one.model_copy(update=other.model_dump(exclude_defaults=True))


def choose(
    grouped: Iterable[Story], fresh: Iterable[Story], decided: Decided, report: Reporter
) -> list[Story]:
    """The stories that go on to ranking: those with news and those placed, but none dropped."""
    ids = {story.id for story in fresh} | decided.placed.keys()
    chosen = []
    for story in grouped:
        one = decided.on(story)
        if one.drop:
            for article in (*story.articles, *story.copies):
                detail = f"story {story.id} dropped{_by(one)}"
                report(Decision(article.id, STAGE, Outcome.DROPPED, "review", detail=detail))
        elif story.id in ids:
            chosen.append(story)
    return chosen


def arrange(
    ranked: Mapping[str, Sequence[RankedStory]],
    grouped: Iterable[Story],
    decided: Decided,
    report: Reporter,
) -> dict[str, list[RankedStory]]:
    """Every section in the editors' order, and each decision in the ledger, with who took it."""
    sections = {key: _in_order(some, decided) for key, some in ranked.items()}
    printed = {one.story.id for some in sections.values() for one in some}
    for story in grouped:
        one = decided.on(story)
        if one.drop or not one.decides:
            continue
        if story.id in printed:
            for rule, said in _said(story, one):
                detail = f"{said}{_by(one)}"
                report(Decision(story.lead.id, STAGE, Outcome.NOTED, rule, detail=detail))
        else:
            advice = "it fits no section: give it one" if one.is_placed else "it is not printed"
            report(_unheeded(story.lead.id, "not-in-brief", f"story {story.id}: {advice}"))
    return sections


def _in_order(ranked: Sequence[RankedStory], decided: Decided) -> list[RankedStory]:
    """Pinned stories first, then the others by score, those with a position at their place."""
    pinned = [one for one in ranked if decided.on(one.story).pin]
    pinned.sort(key=lambda one: decided.on(one.story).position or len(ranked))
    others = [one for one in ranked if not decided.on(one.story).pin]
    free = [one for one in others if decided.on(one.story).position is None]
    moved = [(decided.on(o.story).position or 1, o) for o in others if o not in free]
    for position, one in sorted(moved, key=lambda pair: pair[0]):
        free.insert(max(position - 1 - len(pinned), 0), one)
    return [*pinned, *free]


def _said(story: Story, one: StoryReview) -> list[tuple[str, str]]:
    """A rule and words for each thing decided on a story."""
    place = f"position {one.position}" if one.position else ""
    where = ", ".join(filter(None, (one.section, place)))
    headlines = [text for text in (one.headline_ko, one.headline_en) if text]
    comments = [name for name in ("ko", "en") if getattr(one, f"comment_{name}")]
    said = (
        ("pin", "pinned" if one.pin else ""),
        ("move", f"moved to {where}" if where else ""),
        ("headline", f"“{story.lead.headline}” → “{'”, “'.join(headlines)}”" if headlines else ""),
        ("comment", f"comment in {', '.join(comments)}" if comments else ""),
    )
    return [(rule, words) for rule, words in said if words]


def _by(one: StoryReview) -> str:
    return f" by {one.by}" if one.by else ""


def _unheeded(subject: str, rule: str, detail: str) -> Decision:
    return Decision(subject, STAGE, Outcome.NOTED, rule, detail=detail)


def unheeded(decisions: Iterable[Decision]) -> list[str]:
    """A line for each part of the review that could not be followed."""
    return [
        f"{FILE}: {d.detail}" if d.subject == FILE else f"{FILE}: {shown(d.subject)}: {d.detail}"
        for d in decisions
        if d.stage == STAGE and d.rule in UNHEEDED
    ]
