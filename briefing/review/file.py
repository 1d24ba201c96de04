"""The patch file of an edition: `OUT/EDITION/review.toml`, written by commands and by hand.

What stands in it by hand stays: comments, order, and keys that are not known. A file that cannot be
read stops a build, since a dropped story must not come back by a slip of the pen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from briefing.editions import load_brief, write_file
from briefing.errors import BriefingError, EditionError, InputError, nearest
from briefing.models import Brief
from briefing.review.review import Approval, Review, StoryReview
from briefing.tables import Table, checked, read_toml

FILE, LOCK = "review.toml", ".review.lock"
LARGEST = 500_000  # bytes
PATIENCE = 10  # seconds to wait for another writer
TITLE = "What the editors decided; see docs/review.md."


class StaleReviewError(BriefingError):
    """The review was changed by somebody else since it was read."""


def load_review(folder: Path) -> Review:
    """The review of the edition in `folder`; an empty one when there is no file.

    Keys that are not known are left out here and stay in the file (`unknown_keys`). Raises
    SettingsError for what is no TOML or no such value, InputError for what is no plain file or
    larger than half a megabyte.
    """
    path = folder / FILE
    values, _ = _sorted_out(_read(path))
    return checked(Review, values, path)


def unknown_keys(folder: Path) -> tuple[str, ...]:
    """Keys in the file that nothing here knows, each with advice, for a person."""
    return _sorted_out(_read(folder / FILE))[1]


def revision(folder: Path) -> str:
    """Hash of the file as it is now, for `edit_review(expected=…)`; empty when there is none."""
    path = folder / FILE
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def edit_review(
    folder: Path, change: Callable[[Review], Review], *, expected: str | None = None
) -> Review:
    """Change the review of an edition and save it; returns what is saved now.

    `change` gets the review as it is on disk, under a lock, so that two editors at once lose
    nothing: `edit_review(folder, lambda review: pin(review, story, by="…"))`. With `expected`, a
    `revision`, StaleReviewError is raised when the file is another one by now. The file is
    replaced in one piece: a process killed on the way leaves the old one.
    """
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder / LOCK, timeout=PATIENCE):
            if expected is not None and expected != revision(folder):
                hint = "read it again, then change it"
                raise StaleReviewError("changed meanwhile", where=str(folder / FILE), hint=hint)
            old = load_review(folder)
            new = _known_by_articles(change(old), folder)
            if new != old:
                _save(folder / FILE, old, new)
            return new
    except Timeout:
        hint = "try again; the lock ends with its process"
        raise EditionError("another editor is saving", where=str(folder), hint=hint) from None


def _read(path: Path) -> dict[str, Any]:
    if not (path.exists() or path.is_symlink()):
        return {}
    if not path.is_file():
        raise InputError("is not a plain file", where=str(path))
    if (size := path.stat().st_size) > LARGEST:
        raise InputError(f"has {size:,} bytes; {LARGEST:,} are the most", where=str(path))
    return read_toml(path)


def _sorted_out(values: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The values without the keys that are not known, and a word on each of those."""
    known, unknown = _split(values, Review, "")
    stories = known.get("story")
    if isinstance(stories, dict):
        for key, value in stories.items():
            if isinstance(value, dict):
                known_part, strange = _split(value, StoryReview, f"story.{key}.")
                stories = {**stories, key: known_part}
                unknown += strange
        known["story"] = stories
    if isinstance(known.get("approval"), dict):
        known["approval"], strange = _split(known["approval"], Approval, "approval.")
        unknown += strange
    return known, unknown


def _split(
    values: Mapping[str, Any], model: type[Table], place: str
) -> tuple[dict[str, Any], tuple[str, ...]]:
    valid = model.model_fields
    strange = tuple(
        f"unknown key {shown(place + key)} ({nearest(key, valid)})"
        for key in values
        if key not in valid
    )
    return {key: value for key, value in values.items() if key in valid}, strange


def shown(text: str) -> str:
    """A name from the file as it may be printed: quoted, without control characters, not long."""
    return repr(text if len(text) <= 60 else f"{text[:60]}…")


def _known_by_articles(review: Review, folder: Path) -> Review:
    """The review with the articles of each story that has none yet, as far as the brief has it."""
    if not any(not one.articles for one in review.story.values()):
        return review
    articles = {}
    with suppress(EditionError):
        articles = articles_of(load_brief(folder))
    stories = {
        key: one if one.articles else one.model_copy(update={"articles": articles.get(key, ())})
        for key, one in review.story.items()
    }
    return review.model_copy(update={"story": stories})


def articles_of(brief: Brief) -> dict[str, tuple[str, ...]]:
    """The ids of the articles of each story in the brief, the lead's first, by story id."""
    names = {source.number: source.article_id for source in brief.sources}
    items = (item for section in brief.sections for item in section.items)
    return {item.story_id: tuple(names[number] for number in item.sources) for item in items}


def _save(path: Path, old: Review, new: Review) -> None:
    import tomlkit

    text = path.read_text(encoding="utf-8") if path.exists() else f"# {TITLE}\n"
    document = tomlkit.parse(text)
    if "story" not in document:
        document["story"] = tomlkit.table(is_super_table=True)
    for key in old.story.keys() - new.story.keys():
        del document["story"][key]
    for key, one in new.story.items():
        if one != old.story.get(key):
            _write_table(document["story"], key, one)
    if new.approval != old.approval:
        document.pop("approval", None)
        if new.approval:
            document["approval"] = new.approval.model_dump()
    write_file(path, tomlkit.dumps(document).encode())


def _write_table(parent: Any, key: str, values: Table) -> None:
    """Set the fields of a table that differ from their defaults, and take the others out."""
    import tomlkit

    table = parent.setdefault(key, tomlkit.table())
    wanted = values.model_dump(exclude_defaults=True)
    for name in type(values).model_fields:
        if name not in wanted:
            table.pop(name, None)
        elif table.get(name) != wanted[name]:
            table[name] = _toml(wanted[name])


def _toml(value: Any) -> Any:
    import tomlkit

    if isinstance(value, str) and "\n" in value:
        return tomlkit.string(value, multiline=True)
    return list(value) if isinstance(value, tuple) else value
