"""The editors' decisions as the forms of the page word them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefing import review as reviews
from briefing.errors import EditionError, InputError
from briefing.models import Brief, Item, Section
from briefing.review import Review

Form = Mapping[str, str]

DECISIONS = {
    "pin": "Pinned",
    "unpin": "No longer pinned",
    "drop": "Dropped",
    "undrop": "No longer dropped",
    "up": "Moved up",
    "down": "Moved down",
    "move": "Moved",
    "headline": "Headline",
    "comment": "Note",
    "forget": "As the rules have it",
}
_PLAIN: dict[str, Callable[..., Review]] = {
    "pin": reviews.pin,
    "unpin": reviews.unpin,
    "drop": reviews.drop,
    "undrop": reviews.undrop,
}


def decide(review: Review, form: Form, brief: Brief, *, by: str) -> Review:
    """The review with what the form decides; `brief` is the whole edition as it was shown.

    Raises InputError for a value that cannot be, EditionError for a story that is not there.
    """
    action, key = form["action"], form.get("key", "")
    if not key:
        raise InputError("the form names no story", hint="reload the page")
    if action in _PLAIN:
        return _PLAIN[action](review, key, by=by)
    if action == "forget":
        return reviews.undo(review, key)
    if action == "comment":
        return reviews.comment(review, key, ko=form.get("ko", ""), en=form.get("en", ""), by=by)
    if action == "move":
        return _moved(review, key, form.get("section", ""), brief, by)
    section, item = _find(form.get("story", ""), brief)
    if action == "headline":
        return _worded(review, key, form, item, by)
    return _shifted(review, item, section, brief, -1 if action == "up" else 1, by)


def _moved(review: Review, key: str, section: str, brief: Brief, by: str) -> Review:
    if section not in {one.key for one in brief.sections}:
        raise InputError("no such section", hint="reload the page")
    return reviews.move(review, key, section=section, by=by)


def _worded(review: Review, key: str, form: Form, item: Item, by: str) -> Review:
    """The headline in both languages; what stands as it was printed is no edit."""
    headline = item.headline
    shown = {headline.language: headline.text, headline.rendering.language: headline.rendering.text}
    texts = {name: form[name].strip() for name in ("ko", "en") if name in form}
    edits = {name: text for name, text in texts.items() if text != shown.get(name, "")}
    return reviews.edit_headline(review, key, **edits, by=by)


def _shifted(
    review: Review, item: Item, section: Section, brief: Brief, step: int, by: str
) -> Review:
    """The section's stories in their order, with this one a place further up or down."""
    order = list(section.items)
    place = order.index(item)
    order.insert(min(max(place + step, 0), len(order)), order.pop(place))
    keys = reviews.keys_of(brief, review)
    return reviews.reorder(review, [keys[one.story_id] for one in order], by=by)


def _find(story: str, brief: Brief) -> tuple[Section, Item]:
    for section in brief.sections:
        for item in section.items:
            if item.story_id == story:
                return section, item
    raise EditionError("no such story in this edition", hint="reload the page")


def restored(now: Review, before: Review, after: Review) -> Review:
    """The review without what a change did; what others have changed since stays."""
    stories = dict(now.story)
    for key in before.story.keys() | after.story.keys():
        if before.story.get(key) != after.story.get(key):
            stories.pop(key, None)
            if key in before.story:
                stories[key] = before.story[key]
    return now.model_copy(update={"story": stories})
