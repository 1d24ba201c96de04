"""The store: what comes in, what is known, what is newer, and that all of it is accounted for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from store_servers import document, put, read_article, record

from briefing.ledger import Ledger
from briefing.models import Decision, Outcome
from briefing.store import Counts
from briefing.store.store import Store

pytest_plugins = ["store_fixtures"]

LONG = "딥시크가 새 모델을 공개했다. 가격은 종전의 절반이다. 업계는 경쟁이 거세질 것으로 본다."
REVISED = (
    "딥시크가 새 모델을 공개했다. 가격은 종전의 3분의 1이다. 업계는 경쟁이 거세질 것으로 본다."
)
OTHER = "국가통계국은 소비자물가가 0.3% 올랐다고 밝혔다. 넉 달 만에 오름세로 돌아섰다."
ADDRESS = "https://www.hangang.example/news/articleView.html?idxno=25042901"


def bodies(store: Store) -> list[str]:
    """The bodies of all articles, in order."""
    return [article.body for article in store.articles()]


def test_articles_come_back_as_they_were_parsed(store: Store) -> None:
    """Every field survives, the time with its own offset; the bytes of the document too."""
    given = document(record(LONG, url=ADDRESS, title="딥시크 새 모델", authors=["김도윤"]))
    (parsed,) = read_article(given, lambda _: None)
    assert put(store, given) == Counts(new=1)
    assert list(store.articles()) == [parsed]
    kept = store.article(parsed.id)
    assert kept == parsed
    assert str(kept.published) == str(parsed.published)
    assert store.document(parsed.id) == given
    assert store.newest() == parsed.published


def test_the_same_again_changes_nothing(store: Store) -> None:
    """A second intake finds everything known, also when the lines of a file have moved."""
    first = [document(record(LONG), "a.jsonl#L1"), document(record(OTHER), "a.jsonl#L2")]
    put(store, *first)
    before = list(store.articles()), list(store.intake_decisions())
    assert put(store, *first) == Counts(known=2)
    moved = [
        document(record(LONG), "a.jsonl#L2", day=19),
        document(record(OTHER), "a.jsonl#L3", day=19),
    ]
    assert put(store, *moved) == Counts(known=2)
    assert (list(store.articles()), list(store.intake_decisions())) == before


def test_a_page_fetched_again_is_known_when_its_text_is(store: Store) -> None:
    """Other bytes at the same address with the same article in them bring nothing new."""
    put(store, document(record(LONG, url=ADDRESS), ADDRESS, source="한강일보"))
    again = document(record(LONG, url=ADDRESS, counter=7), ADDRESS, day=19, source="한강일보")
    assert put(store, again) == Counts(known=1)
    assert list(store.intake_decisions()) == []


@pytest.mark.parametrize("fields", [{"url": ADDRESS}, {"id": "KO-17"}])
def test_a_revised_text_is_a_newer_version(store: Store, fields: dict[str, object]) -> None:
    """Known by its address or its id: the latest text counts, the older one stays for receipts."""
    put(store, document(record(LONG, **fields)))
    (old,) = store.articles()
    assert put(store, document(record(REVISED, **fields), day=19)) == Counts(updated=1)
    (new,) = store.articles()
    assert (new.id, new.body) == (old.id, REVISED)
    assert store.article(old.id) == new
    assert store.article(old.id, old.sha256) == old
    (line,) = store.intake_decisions()
    assert (line.subject, line.outcome, line.rule) == (f"{old.id}@1", Outcome.MERGED, "updated")


def test_a_text_can_return_to_what_it_was(store: Store) -> None:
    """A, then B, then A again: the third version counts, and is found."""
    for day, text in enumerate((LONG, REVISED, LONG), 18):
        put(store, document(record(text, url=ADDRESS, day=day), ADDRESS, day=day))
    assert bodies(store) == [LONG]
    assert len(store.search("절반")) == 1
    assert store.search("3분의") == []
    assert [line.rule for line in store.intake_decisions()] == ["updated", "updated"]


def test_a_corrected_headline_or_date_is_a_newer_version(store: Store) -> None:
    """The body may stay the same: what readers see has changed."""
    put(store, document(record(LONG, url=ADDRESS, title="딥시크, 새 모델"), ADDRESS))
    corrected = record(LONG, url=ADDRESS, title="딥시크, 새 모델 공개")
    assert put(store, document(corrected, ADDRESS, day=19)) == Counts(updated=1)
    assert [article.headline for article in store.articles()] == ["딥시크, 새 모델 공개"]


def test_a_text_cut_short_does_not_replace_the_whole(store: Store) -> None:
    """A feed that gives only the beginning brings nothing new."""
    put(store, document(record(LONG, url=ADDRESS), ADDRESS))
    cut = record(LONG[:40] + "…", url=ADDRESS)
    assert put(store, document(cut, ADDRESS, day=19)) == Counts(known=1)
    assert bodies(store) == [LONG]


def test_one_id_on_two_texts_is_two_articles(store: Store) -> None:
    """Files number their articles from 1: nothing is lost, and each has an id of its own."""
    pair = [
        document(record(LONG, id="1"), "a.jsonl#L1"),
        document(record(OTHER, id="1"), "b.jsonl#L1"),
    ]
    assert put(store, *pair) == Counts(new=2)
    ids = [article.id for article in store.articles()]
    assert ids[0] == "1"
    assert ids[1].startswith("1~")
    assert put(store, *pair) == Counts(known=2)


def test_an_address_used_anew_is_another_article(store: Store) -> None:
    """A live page with quite another text the next day does not hide yesterday's."""
    put(store, document(record(LONG, url=ADDRESS), ADDRESS))
    assert put(store, document(record(OTHER, url=ADDRESS), ADDRESS, day=19)) == Counts(new=1)
    assert bodies(store) == [LONG, OTHER]


