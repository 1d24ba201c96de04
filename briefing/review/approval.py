"""Approval: who says that the edition may go out, bound to exactly what was seen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from briefing.desk import Desk
from briefing.editions import dump_brief, load_brief
from briefing.errors import EditionError
from briefing.models import Brief
from briefing.periods import made_at
from briefing.review.file import FILE, edit_review, load_review
from briefing.review.review import Review, with_approval, without_approval

_ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)


class UnapprovedError(EditionError):
    """An edition that waits for its approval."""


def fingerprint(brief: Brief, desk: Desk) -> str:
    """Hash of all that readers get to see, hexadecimal.

    The brief but for the time it was made; what each audience gets of it, but not who is in it;
    and the desk's own templates and styles. Built again from the same, it is the same.
    """
    same = replace(brief, colophon=replace(brief.colophon, made_at=_ANY_TIME))
    digest = hashlib.sha256(dump_brief(same))
    for audience in desk.audiences:
        digest.update(audience.model_dump_json(exclude={"recipients"}).encode())
    for path in _drawn_with(desk):
        digest.update(f"\n{path}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _drawn_with(desk: Desk) -> Iterator[Path]:
    """The desk's own templates and styles, and the logos of its audiences."""
    logos = {audience.logo for audience in desk.audiences if audience.logo}
    paths = ((desk.folder or Path()) / logo for logo in sorted(logos))
    yield from (path for path in paths if path.is_file())
    for kind in ("templates", "styles"):
        folder = (desk.folder / kind) if desk.folder else None
        if folder and folder.is_dir():
            yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def approve(folder: Path, desk: Desk, *, by: str) -> Review:
    """Approve the edition as it is now; EditionError when its review was not yet applied."""
    brief = load_brief(folder)
    if pending := _pending(folder, load_review(folder), brief):
        raise pending
    sha256 = fingerprint(brief, desk)
    return edit_review(folder, lambda review: with_approval(review, by, made_at(), sha256))


def withdraw(folder: Path) -> Review:
    """Take the approval back."""
    return edit_review(folder, without_approval)


def require_approval(folder: Path, brief: Brief, desk: Desk) -> None:
    """Raise when `brief`, of the edition in `folder`, may not be sent: see `refusal`."""
    if error := refusal(folder, brief, desk):
        raise error


def refusal(folder: Path, brief: Brief, desk: Desk) -> EditionError | None:
    """Why the edition may not be sent, or None.

    Its review has changes that it does not show; or `approval` is set under `[delivery]` and
    nobody has approved it as it is (UnapprovedError).
    """
    review = load_review(folder)
    if pending := _pending(folder, review, brief):
        return pending
    if not desk.settings.delivery.approval:
        return None
    hint = f"look at it, then: briefing approve {folder.name}"
    approval = review.approval
    if approval is None:
        return UnapprovedError("not approved yet", where=str(folder), hint=hint)
    if approval.sha256 != fingerprint(brief, desk):
        when = f"{approval.at:%Y-%m-%d %H:%M}"
        what = f"changed since {approval.by} approved it on {when}"
        return UnapprovedError(what, where=str(folder), hint=hint)
    return None


def _pending(folder: Path, review: Review, brief: Brief) -> EditionError | None:
    """The error when the edition was made with another review than the one that is there."""
    if review.sha256 == brief.colophon.review:
        return None
    hint = f"briefing review rebuild {folder.name}"
    return EditionError(
        "the review has changes that the edition lacks", where=str(folder / FILE), hint=hint
    )
