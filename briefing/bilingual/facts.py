"""Key facts: what can be said of a sentence in the other language without translating it.

Names, figures bound to what they count, dates. Everything comes from the glossary, the article's
own glosses and Babel; what has no form in the other language stays in its own script.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefing.bilingual.phrases import name_in, write_phrase
from briefing.bilingual.request import Request
from briefing.dates import find_dates
from briefing.figures import write_figure
from briefing.formats import day
from briefing.labels import N_, gettext
from briefing.models import Check, Figure, Origin, Rendering
from briefing.names import Glossary

_NAMED = ("company", "model", "person", "organisation", "law", "place", "outlet", "event")
_LABELS = {
    "names": N_("Names"),
    "topics": N_("Topics"),
    "figures": N_("Figures"),
    "dates": N_("Dates"),
}


class KeyFacts:
    """The last level: always gives something, labelled as not being a translation."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary

    def __call__(self, request: Request) -> Rendering:
        """The sentence's key facts; for a headline without any, who reports it."""
        facts = tuple(self._facts(request))
        if not facts:
            facts = (gettext(N_("No names or figures; see the original"), request.target),)
        separator = " · " if request.is_headline else "; "
        bare = request.is_headline and len(facts) == 1
        text = facts[0].partition(": ")[2] or facts[0] if bare else separator.join(facts)
        return Rendering(
            text, request.target, Origin.FACTS, checks=self._checks(request), facts=facts
        )

    def _facts(self, request: Request) -> Iterator[str]:
        for key, values in (
            ("names", self._names(request, _NAMED)),
            ("topics", self._names(request, ("term",))),
            ("figures", [self._figure(figure, request) for figure in request.figures]),
            ("dates", self._dates(request)),
        ):
            if values:
                label = gettext(_LABELS[key], request.target)
                yield f"{label}: {', '.join(dict.fromkeys(values))}"

    def _names(self, request: Request, kinds: tuple[str, ...]) -> list[str]:
        mentions = (mention for mention in request.names if mention.entry.kind in kinds)
        return [name_in(mention.entry, request.target) or mention.text for mention in mentions]

    def _figure(self, figure: Figure, request: Request) -> str:
        written = write_figure(figure, request.target)
        subject = write_phrase(figure.subject, request.source, request.target, self._glossary)
        return f"{subject} {written}" if subject else written

    def _dates(self, request: Request) -> list[str]:
        found = find_dates(request.text, request.source, request.published)
        return [day(m.date, request.target) for m in found if m.date and m.precision == "day"]

    def _checks(self, request: Request) -> tuple[Check, ...]:
        nameless = [m.text for m in request.names if not name_in(m.entry, request.target)]
        return (
            Check("figures", passed=True, detail=f"{len(request.figures)} written by rule"),
            Check("names", passed=not nameless, detail=", ".join(nameless)),
        )
