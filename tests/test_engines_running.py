"""Running an engine: cache, budget, batches, partial failure, the gate and the one retry."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from engine_server import Call, Reply, in_turn, serving

from briefing.assets import packaged
from briefing.bilingual.engines import (
    EngineError,
    EngineFailure,
    Machine,
    Markup,
    NoCache,
    Passage,
    Runner,
    SqliteCache,
    open_machine,
)
from briefing.bilingual.engines.cache import Answer, Cache, cache_key
from briefing.bilingual.engines.machine import Fall
from briefing.bilingual.request import Request
from briefing.bilingual.settings import TranslationSettings
from briefing.figures import find_figures
from briefing.language import tokenise
from briefing.models import Origin, Rendering
from briefing.names import Glossary, find_names, load_glossary

DAY = date(2025, 5, 5)
Reading = Callable[[str], "str | EngineFailure"]


class Echo:
    """An engine that answers what `reading` makes of each text, and keeps what it was asked."""

    name, version = "Echo", "1"

    def __init__(
        self, reading: Reading = str.upper, *, batch: int = 10, markup: Markup | None = None
    ) -> None:
        self.batch, self.markup = batch, markup
        self.asked: list[list[str]] = []
        self.terms: list[dict[str, str]] = []
        self._reading = reading

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, terms: Mapping[str, str]
    ) -> list[str | EngineFailure]:
        """What `reading` makes of them."""
        self.asked.append(list(texts))
        self.terms.append(dict(terms))
        return [self._reading(text) for text in texts]


def runner(engine: Echo, kept: Cache | None = None, budget: int = 1000) -> Runner:
    """A run of an engine."""
    return Runner(engine, kept or NoCache(), budget=budget, today=DAY)


def passages(*texts: str) -> list[Passage]:
    """Texts on their way from Korean to English."""
    return [Passage(text, "ko", "en") for text in texts]


def texts_of(answers: Sequence[Answer | EngineFailure]) -> list[str]:
    """Each answer's text, or the reason of its failure in brackets."""
    return [a.text if isinstance(a, Answer) else f"[{a.reason}]" for a in answers]


# Cache


def test_an_answer_is_asked_for_once(tmp_path: Path) -> None:
    """Also by a later run, which keeps the day on which it was made."""
    first, second = Echo(), Echo()
    runner(first, SqliteCache(tmp_path / "desk" / "cache.sqlite3")).run(passages("a", "b", "a"))
    later = Runner(
        second, SqliteCache(tmp_path / "desk" / "cache.sqlite3"), budget=0, today=date(2026, 1, 1)
    )
    answers = later.run(passages("b", "a"))
    assert first.asked == [["a", "b"]]
    assert second.asked == []
    assert answers == [Answer("B", DAY), Answer("A", DAY)]


def test_the_key_tells_apart_what_must_differ() -> None:
    """Engine, model, text, direction and terms; the order of the terms does not count."""
    other = Echo()
    other.version = "2"
    terms = {"나": "I", "너": "you"}
    keys = {
        cache_key(Echo(), "a", source="ko", target="en", terms={}),
        cache_key(other, "a", source="ko", target="en", terms={}),
        cache_key(Echo(), "b", source="ko", target="en", terms={}),
        cache_key(Echo(), "a", source="en", target="ko", terms={}),
        cache_key(Echo(), "a", source="ko", target="en", terms=terms),
    }
    assert len(keys) == 5
    turned = dict(reversed(terms.items()))
    assert cache_key(Echo(), "a", source="ko", target="en", terms=turned) in keys


def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    """The next run asks again."""
    kept = SqliteCache(tmp_path / "cache.sqlite3")
    runner(Echo(lambda _: EngineFailure("tired")), kept).run(passages("a"))
    assert texts_of(runner(Echo(), kept).run(passages("a"))) == ["A"]


def test_a_cache_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    """It is a folder, or no database."""
    with pytest.raises(EngineError, match="cannot be opened"):
        SqliteCache(tmp_path)
    (tmp_path / "text").write_text("no database " * 100)
    with pytest.raises(EngineError, match="cannot be opened"):
        SqliteCache(tmp_path / "text")


# Batches, budget, partial failure


