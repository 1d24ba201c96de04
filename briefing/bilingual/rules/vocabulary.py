"""Looks words up: the longest noun, the verb of a noun, whole words that are adverbs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from briefing.bilingual.rules.lexicon import lexicon
from briefing.bilingual.rules.words import Word
from briefing.models import Token

QUOTES = "‘’“”'\"「」『』《》〈〉"
_NOUN_TAGS = ("NNG", "NNP", "XR", "XSN", "XPN", "SL", "SN", "NR", "NNB", "MM")
_VERBAL = ("XSV", "XSA")
_NOUNS_FOLLOW = ("N", "XR", "SL", "MM", "VA")
_LONGEST = 4  # morphemes of a noun in the lexicon
_PASSIVE = {"하": False, "되": True, "받": True, "당하": True, "시키": False}

Found = tuple[Word, int]  # a word, and the index of the morpheme after it


class Vocabulary:
    """The lexicon, asked about the morphemes of one sentence."""

    def __init__(self, text: str, tokens: Sequence[Token], taken: frozenset[int]) -> None:
        """`taken` are the places where names, figures and dates start."""
        self._text, self._tokens, self._taken = text, tokens, taken
        self._lexicon = lexicon()

    def find(self, index: int) -> Found | None:
        """The word of the lexicon at `index`; an unknown verb is found without an entry."""
        return self._adverb(index) or self._noun(index) or self._verb(index)

    def word(self, kind: str, form: str, first: int, end: int, **more: Any) -> Found:
        """A word that covers the morphemes from `first` up to `end`."""
        start, last = self._tokens[first], self._tokens[end - 1]
        made = Word(kind, form, start.tag, start.start, last.end, **more)
        return made, end

    def after(self, index: int) -> Token | None:
        """The morpheme at `index`, if there is one."""
        return self._tokens[index] if index < len(self._tokens) else None

    def goes_on(self, index: int) -> bool:
        """Whether a noun or what stands before one is at `index`."""
        token = self.after(index)
        return token is not None and token.tag.startswith(_NOUNS_FOLLOW)

    def _adverb(self, index: int) -> Found | None:
        """A whole word of the text that is an adverb: 크게, 본격적으로, 최근."""
        start = self._tokens[index].start
        glued = index and self._tokens[index - 1].end == start
        if glued and self._text[start - 1] not in QUOTES:
            return None
        form = self._text[start:].split(" ", 1)[0].rstrip(".,")
        entry = self._lexicon.adverbs.get(form)
        if entry is None:
            return None
        end = index
        while end < len(self._tokens) and self._tokens[end].end <= start + len(form):
            end += 1
        if form in self._lexicon.determiners and self._is_before_noun(end):
            return None  # 공식 기록, but 공식 발표했다
        return self.word("adverb", form, index, end, entry=entry)

    def _is_before_noun(self, index: int) -> bool:
        after = self.after(index + 1)
        return self.goes_on(index) and not (after and after.tag.startswith(_VERBAL))

    def _noun(self, index: int) -> Found | None:
        for end in range(self._last(index), index, -1):
            covered = self._text[self._tokens[index].start : self._tokens[end - 1].end]
            form = covered.replace(" ", "")
            if " " in covered and len(form) < _LONGEST:
                continue
            if len(form) == 1 and self._is_glued(index, end):
                continue
            if found := self._named_by(form, index, end):
                return found
        return None

    def _is_glued(self, index: int, end: int) -> bool:
        """Whether a syllable is rather part of a longer noun: 생성물, 물값."""
        token, after = self._tokens[index], self.after(end)
        before = self._tokens[index - 1] if index else None
        left = before is not None and before.end == token.start and before.tag[0] == "N"
        right = after is not None and after.start == self._tokens[end - 1].end
        return left or (right and after is not None and after.tag.startswith("NN"))

    def _last(self, index: int) -> int:
        """The end of the nouns that may be one word."""
        end = index
        while end < min(len(self._tokens), index + _LONGEST):
            token = self._tokens[end]
            is_apart = end > index and (token.start in self._taken or token.tag == "NNB")
            if is_apart or not token.tag.startswith(_NOUN_TAGS):
                break
            end += 1
        return end

    def _named_by(self, form: str, index: int, end: int) -> Found | None:
        after = self.after(end)
        if after and after.tag.startswith(_VERBAL):
            return self.predicate(form, after.form, index, end + 1)
        if self._is_verb_alone(form, end):
            verb = self._lexicon.verbs[form + "하"]
            return self.word("verb", form + "하", index, end, entry=verb, text="bare")
        if after and after.tag == "XSN" and after.form == "적":
            return self._attribute(form + "적", index, end + 1)
        is_determiner = self._tokens[index].tag == "MM"
        determiner = self._lexicon.determiners.get(form)
        if determiner and (is_determiner or self.goes_on(end)):
            return self.word("det", form, index, end, entry=determiner)
        entry = None if is_determiner else self._lexicon.nouns.get(form)
        if entry is None:
            return None
        many = bool(after and after.tag == "XSN" and after.form == "들")
        text = "many" if many else ""
        return self.word("noun", form, index, end + many, entry=entry, text=text)

    def _is_verb_alone(self, form: str, end: int) -> bool:
        """Whether a noun stands as a verb without 하다: 추진 중이다, 출시할 예정이다."""
        after, then = self.after(end), self.after(end + 1)
        if after is None or then is None or form + "하" not in self._lexicon.verbs:
            return False
        return after.form in self._lexicon.grammar["state"] and then.tag == "VCP"

    def _attribute(self, form: str, index: int, end: int) -> Found | None:
        """경제적 효과, 경제적인 효과."""
        entry = self._lexicon.adjectives.get(form)
        if entry is None:
            return None
        after = self.after(end)
        if after and after.tag == "VCP":
            return self.word("adjective", form, index, end + 1, entry=entry)
        return self.word("det", form, index, end, entry=entry)

    def predicate(self, noun: str, auxiliary: str, index: int, end: int) -> Found | None:
        """The verb or adjective of a noun: 공개하, 공개되, 강력하."""
        words, form = self._lexicon, noun + auxiliary
        if entry := words.adjectives.get(form):
            return self.word("adjective", form, index, end, entry=entry)
        if entry := words.verbs.get(form):
            return self.word("verb", form, index, end, entry=entry)
        base = words.verbs.get(noun + "하")
        if base and auxiliary in _PASSIVE:
            turned = _PASSIVE[auxiliary] and "을" in base.slots
            return self.word("verb", form, index, end, entry=base, is_passive=turned)
        return self.word("verb", form, index, end) if form in words.patterned else None

    def _verb(self, index: int) -> Found | None:
        token = self._tokens[index]
        if token.tag.startswith("VV"):
            entry = self._lexicon.verbs.get(token.form)
            return self.word("verb", token.form, index, index + 1, entry=entry)
        if token.tag.startswith("VA"):
            entry = self._lexicon.adjectives.get(token.form)
            return self.word("adjective", token.form, index, index + 1, entry=entry)
        return None
