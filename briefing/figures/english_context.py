"""What stands around an English number: counted noun, qualifier, direction, names."""

from __future__ import annotations

import re
from functools import cache

from briefing.figures.lexicon import alternation, lexicon, qualifying
from briefing.figures.parts import ONE, Part, is_rate, rises, stands_alone

_PLURAL = re.compile(r"\s(?P<other>[a-z][a-z-]{2,}s)\b(?!['’])")
_NAME_BEFORE = re.compile(r"(?P<word>[A-Za-z][\w’'.-]*)\s(?:[\d.]+\s)?$")
_OPENING = re.compile(r"(?:^|[.!?:;\n]\s*|[“\"‘'(]\s?)$")
_AGED = re.compile(r"\b(?:aged?|age\sof|ages)\s$", re.IGNORECASE)
_AGE_AFTER_NAME = re.compile(r"(?<!\d)[A-Za-z][\w’'-]+,\s(?:also\s)?$")
_RANKED = re.compile(
    r"\b(?:rank(?:ed|s|ing)?\s(?:(?:in|at|number)\s)?(?:the\s)?|(?:placed|came|finish(?:ed|es))\s)$"
)
_NOUN_FOLLOWS = re.compile(r"(?:\s|-)[A-Za-z]")
_PLACE = re.compile(r"\s(?:place|spot|position)\b")
_HALF_OF = re.compile(r"\s(?:of|the|its|their|his|her|our|all)\b")
_BY_HALF = re.compile(r"\b(?:by|in|only)\s$")
_COMPARED = re.compile(
    r"\s(?:as|more|higher|larger|bigger|faster|greater|lower|less|cheaper|longer|stronger|the|its|"
    r"their|what|that)\b"
)
_SCORE = re.compile(r"\d\s?[–-]\s?$")
_CODE = re.compile(r"\d{5,}")  # a share code, not a count
_MINUS = re.compile(r"(?:^|[\s(])([−-]|minus\s)$", re.IGNORECASE)
_BAND = re.compile(r"\s?range\b")


def dress(text: str, part: Part) -> Part:
    """The part with its surroundings read."""
    part = _ordered(text, _aged(text, part))
    return _multiplied(text, _directed(text, _qualified(text, _counting(text, part))))


def is_figure(text: str, part: Part) -> bool:
    """Whether a number stands for itself; not in names: Qwen 3, Boeing 747, version 3.5."""
    before = text[max(0, part.start - 30) : part.start]
    if part.spelt:
        if part.value == ONE and part.unit in ("", "count") and part.high is None:
            return part.scale != ONE or part.qualifier == "several"  # "one" is mostly a pronoun
        if part.unit == "ordinal" and not _NOUN_FOLLOWS.match(text, part.end):
            return bool(_OPENING.search(before))
        return text[part.start].islower() or bool(_OPENING.search(before))
    if part.unit == "ratio" and text[part.start : part.end].lower() == "half":
        return _is_half(text, part)
    if not (part.unit in ("", "count") or _is_lettered(text, part)) or part.qualifier:
        return True
    if not part.unit and text[part.end - 1] in "kKmM":
        return False  # 530m may be metres, 4K a screen
    if _SCORE.search(before) or (part.high is not None and part.scale == ONE and not part.counter):
        return False
    return not _in_name(before) and not _CODE.fullmatch(text, part.start, part.end)


def _is_lettered(text: str, part: Part) -> bool:
    """Whether the parameters are told by a letter alone: 27B."""
    return part.unit == "parameters" and text[part.end - 1] in "bBT"


def _in_name(before: str) -> bool:
    match = _NAME_BEFORE.search(before)
    if match is None:
        return False
    word, en = match["word"], lexicon().words["en"]
    return (
        word[0].isupper() and word not in en["openers"] and not word.endswith(("’s", "'s"))
    ) or (word.lower() in en["labels"])


def _is_half(text: str, part: Part) -> bool:
    if part.qualifier or stands_alone(text, part):
        return True
    after = text[part.end : part.end + 8]
    before = text[max(0, part.start - 10) : part.start]
    return bool(_HALF_OF.match(after) or _BY_HALF.search(before))


def _aged(text: str, part: Part) -> Part:
    """Aged 37; Liu, 42, …"""
    if part.unit or part.scale != ONE or part.value >= 120:
        return part
    before = text[max(0, part.start - 30) : part.start]
    apposed = part.value >= 10 and text.startswith(",", part.end)
    if _AGED.search(before) or (apposed and _AGE_AFTER_NAME.search(before)):
        return part._replace(unit="age")
    return part


def _ordered(text: str, part: Part) -> Part:
    """Ordinals that are ranks: ranked fourth, third place."""
    if part.unit not in ("", "ordinal") or part.scale != ONE:
        return part
    place = _PLACE.match(text, part.end) if part.unit else None
    if place:
        return part._replace(unit="rank", end=place.end())
    ranked = _RANKED.search(text[max(0, part.start - 24) : part.start])
    return part._replace(unit="rank") if ranked else part