def test_batches_hold_one_direction_and_no_more_than_they_may() -> None:
    """The answers come back in the order of the passages."""
    engine = Echo(batch=2)
    given = [
        *passages("a", "b"),
        Passage("x", "en", "ko"),
        *passages("c"),
    ]
    assert texts_of(runner(engine).run(given)) == ["A", "B", "X", "C"]
    assert engine.asked == [["a", "b"], ["c"], ["x"]]


def test_the_budget_counts_what_is_sent() -> None:
    """What does not fit any more falls; a shorter text after it may still fit."""
    engine = Echo(batch=3)
    answers = runner(engine, budget=6).run(passages("aaaa", "bbbb", "cc"))
    assert texts_of(answers) == ["AAAA", "[the budget of this run is spent]", "CC"]
    assert sum(len(text) for batch in engine.asked for text in batch) == 6


def test_one_bad_text_costs_only_itself() -> None:
    """A batch that fails as a whole is halved until the cause is alone."""

    def reading(text: str) -> str:
        if text == "bad":
            raise EngineError("cannot read this")
        return text.upper()

    engine = Echo(reading, batch=8)
    answers = runner(engine).run(passages("a", "b", "bad", "c"))
    assert texts_of(answers) == ["A", "B", "[cannot read this]", "C"]


def test_a_final_error_ends_the_requests_of_the_run() -> None:
    """With a refused key the other batches would fare no better; what came before stands."""

    def reading(text: str) -> str:
        if text == "b":
            raise EngineError("the key was refused", is_final=True)
        return text.upper()

    engine = Echo(reading, batch=1)
    answers = runner(engine).run(passages("a", "b", "c"))
    assert texts_of(answers) == ["A", "[the key was refused]", "[the key was refused]"]
    assert len(engine.asked) == 2


# Names and figures, the gate, the retry


@cache
def glossary() -> Glossary:
    """The packaged glossary."""
    return load_glossary(packaged("seeds") / "glossary.csv")


def request(text: str) -> Request:
    """A Korean sentence with its names and figures."""
    tokens = tokenise(text, "ko")
    return Request(
        text,
        "ko",
        "en",
        names=find_names(text, "ko", tokens, glossary()),
        figures=find_figures(text, "ko", tokens),
    )


SENTENCE = request("바이두는 9억1천만 회를 3개월 만에 기록했다.")
GOOD = "Baidu recorded 910 million in three months."


def translated(engine: Echo, *requests: Request) -> list[Rendering | Fall]:
    """What level 4 makes of the requests."""
    return Machine(runner(engine), glossary()).translate(requests)


def test_names_and_large_figures_are_written_in() -> None:
    """In the engine's own markup, the rest escaped."""
    engine = Echo(lambda _: GOOD, markup=Markup("<keep>", "</keep>", is_xml=True))
    (rendering,) = translated(
        engine, request("바이두는 <R&D>로 9억1천만 회를 3개월 만에 기록했다.")
    )
    (text,) = engine.asked[0]
    assert text.startswith("<keep>Baidu</keep>는 &lt;R&amp;D&gt;로 <keep>910 million")
    assert "3개월" in text
    assert isinstance(rendering, Rendering)


def test_an_engine_without_markup_gets_terms() -> None:
    """The sentence goes as it is."""
    engine = Echo(lambda _: GOOD)
    (rendering,) = translated(engine, SENTENCE)
    assert engine.asked == [[SENTENCE.text]]
    assert engine.terms[0]["바이두"] == "Baidu"
    assert isinstance(rendering, Rendering)
    assert (rendering.origin, rendering.text) == (Origin.MACHINE, GOOD)
    assert rendering.attribution == "Echo, 2025-05-05"
    assert all(check.passed for check in rendering.checks)


def test_what_the_gate_stops_is_tried_once_more_with_every_term() -> None:
    """The second answer is taken when it passes."""
    engine = Echo(lambda text: GOOD if "three months" in text or "3 months" in text else "Baidu.")
    (rendering,) = translated(engine, SENTENCE)
    assert isinstance(rendering, Rendering)
    first, second = engine.asked
    assert first == [SENTENCE.text]
    assert second[0].startswith("Baidu는 910 million")


