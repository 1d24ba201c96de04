"""The list of an edition's stories: printed, left out by a rule, dropped."""

from __future__ import annotations

from dataclasses import replace

from briefing.analysis import analyse_articles
from briefing.desk import Desk
from briefing.followups import EarlierStory, follow_up
from briefing.ledger import Ledger
from briefing.models import Outcome
from briefing.pipeline import Edition
from briefing.review import Review, State, drop, rows_of


def test_each_printed_story_has_a_row_and_the_rest_a_reason(sample: Edition) -> None:
    """In the order of the brief; off-theme stories and those under the floor are left out."""
    rows = rows_of(sample.brief, sample.ledger, sample.articles, Review())
    printed = [item.story_id for section in sample.brief.sections for item in section.items]
    assert [row.story_id for row in rows if row.state is State.PRINTED] == printed
    assert [row.number for row in rows if row.state is State.PRINTED] == [
        *range(1, len(printed) + 1)
    ]
    assert {row.reason for row in rows if row.state is State.LEFT_OUT} >= {"off-theme", "floor"}


def test_a_story_of_an_earlier_edition_is_left_out(sample: Edition, desk: Desk) -> None:
    """What `follow_up` drops is listed by its lead, as what filing and ranking drop is."""
    story = sample.stories[0]
    analyses = tuple(analyse_articles(story.articles, desk))
    before = EarlierStory("2025-W17", "old", sample.brief.period.since, "", analyses)
    ledger = Ledger(sample.ledger)
    kept, _ = follow_up(
        [story],
        {one.article.id: one for one in analyses},
        [before],
        rules=desk.story_rules,
        settings=desk.settings.followups,
        report=ledger.report,
    )
    assert kept == []
    brief = replace(sample.brief, sections=())
    rows = {row.key: row for row in rows_of(brief, ledger, sample.articles, Review())}
    assert (rows[story.lead.id].state, rows[story.lead.id].reason) == (
        State.LEFT_OUT,
        "already-published",
    )


def test_every_stage_that_leaves_a_story_out_is_listed(sample: Edition) -> None:
    """No article that came as far as grouping is dropped by a stage that the list passes over."""
    early = ("read", "parse", "keep")
    dropped = {
        decision.subject
        for decision in sample.ledger.outcomes().values()
        if decision.outcome is Outcome.DROPPED and decision.stage not in early
    }
    rows = rows_of(sample.brief, sample.ledger, sample.articles, Review())
    assert dropped
    assert {row.key for row in rows if row.state is State.LEFT_OUT} == dropped


def test_what_the_review_names_is_always_listed(sample: Edition) -> None:
    """A story that is not there is unknown, one that was dropped is shown by its lead."""
    article = sample.stories[0].lead
    review = drop(drop(Review(), article.id), "nothing")
    rows = rows_of(replace(sample.brief, sections=()), sample.ledger, sample.articles, review)
    assert [(row.key, row.state, row.headlines) for row in rows[-2:]] == [
        (article.id, State.DROPPED, (article.headline,)),
        ("nothing", State.UNKNOWN, ("nothing",)),
    ]
