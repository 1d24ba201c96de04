"""How alike a Hangul and a Latin spelling sound: 샤오미 and Xiaomi, 일론 머스크 and Elon Musk.

Both become rows of consonant classes, which are aligned; vowels say too little across languages.
The classes follow the Korean rules for foreign words and for Chinese names in pinyin.
"""

from __future__ import annotations

import re
from functools import lru_cache

_INITIALS = "KKNTTLMPPSS-JJJKTPH"  # ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ
_FINALS = "-KKKNNNTLLLLLLLLMPPSSGJJKTPH"  # none ㄱㄲㄳㄴ … ; G is ng
_LATIN = (  # read from left to right, the first that fits
    ("tch|sch|ch|zh|dg(?=e)|j", "J"),
    ("sh|ss|ps(?=y)", "S"),
    ("ph|pp|bb|ff", "P"),
    ("th|tt|dd", "T"),
    ("ck|kk|cc(?![eiy])|gh|kh", "K"),
    ("ng(?![aeiouy])", "G"),
    ("qu|q(?=w)", "K"),
    ("ti(?=on)|c(?=[eiy])", "S"),
    ("q", "J"),
    ("(?<=[a-z])x", "KS"),
    ("[szx]", "S"),
    ("[ckg]", "K"),
    ("[td]", "T"),
    ("[pbfv]", "P"),
    ("m+", "M"),
    ("n+", "N"),
    ("[lr]+", "L"),
    ("(?<![a-z])h|(?<=[aeiou])h(?=[aeiouw])", "H"),
    (r"\d", "#"),
)
_READ = re.compile("|".join(f"(?P<c{number}>{part})" for number, (part, _) in enumerate(_LATIN)))
_NEAR = {
    frozenset(pair): cost
    for pair, cost in (
        ("SJ", 0.4), ("KJ", 0.5), ("TJ", 0.4), ("TS", 0.3), ("NG", 0.3), ("PH", 0.5), ("KH", 0.5),
    )
}  # fmt: skip
_CHEAP = {"L": 0.3, "H": 0.4, "T": 0.8, "S": 0.8}  # often silent on one side


@lru_cache(maxsize=10_000)
def similarity(hangul: str, latin: str) -> float:
    """From 0 (nothing alike) to 1 (the same consonants in the same order).

    A name of two or more words may stand in either order: Kaiming He, He Kaiming.
    """
    words = latin.split()
    orders = (latin, " ".join([words[-1], *words[:-1]])) if len(words) > 1 else (latin,)
    return max(_alignment(_sounds(hangul), _sounds(order)) for order in orders)


@lru_cache(maxsize=4096)
def _sounds(text: str) -> str:
    """The consonant classes of a text; digits stand for themselves."""
    parts = []
    for part in re.findall(r"[가-힣]+|[A-Za-z0-9]+", text):
        parts.append(_hangul(part) if "가" <= part[0] <= "힣" else _latin(part))
    return "".join(parts)


def _hangul(text: str) -> str:
    sounds = []
    for syllable in text:
        initial, rest = divmod(ord(syllable) - ord("가"), 588)
        sounds.append(_INITIALS[initial] + _FINALS[rest % 28])
    return "".join(sounds).replace("-", "")


def _latin(text: str) -> str:
    sounds = []
    for found in _READ.finditer(text.lower()):
        number = int(str(found.lastgroup)[1:])
        sound = _LATIN[number][1]
        sounds.append(found.group() if sound == "#" else sound)
    return "".join(sounds)


def _alignment(left: str, right: str) -> float:
    if not left or not right:
        return 0.0
    row = [0.0]
    for sound in right:
        row.append(row[-1] + _CHEAP.get(sound, 1.0))
    for sound in left:
        drop = _CHEAP.get(sound, 1.0)
        following = [row[0] + drop]
        for place, other in enumerate(right):
            swap = 0.0 if sound == other else _NEAR.get(frozenset((sound, other)), 1.2)
            following.append(
                min(
                    row[place] + swap,
                    row[place + 1] + drop,
                    following[-1] + _CHEAP.get(other, 1.0),
                )
            )
        row = following
    return max(0.0, 1.0 - row[-1] / max(len(left), len(right)))
