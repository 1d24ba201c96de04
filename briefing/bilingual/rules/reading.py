"""Korean morphemes, names, figures and dates as one row of words that the rules know.

Whatever the lexicon lacks ends the attempt at once: a sentence is carried over whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.bilingual.phrases import name_in
from briefing.bilingual.request import Request
from briefing.bilingual.rules.lexicon import Entry, lexicon, longest
from briefing.bilingual.rules.spans import repeats, spans
from briefing.bilingual.rules.vocabulary import QUOTES, Found, Vocabulary
from briefing.bilingual.rules.words import Refused, Word, normal_form
from briefing.models import Token

_COMMAS = ",·∙‧・ㆍ、"
_VARIANT = re.compile(r"(?=[-0-9A-Z]*[A-Z])-[A-Za-z0-9]+(?:[.\-][A-Za-z0-9]+)*")
_GRAMMAR = ("E", "J", "VCP", "VCN", "VX", "XSV", "XSA")
_GAUGE = re.compile(r"\d{2,3}(?:\.\d+)?")  # a reading of an index: 50, 49.8
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&\-]{1,9}")
_KINDS = {"date": "noun", "name": "noun", "front": "adverb", "pair": "det"}  # roles of phrases
_PHRASE = 6  # morphemes of the longest fixed phrase


def read_words(request: Request, tokens: Sequence[Token]) -> list[Word]:
    """The words of a Korean sentence; raises `Refused` at the first that is unknown."""
    return _Reader(request, tokens).words()


class _Reader:
    def __init__(self, request: Request, tokens: Sequence[Token]) -> None:
        self._tokens, self._text = tokens, request.text
        self._spans = spans(request)
        self._vocabulary = Vocabulary(request.text, tokens, frozenset(self._spans))
        self._found: list[Word] = []

    def words(self) -> list[Word]:
        """All of them, in order."""
        index = 0
        while index < len(self._tokens):
            token = self._tokens[index]
            if span := self._spans.get(token.start):
                index = self._span(span, index)
            elif token.tag[0] == "S" and token.tag not in {"SL", "SN", "SH"}:
                index = self._phrased(index) or self._mark(index)
            else:
                index = self._phrased(index) or self._word(index)
        return self._found

    def _keep(self, found: Found | None) -> int:
        """Adds a word; the index after it, or 0 when there is none."""
        if found is None:
            return 0
        self._found.append(found[0])
        return found[1]

    def _word(self, index: int) -> int:
        token, words = self._tokens[index], self._vocabulary
        if token.tag.startswith(_GRAMMAR):
            return self._keep(words.word("form", normal_form(token), index, index + 1))
        end = self._keep(self._special(token, index) or words.find(index))
        end = end or self._keep(self._foreign(token, index))
        if end:
            return end
        if token.tag in {"NNB", "NP"} or token.form in lexicon().patterned:
            return self._keep(words.word("form", token.form, index, index + 1))
        if self._is_silent(token, index):
            return index + 1
        raise Refused(f"unknown: {token.form}/{token.tag}")

    def _special(self, token: Token, index: int) -> Found | None:
        """못하다, 이들 업체, 비제조업, 분명하다, and the bare reading of an index."""
        words, after = self._vocabulary, self._vocabulary.after(index + 1)
        is_glued = after is not None and after.start == token.end and after.tag[0] in "SW"
        if token.tag == "SN" and _GAUGE.fullmatch(token.form) and not is_glued:
            return words.word("number", token.form, index, index + 1, text=token.form)
        if after is None:
            return None
        if token.form == "모두" and (span := self._spans.get(after.start)) and span.figure:
            total = lexicon().determiners["총"]  # 모두 4종, four in all
            return words.word("det", "총", index, index + 1, entry=total)
        if token.tag == "NP" and token.form in {"이", "그"} and after.form == "들":
            if self._vocabulary.goes_on(index + 2):
                entry = Entry("이들", "these/these", {}, frozenset())
                return words.word("det", "이들", index, index + 2, entry=entry)
            return words.word("form", f"{token.form}들", index, index + 2)
        if token.form == "못" and after.form == "하":
            return words.word("form", "못하", index, index + 2)
        prefix = lexicon().grammar["prefix"].get(token.form) if token.tag == "XPN" else None
        if prefix and after.form in lexicon().nouns:
            noun = lexicon().nouns[after.form]
            entry = Entry(noun.ko, f"{prefix}{noun.en}", noun.frame, noun.tags)
            return words.word("noun", after.form, index, index + 2, entry=entry)
        if token.tag == "MAG" and after.tag.startswith(("XSV", "XSA")):
            return words.predicate(token.form, after.form, index, index + 2)
        return None

    def _foreign(self, token: Token, index: int) -> Found | None:
        """A name in Latin letters stands as it is: R1, H20; 1단계 is phase 1."""
        after = self._vocabulary.after(index + 1)
        if token.tag == "SN" and after and after.form in lexicon().grammar["numbered"]:
            text = f"{lexicon().grammar['numbered'][after.form]} {token.form}"
            return self._vocabulary.word("latin", text, index, index + 2, text=text)
        end = index
        while end < len(self._tokens) and self._is_foreign(end, index):
            end += 1
        if end == index:
            return None
        text = self._text[token.start : self._tokens[end - 1].end]
        if not (text.isascii() and re.search(r"[A-Z]", text)):
            raise Refused(f"unknown: {text}")
        return self._vocabulary.word("latin", text, index, end, text=text)

    def _is_foreign(self, place: int, first: int) -> bool:
        token = self._tokens[place]
        glued = place == first or token.start == self._tokens[place - 1].end
        is_new = place == first or token.start not in self._spans
        return glued and is_new and token.tag.startswith(("SL", "SN", "SH", "W_"))

    def _is_silent(self, token: Token, index: int) -> bool:
        """Suffixes that English leaves unsaid: 기업들, AI용 칩."""
        before = self._found[-1] if self._found else None
        if token.tag != "XSN" or before is None or before.end != token.start:
            return False
        if token.form == "들":
            return before.name is not None
        is_place = before.name is not None and before.name.kind == "place"
        follows = self._vocabulary.goes_on(index + 1)
        return token.form in {"용", "형"} and follows and not is_place

    def _phrased(self, index: int) -> int:
        """A fixed phrase: 지난해 같은 기간, 전년 동기 대비, 미·중."""
        if self._tokens[index].form not in lexicon().phrases:
            return 0
        forms = [normal_form(token) for token in self._tokens[index : index + _PHRASE]]
        found = longest(lexicon().phrases, forms, 0)
        if found is None:
            return 0
        count, _, value = found
        english, _, role = value.partition("|")
        if "refuse" in {english, role}:
            raise Refused(f"phrase: {forms[0]}")
        written = f"{english}/{english}" if role == "det" else english
        entry = Entry(english, written, {}, frozenset({"end" if role == "adverb" else role}))
        kind = _KINDS.get(role, role)
        return self._keep(self._vocabulary.word(kind, english, index, index + count, entry=entry))

    def _span(self, word: Word, index: int) -> int:
        """A name, figure or date; what Kiwi glued to its end must be a particle."""
        variant = _VARIANT.match(self._text, word.end) if word.name else None
        if variant and word.name and word.name.kind == "model":  # 큐원3-235B-A22B
            named = replace(word.name, en=f"{name_in(word.name, 'en')}{variant.group()}")
            word = replace(word, name=named, end=variant.end())
        self._found.append(word)
        while index < len(self._tokens) and self._tokens[index].end <= word.end:
            index += 1
        if index < len(self._tokens) and self._tokens[index].start < word.end:
            token = self._tokens[index]
            rest = self._text[word.end : token.end]
            if rest == "도" and word.date and word.date.precision == "year":
                return index + 1  # 2026년도
            if rest not in lexicon().grammar["particle"]:
                raise Refused(f"glued: {token.form}")
            self._found.append(Word("form", rest, "JX", word.end, token.end))
            index += 1
        return index

    def _mark(self, index: int) -> int:
        token = self._tokens[index]
        if token.form in "([（":
            return self._bracket(index)
        if token.form in _COMMAS:
            return self._keep(self._vocabulary.word("comma", token.form, index, index + 1))
        if token.form in QUOTES or token.form == ".":
            return index + 1
        raise Refused(f"mark: {token.form}")

    def _bracket(self, index: int) -> int:
        """A bracket after a name or figure: another form of it, an acronym or a figure."""
        ends = (n for n in range(index, len(self._tokens)) if self._tokens[n].form in ")]）")
        end = next(ends, 0)
        if not end or not self._found:
            raise Refused("bracket")
        start, stop = self._tokens[index].end, self._tokens[end].start
        inside = self._text[start:stop].strip()
        if inside in lexicon().grammar["bracket"]["silent"] or repeats(
            inside, self._found[-1].name
        ):
            return end + 1
        span = self._spans.get(start)
        if span and span.figure and span.end == stop:
            self._found.append(Word("bracket", inside, "SN", start, stop, figure=span.figure))
            return end + 1
        if _ACRONYM.fullmatch(inside):
            return self._keep(self._vocabulary.word("bracket", inside, index, end + 1, text=inside))
        if label := self._label(index + 1, end, start):
            return self._keep(self._vocabulary.word("bracket", inside, index, end + 1, text=label))
        raise Refused(f"bracket: {inside}")

    def _label(self, index: int, end: int, start: int) -> str:
        """What stands in a bracket, when the lexicon knows all of it: 앱, 환매조건부채권."""
        if any(start <= place < self._tokens[end].start for place in self._spans):
            return ""
        found = self._vocabulary.find(index)
        is_noun = found is not None and found[0].kind == "noun" and found[1] == end
        return found[0].known.en if found is not None and is_noun else ""
