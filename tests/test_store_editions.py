"""The store: editions, and what fetching remembers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from fixtures_brief import full_brief
from store_servers import document, put, read_article, record

from briefing.models import Article, Brief, Decision, Outcome, Period, Story
from briefing.sources import FetchResult, Keeper, Received, Validators
from briefing.store.store import Store

pytest_plugins = ["store_fixtures"]

LEDGER = [
    Decision("1", "group", Outcome.MERGED, "same-event", 1.25, "with 2"),
    Decision("2", "rank", Outcome.KEPT, "ranked", 0.1 + 0.2, "딥시크"),
    Decision("3", "read", Outcome.DROPPED, "no-text"),
]


def stories_of(brief: Brief) -> list[Story]:
    """A story for each item of a brief."""
    return [
        Story(item.story_id, article, (article,), copies=(replace(article, id=f"{article.id}-c"),))
        for section in brief.sections
        for item in section.items
        if (article := Article(f"a-{item.story_id}", item.headline.text, "본문이다."))
    ]


def dated(brief: Brief, name: str, since: date, until: date) -> Brief:
    """The brief as an edition of other days."""
    return replace(brief, edition=name, period=Period(since, until))


def test_an_edition_comes_back_whole(store: Store) -> None:
    """Brief, ledger with exact scores in order, and the list of editions."""
    brief = full_brief()
    store.save_edition(brief, LEDGER, stories_of(brief))
    assert store.brief(brief.edition) == brief
    assert store.decisions(brief.edition) == LEDGER
    (kept,) = store.editions()
    assert (kept.name, kept.number, kept.since) == (brief.edition, 18, brief.period.since)
    assert kept.made_at == brief.colophon.made_at
    assert store.brief("2031-W01") is None
    assert store.decisions("2031-W01") == []


def test_an_edition_built_again_takes_the_place_of_the_first(store: Store) -> None:
    """Nothing is doubled, nothing of the old one is left."""
    brief = full_brief()
    store.save_edition(brief, LEDGER, stories_of(brief))
    store.save_edition(brief, LEDGER, stories_of(brief))
    assert store.decisions(brief.edition) == LEDGER
    shorter = replace(brief, sections=brief.sections[:1])
    store.save_edition(shorter, LEDGER[:1], stories_of(shorter))
    assert store.brief(brief.edition) == shorter
    assert store.decisions(brief.edition) == LEDGER[:1]
    found = store.published_stories(date.min, date.max)
    assert [story.id for story in found] == sorted(s.id for s in stories_of(shorter))


def test_published_stories_are_those_of_earlier_editions(store: Store) -> None:
    """The latest first, with the articles as they were, copies last."""
    brief = full_brief()
    old = dated(brief, "2025-W17", date(2025, 4, 21), date(2025, 4, 27))
    older = dated(brief, "2025-W10", date(2025, 3, 3), date(2025, 3, 9))
    for one in (old, older, brief):
        store.save_edition(one, LEDGER, stories_of(one))
    found = store.published_stories(date(2025, 4, 1), brief.period.since)
    assert {story.edition for story in found} == {"2025-W17"}
    every = store.published_stories(date(2025, 1, 1), brief.period.since)
    assert [every[0].edition, every[-1].edition] == ["2025-W17", "2025-W10"]
    stories = {story.id: story for story in stories_of(brief)}
    assert all(one.articles == stories[one.id].articles + stories[one.id].copies for one in found)
    assert all(one.until == date(2025, 4, 27) and one.number == 18 for one in found)


def keeper_of(store: Store) -> Keeper:
    """The store as fetching sees it."""
    return store.keeper(read_article)


def test_what_servers_said_of_an_address_lasts(store: Store) -> None:
    """ETag and Last-Modified, by address, also an endless one."""
    address, endless = "https://www.hangang.example/rss", "https://x.example/" + "y" * 9_000
    keeper = keeper_of(store)
    assert keeper.get(address) is None
    keeper.put(address, '"abc"', "")
    keeper.put(address, '"def"', "Wed, 18 Nov 2026 00:00:00 GMT")
    keeper.put(endless, "", "")
    assert keeper_of(store).get(address) == Validators('"def"', "Wed, 18 Nov 2026 00:00:00 GMT")
    assert keeper.get(endless) == Validators()


def test_failures_of_a_source_are_counted_until_it_works_again(store: Store) -> None:
    """The message of the last failure, and when it last went well."""
    keeper = keeper_of(store)
    assert keeper.history("한강일보") is None

    def ended(day: int, *faults: Decision) -> None:
        at = datetime(2026, 11, day, tzinfo=UTC)
        keeper.remember(FetchResult("한강일보", at, 0, 0, faults, failed=bool(faults)))

    fault = Decision("https://x.example", "fetch", Outcome.DROPPED, "timeout", detail="no answer")
    ended(1)
    ended(2, fault)
    ended(3, fault)
    failing = keeper.history("한강일보")
    assert failing
    assert (failing.failures, failing.last_success) == (2, datetime(2026, 11, 1, tzinfo=UTC))
    assert "no answer" in failing.message
    ended(4)
    fine = keeper.history("한강일보")
    assert fine
    assert (fine.failures, fine.last_success) == (0, datetime(2026, 11, 4, tzinfo=UTC))


def test_items_of_a_source_are_counted(store: Store) -> None:
    """Since a day, and when the last one ever came."""
    put(
        store,
        document(record("물가가 올랐다."), "https://x.example/1", day=10, source="한강일보"),
        document(record("환율이 내렸다."), "https://x.example/2", day=18, source="한강일보"),
        document(record("수출이 늘었다."), "https://y.example/1", day=19, source="동해경제"),
    )
    keeper = keeper_of(store)
    noon = datetime(2026, 11, 18, 12, tzinfo=UTC)
    assert keeper.arrivals("한강일보", datetime(2026, 11, 1, tzinfo=UTC)) == (2, noon)
    assert keeper.arrivals("한강일보", datetime(2026, 11, 15, tzinfo=UTC)) == (1, noon)
    assert keeper.arrivals("없는 곳", datetime(2026, 11, 15, tzinfo=UTC)) == (0, None)


def test_fetching_goes_through_the_keeper(store: Store) -> None:
    """What it takes in is in the store; what failed is in the ledger until it can be read."""
    keeper = keeper_of(store)
    page = "https://www.hangang.example/1"

    failed = Decision(page, "fetch", Outcome.DROPPED, "timeout")
    keeper.receive("한강일보", Received(decisions=[failed]))
    assert keeper.take_in("한강일보").new == 0
    assert [line.rule for line in store.intake_decisions()] == ["timeout"]
    keeper.receive("한강일보", Received([document(record("물가가 올랐다."), page)]))
    assert keeper.take_in("한강일보").new == 1
    assert list(store.intake_decisions()) == []


def test_an_address_that_is_reached_again_is_no_longer_dropped(store: Store) -> None:
    """Also when nothing has changed there; what was left out of it stays left out."""
    keeper = keeper_of(store)
    page = "https://www.hangang.example/rss"
    item = Decision(f"{page}#3", "fetch", Outcome.DROPPED, "empty-item")
    reached = Decision(page, "fetch", Outcome.NOTED, "unchanged")
    for decisions in ([item], [Decision(page, "fetch", Outcome.DROPPED, "http-500")], [reached]):
        keeper.receive("한강일보", Received(decisions=decisions))
        keeper.take_in("한강일보")
    assert [line.subject for line in store.intake_decisions()] == [item.subject]
