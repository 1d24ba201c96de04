"""The order of trust as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from engine_doubles import Echo, runner
from translation_requests import analysed, article, first

from briefing.bilingual.engines import EngineFailure, Machine
from briefing.bilingual.memory import Memory
from briefing.bilingual.related import related
from briefing.bilingual.request import Request
from briefing.bilingual.translator import Task, Translator
from briefing.desk import Desk
from briefing.models import Article, Check, Decision, Origin, Rendering

CASES = Path(__file__).parent / "data" / "related"


# The order of trust


def task(desk: Desk, text: str, *others: Article) -> Task:
    """A Korean sentence in its story."""
    story = analysed(desk, article("ko", text), *others)
    return Task(first(story[0]), story[0].article, story)


REPORT = article("en", "Huawei shipped 800,000 chips.", outlet="Pacific Ledger", id="report")
TEXT = "화웨이는 칩 80만 개를 출하했다."


def test_each_level_is_asked_in_turn(desk: Desk) -> None:
    """The first that has an answer gives it."""
    machine = Machine(runner(Echo(lambda _: "Huawei shipped 800,000 chips.")), desk.glossary)
    memory = Memory()
    one = task(desk, TEXT, REPORT)
    alone = replace(one, story=())
    full = Translator(memory, desk.glossary, machine=machine)
    bare = Translator(memory, desk.glossary)
    assert full.translate_all([one])[0].origin is Origin.RELATED
    assert full.translate_all([alone])[0].origin is Origin.MACHINE
    assert bare.translate_all([alone])[0].origin is Origin.FACTS
    unquoted = Translator(memory, desk.glossary, quotes=False, machine=machine)
    assert unquoted.translate_all([one])[0].origin is Origin.MACHINE
    memory.add(TEXT, "Huawei has shipped 800,000.", source_language="ko", target_language="en")
    assert full.translate_all([one])[0].origin is Origin.REVIEWED
    same = replace(one.request, target="ko")
    assert full.translate(same) == Rendering(TEXT, "ko", Origin.ORIGINAL)


def test_what_a_machine_could_not_give_is_reported(desk: Desk) -> None:
    """With article, rule and reason; the sentence falls to the key facts."""
    said: list[Decision] = []
    for engine, rule, reason in (
        (Echo(lambda _: "Huawei shipped 8 chips."), "gate-failed", "8 chips is not in the source"),
        (Echo(lambda _: EngineFailure("the quota is used up")), "engine-failed", "the quota"),
    ):
        said.clear()
        machine = Machine(runner(engine), desk.glossary)
        translator = Translator(Memory(), desk.glossary, machine=machine, report=said.append)
        (rendering,) = translator.translate_all([task(desk, TEXT)])
        assert rendering.origin is Origin.FACTS
        (decision,) = said
        assert (decision.subject, decision.stage, decision.rule) == ("id-ko", "translate", rule)
        assert TEXT in decision.detail
        assert reason in decision.detail


def test_a_rules_sentence_passes_the_gate_or_is_reported(desk: Desk) -> None:
    """Its own checks stand before the gate's."""
    said: list[Decision] = []

    def rules(request: Request) -> Rendering:
        text = "Huawei shipped 800,000 chips." if "80만" in request.text else "Huawei shipped."
        return Rendering(text, "en", Origin.RULES, checks=(Check("parsed", passed=True),))

    translator = Translator(Memory(), desk.glossary, rules=rules, report=said.append)
    good, bad = translator.translate_all(
        [task(desk, TEXT), task(desk, "화웨이는 칩을 출하하지 않았다.")]
    )
    assert good.origin is Origin.RULES
    assert [check.name for check in good.checks][:2] == ["parsed", "figures"]
    assert bad.origin is Origin.FACTS
    assert "rules: negation: negation is lost" in said[0].detail


def test_many_sentences_go_out_together(desk: Desk) -> None:
    """In the order of the tasks, whatever level each comes from."""
    engine = Echo(lambda text: "Baidu denied it." if "바이두" in text else "Tencent denied it.")
    machine = Machine(runner(engine), desk.glossary)
    tasks = [
        task(desk, "텐센트는 부인했다."),
        task(desk, TEXT, REPORT),
        task(desk, "바이두는 부인했다."),
    ]
    origins = [
        (r.origin, r.text)
        for r in Translator(Memory(), desk.glossary, machine=machine).translate_all(tasks)
    ]
    assert origins == [
        (Origin.MACHINE, "Tencent denied it."),
        (Origin.RELATED, "Huawei shipped 800,000 chips."),
        (Origin.MACHINE, "Baidu denied it."),
    ]
    assert len(engine.asked) == 1


def test_a_date_in_another_report_must_be_the_same_day(desk: Desk) -> None:
    """ "30일" is the 30th of the article's month."""
    korean = article("ko", "화웨이와 샤오미는 지난 28일 새 칩을 함께 공개했다.")
    request = first(analysed(desk, korean)[0])
    assert request.published == date(2025, 4, 30)
    english = article("en", "Huawei and Xiaomi presented a chip together on April 28.", id="e")
    story = analysed(desk, korean, english)
    assert related(request, story) is not None
