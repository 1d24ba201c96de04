"""The grammar of Korean numbers: digits with 만, 억 and 조, what may follow, what is no figure."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from briefing.figures.lexicon import EXACT, KO_SCALES, alternation, lexicon
from briefing.figures.parts import ONE

DIGITS = r"\d{1,18}+(?:,\d{3}(?!\d))*+(?:\.\d{1,18}+)?+(?!,?\d|\.\d)"
_SMALL = rf"{DIGITS}(?:(?:[천백십]|\s[천백십](?=\s?[경조억만\d]|\s))(?:{DIGITS})?){{0,3}}"
# 9억1천만, 1억 2500만, 22 억 5 천만, 1만 1234 명
SCALED = (
    rf"{_SMALL}(?:(?:[조억만]|경(?!기)|\s[경조억만](?=\s))"
    rf"(?:{_SMALL}|\s{_SMALL}(?=\s?[경조억만])|\s(?:\d{{3,4}}|\d,\d{{3}})(?![\d,.경조억만])(?=\s?[가-힣%]))?)*"
)

# What may hang on a noun of number; tells 3원이 from 3원칙.
PARTICLES = (
    "은|는|이|가|을|를|의|에|로|으로|와|과|도|만|까지|부터|보다|나|라|인|다|였|입|씩|당|쯤|가량|정도|"
    "이상|이하|미만|초과|째|간|동안|짜리|대(?![가-힣])|대[가를로의에는]|여|안팎|내외|남짓|넘|밖|마저|처럼|"
    "같|꼴|뿐|어치|규모|육박|돌파|증가|감소|상승|하락"
)
FOLLOWS = PARTICLES + "|중|등|치|분(?![가-힣])|전|후|뒤|내|물|차|제|산|형|급|권|선|초"

_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_YEAR = r"(?:1[5-9]|20)\d\d"
_TO = r"\s?[~∼～〜·,/–-]\s?"
_CODE = r"\d[\w.]*+(?:-[\w.]++)*+"
_SPAN = (
    r"(?:간|째|여|치|짜리|\s?(?:동안|만[에의이]|이내|안에|연속|이상|이하|미만|초과|넘|가까이|가량|정도|남짓|내로|"
    r"(?:전|후|뒤)(?:에|부터)?(?![가-힣])))"
)


@cache
def money() -> str:
    """What makes 78조 an amount and no articles of a law: a currency or a counter follows."""
    return alternation(form for form, key in lexicon().ko_units.items() if key.isupper())


GUARDED = "제두"  # what begins with these may be no figure, as may all that begins with a digit


@cache
def guard() -> re.Pattern[str]:
    """Whatever holds a number and is no figure: dates, times, names, ratings, scores.

    To be tried at the start of a run of digits and at `GUARDED`.
    """
    ko = lexicon().words["ko"]
    free = "".join(f"(?<!{word})" for word in [*ko["attached"], *"년월일시분제"])
    lasting = "".join(rf"(?<!{word}\s)" for word in ko["lasting"])
    return re.compile(
        rf"""(?<!\d)(?<!\d[.,])(?<![경조억만천백십])(?:
            \d{{2,4}}-\d{{3,4}}(?:-\d{{4}})?(?![\d%])
            | {_YEAR}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?\d{{1,2}}(?!\d)
            | {_YEAR}(?:{_TO}(?:{_YEAR}|\d\d)){{1,5}}(?:\s?년|(?![\d.,%]))
            | {_YEAR}\s?년(?!간|\s?(?:동안|만에|된|역사|넘))
            | \d{{2,4}}년(?:대|생|(?=\s?\d{{1,2}}월))
            | (?:{_MONTH}{_TO})?{_MONTH}월(?:\s?{_DAY}일|\s?말|\s?초)?(?:{_TO}(?={_DAY}일))?
            | {lasting}(?:{_DAY}{_TO}){{0,5}}{_DAY}일(?!{_SPAN})
            | [1-4](?:{_TO}[1-4])?분기(?!\s?(?:연속|만에|째))
            | \d{{1,2}}\s?시(?:\s?\d{{1,2}}분(?:\s?\d{{1,2}}초)?)?(?![간대])
            | \d{{1,2}}:\d\d(?::\d\d)?
            | (?<=[가-힣A-Za-z]){free}{_CODE}
            | (?<=[가-힣A-Za-z]-){_CODE}
            | \d++[A-Za-z]++\d\w*+
            | \d[\d.]*+-\d++[bBTM]-[\w.-]++
            | (?<=\#)\d++
            | 1\s?(?:{alternation([*lexicon().counters, *lexicon().ko_units])})당
            | [1-9]0(?:代|대(?=\s?(?:{alternation(ko["ages"])})))
            | \d++(?:{alternation(ko["serials"])})
            | \d++(?:호|급)(?![가-힣])
            | \d{{1,3}}(?:\.\d)?\s?대\s?(?:반대\s?)?\d{{1,3}}(?:\.\d)?(?=로|의|으로|이|[\s.,)]|$)
            | 0\d++(?:\s\d{{3,4}}(?!\d)){{0,3}}
            | \d&\d
            | \d++[만억조]?분의\s?\d++[A-Za-z㎚㎛]
            | (?<=[가-힣]\()(?:19|20)\d\d(?=\))
            | (?:제\s?)?\d{{1,3}}[장편](?:\s?\d{{1,3}}절)?[\s,·]{{1,2}}(?:총\s?|전문\s?)?
              \d{{1,4}}개?\s?조(?!\s?\d|\s?(?:{money()}))
            | \d++항(?![목가-힣])
            | \d\s?대\s?주주
            | \d{{1,2}}(?=대\s(?:{alternation(ko["leading"])}))
            | 제\s?\d++(?:자|호|장|절|항|관|편|부|군|조각)
            | 두\s?자릿수
        )""",
        re.VERBOSE,
    )


_TOKEN = re.compile(r"([\d.]+)|([천백십])|([경조억만])")
_SMALL_SCALES = {"천": Decimal(1000), "백": Decimal(100), "십": Decimal(10)}


def ko_value(number: str) -> Decimal:
    """9억1천만 is 910000000. Digits and scale words only; an empty text is 0."""
    number = number.replace(",", "")
    if number.isdecimal():
        return Decimal(number)
    total = section = Decimal(0)
    pending: Decimal | None = None
    for digits, small, big in _TOKEN.findall(number):
        if digits:
            pending = Decimal(digits)
        elif small:
            section += EXACT.multiply(ONE if pending is None else pending, _SMALL_SCALES[small])
            pending = None
        elif big:
            section += pending or 0
            total += EXACT.multiply(section or ONE, KO_SCALES[big])
            section, pending = Decimal(0), None
    return EXACT.add(EXACT.add(total, section), pending or Decimal(0))


def scale_of(number: str) -> Decimal:
    """The last scale word of a number, which a range shares: 만 in 3~4만."""
    found = [KO_SCALES[char] for char in number if char in KO_SCALES]
    return found[-1] if found else ONE
