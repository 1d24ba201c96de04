"""Level 4: names written in, the gate, the one retry, and a server from the settings."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from engine_doubles import DAY, Echo, runner
from engine_server import Call, Reply, in_turn, serving

from briefing.assets import packaged
from briefing.bilingual.engines import (
    EngineFailure,
    Machine,
    Markup,
    open_machine,
)
from briefing.bilingual.engines.machine import Fall
from briefing.bilingual.request import Request
from briefing.bilingual.settings import TranslationSettings
from briefing.figures import find_figures
from briefing.language import tokenise
from briefing.models import Origin, Rendering
from briefing.names import Glossary, find_names, load_glossary

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
