"""Across editions: nothing is told twice, and what has moved on says where it began."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import yaml

from briefing.analysis import analyse_articles
from briefing.desk import Desk
from briefing.followups import EarlierStory, Followup, follow_up, within_reach
from briefing.ledger import Ledger
from briefing.models import Article, Outcome, Precision, Story
from briefing.store import PublishedStory

REPORTS = yaml.safe_load(
    (Path(__file__).parent / "data" / "followups" / "reports.yaml").read_text(encoding="utf-8")
)
FIRST, RETOLD, MOVED_ON = REPORTS["first"], REPORTS["retold"], REPORTS["moved_on"]
ENGLISH, UNRELATED = REPORTS["english"], REPORTS["unrelated"]


def article(name: str, body: str, day: int, language: str = "ko") -> Article:
    """An article of November 2026."""
    published = datetime(2026, 11, day, 9, tzinfo=UTC)
    outlet = f"outlet of {name}"
    return Article(
        name, body[:40], body, language, outlet=outlet, published=published, precision=Precision.DAY
    )


def alone(one: Article) -> Story:
    """A story of one article."""
    return Story(f"story-{one.id}", one, (one,))


def earlier(
    desk: Desk, *articles: Article, edition: str = "2026-W46", day: int = 15
) -> EarlierStory:
    """A story of an edition that ended on `day`."""
    analyses = tuple(analyse_articles(articles, desk))
    headline = articles[0].headline
    return EarlierStory(edition, f"of-{edition}", date(2026, 11, day), headline, analyses)


def told(
    desk: Desk, stories: list[Story], *published: EarlierStory
) -> tuple[list[str], dict[str, Followup], Ledger]:
    """Ids of the stories that go on, the follow-ups, and the ledger."""
    articles = [one for story in stories for one in (*story.articles, *story.copies)]
    analyses = {one.article.id: one for one in analyse_articles(articles, desk)}
    ledger = Ledger()
    kept, followups = follow_up(
        stories,
        analyses,
        published,
        rules=desk.story_rules,
        settings=desk.settings.followups,
        report=ledger.report,
    )
    return [story.id for story in kept], followups, ledger


def test_without_earlier_editions_every_story_goes_on(desk: Desk) -> None:
    """Nothing is compared, nothing reported."""
    kept, followups, ledger = told(desk, [alone(article("1", FIRST, 16))])
    assert (kept, followups, list(ledger)) == (["story-1"], {}, [])


def test_an_article_that_was_printed_is_not_printed_again(desk: Desk) -> None:
    """Known by its id, or by its text under another id."""
    old = article("1", FIRST, 14)
    published = earlier(desk, old)
    for again in (old, replace(old, id="2")):
        kept, followups, ledger = told(desk, [alone(again)], published)
        assert (kept, followups) == ([], {})
        (line,) = ledger
        assert (line.outcome, line.rule) == (Outcome.DROPPED, "already-published")
        assert "2026-W46" in line.detail


def test_the_same_event_told_by_another_outlet_is_not_news(desk: Desk) -> None:
    """Other words, the same figures and names: dropped, in the other language as well."""
    published = earlier(desk, article("1", FIRST, 14))
    retold = alone(article("2", RETOLD, 16))
    english = alone(article("3", ENGLISH, 16, "en"))
    other = alone(article("4", UNRELATED, 16))
    kept, followups, ledger = told(desk, [retold, english, other], published)
    assert (kept, followups) == (["story-4"], {})
    assert {line.subject for line in ledger} == {"2", "3"}


def test_a_week_later_the_same_is_still_not_news(desk: Desk) -> None:
    """From one edition's first days to the next edition's; a month later nothing is compared."""
    published = earlier(desk, article("1", FIRST, 10))
    kept, _, _ = told(desk, [alone(article("2", FIRST + " 끝.", 17))], published)
    assert kept == []
    kept, _, _ = told(desk, [alone(article("2", FIRST + " 끝.", 28))], published)
    assert kept == ["story-2"]


def test_a_story_that_has_moved_on_is_a_follow_up(desk: Desk) -> None:
    """With the earlier edition, its last day, its headline, and what is new."""
    old = article("1", FIRST, 14)
    kept, followups, ledger = told(desk, [alone(article("2", MOVED_ON, 16))], earlier(desk, old))
    assert kept == ["story-2"]
    found = followups["story-2"]
    assert (found.edition, found.story) == ("2026-W46", "of-2026-W46")
    assert found.until == date(2026, 11, 15)
    assert found.headline == old.headline
    assert "0.14달러" in found.news
    assert "텐센트" in found.news
    assert not any("6710억" in one for one in found.news)
    (line,) = ledger
    assert (line.outcome, line.rule) == (Outcome.NOTED, "follow-up")


def test_an_article_with_a_newer_text_can_come_back(desk: Desk) -> None:
    """The same id with new facts is a follow-up; with the same facts it is not."""
    published = earlier(desk, article("1", FIRST, 14))
    kept, followups, _ = told(desk, [alone(article("1", MOVED_ON, 16))], published)
    assert kept == list(followups) == ["story-1"]
    kept, _, _ = told(desk, [alone(article("1", RETOLD, 16))], published)
    assert kept == []


def test_what_any_earlier_edition_told_is_known(desk: Desk) -> None:
    """A follow-up of a follow-up names the latest, and must be newer than both."""
    first = earlier(desk, article("1", FIRST, 12), edition="2026-W45", day=12)
    second = earlier(desk, article("2", MOVED_ON, 14))
    kept, _, _ = told(desk, [alone(article("3", MOVED_ON + " 끝.", 16))], first, second)
    assert kept == []
    more = MOVED_ON.replace("230만 회", "580만 회").replace("텐센트", "바이두")
    _, followups, _ = told(desk, [alone(article("3", more, 16))], second, first)
    assert followups["story-3"].edition == "2026-W46"


def test_the_sum_holds_for_a_dropped_story(desk: Desk) -> None:
    """The lead is dropped, its other articles stay merged, with a note."""
    lead, other = article("2", RETOLD, 16), article("3", RETOLD + " 업계가 주목한다.", 16)
    copy = article("4", RETOLD + " 끝.", 16)
    story = Story("story", lead, (lead, other), copies=(copy,))
    _, _, ledger = told(desk, [story], earlier(desk, article("1", FIRST, 14)))
    outcomes = {line.subject: line.outcome for line in ledger}
    assert outcomes == {"2": Outcome.DROPPED, "3": Outcome.NOTED, "4": Outcome.NOTED}


def test_only_stories_within_reach_are_read_again(desk: Desk) -> None:
    """Those of the last days, undated ones, and those that share an article."""

    def published(name: str, *articles: Article) -> PublishedStory:
        return PublishedStory("2026-W46", 46, date(2026, 11, 15), name, "", articles)

    recent, old = article("1", FIRST, 13), article("2", UNRELATED, 1)
    undated = replace(old, id="3", published=None, precision=Precision.UNKNOWN)
    shared = replace(old, id="4")
    stories = [
        published("recent", old, recent),
        published("old", old),
        published("undated", undated),
        published("shared", shared),
    ]
    articles = [replace(shared, body=RETOLD)]
    found = within_reach(stories, articles, date(2026, 11, 16), desk.story_rules)
    assert [one.id for one in found] == ["recent", "undated", "shared"]
