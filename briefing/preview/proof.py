"""The edition as the desk's files of this moment make it, and its outputs, drawn when asked for.

    brief.json, as it was built ──────────────┐
    its articles ─ composed anew, in memory ──┴─ State ─ view, draw ─ Rendition

What is on disk is shown while desk and review are as they were at the build; after a change of
either the edition is composed from its own articles, as a rebuild would. Nothing is written here.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefing.audiences import view
from briefing.desk import Desk
from briefing.editions import ARTICLES, BRIEF, load_articles, load_brief, load_decisions
from briefing.errors import BriefingError
from briefing.looks import audience_look
from briefing.models import Brief, Rendition
from briefing.operations.rebuild import recompose
from briefing.operations.steps import own_store
from briefing.pipeline import Edition
from briefing.preview.choice import LANGUAGES, Choice
from briefing.preview.reading import Reader
from briefing.preview.watching import Stamps, commentary, stamps, watched
from briefing.renderers import RENDERERS
from briefing.review import FILE as REVIEW
from briefing.review import Review, load_review
from briefing.settings import Audience

Key = tuple[str, str, str]  # audience, languages, output

_setting = threading.Lock()  # one PDF at a time: it takes all that a processor gives


@dataclass(frozen=True)
class State:
    """The edition with the desk that draws it, between two changes."""

    desk: Desk
    review: Review
    edition: Edition
    made_of: str  # hash of all that the edition is composed of
    fault: BriefingError | None = None  # why the newest files give no edition; this is the last one
    drawn: dict[Key, Rendition] = field(default_factory=dict)

    def audience(self, choice: Choice) -> Audience:
        """The chosen audience, with the chosen languages; SettingsError."""
        audience = self.desk.audience(choice.audience)
        languages = LANGUAGES[choice.languages][1] if choice.languages else audience.languages
        return audience.model_copy(update={"languages": languages})

    def brief(self, choice: Choice) -> Brief:
        """The brief as the chosen audience gets it; the whole one while its file is broken."""
        try:
            return view(self.edition.brief, self.audience(choice))
        except BriefingError:
            return self.edition.brief

    def draw(self, choice: Choice) -> Rendition:
        """The chosen output; raises what keeps it from being drawn."""
        if self.fault:
            raise self.fault
        key = (choice.audience, choice.languages, choice.output)
        if key not in self.drawn:
            if choice.output == "pdf":
                with _setting:
                    self.drawn.setdefault(key, self._draw(choice))
            else:
                self.drawn[key] = self._draw(choice)
        return self.drawn[key]

    def _draw(self, choice: Choice) -> Rendition:
        audience = self.audience(choice)
        drawn = audience_look(audience, self.desk)
        return RENDERERS[choice.output](view(self.edition.brief, audience), look=drawn)


class Proof:
    """Keeps the newest state of an edition; may be asked from several threads."""

    def __init__(self, folder: Path, desk: Path | None) -> None:
        """Open the edition in `folder`; raises EditionError, SettingsError."""
        self.folder, self._desk, self._reader = folder, desk, Reader(desk)
        self._refreshing = threading.Lock()
        self._seen = self._stamps()
        self.is_composing = False
        self.number = 1  # of the state, counted up
        self.state = self._opened()

    def refresh(self) -> State:
        """The newest state: looks at every file, and does again what a change asks for."""
        with self._refreshing:
            now = self._stamps()
            if now != self._seen:
                self._seen = now
                try:
                    self.state = self._refreshed(self.state)
                except BriefingError as error:
                    self.state = replace(self.state, fault=error, drawn={})
                except OSError as error:  # a file that went away just now
                    fault = BriefingError(str(error), hint="is it still being saved?")
                    self.state = replace(self.state, fault=fault, drawn={})
                self.number += 1
            return self.state

    def _stamps(self) -> Stamps:
        return stamps(watched(self.folder, self._desk))

    def _opened(self) -> State:
        desk, review = self._reader.open(), load_review(self.folder)
        made_of = self._made_of(desk)
        articles = tuple(load_articles(self.folder).values())
        brief, ledger = load_brief(self.folder), load_decisions(self.folder)
        edition = Edition(brief, articles, ledger, ())
        built_with = (brief.colophon.settings_hash, brief.colophon.review)
        if built_with != (desk.sha256, review.sha256) or self._has_new_commentary():
            edition = self._composed(desk)
        return State(desk, review, edition, made_of)

    def _refreshed(self, old: State) -> State:
        desk, review = self._reader.open(), load_review(self.folder)
        made_of = self._made_of(desk)
        edition = old.edition if made_of == old.made_of else self._composed(desk)
        return State(desk, review, edition, made_of)

    def _composed(self, desk: Desk) -> Edition:
        self.is_composing = True
        try:
            with own_store(desk) as store:
                edition = recompose(self.folder, desk, store, analyse=self._reader.analyse)
            published = load_brief(self.folder).corrections
            return replace(edition, brief=replace(edition.brief, corrections=published))
        finally:
            self.is_composing = False

    def _has_new_commentary(self) -> bool:
        built = (self.folder / BRIEF).stat().st_mtime
        return any(path.stat().st_mtime > built for path in commentary(self.folder, self._desk))

    def _made_of(self, desk: Desk) -> str:
        digest = hashlib.sha256(desk.sha256.encode())
        own = (self.folder / name for name in (BRIEF, ARTICLES, REVIEW))
        for path in (*own, *commentary(self.folder, self._desk)):
            digest.update(f"\n{path.name}\n".encode())
            digest.update(path.read_bytes() if path.is_file() else b"")
        return digest.hexdigest()
