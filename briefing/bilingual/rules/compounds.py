"""Korean words side by side as one English noun: compounds, titles, appositions, measures."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.bilingual.rules.inflection import possessive
from briefing.bilingual.rules.lexicon import lexicon
from briefing.bilingual.rules.nouns import Noun
from briefing.bilingual.rules.words import Refused, Word
from briefing.bilingual.rules.writing import write_count

_COUNT = re.compile(r"(?:(?:about|more than|up to|some|at least) )?[\d.,]+(?: \w+illion)?")
_BASED = "-based"  # 터미널 기반 에이전트
_MOST = 5  # words before the last of a compound
_SHARES = frozenset(("most", "half", "part", "majority"))
_OWNERS = frozenset(("company", "person", "outlet", "organisation"))


def composed(atoms: list[tuple[Word, Noun]]) -> Noun:
    """One noun from those side by side."""
    figures = [place for place, (_, noun) in enumerate(atoms) if noun.place == "figure"]
    if len(figures) > 1:
        raise Refused("two figures side by side")
    if figures:
        return _with_figure(atoms, figures[0])
    return _compound([noun for _, noun in atoms])


def _with_figure(atoms: list[tuple[Word, Noun]], place: int) -> Noun:
    if len(atoms) == 1:
        return _alone(atoms[0][0], atoms[0][1])
    left = [noun for _, noun in atoms[:place]]
    right = [noun for _, noun in atoms[place + 1 :]]
    figure = atoms[place][0].figure
    measure = atoms[place][1]
    if figure is None or (left and all(noun.place == "date" for noun in left)):
        if right or any(noun.place != "date" for noun in left):
            raise Refused("a bare number beside a noun")
        return replace(measure, after=" ".join(noun.head for noun in left))  # 3월 49.0
    if left and right:
        raise Refused("a figure amid nouns")
    noun = _compound(left or right)
    counts = write_count(figure)
    if noun.counted == "name" and not noun.is_many:
        raise Refused("a figure beside a name")
    if counts:
        return replace(noun, quantity=counts)
    if right:
        return measured(noun, measure)
    return replace(
        noun,
        after=f"of {measure.write()}" if not noun.after else f"{noun.after} of {measure.write()}",
    )


def _alone(word: Word, measure: Noun) -> Noun:
    """A figure without a noun; a small bare number says nothing."""
    if re.fullmatch(r"\d", measure.head) and word.figure and word.figure.unit == "count":
        raise Refused("a number of what?")
    return measure


def measured(noun: Noun, measure: Noun) -> Noun:
    """145% 관세, 100억 달러의 투자: a 145% tariff, US$10 billion of investment."""
    number = measure.head.removesuffix(" people") if noun.is_person else measure.head
    if _COUNT.fullmatch(number) and noun.counted in {"", "plural"} and not noun.quantity:
        return replace(noun, quantity=number)
    if measure.head.endswith("%"):
        return replace(
            noun,
            before=f"{measure.head} {noun.before}".strip(),
            is_many=False,
            counted=noun.counted if noun.counted != "plural" else "",
        )
    if noun.counted in {"name", "figure"}:
        raise Refused("a measure before a name")
    return replace(noun, after=f"of {measure.write()} {noun.after}".strip())


def sized(noun: Noun, figure: str) -> Noun:
    """5000억 달러 규모의 계약, 스타게이트: a contract of US$500 billion, the US$500 billion X."""
    if noun.counted == "name":
        if noun.owner or noun.after:
            raise Refused("the size of a name")
        return replace(noun, head=f"the {figure} {bare_name(noun)}")
    return replace(noun, after=f"of {figure} {noun.after}".strip())


def _compound(nouns: list[Noun]) -> Noun:
    """중국 정부, AI 기술 경쟁, 알리바바 매출, AI 모델 큐원3, 젠슨 황 엔비디아 CEO."""
    *others, head = nouns
    if head.head == _BASED:
        raise Refused("based on what?")
    if not others:
        return head
    if head.head == "number of cases" and not (others[-1].after or others[-1].counted == "name"):
        counted = _compound(others)
        plural = replace(counted, owner="", is_many=True, counted="plural")
        return replace(head, owner=counted.owner, head=f"number of {plural.write()}")
    if head.head in lexicon().grammar["gerunds"]["nouns"]:
        return _gerund(head, _compound(others))
    if head.head in _SHARES:
        whole = replace(_compound(others), is_many=True)
        if whole.counted in {"name", "figure"}:
            raise Refused("a share of a name")
        return Noun(f"{head.head} of {whole.write()}", "name", is_many=True)
    return _joined(others, head)


def _joined(others: list[Noun], head: Noun) -> Noun:
    """A compound of two nouns or more that is no number, share or gerund."""
    if len(others) > _MOST:
        raise Refused("a long compound")
    named = others[0].counted == "name" and others[0].place in {"person", "term"}
    if head.place == "title" and named:
        return _titled(others[0], [*others[1:], head])
    if head.counted in {"name", "figure"}:
        return _apposed(others, head)
    for other in reversed(others):
        head = _modified(head, other, is_first=other is others[0])
    return head


def _gerund(head: Noun, thing: Noun) -> Noun:
    """전문 인력 확보: securing skilled personnel."""
    if thing.counted in {"name", "figure"} or thing.after:
        raise Refused("a gerund of a name")
    many = replace(thing, is_many=thing.counted in {"", "plural"})
    return replace(head, head=f"{head.head} {many.write()}", place="gerund")


def _modified(head: Noun, other: Noun, *, is_first: bool) -> Noun:
    _check_modifier(head, other)
    other = replace(other, head=lexicon().grammar["modifying"].get(other.head, other.head))
    if other.place == "date":
        return replace(head, after=f"{other.head} {head.after}".strip())
    if other.place == "place":
        return replace(head, before=f"{_nation(other)} {head.before}".strip())
    if other.counted == "name" and is_first and other.place in _OWNERS:
        return replace(head, owner=possessive(other.head))
    if other.head.endswith(head.head) and not head.before:
        return replace(head, head=other.head)  # technology companies, said twice in Korean
    if other.head == _BASED and not is_first:
        return replace(head, head=f"{_BASED} {head.head}")
    if head.head.startswith(f"{other.head} "):
        return head  # AI, AI training
    joined_head = f"{other.head.removeprefix('the ')} {head.head}".replace(f" {_BASED}", _BASED)
    return replace(head, head=joined_head)


def _check_modifier(head: Noun, other: Noun) -> None:
    grammar = lexicon().grammar
    if other.after or other.owner or other.quantity:
        raise Refused("a heavy modifier")
    if other.head in grammar["apart"]["nouns"]:
        raise Refused("a noun that is no modifier")
    if other.place == "date" and head.after.startswith(("in ", "last ", "this ", "next ")):
        raise Refused("two times of a noun")
    if other.place == "place" and head.owner:
        raise Refused("a place before an owner")
    if other.place in _OWNERS and head.head in grammar["acts"]["nouns"]:
        raise Refused("an act of or on a name")


def bare_name(noun: Noun) -> str:
    """A name without its article."""
    return noun.head.removeprefix("the ")


def _nation(noun: Noun) -> str:
    nations: dict[str, str] = lexicon().grammar["nation"]
    bare = noun.head.removeprefix("the ")
    return nations.get(bare, bare)


def _titled(person: Noun, rest: list[Noun]) -> Noun:
    """젠슨 황 엔비디아 최고경영자: Nvidia chief executive Jensen Huang."""
    words = [
        _nation(noun) if noun.place == "place" else noun.head.removeprefix("the ") for noun in rest
    ]
    title = " ".join(
        word.capitalize() if word.islower() and len(word) > 3 else word
        for word in " ".join(words).split()
    )
    return replace(person, head=f"{title} {person.head}")


def former(person: Noun, title: Noun) -> Noun:
    """도널드 트럼프 전 대통령: former President Donald Trump."""
    return replace(person, head=f"former {_titled(person, [replace(title, determiner=None)]).head}")


def _apposed(others: list[Noun], head: Noun) -> Noun:
    """중국 AI 스타트업 딥시크: the Chinese AI startup DeepSeek."""
    if any(noun.after or noun.quantity or noun.owner for noun in others):
        raise Refused("a heavy apposition")
    if any(noun.place == "date" for noun in others):
        raise Refused("a date beside a name")
    names = [noun for noun in others if noun.counted == "name"]
    if not head.place and not any(noun.place for noun in names) and len(names) == len(others):
        return replace(head, head=" ".join(noun.head for noun in (*others, head)))  # in Latin
    if head.place == "place" and all(noun.place == "place" for noun in others):
        return replace(head, head=", ".join([head.head, *(noun.head for noun in reversed(others))]))
    if len(names) == len(others):
        if len(others) == 1 and re.search(rf"\b{re.escape(bare_name(others[0]))}\b", head.head):
            return head  # China's Cyberspace Administration of China
        if len(others) == 1 and others[0].place != "model":
            owner = possessive(others[0].write())
            return replace(head, owner=owner, head=head.head.removeprefix("the "))
        raise Refused("names side by side")
    words = [_nation(noun) if noun.place == "place" else noun.head for noun in others]
    is_owned = others[0].place in {"company", "organisation", "person"}
    if is_owned:
        return replace(
            head,
            owner=possessive(words[0]),
            before=" ".join(words[1:]),
            head=head.head.removeprefix("the "),
        )
    article = "" if others[-1].is_person and head.is_person else "the "
    before = " ".join(words).replace(f" {_BASED}", _BASED)
    return replace(head, head=f"{article}{before} {head.head.removeprefix('the ')}")
