"""The order of trust: each level is asked in turn, the first that has an answer gives it.

original   the sentence is in that language already
memory     a reviewed translation of exactly this text
outlet     the outlet's own version in that language
related    another report on the story with the same figures and names; quoted, no translation
machine    a configured engine, behind the gate
rules      a sentence made by rule, behind the gate
facts      names, figures and dates by rule; labelled as not being a translation

What an engine or the rules could not give is reported, and why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from briefing.bilingual.engines.machine import Fall, Machine
from briefing.bilingual.facts import KeyFacts
from briefing.bilingual.gate import check_translation, failures
from briefing.bilingual.memory import TranslationMemory
from briefing.bilingual.related import Likeness, own_version, related
from briefing.bilingual.request import Request
from briefing.models import Analysis, Article, Decision, Origin, Outcome, Rendering, Reporter
from briefing.names import Glossary

Level = Callable[[Request], Rendering | None]

_EXCERPT = 40  # characters of a sentence that tell which one is meant


@dataclass(frozen=True, slots=True)
class Task:
    """A request with the article that it stands in and the articles of its story."""

    request: Request
    article: Article | None = None
    story: tuple[Analysis, ...] = ()


class Translator:
    """Finds the most trusted counterpart of each sentence."""

    def __init__(
        self,
        memory: TranslationMemory,
        glossary: Glossary,
        *,
        quotes: bool = True,
        likeness: Likeness | None = None,
        machine: Machine | None = None,
        rules: Level | None = None,
        report: Reporter = lambda _: None,
    ) -> None:
        """`quotes` turns related reports on; `likeness` judges them by meaning too."""
        self._memory, self._glossary = memory, glossary
        self._quotes, self._likeness = quotes, likeness
        self._machine, self._rules, self._facts = machine, rules, KeyFacts(glossary)
        self._report = report

    def translate(self, request: Request) -> Rendering:
        """The rendering of the first level that has one; the last level always has."""
        return self.translate_all([Task(request)])[0]

    def translate_all(self, tasks: Sequence[Task]) -> list[Rendering]:
        """A rendering for each task, in order; what an engine is asked goes out in batches."""
        found = [self._known(task) for task in tasks]
        places = [place for place, rendering in enumerate(found) if rendering is None]
        made = self._by_machine([tasks[place] for place in places])
        for place, rendering in zip(places, made, strict=True):
            found[place] = rendering
        return [r or self._by_rule(task) for r, task in zip(found, tasks, strict=True)]

    def _known(self, task: Task) -> Rendering | None:
        """What somebody wrote or reviewed: the first four levels."""
        request = task.request
        return (
            _original(request)
            or self._reviewed(request)
            or (own_version(request, task.article, task.story) if task.article else None)
            or (related(request, task.story, self._likeness) if self._quotes else None)
        )

    def _reviewed(self, request: Request) -> Rendering | None:
        text = self._memory.find(
            request.text, source_language=request.source, target_language=request.target
        )
        return Rendering(text, request.target, Origin.REVIEWED) if text else None

    def _by_machine(self, tasks: Sequence[Task]) -> list[Rendering | None]:
        if self._machine is None:
            return [None] * len(tasks)
        results = self._machine.translate([task.request for task in tasks])
        return [self._unless_fallen(t, result) for t, result in zip(tasks, results, strict=True)]

    def _unless_fallen(self, task: Task, result: Rendering | Fall) -> Rendering | None:
        if isinstance(result, Rendering):
            return result
        self._note(task, result)
        return None

    def _by_rule(self, task: Task) -> Rendering:
        """A sentence made by rule if the gate lets it pass, else the key facts."""
        request = task.request
        made = self._rules(request) if self._rules else None
        if made is None:
            return self._facts(request)
        checks = check_translation(request, made.text, self._glossary)
        if faults := failures(checks):
            self._note(task, Fall("gate-failed", f"rules: {faults}; they said: {made.text}"))
            return self._facts(request)
        return replace(made, checks=(*made.checks, *checks))

    def _note(self, task: Task, fall: Fall) -> None:
        text = task.request.text
        excerpt = text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
        subject = task.article.id if task.article else ""
        detail = f"“{excerpt}”: {fall.detail}"
        self._report(Decision(subject, "translate", Outcome.NOTED, fall.rule, detail=detail))


def _original(request: Request) -> Rendering | None:
    if request.source != request.target:
        return None
    return Rendering(request.text, request.target, Origin.ORIGINAL)
