"""A desk: its settings and data files, each its own copy first, then the packaged one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from briefing.assets import find, folders
from briefing.audiences import audience_files
from briefing.bilingual.memory import Memory, load_memory
from briefing.errors import SettingsError, StoreError, nearest
from briefing.models import Article, Provenance, Theme
from briefing.names import Glossary, load_glossary
from briefing.outlets import Outlets, load_outlets
from briefing.ranking import RankingRules, load_ranking_rules
from briefing.settings import Audience, Settings, load_audience, load_settings
from briefing.stories import StoryRules, load_story_rules
from briefing.summary import SummaryRules, load_summary_rules
from briefing.themes import load_themes

SETTINGS_FILE = "briefing.toml"
DATA_FILES = (
    "themes.toml",
    "glossary.csv",
    "outlets.toml",
    "translations.jsonl",
    "stories.toml",
    "ranking.toml",
    "summary.toml",
    "cues.toml",
    "boilerplate.toml",
)


@dataclass(frozen=True)
class Desk:
    """Everything that an editor can change. Data files load when first needed."""

    folder: Path | None
    settings: Settings

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """The sections of the brief, in order."""
        return load_themes(self.file("themes.toml"))

    @cached_property
    def glossary(self) -> Glossary:
        """Names and terms; the desk's own entries win over the packaged ones."""
        return load_glossary(*self._layers("glossary.csv"))

    @cached_property
    def outlets(self) -> Outlets:
        """Outlets; the desk's own entries win over the packaged ones."""
        return load_outlets(*self._layers("outlets.toml"))

    @cached_property
    def memory(self) -> Memory:
        """Reviewed translations; the desk's own win over the packaged ones."""
        return load_memory(*self._layers("translations.jsonl"))

    @cached_property
    def story_rules(self) -> StoryRules:
        """Thresholds of grouping."""
        return load_story_rules(self.file("stories.toml"))

    @cached_property
    def ranking_rules(self) -> RankingRules:
        """Weights, floor and quotas."""
        return load_ranking_rules(self.file("ranking.toml"))

    @cached_property
    def summary_rules(self) -> SummaryRules:
        """Features, weights and cue words of the summaries."""
        return load_summary_rules(self.file("summary.toml"), self.file("cues.toml"))

    @property
    def zone(self) -> ZoneInfo:
        """The desk's time zone."""
        return ZoneInfo(self.settings.desk.time_zone)

    @property
    def out(self) -> Path:
        """The folder of editions."""
        return (self.folder or Path()) / self.settings.output.folder

    @property
    def store_location(self) -> str:
        """Where the desk's store is: a path, or the address of a database."""
        location = self.settings.store.location
        return location if "://" in location else str((self.folder or Path()) / location)

    @property
    def has_store(self) -> bool:
        """Whether there is a store, as far as can be told without opening it."""
        return "://" in self.store_location or Path(self.store_location).exists()

    def require_store(self) -> None:
        """StoreError when there is no store yet: reading from one does not make it."""
        if not self.has_store:
            hint = "fetch some articles: briefing fetch"
            raise StoreError("there is no store yet", where=self.store_location, hint=hint)

    def file(self, name: str) -> Path:
        """A seed file: the desk's own copy, else the packaged one."""
        return find("seeds", name, self.folder)

    def tier(self, article: Article) -> int:
        """The tier of an article's outlet, 1 (papers of record) to 3."""
        outlet = self.outlets.find(article.outlet)
        return outlet.tier if outlet else 3

    def provenance(self, source: str) -> Provenance:
        """What the settings say of all that a source brings, by the source's name."""
        for one in self.settings.source:
            if one.name == source:
                return Provenance(one.outlet, one.language, one.time_zone)
        return Provenance()

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """Every audience, by name."""
        return tuple(self.audience(name) for name in sorted(self.audience_files))

    @property
    def audience_files(self) -> dict[str, Path]:
        """Where each audience is set, by its name: a file of its own, or the desk's settings."""
        files = audience_files(self.folder)
        for name in self.settings.audience:
            own = (self.folder or Path()) / SETTINGS_FILE
            if name in files and self.folder and files[name].is_relative_to(self.folder):
                what = f"audience {name!r} is set twice"
                hint = f"keep one of this file and [audience.{name}] in {own}"
                raise SettingsError(what, where=str(files[name]), hint=hint)
            files[name] = own
        return files

    def audience(self, name: str) -> Audience:
        """An audience by name; SettingsError lists the valid ones."""
        known = self.audience_files
        if name not in known:
            raise SettingsError(f"no audience {name!r}", hint=nearest(name, known))
        audience = self.settings.audience.get(name) or load_audience(known[name])
        keys = [theme.key for theme in self.themes]
        for key in (*audience.sections, *audience.quotas):
            if key not in keys:
                hint = nearest(key, keys)
                raise SettingsError(f"no section {key!r}", where=str(known[name]), hint=hint)
        return audience

    @property
    def sha256(self) -> str:
        """Hash of the settings and every data file: equal desks have equal hashes."""
        digest = hashlib.sha256(self.settings.sha256.encode())
        for name in DATA_FILES:
            for path in self._layers(name):
                digest.update(path.read_bytes())
        return digest.hexdigest()

    def _layers(self, name: str) -> tuple[Path, ...]:
        """The packaged file first, then the desk's own, which wins."""
        return tuple(
            path
            for folder in reversed(folders("seeds", self.folder))
            if (path := folder / name).exists()
        )


def open_desk(folder: Path | None = None) -> Desk:
    """The desk in `folder`, or in the current folder if it is one, or the packaged defaults."""
    if folder is None:
        folder = Path() if Path(SETTINGS_FILE).is_file() else None
    elif not (folder / SETTINGS_FILE).is_file():
        raise SettingsError(
            f"no {SETTINGS_FILE}", where=str(folder), hint=f"make one: briefing init {folder}"
        )
    return Desk(folder, load_settings(folder / SETTINGS_FILE if folder else None))
