"""Step: cut what a page puts around an article.

Related links, portal menus, subscription and copyright notices, machine-made summaries. A block
is its marker and the list below it; the first line that holds a sentence ends it. Nothing is
taken out of the middle of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.articles.draft import Cut, Draft
from briefing.articles.prose import has_sentence, sentence_ends
from briefing.articles.stylebook import Marks, Rules, Stylebook

_POINTER = re.compile(r"[▶▷☞►➤→]")
_BULLET = re.compile(r"[-•·*▲△○●▶▷☞►➤→✓✔]|[①-⑳]|\d{1,2}[.)]\s")
_LONGEST_LINK = 120  # characters; a longer line is a paragraph
_LONGEST_NOTICE = 250
_SUMMARY_LINES = 12  # a machine's summary is looked for within so many lines


def cut_furniture(draft: Draft, book: Stylebook) -> Draft:
    """Cut inline notices, then blocks and lines."""
    cuts: list[Cut] = []
    lines = [_without_tail(line, book.marks.tails, cuts) for line in draft.lines]
    kept: list[str] = []
    number = 0
    while number < len(lines):
        rule, end = _furniture_at(lines, number, book.marks)
        if rule:
            cuts.append(Cut(rule, "\n".join(line for line in lines[number:end] if line)))
        else:
            kept.append(lines[number])
        number = end
    return draft.without(cuts, kept)


def _furniture_at(lines: Sequence[str], number: int, marks: Marks) -> tuple[str, int]:
    """The rule that the line falls under, if any, and where the text goes on."""
    line = lines[number]
    if not line or len(line) > _LONGEST_NOTICE:
        return "", number + 1
    if marks.summary_openings.search(line):
        return "summary-cut", _summary_end(lines, number, marks)
    if found := marks.blocks.find(line):
        if has_sentence(line[: found[1].start()]):
            return "", number + 1
        return found[0], _list_end(lines, number)
    if found := marks.lines.find(line):
        return found[0], number + 1
    if _POINTER.match(line) and not has_sentence(line):
        return "related-cut", number + 1
    return "", number + 1


def _list_end(lines: Sequence[str], number: int) -> int:
    """Behind the last line that belongs to a list of links."""
    end = number + 1
    for place in range(end, len(lines)):
        line = lines[place]
        if line and not (_POINTER.match(line) or _is_link(line)):
            break
        end = place + 1 if line else end
    return end


def _is_link(line: str) -> bool:
    return len(line) <= _LONGEST_LINK and not has_sentence(line)


def _summary_end(lines: Sequence[str], number: int, marks: Marks) -> int:
    """Behind the closing line, or the bullets, or the paragraph when a blank line ends it."""
    window = range(number + 1, min(len(lines), number + 1 + _SUMMARY_LINES))
    for place in window:
        if marks.summary_closings.search(lines[place]):
            return place + 1
    listed = [place for place in window if lines[place]]
    bullets = 0
    while bullets < len(listed) and _BULLET.match(lines[listed[bullets]]):
        bullets += 1
    if bullets:
        return listed[bullets - 1] + 1
    return next((place for place in window[1:] if not lines[place]), number + 1)


def _without_tail(line: str, tails: Rules, cuts: list[Cut]) -> str:
    """The line without the notices that stand behind its last sentence."""
    for rule, match in tails.all(line):
        start = match.start()
        if start < len(line) and _follows_sentence(line, start):
            cuts.append(Cut(rule, line[start:]))
            line = line[:start].rstrip()
    return line


def _follows_sentence(line: str, start: int) -> bool:
    """Whether only closing marks and spaces stand between a sentence's end and `start`."""
    head = line[:start].rstrip(" /|-–—<([")
    return bool(head) and (sentence_ends(head) or [0])[-1] == len(head)


def is_list_page(lines: Sequence[str], marks: Marks) -> bool:
    """Whether the text is a page of links: no prose, many lines, a list's marks or dates."""
    filled = [line for line in lines if line]
    if len(filled) < 5 or any(has_sentence(line) and len(line) > 40 for line in filled):
        return False
    return any(marks.list_pages.search(line) for line in filled) or _mostly_dated(filled)


def _mostly_dated(lines: Sequence[str]) -> bool:
    dated = sum(bool(re.search(r"\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2}", line)) for line in lines)
    return dated >= 3 and dated * 4 >= len(lines)
