"""The page around the brief: what is chosen, the stories, and the ledger beside one of them."""

from __future__ import annotations

from briefing.errors import BriefingError
from briefing.preview import pages
from briefing.preview.choice import LANGUAGES, OUTPUTS, WIDTHS, Choice
from briefing.preview.proof import Proof, State
from briefing.preview.reviewing import Reviewer
from briefing.preview.stories import list_stories
from briefing.preview.why import explain_item
from briefing.review import fingerprint

Link = tuple[str, Choice, bool]  # words, where it leads, whether that is chosen already


def draw_shell(
    proof: Proof,
    reviewer: Reviewer,
    choice: Choice,
    *,
    token: str,
    said: str = "",
    error: BriefingError | None = None,
) -> str:
    """The page for a choice; `said` or `error` tell what became of a form."""
    state = proof.refresh()
    stories, absent = list_stories(state, choice)
    opened = next((one for one in stories if one.item.story_id == choice.story), None)
    brief, desk = state.edition.brief, state.desk
    seen = _seen(state)
    approval = state.review.approval
    return pages.page(
        "shell.html.j2",
        number=proof.number,
        brief=brief,
        choice=choice,
        switches=_switches(state, choice),
        stories=stories,
        opened=opened,
        why=explain_item(opened.item, brief, state.edition, desk) if opened else None,
        absent=absent,
        approval=approval,
        is_approved=bool(approval and approval.sha256 == seen),
        has_desk=desk.folder is not None,
        seen=seen,
        reviewer=reviewer,
        token=token,
        said=said,
        error=error,
    )


def _seen(state: State) -> str:
    """What an approval would be bound to; empty while a file is broken."""
    try:
        return "" if state.fault else fingerprint(state.edition.brief, state.desk)
    except BriefingError:
        return ""


def _switches(state: State, choice: Choice) -> dict[str, list[Link]]:
    """The groups of links over the brief."""
    audiences = sorted(state.desk.audience_files)
    languages = choice.languages or _own_languages(state, choice)
    groups = {
        "Audience": [
            (name, choice.but(audience=name, languages=""), name == choice.audience)
            for name in audiences
        ],
        "Output": [
            (words, choice.but(output=name), name == choice.output)
            for name, words in OUTPUTS.items()
        ],
        "Width": [
            (words, choice.but(width=name), name == choice.width)
            for name, words in WIDTHS.items()
            if choice.has_width
        ],
        "Languages": [
            (words, choice.but(languages=name), name == languages)
            for name, (words, _) in LANGUAGES.items()
        ],
    }
    return {name: links for name, links in groups.items() if links}


def _own_languages(state: State, choice: Choice) -> str:
    """The audience's own languages as a key of LANGUAGES; empty while its file is broken."""
    try:
        return "-".join(state.audience(choice).languages)
    except BriefingError:
        return ""