@cache
def _noun() -> re.Pattern[str]:
    en = lexicon().words["en"]
    nouns = lexicon().nouns
    plurals = {noun.other for noun in nouns.values()}
    between = alternation([*en["between"], *(noun for noun in nouns if noun not in plurals)])
    stops = alternation([*en["not_between"], *lexicon().words["direction"]["en"]["stops"]])
    return re.compile(
        rf"(?:\s(?:(?:{between})\s){{0,2}}(?:(?!(?:{stops})\s)[a-z][a-z-]+\s)?"
        rf"(?P<plural>{alternation(plurals)})"
        rf"|[\s-](?P<single>{alternation(nouns)}))(?![\w’'-])"
    )


def _counting(text: str, part: Part) -> Part:
    """The noun that is counted: 1,200 researchers, 50 Chinese scientists, 281-store."""
    lettered = _is_lettered(text, part)
    if part.unit and not lettered:
        return part
    of = part.qualifier == "several" and text.startswith(" of ", part.end)
    place = part.end + (len(" of") if of else 0)
    match = _noun().match(text, place) or _PLURAL.match(text, place)
    noun = match[match.lastgroup or 0] if match else ""
    if match is None or noun in lexicon().words["en"]["not_plural"]:
        return part
    if match.lastgroup == "single" and match[0][0] == " " and part.value != ONE:
        return part  # six television networks
    if lettered and (noun.startswith("model") or not noun.endswith("s")):
        return part
    return part._replace(unit="count", counter=noun, end=match.end())


@cache
def _before() -> re.Pattern[str]:
    words = alternation(qualifying("en_before"))
    verbs = alternation(qualifying("en_verbs"))
    return re.compile(rf"(?<![\w-])(?:(?P<word>{words})|(?P<verb>{verbs}))\s$", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    words = alternation(word for word in qualifying("en_after") if word[0].isalpha())
    return re.compile(rf"\s(?P<word>{words})\b")


def _qualified(text: str, part: Part) -> Part:
    """About, nearly, up to … before the number; "or more" after it; a minus sign."""
    before = text[max(0, part.start - 24) : part.start]
    if before.lower().endswith("in the ") and (band := _BAND.match(text, part.end)):
        return part._replace(start=part.start - 7, end=band.end(), qualifier="band")
    if sign := _MINUS.search(before):
        part = part._replace(start=part.start - len(sign[1]), value=-part.value)
        before = before[: sign.start(1)]
    if match := _before().search(before):
        return _qualified_before(part, match)
    if match := _after().match(text, part.end):
        key = qualifying("en_after")[" ".join(match["word"].split())]
        return part._replace(end=match.end(), qualifier=key)
    return part


def _qualified_before(part: Part, match: re.Match[str]) -> Part:
    if match["verb"]:
        return part._replace(qualifier=qualifying("en_verbs")[match["verb"].lower()])
    word = " ".join(match["word"].lower().split())
    if word == "over" and lexicon().family(part.unit) == "time":
        return part  # over three years: during them
    start = part.start - len(match[0])
    return part._replace(start=start, qualifier=qualifying("en_before")[word])


@cache
def _direction_before() -> re.Pattern[str]:
    en = lexicon().words["direction"]["en"]
    not_up = "".join(f"(?<!{word} )" for word in en["not_up"])
    adverbs = rf"(?:\s(?:{alternation(en['adverbs'])}))*"
    up, down = (alternation(en[side]) for side in ("up", "down"))
    up_by = alternation([*en["up"], *en["up_by"]])
    down_by = alternation([*en["down"], *en["down_by"]])
    return re.compile(
        rf"(?<![\w-]){not_up}(?:(?P<up>{up})|(?P<down>{down}))(?:\sof)?{adverbs}\s$"
        rf"|(?<![\w-])(?:(?P<up_by>{up_by})|(?P<down_by>{down_by}))\b"
        rf"[^.,;:\d]{{0,60}}\sby{adverbs}\s$"
    )


@cache
def _direction_after() -> re.Pattern[str]:
    en = lexicon().words["direction"]["en"]
    return re.compile(
        rf"\s?(?:\([^()]*\)\s)?(?:(?!(?:{alternation(en['stops'])})\s)[\w-]+\s){{0,2}}?"
        rf"(?:(?P<up>{alternation(en['up_after'])})|(?P<down>{alternation(en['down_after'])}))\b"
    )


def _directed(text: str, part: Part) -> Part:
    """Rose 16 per cent; cut rates by 0.5 points; 8 per cent higher."""
    if part.value < 0 or not rises(part.unit or "count"):
        return part
    match = _direction_before().search(text[max(0, part.start - 90) : part.start].lower())
    if match and not (match[0].startswith("up ") and not is_rate(part.unit)):
        return part._replace(direction="up" if match["up"] or match["up_by"] else "down")
    if is_rate(part.unit) and (match := _direction_after().match(text, part.end)):
        return part._replace(direction="up" if match["up"] else "down")
    return part


def _multiplied(text: str, part: Part) -> Part:
    """Three times is a multiple in a comparison, otherwise a count; doubled is a rise."""
    if part.unit == "times" and part.spelt:
        doubled = not re.match(r"\s(?:the|that)\b", text[part.end : part.end + 5])
        return part._replace(direction="up") if doubled else part
    if part.counter != "times":
        return part
    if part.direction or _COMPARED.match(text, part.end):
        return part._replace(unit="times", counter="")
    return part
