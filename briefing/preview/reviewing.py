"""Does what the forms of the page ask for; what was done last can be taken back.

decisions.py ─ pin, drop, move, headline, comment … ── review.toml
memory.py    ─ translate ── translations.jsonl of the desk, for ever
write, approve ── the edition's own files, built again
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from briefing.errors import EditionError, InputError
from briefing.models import Line
from briefing.operations.rebuild import rebuild
from briefing.preview.decisions import DECISIONS, Form, decide, restored
from briefing.preview.memory import remember_line
from briefing.preview.proof import Proof
from briefing.review import Review, approve, edit_review, fingerprint


class Reviewer:
    """An editor's hand on an edition."""

    def __init__(self, proof: Proof, name: str) -> None:
        self._proof, self.name = proof, name
        self._done: list[tuple[str, Callable[[], None]]] = []  # what, and how to take it back

    @property
    def last(self) -> str:
        """What `undo` would take back; empty when there is nothing."""
        return self._done[-1][0] if self._done else ""

    def act(self, form: Form) -> str:
        """Do what a form asks for and say what was done; raises BriefingError."""
        others: dict[str, Callable[[Form], str]] = {
            "translate": self._translate,
            "undo": self._undo,
            "write": self._write,
            "approve": self._approve,
        }
        action = form.get("action", "")
        if action in others:
            return others[action](form)
        if action in DECISIONS:
            return self._decide(form)
        raise InputError("the form asks for nothing that is known here", hint="reload the page")

    def _decide(self, form: Form) -> str:
        before: Review | None = None

        def change(now: Review) -> Review:
            nonlocal before
            before = now
            return decide(now, form, self._proof.state.edition.brief, by=self.name)

        after = edit_review(self._proof.folder, change)
        done = f"{DECISIONS[form['action']]}: {form.get('title', '')}"
        if before is not None and before != after:
            self._done.append((done, partial(self._restore, before, after)))
        return done

    def _restore(self, before: Review, after: Review) -> None:
        edit_review(self._proof.folder, lambda now: restored(now, before, after))

    def _translate(self, form: Form) -> str:
        desk, line = self._proof.state.desk, self._line(form.get("source", ""))
        warning, back = remember_line(line, form.get("text", ""), desk)
        self._done.append(("Translation", back))
        return f"Translation kept. Please check: {warning}" if warning else "Translation kept"

    def _line(self, source: str) -> Line:
        sections = self._proof.state.edition.brief.sections
        lines = (line for s in sections for item in s.items for line in item.lines)
        for line in lines:
            if line.text == source:
                return line
        raise EditionError("no such sentence in this edition", hint="reload the page")

    def _undo(self, _: Form) -> str:
        if not self._done:
            raise InputError("there is nothing to take back")
        done, back = self._done.pop()
        back()
        return f"Taken back: {done}"

    def _write(self, _: Form) -> str:
        """Build the edition's files again, so that they are what the page shows."""
        rebuild(self._proof.folder, self._proof.state.desk)
        return "Edition written"

    def _approve(self, form: Form) -> str:
        """Write the edition and approve it, if it is what the editor has seen."""
        name = " ".join(form.get("name", "").split())
        if not name:
            raise InputError("an approval needs a name", hint="who has looked at it?")
        self.name = name
        state = self._proof.refresh()
        if state.fault:
            raise state.fault
        if form.get("seen") != fingerprint(state.edition.brief, state.desk):
            raise EditionError("changed since you looked at it", hint="look again, then approve")
        rebuild(self._proof.folder, state.desk)
        approve(self._proof.folder, state.desk, by=name)
        return f"Approved by {name}"
