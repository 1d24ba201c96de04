"""Step: the headline, given or derived from the lead.

A derived headline is a word-for-word beginning of the first sentence: all of it, or as much as
ends with a clause, followed by ``…``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.articles.draft import Cut, Draft
from briefing.articles.prose import has_sentence, sentence_ends
from briefing.articles.stylebook import Marks, Stylebook

_LONGEST = {"ko": 60, "zh": 40, "en": 90}  # characters
_WHOLE = 1.25  # times the longest: a sentence that is not much longer stays whole
_SHORTEST_SHARE = 0.4  # of the longest: a clause that ends sooner says too little
_TICKER = re.compile(
    r"\s*[\[(<](?:\d{6}|[A-Z\d]{1,6}\.[A-Z]{1,2}|(?:NASDAQ|NYSE|HKEX|KRX|KOSPI|KOSDAQ)\s*:\s*\w+)[\])>]"
)
_KOREAN_CLAUSE = re.compile(
    r"(?:,|(?:[았었했됐렸였]으|하|되|이)?(?:며|지만|면서|는데|으나|거나)|[했됐]고|[해돼])(?=\s)"
)
_ENGLISH_CLAUSE = re.compile(
    r",(?=\s)|(?=\s(?:as|after|while|but|because|amid|although|when|despite|following|which|who)\s)"
)
_PAIRS = (("(", ")"), ("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("[", "]"), ("《", "》"))


@lru_cache(maxsize=8)
def _label(marks: Marks) -> re.Pattern[str]:
    label = rf"[\[(<【]\s*{marks.headline_labels}\s*[\])>】]"
    return re.compile(rf"^{label}\s*|\s*{label}$|^{marks.headline_labels}\s*:\s*", re.IGNORECASE)


@lru_cache(maxsize=8)
def _cuts(marks: Marks) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What does not belong to a headline, by rule."""
    return (
        ("label-cut", _label(marks)),
        ("label-cut", re.compile(rf"^{marks.wire_labels}(?:\s\d{{1,2}})?\s?-\s?(?=\S)")),
        ("ticker-cut", _TICKER),
        ("site-name-cut", marks.site_names),
    )


def clean_headline(draft: Draft, book: Stylebook) -> Draft:
    """Cut labels, tickers and the site's name; cut the headline where the text repeats it."""
    cuts: list[Cut] = []
    headline = draft.headline
    for rule, pattern in _cuts(book.marks):
        while match := pattern.search(headline):
            cuts.append(Cut(rule, match.group().strip()))
            headline = (headline[: match.start()] + headline[match.end() :]).strip()
    head, separator, site = _split_site(headline)
    if head and book.outlets.find(site):
        cuts.append(Cut("site-name-cut", separator + site))
        headline = head
    lines = list(draft.lines)
    first = next((number for number, line in enumerate(lines) if line), None)
    if first is not None:
        lines[first] = _first_line(lines[first], (headline, draft.headline), book.marks, cuts)
    kept = lines if any(lines) else draft.lines
    return draft.without(cuts, kept, headline=headline)


def _first_line(line: str, headlines: tuple[str, str], marks: Marks, cuts: list[Cut]) -> str:
    """The first line of the text without a label, and empty when it repeats the headline."""
    if line in headlines:
        cuts.append(Cut("repeated-headline-cut", line))
        return ""
    match = _label(marks).match(line)
    if match and match.end() < len(line):
        cuts.append(Cut("label-cut", match.group().strip()))
        return line[match.end() :]
    return line


def _split_site(headline: str) -> tuple[str, str, str]:
    match = re.search(r"\s+(?:[-–—|<:]|::)\s*([^-–—|<:]{2,30})$", headline)
    if not match:
        return headline, "", ""
    return headline[: match.start()], headline[match.start() : match.start(1)], match[1].strip()


def derive_headline(body: str, language: str) -> str:
    """The first sentence of the body without its full stop, shortened at the end of a clause."""
    paragraphs = body.split("\n")
    paragraph = next(filter(has_sentence, paragraphs), paragraphs[0])
    end = next(iter(sentence_ends(paragraph)), 0)
    sentence = paragraph[:end].removesuffix(".") if end else paragraph
    longest = _LONGEST.get(language, _LONGEST["en"])
    if len(sentence) <= longest * _WHOLE:
        return sentence if end else sentence.rstrip(".…, ") + "…"
    cut = _clause_end(sentence, language, longest) or _word_end(sentence, longest)
    return sentence[:cut].rstrip(" ,.…") + "…"


def _clause_end(sentence: str, language: str, longest: int) -> int:
    """The last end of a clause that leaves brackets and quotation marks closed; 0 if none."""
    pattern = _KOREAN_CLAUSE if language == "ko" else _ENGLISH_CLAUSE
    ends = [
        match.end()
        for match in pattern.finditer(sentence, 0, longest)
        if match.end() >= longest * _SHORTEST_SHARE and _is_closed(sentence[: match.end()])
    ]
    return ends[-1] if ends else 0


def _word_end(sentence: str, longest: int) -> int:
    """The last space before which all is closed, else the last space, else the limit."""
    spaces = [match.start() for match in re.finditer(r"\s", sentence[: longest + 1])]
    closed = [space for space in spaces if _is_closed(sentence[:space])]
    return ([longest, *spaces[-1:], *closed[-1:]])[-1]


def _is_closed(text: str) -> bool:
    return text.count('"') % 2 == 0 and all(
        text.count(opening) == text.count(closing) or (opening == "‘" and _apostrophes(text))
        for opening, closing in _PAIRS
    )


def _apostrophes(text: str) -> bool:
    """Whether each surplus ’ is an apostrophe: China’s."""
    return text.count("‘") == text.count("’") - len(re.findall(r"[A-Za-z]’[A-Za-z]", text))
