"""Read how many people a passage says were hit: a proposal for a claim, for a person to accept or correct."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from casework.extraction.casualty_words import (
    BEFORE_A_NUMBER,
    BEHIND_A_NUMBER,
    BETWEEN,
    CATEGORIES,
    MULTIPLES,
    ONES,
    OUTCOMES,
    PART_BEFORE,
    PART_BEHIND,
    TENS,
    VAGUE,
    Bound,
)
from casework.extraction.days import without_days


@dataclass(frozen=True, slots=True)
class CasualtyWording:
    """What the words say, in the values of a casualty claim. Empty outcome: the words do not tell.

    `start` and `end` are the code points of the number and its qualifier within the text that was read.
    """

    outcome: str
    category: str
    low: int | None
    best: int | None
    high: int | None
    qualifier: str
    start: int
    end: int
    # It counts some of those that another number counts: “including 18 from Chad”.
    is_part: bool = False


_SMALL = "|".join(sorted([*TENS, *ONES], key=len, reverse=True))
_MANY = "|".join(sorted(MULTIPLES, key=len, reverse=True))
# Digits with or without separators for thousands, or words up to 999,999.
_NEXT = rf"(?:(?:and|et)[- ])?(?:{_SMALL}|{_MANY})|et[- ]une?"
_WORDS = rf"(?:an?|une?|{_SMALL}|(?<!per )cent|mille)(?:[- ](?:{_NEXT})\b)*"
_NUMBER = rf"(?:\d{{1,3}}(?:[, ]\d{{3}})+|\d{{1,6}}|(?:{_WORDS}))"
_BEFORE = "|".join(f"(?P<b{n}>{bound.words})" for n, bound in enumerate(BEFORE_A_NUMBER[:-1]))
_BEHIND = "|".join(f"(?P<a{n}>{bound.words})" for n, bound in enumerate(BEHIND_A_NUMBER))
# Two numbers make a range: “between 10 and 15”, “10 to 15”, “10-15”. A dash between words is one number.
_RANGE = (
    rf"(?:between|entre)\s+(?P<f1>{_NUMBER})\s+(?:and|et)\s+(?P<t1>{_NUMBER})"
    rf"|(?P<f2>{_NUMBER})\s+(?:to|or|à|ou)\s+(?P<t2>{_NUMBER})"
)
# Compiled when first used, and kept by `re`: it takes a quarter of a second, which no start should wait for.
_PHRASE = (
    rf"\b(?:{_RANGE}|(?P<f3>\d{{1,6}})\s*[–-]\s*(?P<t3>\d{{1,6}}))\b"
    rf"|(?:\b(?:{_BEFORE})\s+)?\b(?P<n>{_NUMBER})\b(?:\s+(?:{_BEHIND})\b)?"
)
# Where the next part of a sentence begins, which may speak of other people: before what else happened, and
# before the next number where something happened already. “15 soldiers and 3 civilians died” is one part.
_PARTS = (
    rf"[,;]\s|\b(?:and|while|with|et)\s(?=(?:\w+\s)?(?:{'|'.join(words for _, words in OUTCOMES)})\b)"
    rf"|(?P<number>\b(?:and|et)\s(?={_NUMBER}\b))"
)
_VAGUE = "|".join(rf"\b(?P<v{n}>{vague.words})\b" for n, vague in enumerate(VAGUE))


_ABOUT = next(bound for bound in BEFORE_A_NUMBER if bound.qualifier == "about")
_PART_BEFORE = re.compile(rf"\b(?:{PART_BEFORE})\s*$", re.IGNORECASE)
_PART_BEHIND = re.compile(rf"\s+(?:{PART_BEHIND})\b", re.IGNORECASE)
_THOUGHT = re.compile(
    r"\b(?:said|says|told|reported|confirmed|announced|dit|annoncé|indiqué|déclaré)\b", re.IGNORECASE
)


def read_casualties(text: str) -> CasualtyWording | None:
    """Return what the first number, or vague word for one, in `text` says; None when there is neither."""
    found = [each for each in (_first_number(text), _first_vague(text)) if each]
    return min(found, key=lambda each: each.start) if found else None


def read_casualties_of(outcome: str, text: str) -> CasualtyWording | None:
    """Return what `text` says about one outcome, part of the sentence by part; None where it does not tell.

    “Killing 12 and wounding 29” says 29 of the injured. A number beside no outcome is taken unless the text
    speaks of other outcomes only. Numbers in dates are no people.
    """
    plain = without_days(text)
    named = {value for value, words in OUTCOMES if re.search(rf"\b(?:{words})\b", plain, re.IGNORECASE)}
    if named and outcome not in named:
        return None
    parts = [(start, _read_part(outcome, plain[start:end])) for start, end in pairwise(_cuts(plain))]
    found = [(start, said) for start, said in parts if said and said.outcome in (outcome, "")]
    if not found:
        return None
    start, said = min(found, key=lambda each: (not each[1].outcome, each[0]))
    return replace(said, start=said.start + start, end=said.end + start)


def _read_part(outcome: str, text: str) -> CasualtyWording | None:
    """Return the first number that no other thought keeps from it: “two men said 19 died” means 19."""
    words = dict(OUTCOMES).get(outcome)
    said = [found.span() for found in re.finditer(rf"\b(?:{words})\b", text, re.IGNORECASE)] if words else []
    belonging = (each for each in _numbers(text) if any(_belong(text, each, span) for span in said))
    return next(belonging, None) or read_casualties(text)


def _belong(text: str, number: CasualtyWording, said: tuple[int, int]) -> bool:
    """Say whether nothing between a number and the word for an outcome begins another thought."""
    start, end = (number.end, said[0]) if number.end <= said[0] else (said[1], number.start)
    return not _THOUGHT.search(text[start:end])


def _cuts(text: str) -> list[int]:
    cuts = [0]
    for found in re.finditer(_PARTS, text, re.IGNORECASE):
        if not found["number"] or _outcome(text[cuts[-1] : found.start()]):
            cuts.append(found.start())
    return [*cuts, len(text)]


def read_number(words: str) -> int | None:
    """Read a whole number in digits or in words; None for words that are none, such as a bare “a”."""
    plain = words.lower().strip()
    if re.fullmatch(r"[\d, ]+", plain):
        return int(re.sub(r"\D", "", plain))
    total, group = 0, None
    for word in re.split(r"[-\s]+", plain.replace("quatre-vingt", "quatrevingt")):
        if word.startswith("quatrevingt"):
            group = (group or 0) + 80
        elif word in ("un", "une") and group:
            group += 1
        elif word in ONES or word in TENS:
            group = (group or 0) + ONES.get(word, TENS.get(word, 0))
        elif word in MULTIPLES:
            group = (group or 1) * MULTIPLES[word]
            if MULTIPLES[word] == 1000:
                total, group = total + group, 0
    return None if group is None else total + group


def _first_number(text: str) -> CasualtyWording | None:
    return next(_numbers(text), None)


def _numbers(text: str) -> Iterator[CasualtyWording]:
    for found in re.finditer(_PHRASE, text, re.IGNORECASE):
        first = read_number(found["n"] or found["f1"] or found["f2"] or found["f3"])
        if first is None:
            continue
        last = read_number(found["t1"] or found["t2"] or found["t3"] or "")
        if last is not None and first < last:
            yield _wording(text, found, BETWEEN, first, last)
        else:
            yield _wording(text, found, _bound(found), first, first)


def _bound(found: re.Match[str]) -> Bound:
    for prefix, bounds in (("b", BEFORE_A_NUMBER[:-1]), ("a", BEHIND_A_NUMBER)):
        for number, bound in enumerate(bounds):
            if found[f"{prefix}{number}"]:
                return bound
    is_round = re.search("aine$", found["n"] or "", re.IGNORECASE)
    return _ABOUT if is_round else BEFORE_A_NUMBER[-1]


def _wording(text: str, found: re.Match[str], bound: Bound, n: int, m: int) -> CasualtyWording:
    values = {None: None, "n": n, "m": m, "n+1": n + 1, "n-1": max(0, n - 1)}
    return CasualtyWording(
        outcome=_outcome(text),
        category=_category(text, found.end()),
        low=values[bound.low],
        best=values[bound.best],
        high=values[bound.high],
        qualifier=bound.qualifier,
        start=found.start(),
        end=found.end(),
        is_part=bool(_PART_BEFORE.search(text[: found.start()]) or _PART_BEHIND.match(text, found.end())),
    )


def _first_vague(text: str) -> CasualtyWording | None:
    if not (found := re.search(_VAGUE, text, re.IGNORECASE)):
        return None
    vague = next(each for number, each in enumerate(VAGUE) if found[f"v{number}"])
    return CasualtyWording(
        outcome=_outcome(text),
        category=_category(text, found.end()),
        low=vague.low,
        best=vague.best,
        high=vague.high,
        qualifier=vague.qualifier,
        start=found.start(),
        end=found.end(),
    )


def _outcome(text: str) -> str:
    return _first_of(OUTCOMES, text) or ""


def _category(text: str, behind: int) -> str:
    """Return whom the number counts: the first group of people named behind it, else before it."""
    return _first_of(CATEGORIES, text[behind:]) or _first_of(CATEGORIES, text[:behind]) or "unknown"


def _first_of(table: tuple[tuple[str, str], ...], text: str) -> str:
    found = [
        (match.start(), value)
        for value, words in table
        if (match := re.search(rf"\b(?:{words})\b", text, re.IGNORECASE))
    ]
    return min(found)[1] if found else ""
