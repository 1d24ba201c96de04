"""Names that an article gives in another script: 딥시크(DeepSeek), 샤오미(小米, Xiaomi).

bracket   what stands in it must be Latin or Hanzi, no figure, unit, ticker or remark
left      the words before it are candidates, back to a stop, a quotation mark or a particle
choice    a spelling that sounds alike decides how many words; else the shortest that is long
          enough for the letters (최고경영자 for CEO, but not 모델 for LLM)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.models import Gloss
from briefing.names.transliteration import similarity

_BRACKET = re.compile(
    r"(?P<closed>[’'”\"」』》〉]?)\s?[(（](?P<inside>[^()（）\n]{2,60})[)）](?![A-Za-z])"
)
_LEFT = re.compile(r"[가-힣A-Za-z0-9\u3400-\u9fff&.\-+]+(?: [가-힣A-Za-z0-9&.\-+]+)*$")
_GLUED = re.compile(
    r"^[\u3400-\u9fff]+(?=[가-힣])|^.*[가-힣]\.(?=[가-힣])"
)  # 中알리바바, 했다.알리바바
_OPENERS = {"’": "‘", "'": "'", "”": "“", '"': '"', "」": "「", "』": "『", "》": "《", "〉": "〈"}
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .&'’\-+/]*[A-Za-z0-9+.]")
_HANZI = re.compile(r"[\u3400-\u9fff·]{2,}")
_HANGUL = re.compile(r"[가-힣][가-힣A-Za-z0-9 ]*")
_TICKER = re.compile(r"[A-Z]{1,5}\.[A-Z]{1,2}|[A-Z]{2,6} ?: ?\S+|\d+(?:\.[A-Z]+)?|[A-Z]{0,2}\d{4,}")
_UNIT = re.compile(
    r"[a-z]{1,3}|[kMGT]?W[hp]?|[KMGT]B|[kMG]?Hz|nm|[A-Z]|[IVX]+|[AP]M|KST|GMT|UTC|E[SD]T|P[SD]T|CST"
)
_PARTICLE = re.compile(r".*[을를은는의에와과로서한된될할던인며고등]$")
_SENTENCE = re.compile(r"[다요까죠자라]$")
_SMALL_WORDS = frozenset(("of", "and", "the", "for", "in", "on", "de", "&"))
_MOST_WORDS = 5
_LONG = 5  # syllables of a word that stands for itself
_ALIKE = 0.6  # from here on a spelling is taken for a transliteration


def harvest_glosses(text: str) -> tuple[Gloss, ...]:
    """The glosses of a text in its order, each name once; what is doubtful is left out."""
    found: dict[str, Gloss] = {}
    for bracket in _BRACKET.finditer(text):
        gloss = _gloss(text, bracket)
        if gloss is not None:
            found.setdefault(gloss.ko, gloss)
    return tuple(found.values())


def _gloss(text: str, bracket: re.Match[str]) -> Gloss | None:
    inside = bracket["inside"].strip()
    if _HANGUL.fullmatch(inside):
        return _reversed(list(_candidates(text, bracket)), inside)
    en, zh = _parts(inside)
    if not (en or zh):
        return None
    name = _choose(list(_candidates(text, bracket)), en, zh)
    return Gloss(ko=name, en=en, zh=zh) if name else None


def _parts(inside: str) -> tuple[str, str]:
    """The Latin and the Hanzi form in a bracket; empty when it holds none."""
    if re.search(r"[가-힣]", inside) or _TICKER.fullmatch(inside):
        return "", ""
    parts = [part.strip() for part in re.split(r"[,;·、，]", inside)]
    latin = [part for part in parts if _LATIN.fullmatch(part) and _is_name(part)]
    hanzi = [part for part in parts if _HANZI.fullmatch(part)]
    return (latin or [""])[0], (hanzi or [""])[0]


def _is_name(latin: str) -> bool:
    return bool(re.search(r"[A-Za-z]{2}|[A-Za-z]\d", latin)) and not (
        _TICKER.fullmatch(latin) or _UNIT.fullmatch(latin)
    )


def _candidates(text: str, bracket: re.Match[str]) -> Iterator[str]:
    """What may be the name: the words before the bracket, from one to five of them.

    A quoted name, and one whose bracket stands within the quotation marks, is the whole quotation.
    """
    before = text[max(0, bracket.start() - 60) : bracket.start()]
    if bracket["closed"]:
        opener = before.rfind(_OPENERS[bracket["closed"]])
        quoted = before[opener + 1 :]
        if opener >= 0 and _LEFT.fullmatch(quoted) and not _SENTENCE.search(quoted):
            yield quoted
        return
    left = _LEFT.search(before)
    if left is None:
        return
    words = _GLUED.sub("", left.group()).split(" ")
    stop = next((n for n, word in enumerate(words[-2::-1], 1) if _PARTICLE.match(word)), len(words))
    most = min(stop, _MOST_WORDS)
    is_quoted = before[left.start() - 1 : left.start()] in _OPENERS.values()
    is_whole = is_quoted and text[bracket.end() : bracket.end() + 1] in _OPENERS
    for count in range(len(words) if is_whole and most == len(words) else 1, most + 1):
        yield " ".join(words[-count:]).strip(".-&+")


def _choose(candidates: list[str], en: str, zh: str) -> str:
    """The candidate that the forms in the bracket belong to, or an empty string."""
    fitting = [name for name in candidates if _digits(name) == _digits(en)] if en else candidates
    named = [name for name in fitting if re.search(r"[가-힣]", name) and len(name) > 1]
    if not named:
        return ""
    if en:
        alike = max(named, key=lambda name: (similarity(name, en), -len(name)))
        if similarity(alike, en) >= _ALIKE:
            return alike
        if begun := [name for name in named[1:] if _begins_alike(name, en)]:
            return begun[0]
        if len(candidates[0]) == 1 and candidates[0].isalpha():
            return ""  # 암(Arm): too short a word to trust
    needed = _syllables_for(en) if en else len(zh.replace("·", ""))
    enough = max(-(-7 * needed // 10), 2)  # 창신메모리 for CXMT is short, but all there is
    if _length(named[0]) >= max(enough, _LONG):
        return named[0]
    longer = next((name for name in named if _length(name) >= needed), named[-1])
    return longer if _length(longer) >= enough else ""


def _begins_alike(name: str, latin: str) -> bool:
    """패밀리 요금제 for Family Plan: the first word sounds alike, the others are translated."""
    return " " in latin and similarity(name.split()[0], latin.split()[0]) >= _ALIKE


def _syllables_for(latin: str) -> int:
    """How many syllables a translated name has at least: about two a letter or word."""
    words = [word for word in latin.split() if word.lower() not in _SMALL_WORDS]
    is_acronym = len(words) == 1 and len(words[0]) < 7 and words[0][1:] != words[0][1:].lower()
    return max(2, 2 * (len(words[0]) if is_acronym else len(words)) - 1)


def _reversed(candidates: list[str], hangul: str) -> Gloss | None:
    """OpenAI(오픈AI): Latin first, its Korean reading in the bracket."""
    latin = [name for name in candidates if _LATIN.fullmatch(name) and _is_name(name)]
    if not latin:
        return None
    best = max(latin, key=lambda name: (similarity(hangul, name), -len(name)))
    return Gloss(ko=hangul, en=best) if similarity(hangul, best) >= _ALIKE else None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _length(name: str) -> int:
    return len(name.replace(" ", ""))
