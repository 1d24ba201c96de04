"""Any JSON, from a file or a feed, builds and is kept: clean once, where text enters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_servers import document, put

from briefing.desk import Desk
from briefing.editions import load_articles, save_edition
from briefing.errors import BriefingError
from briefing.intake import from_files
from briefing.ledger import Ledger, load_ledger
from briefing.models import Document
from briefing.pipeline import compose_edition
from briefing.sources import Received
from briefing.store import open_store
from briefing.store.store import Store

pytest_plugins = ["store_fixtures"]

NAMES = ("id", "url", "title", "text", "published", "outlet", "authors", "language", "sample")
ODD = st.text(st.characters(), max_size=20) | st.sampled_from(
    ["\0", "a\0b", "\ud800", "\udfff제목", "https://a.example/\udc80?x=\0", "2025-05-01\0"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ODD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ODD, inner, max_size=3),
    max_leaves=5,
)
BODY = "남산연구소가 새 모델을 공개했다. 매개변수는 700억 개라고 밝혔다."
RECORDS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6) | st.dictionaries(
    st.sampled_from(NAMES), ODD, max_size=9
)


def written(records: list[Any], folder: Path) -> Path:
    """The records as JSON Lines, in ASCII, which can carry broken Unicode."""
    path = folder / "odd.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
    return path


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(RECORDS | VALUES, max_size=4))
def test_any_json_builds_from_files(desk: Desk, records: list[Any]) -> None:
    """The good article beside it is read, and what was read can be written and read back."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        ledger = Ledger()
        good = {"id": "good", "text": BODY, "published": "2025-05-01"}
        path = written([*records, good], folder)
        articles, period = from_files([path], desk, None, True, ledger)
        edition = compose_edition(articles, period, desk, ledger, everything=True)
        save_edition(folder / "all", edition.brief, edition.articles, ledger)
        assert BODY in {one.body for one in load_articles(folder / "all").values()}
        assert load_ledger(folder / "all" / "ledger.jsonl").tally() == ledger.tally()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """One store for all examples, on either database."""
    if request.param == "sqlite":
        location = str(tmp_path_factory.mktemp("store") / "briefing.db")
    else:
        location = request.getfixturevalue("postgresql").location()
    with open_store(location) as store:
        yield store


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(RECORDS, ODD)
def test_any_json_goes_into_a_store(shared: Store, fields: dict[str, Any], place: str) -> None:
    """Received or taken in, it is kept or dropped with a line, and the same again is known."""
    from store_servers import read_article

    content = json.dumps({"text": BODY, **fields}).encode()
    fetched_at = document({}).fetched_at
    odd = Document(f"{place}#L1", "application/json", content, fetched_at, place)
    again = Document("b.jsonl#L1", "application/json", content, fetched_at, "b.jsonl")
    put(shared, odd)
    assert put(shared, odd).new == 0
    keeper = shared.keeper(read_article)
    keeper.receive("odd", Received([odd, again]))
    keeper.take_in("odd")
    assert keeper.waiting() == []
    list(shared.articles())
    list(shared.intake_decisions())


def test_a_file_whose_name_is_no_text(desk: Desk, tmp_path: Path) -> None:
    """It is read like any other, and its name is written as far as it is text."""
    path = Path(str(tmp_path / "a") + "\udcff.txt")
    path.write_text(BODY + "\n", "utf-8")
    ledger = Ledger()
    try:
        articles, _ = from_files([tmp_path], desk, None, True, ledger)
    except BriefingError as error:
        pytest.fail(str(error))
    assert [one.source for one in articles] == [f"{tmp_path.as_posix()}/a\ufffd.txt#L1"]
