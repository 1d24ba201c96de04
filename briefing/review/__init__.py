"""What the editors decide on an edition before it goes out, in `OUT/EDITION/review.toml`.

review.py    the decisions: pin, drop, move, headline, comment, approval; frozen, pure
file.py      the patch file: read, checked, changed under a lock, written in one piece
applying.py  the decisions found in the stories of a build, and what they do there
approval.py  what an approval covers, and whether an edition may be sent
translation.py  a translation that an editor has put right goes to the desk's memory
listing.py   the stories of an edition with their decisions, and those that were left out

A build into the same folder applies the file again; `briefing.operations.rebuild` does that from
the edition's own articles, without reading any source.
"""

from briefing.review.approval import (
    UnapprovedError,
    approve,
    fingerprint,
    refusal,
    require_approval,
    withdraw,
)
from briefing.review.file import FILE, StaleReviewError, edit_review, load_review, revision
from briefing.review.listing import Row, State, find_row, keys_of, list_rows, rows_of
from briefing.review.review import (
    Approval,
    Review,
    StoryReview,
    comment,
    drop,
    edit_headline,
    move,
    pin,
    reorder,
    undo,
    undrop,
    unpin,
)
from briefing.review.translation import edit_translation, translate_line

__all__ = [
    "FILE",
    "Approval",
    "Review",
    "Row",
    "StaleReviewError",
    "State",
    "StoryReview",
    "UnapprovedError",
    "approve",
    "comment",
    "drop",
    "edit_headline",
    "edit_review",
    "edit_translation",
    "find_row",
    "fingerprint",
    "keys_of",
    "list_rows",
    "load_review",
    "move",
    "pin",
    "refusal",
    "reorder",
    "require_approval",
    "revision",
    "rows_of",
    "translate_line",
    "undo",
    "undrop",
    "unpin",
    "withdraw",
]
