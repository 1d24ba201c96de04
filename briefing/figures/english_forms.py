"""The grammar of English numbers: digits, number words and scales, and what is no figure."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from briefing.figures.lexicon import EXACT, alternation, lexicon
from briefing.figures.parts import ONE

DIGITS = r"\d{1,18}+(?:,\d{3}(?!\d))*+(?:\.\d{1,18}+)?+(?!,?\d|\.\d)"

_MONTH = (
    "(?-i:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_OTHER_LEADS = ("a", "an", "tens", "half", "twice", "decades", "no", "article", "final", "last")
_NO_MONEY = r"(?<![$€£¥₩-])(?<![$€£¥₩]\s)"
_CODE = r"\d[\w.]*+(?:-[\w.]++)*+"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"


@cache
def guard() -> re.Pattern[str]:
    """Whatever holds a number and is no figure: dates, times, names, scores.

    To be tried at the start of a run of digits or of a word in `leads`.
    """
    codes = "".join(f"(?<!{re.escape(code)})" for code in lexicon().prefixes if code[-1:].isalpha())
    return re.compile(
        rf"""(?<!\d)(?<!\d[.,])(?:
            \d{{2,4}}-\d{{3,4}}-\d{{4}}(?!\d)
            | \b{_MONTH}\s{_DAY}(?:\s?[–-]\s?{_DAY})?\b(?:,?\s{_YEAR}\b)?(?![,.]\d)
            | {_DAY}\s(?:of\s)?{_MONTH}\b(?:,?\s{_YEAR}\b)?
            | \b{_MONTH},?\s{_YEAR}\b
            | {_NO_MONEY}{_YEAR}[./-]\d{{1,2}}[./-]\d{{1,2}}\b
            | {_NO_MONEY}{_YEAR}\s?[–/-]\s?(?:{_YEAR}|\d\d)(?![\d%.,]\d|\s?%)
            | {_NO_MONEY}{_YEAR}s?\b(?![.,]\d|\s?%|{_counted_year()})
            | (?<!\w)\d0s\b
            | \d{{1,2}}(?:[:.]\d\d)?\s?(?:[ap]\.m\.|[ap]m\b|o['’]clock\b|[BGE][SMT]T\b)
            | \d{{1,2}}:\d\d(?::\d\d)?(?:\s[A-Z]{{2,4}}\b)?
            | (?<=[A-Za-z]){codes}{_CODE}
            | (?<=[A-Za-z]-)(?<!\d[kmb]-)(?<!\dbn-)(?<!\d[kc]m-){_CODE}
            | \d++[A-Za-z]++\d\w*+
            | \d[\d.]*+-\d++[bBTM]-[\w.-]++
            | (?<=\#)\d++
            | 0\d++(?:\s\d{{3,4}}\b){{0,3}}
            | \d&\d
            | \d++(?:st|nd|rd|th)[\s-](?:centur(?:y|ies)|Street|Avenue)\b
            | (?<![\w/]){_DAY}/{_DAY}(?:/\d{{2,4}})?(?![\w/])
            | (?:^|(?<=[.!?]\s)|(?<=\n))\d{{1,2}}[.)]\s(?=[A-Z“"'‘])
            | (?<=\()\d{{1,2}}(?=\)\s)
            | \b(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th)
              [\s-](?:half|quarter)(?:s|ly)?\b
            | \b(?:{alternation(lexicon().words["en"]["idioms"])})\b
        )""",
        re.VERBOSE | re.MULTILINE | re.IGNORECASE,
    )


@cache
def leads() -> frozenset[str]:
    """Words that a number, a date or an idiom with a number may begin with, in small letters."""
    en = lexicon().words["en"]
    tables = ("word", "ordinal", "part", "multiple", "several")
    words = [word for table in tables for word in en[table]]
    firsts = (
        form.split()[0].rstrip("$.¥").lower() for form in (*en["idioms"], *lexicon().prefixes)
    )
    months = re.findall("[A-Z][a-z]+", _MONTH)
    return frozenset((*words, *firsts, *(month.lower() for month in months), *_OTHER_LEADS))


def _counted_year() -> str:
    """What makes 2000 a number and no year: people, units of money."""
    people = [form for form, noun in lexicon().nouns.items() if noun.counter == "명"]
    money = [form for form, key in lexicon().en_units.items() if key.isupper()]
    return rf"\s(?:{alternation([*people, *money, 'percent', 'per cent'])})\b"


@cache
def words_pattern() -> str:
    """Number words: two, twenty-five, one hundred and twenty."""
    word = f"(?:{alternation(lexicon().words['en']['word'])})"
    small = rf"{word}(?:-{word})?"
    hundred = rf"{small}(?:\shundred(?:\s(?:and\s)?{small})?)?"
    return rf"{hundred}(?:\sthousand(?:\s(?:and\s)?{hundred})?)?(?![\w])"


def en_value(number: str) -> Decimal:
    """1,384.93; twenty-five; one hundred and twenty."""
    if number[0].isdigit():
        return Decimal(number.replace(",", ""))
    words = lexicon().words["en"]["word"]
    total = section = Decimal(0)
    for word in re.split(r"[\s-]+", number.lower()):
        if word == "thousand":
            total, section = EXACT.multiply(section or ONE, Decimal(1000)), Decimal(0)
        elif word == "hundred":
            section = (section or ONE) * 100
        elif word in words:
            section += words[word]
    return total + section
