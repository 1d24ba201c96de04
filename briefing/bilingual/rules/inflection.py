"""English word forms: plurals, verb forms, comparatives and articles."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.bilingual.rules.lexicon import lexicon

_VOWELS = "aeiou"


@lru_cache(maxsize=10_000)
def plural(noun: str) -> str:
    """The plural of a noun or compound: its last word, or the one before "of"."""
    irregular = lexicon().english["plural"]
    if noun in irregular:
        return str(irregular[noun])
    if " of " in noun:
        head, _, rest = noun.partition(" of ")
        return f"{plural(head)} of {rest}"
    first, space, last = noun.rpartition(" ")
    if space:
        return f"{first} {plural(last)}"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    if re.search(r"[^suia]s$", noun) and noun != "lens":
        return noun  # sales, goods
    return noun + ("es" if re.search(r"(?:s|x|z|ch|sh)$", noun) else "s")


@lru_cache(maxsize=10_000)
def past(verb: str) -> str:
    """The simple past of a verb's base form."""
    irregular = lexicon().english["verb"]
    return str(irregular[verb][0]) if verb in irregular else _regular(verb)


@lru_cache(maxsize=10_000)
def participle(verb: str) -> str:
    """The past participle."""
    irregular = lexicon().english["verb"]
    return str(irregular[verb][1]) if verb in irregular else _regular(verb)


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


@lru_cache(maxsize=10_000)
def gerund(verb: str) -> str:
    """The -ing form."""
    if verb == "be" or verb.endswith("ee"):
        return verb + "ing"
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e"):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    return verb + verb[-1] if verb in lexicon().english["words"]["doubled"] else verb


@lru_cache(maxsize=10_000)
def third(verb: str) -> str:
    """The third person singular of the present."""
    if verb in {"be", "have", "do", "go"}:
        return {"be": "is", "have": "has", "do": "does", "go": "goes"}[verb]
    return plural(verb) if verb[-1:] != "f" else verb + "s"


def compared(adjective: str, degree: str) -> str:
    """The comparative (``more``) or superlative (``most``): larger, most powerful."""
    irregular = {"good": ("better", "best"), "bad": ("worse", "worst"), "many": ("more", "most")}
    best = degree == "most"
    if adjective in irregular:
        return irregular[adjective][best]
    if " " in adjective or len(re.findall(r"[aeiouy]+", adjective.rstrip("e"))) > 1:
        return f"{degree} {adjective}"
    stem = adjective.rstrip("e")
    if re.search(r"[^aeiou][aeiou][bdgnpt]$", adjective):
        stem += stem[-1]
    return stem + ("est" if best else "er")


def article(words: str) -> str:
    """``a`` or ``an`` before these words."""
    table = lexicon().english["words"]
    if words.startswith(tuple(table["a"])):
        return "a"
    first = re.split(r"[\s\-]", words, maxsplit=1)[0]
    if first in table["an"] or words[0].lower() in _VOWELS:
        return "an"
    spelt = len(first) > 1 and first.isupper() and first[0] in "FHLMNRSX" and len(first) < 5
    return "an" if spelt else "a"


def counted_as(noun: str) -> str:
    """How a glossary term is counted: as its last word in the lexicon, or by its ending."""
    last = noun.rsplit(" ", 1)[-1]
    numbers = lexicon().numbers
    if noun in lexicon().english["words"]["mass_terms"]:
        return "mass"
    if noun in numbers or last in numbers:
        number = numbers.get(noun) or numbers[last]
        return "" if number in {"the", "plural"} and " " in noun else number
    if last.endswith(tuple(lexicon().english["words"]["mass"])):
        return "mass"
    return "plural" if last.endswith("s") and not last.endswith("ss") else ""


@lru_cache(maxsize=10_000)
def is_definite(name: str) -> bool:
    """Whether a name takes the article: the European Union, the Ministry of Commerce."""
    table = lexicon().english["words"]
    if name.startswith(("the ", "The ")):
        return False
    found = any(re.search(rf"\b{re.escape(word)}\b", name) for word in table["definite"])
    return found and not any(word in name for word in table["indefinite"])


def possessive(text: str) -> str:
    """With the genitive ending: China's, the United States'."""
    if text in lexicon().english["possessive"]:
        return str(lexicon().english["possessive"][text])
    return text + ("'" if text.endswith("s") else "'s")