def test_exact_copies_stop_here_and_are_on_record(store: Store) -> None:
    """The same text from another place, twice in one file, or under another id is merged."""
    counts = put(
        store,
        document(record(LONG, id="A"), "a.jsonl#L1"),
        document(record(LONG, id="B"), "a.jsonl#L2"),
        document(record(LONG, id="A"), "b.jsonl#L9"),
        document(record(OTHER), "c.jsonl#L1"),
        document(record(OTHER), "c.jsonl#L2"),
    )
    assert counts == Counts(new=2, copies=3)
    assert len(bodies(store)) == 2
    merged = list(store.intake_decisions())
    assert {line.rule for line in merged} == {"exact-duplicate"}
    assert len({line.subject for line in merged} | {a.id for a in store.articles()}) == 5
    assert "of A, from b.jsonl#L9" in [line.detail for line in merged]


def test_a_copy_that_is_revised_becomes_an_article(store: Store) -> None:
    """An outlet that rewrites the wire report it had copied is no copy any more."""
    put(store, document(record(LONG, id="A"), "a.jsonl#L1"))
    put(store, document(record(LONG, id="B"), "b.jsonl#L1"))
    assert put(store, document(record(REVISED, id="B"), "b.jsonl#L1", day=19)) == Counts(updated=1)
    assert {(a.id, a.body) for a in store.articles()} == {("A", LONG), ("B", REVISED)}
    assert [line.subject for line in store.intake_decisions()] == ["B@1"]


def test_the_sum_of_a_week_holds(store: Store) -> None:
    """Articles, copies, older versions, documents without text: each counts once, in its week."""
    last_week = "2026-11-11T09:00:00+09:00"
    put(
        store,
        document(record(LONG, id="A"), "a.jsonl#L1"),
        document(record(LONG, id="B"), "a.jsonl#L2"),
        document(record(OTHER, id="C", published=last_week), "a.jsonl#L3"),
        document(record("", id="D"), "a.jsonl#L4"),
        document(
            record("날짜가 없는 글이다. 그래도 남는다.", id="E", published=None), "a.jsonl#L5"
        ),
        document(record(REVISED, id="A"), "a.jsonl#L6"),
    )
    week = datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)
    assert sorted(article.id for article in store.articles(*week)) == ["A", "E"]
    ledger = Ledger(store.intake_decisions(*week))
    assert ledger.tally() == {Outcome.MERGED: 2, Outcome.DROPPED: 1}
    assert set(ledger.outcomes()) == {"A@1", "B", "a.jsonl#L4"}
    assert [a.id for a in store.articles(until=week[0])] == ["C"]


def test_notes_of_the_parser_follow_the_article(store: Store) -> None:
    """A cut is noted under the id that the article is kept under, also when that is a new one."""
    byline = "더지엠뉴스 김완석 기자 | "
    put(store, document(record(OTHER, id="1"), "a.jsonl#L1"))
    put(store, document(record(byline + LONG, id="1"), "b.jsonl#L1"))
    (article,) = (article for article in store.articles() if article.body == LONG)
    notes = [line for line in store.intake_decisions() if line.outcome is Outcome.NOTED]
    assert notes
    assert {line.subject for line in notes} == {article.id}


def test_items_of_a_digest_keep_their_parent(store: Store) -> None:
    """One document, several articles; each item has a version history of its own."""
    text = "오늘의 소식\n■ 딥시크 새 모델\n" + LONG + "\n■ 소비자물가\n" + OTHER + "\n"
    put(store, document(record(text, url=ADDRESS, title="간추린 뉴스"), ADDRESS))
    items = list(store.articles())
    assert len(items) == 2
    revised = record(text.replace(LONG, REVISED), url=ADDRESS, title="간추린 뉴스")
    assert put(store, document(revised, ADDRESS, day=19)).updated == 1
    assert {a.id for a in store.articles()} == {a.id for a in items}


def test_decisions_are_in_the_order_they_were_made(store: Store) -> None:
    """The ledger of an intake reads like the intake."""
    texts = [f"더지엠뉴스 김완석 기자 | {n}번째 글이다. {OTHER}" for n in range(5)]
    put(
        store, *(document(record(text, id=str(n)), f"a.jsonl#L{n}") for n, text in enumerate(texts))
    )
    lines: list[Decision] = list(store.intake_decisions())
    assert [line.subject for line in lines] == ["0", "1", "2", "3", "4"]
