"""Say in words why two incidents, or a document and an incident, may be about the same attack.

What counts, and how much, stands in `weights` and in `offers.weights`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import override

from casework.crossref.aspects import Aspect
from casework.crossref.matching import Match
from casework.crossref.offers.weights import LEVELS as OFFER_LEVELS
from casework.crossref.weights import ASPECTS, LEVELS
from casework.incidents.models import Incident

# Of pairs and of documents: no code is in both tables.
_SAID = {**LEVELS, **OFFER_LEVELS}


@dataclass(frozen=True, slots=True)
class Reason:
    """One likeness or difference: a code for programs, and what is needed to say it in any language."""

    code: str
    values: Mapping[str, Any]

    @property
    def sentence(self) -> str:
        """The reason in the language of whoever reads."""
        return str(_SAID[self.code].words) % self.values

    @property
    def points(self) -> float:
        """What it counts, in bits."""
        return _SAID[self.code].points

    @property
    def as_kept(self) -> dict[str, Any]:
        """The reason as a pair keeps it, in the one language of what is stored."""
        with override("en"):
            return {"code": self.code, "sentence": self.sentence, "values": dict(self.values)}


def reasons_of(match: Match, names: Mapping[str, str], aspects: Sequence[Aspect] = ASPECTS) -> list[Reason]:
    """Return the reasons of a match by a table of weights, with `names` as `names_of` gives them."""
    values = {**match.values, **names}
    held = [
        aspect.levels[number - 1].code for aspect, number in zip(aspects, match.levels, strict=True) if number
    ]
    return [Reason(code, _needed(code, values)) for code in held]


def names_of(one: Incident, other: Incident) -> dict[str, str]:
    """Return what the reasons call the places, targets and types of two incidents."""
    found = {}
    for before, incident in (("", one), ("other_", other)):
        found[f"{before}place"] = incident.place_name
        found[f"{before}target"] = incident.target_type.label if incident.target_type else ""
        found[f"{before}type"] = incident.event_type.label if incident.event_type else ""
    return found


def turned(match: Match) -> Match:
    """Return the same match seen from the other side."""
    values = dict(match.values)
    for name in ("killed", "injured"):
        pair = (values.pop(name, None), values.pop(f"other_{name}", None))
        values |= {
            key: value for key, value in zip((f"other_{name}", name), pair, strict=True) if value is not None
        }
    return Match(match.pk, match.score, match.levels, values)


def in_words(reasons: list[Reason]) -> str:
    """Return the reasons as one sentence."""
    return _one_sentence(reason.sentence for reason in reasons)


def sentence_of(reasons: list[dict[str, Any]]) -> str:
    """Return the reasons that are kept with a pair as one sentence, in the language of whoever reads."""
    return _one_sentence(_said(reason) for reason in reasons)


def _said(kept: Mapping[str, Any]) -> str:
    """Say a kept reason anew; one whose level is gone from the table is said as it was then."""
    if kept["code"] in _SAID and "values" in kept:
        return Reason(kept["code"], kept["values"]).sentence
    return str(kept["sentence"])


def _one_sentence(parts: Iterable[str]) -> str:
    joined = "; ".join(parts)
    return capfirst(joined) + "." if joined else ""


def _needed(code: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the values that the words of a level name."""
    words = str(_SAID[code].words)
    return {name: value for name, value in values.items() if f"%({name})" in words}