def test_what_fails_twice_falls_with_the_reason() -> None:
    """It is not shown; the ledger gets what the engine said, and no third try is made."""
    engine = Echo(lambda _: "Tencent recorded 91 million in three months.")
    (fall,) = translated(engine, SENTENCE)
    assert isinstance(fall, Fall)
    assert fall.rule == "gate-failed"
    assert "Baidu is missing" in fall.detail
    assert "91 million is not in the source" in fall.detail
    assert "it said: Tencent recorded" in fall.detail
    assert len(engine.asked) == 2


def test_terms_do_not_mend_a_lost_negation() -> None:
    """It falls at once."""
    engine = Echo(lambda _: "Baidu disclosed the price.")
    (fall,) = translated(engine, request("바이두는 가격을 공개하지 않았다."))
    assert isinstance(fall, Fall)
    assert "negation is lost" in fall.detail
    assert len(engine.asked) == 1


def test_partial_failure_costs_only_its_own_sentences() -> None:
    """The others of the batch are rendered."""
    engine = Echo(lambda text: EngineFailure("no text") if "텐센트" in text else "Baidu denied it.")
    given = request("바이두는 부인했다."), request("텐센트는 부인했다.")
    first, second = translated(engine, *given)
    assert isinstance(first, Rendering)
    assert second == Fall("engine-failed", "no text")


# From the settings to a server


def options(**values: object) -> TranslationSettings:
    """Settings of a LibreTranslate server, without pauses."""
    given = {"engine": "libretranslate", "pause_seconds": 0, "retries": 1, **values}
    return TranslationSettings.model_validate(given)


def test_without_an_engine_there_is_no_level_4() -> None:
    """Nothing is opened."""
    assert open_machine(TranslationSettings.model_validate({}), glossary(), today=DAY) is None


def test_a_desk_translates_by_its_own_server(tmp_path: Path) -> None:
    """Written in, sent, read, checked, kept in the desk's cache."""

    def answer(call: Call) -> Reply:
        said = [text.replace("는 부인했다.", " denied it.") for text in call.body["q"]]
        return Reply({"translatedText": said})

    given = [request("바이두는 부인했다."), request("텐센트는 부인했다.")]
    with serving(answer) as server:
        for _ in range(2):
            machine = open_machine(
                options(address=server.address), glossary(), today=DAY, folder=tmp_path
            )
            assert machine is not None
            results = machine.translate(given)
            shown = [r.text for r in results if isinstance(r, Rendering)]
            assert shown == ["Baidu denied it.", "Tencent denied it."]
    assert len(server.calls) == 1
    assert (tmp_path / "translations.sqlite3").is_file()


def test_a_server_that_breaks_midway_costs_what_it_had_not_answered() -> None:
    """One batch is rendered, the next falls with the service's words."""

    def good(call: Call) -> Reply:
        return Reply(
            {"translatedText": [t.replace("는 부인했다.", " denied it.") for t in call.body["q"]]}
        )

    calls: list[Call] = []

    def answer(call: Call) -> Reply:
        calls.append(call)
        return good(call) if len(calls) == 1 else Reply({"error": "out of memory"}, 500)

    with serving(answer) as server:
        machine = open_machine(options(address=server.address, batch=1), glossary(), today=DAY)
        assert machine is not None
        first, second = machine.translate(
            [request("바이두는 부인했다."), request("텐센트는 부인했다.")]
        )
    assert isinstance(first, Rendering)
    assert isinstance(second, Fall)
    assert second.rule == "engine-failed"
    assert "out of memory" in second.detail


def test_the_cache_holds_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does any file of the desk."""
    monkeypatch.setenv("BRIEFING_LIBRETRANSLATE_KEY", "k3y-0f-the-desk")
    with serving(in_turn(Reply({"translatedText": ["Baidu denied it."]}))) as server:
        machine = open_machine(
            options(address=server.address), glossary(), today=DAY, folder=tmp_path
        )
        assert machine is not None
        machine.translate([request("바이두는 부인했다.")])
    assert "k3y-0f-the-desk" in json.dumps(server.calls[0].body)
    assert all(b"k3y-0f-the-desk" not in path.read_bytes() for path in tmp_path.iterdir())
