"""A build from the store: the brief that files give, a ledger that adds up, nothing told twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from store_servers import document, read_article, record

from briefing.desk import Desk
from briefing.ledger import Ledger
from briefing.models import Document, Outcome, Reporter
from briefing.periods import week_period
from briefing.pipeline import Edition, build_edition
from briefing.sources import read_documents
from briefing.store.store import Store

pytest_plugins = ["store_fixtures"]

WEEK = week_period("2025-W18")


@pytest.fixture
def filled(store: Store, sample_week: Path) -> Store:
    """The sample week in a store, with a copy, a revised text, and what cannot be read."""
    copied = record("같은 글이다. 어디서나 같다.", id="X1", published="2025-04-29")
    extra = [
        document(copied, "a.jsonl#L1", day=1),
        document({**copied, "id": "X2"}, "b.jsonl#L1", day=1),
        document({**copied, "text": "같은 글이다. 이제는 다르다."}, "a.jsonl#L1", day=2),
        document(record("", published="2025-04-29"), "a.jsonl#L2", day=1),
        document(record("지난주의 글이다.", published="2025-04-22"), "a.jsonl#L3", day=1),
    ]

    def read(report: Reporter) -> list[Document]:
        return [*read_documents([sample_week], report=report), *extra]

    store.ingest(read, read_article)
    return store


def test_a_build_from_the_store_is_the_build_from_files(
    filled: Store, sample: Edition, desk: Desk
) -> None:
    """The same stories in the same words; a second build changes nothing."""
    built = build_edition((), desk, period=WEEK, store=filled)
    assert built.brief.sections == sample.brief.sections
    assert filled.brief("2025-W18") == built.brief
    assert filled.decisions("2025-W18") == list(built.ledger)
    again = build_edition((), desk, period=WEEK, store=filled)
    assert again.brief == built.brief
    assert [one.name for one in filled.editions()] == ["2025-W18"]


def test_the_ledger_of_a_stored_week_adds_up(filled: Store, desk: Desk) -> None:
    """Kept, merged and dropped are all that came in for the week, by the store's own count."""
    built = build_edition((), desk, period=WEEK, store=filled)
    outcomes = built.ledger.outcomes()
    tally = built.ledger.tally()
    assert tally[Outcome.KEPT] + tally[Outcome.MERGED] + tally[Outcome.DROPPED] == len(outcomes)
    assert {"X1", "X1@1", "X2"} <= outcomes.keys()
    current = {article.id for article in built.articles}
    other = Ledger(filled.intake_decisions()).outcomes().keys()
    assert current | other == outcomes.keys() | {"a.jsonl#L2"}
    assert built.brief.colophon.read == len(outcomes)


def test_the_next_edition_does_not_tell_it_again(filled: Store, desk: Desk) -> None:
    """What came in again in the week after is dropped, and the ledger names the edition."""
    built = build_edition((), desk, period=WEEK, store=filled)
    printed = built.stories[0].lead
    later = replace(printed, id="again")
    text = record(
        later.body + "\n이상이다.", title=later.headline, published="2025-05-05", id="again"
    )
    filled.ingest(lambda _: [document(text, "later.jsonl#L1")], read_article)
    following = build_edition((), desk, period=week_period("2025-W19"), store=filled)
    decision = following.ledger.outcomes()["again"]
    assert (decision.outcome, decision.rule) == (Outcome.DROPPED, "already-published")
    assert "2025-W18" in decision.detail


def test_a_story_that_goes_on_names_the_edition_that_began_it(filled: Store, desk: Desk) -> None:
    """With new figures and names it comes back, marked as a follow-up."""
    built = build_edition((), desk, period=WEEK, store=filled)
    lead = next(story.lead for story in built.stories if "샤오미" in story.lead.headline)
    text = record(
        "중국 샤오미(小米, Xiaomi)가 5일 오픈소스 추론 모델 ‘미모(MiMo)’의 이용자가 320만 명을 "
        "넘었다고 밝혔다. 샤오미는 엔비디아와 퀄컴에 미모를 얹은 칩 45만 개를 주문했다. "
        + lead.body,
        title="샤오미 오픈소스 AI ‘미모’ 이용자 320만 명",
        published="2025-05-05",
        id="goes-on",
    )
    filled.ingest(lambda _: [document(text, "later.jsonl#L1")], read_article)
    following = build_edition((), desk, period=week_period("2025-W19"), store=filled)
    (item,) = (item for section in following.brief.sections for item in section.items)
    assert item.follows == "2025-W18"
