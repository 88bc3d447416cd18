"""Read a row of a list into what an incident takes, with a sentence on every cell that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from casework.core.canonical import fingerprint
from casework.core.dates import parse_edtf
from casework.core.dates_in_words import as_edtf
from casework.core.errors import BadInput, CaseworkError
from casework.core.text import plain_digits
from casework.core.wording import date_in_words
from casework.crossref.lists.mapping import Columns, DateOrder
from casework.crossref.lists.names import Names
from casework.incidents.anchoring import LONGEST_QUOTE
from casework.incidents.models import (
    AttributionBasis,
    CasualtyCategory,
    ClaimKind,
    LocationPrecision,
    Outcome,
    PlaceClaim,
    Priority,
    Qualifier,
)
from casework.incidents.models.tag import Tag
from casework.incidents.outside import needs_reason, outside_in_words
from casework.incidents.services.editing import SUMMARY_LENGTH, read_degrees
from casework.sources.addresses import canonical

LONGEST_KEY = 200
# What a claim keeps of the words in which it was reported.
LONGEST_WORDS = 400
_WHERE = ("country", "admin1", "admin2", "place_name", "latitude", "longitude", "location_precision")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T]\d{1,2}:\d{2}.*)?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}.*)?")
_PARTED = re.compile(r"\s*[;|\n]\s*")
_UNKNOWN = {"unknown", "?", "inconnu", "n/a", "na", "غير معروف"}
_ABOUT_WORDS = {"about", "approximate", "approx", "circa", "environ", "~"}
# What is asked for on the incident itself, and so refused by its own rules in words.
_LENGTHS = {"title": 500, "place_name": 200, "admin1": 120, "admin2": 120, "attributed_to": 200}


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be read: its field, what stands in it, and a sentence that says what to do."""

    field: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Said:
    """A claim that a row makes: its kind, the fields of `add_claim`, and the cells that say so."""

    kind: ClaimKind
    fields: dict[str, Any]
    words: str


@dataclass(slots=True)
class Entry:
    """What a row becomes. `facts` are those of `create_incident`."""

    key: str
    content: str
    text: str
    # Where in `text` the passage stands that proves, in code points.
    start: int = 0
    end: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    claims: list[Said] = field(default_factory=list)
    attributed_to: str = ""
    address: str = ""
    tags: list[str] = field(default_factory=list)
    priority: int = Priority.USUAL
    problems: list[Problem] = field(default_factory=list)
    # Nothing can come of the row, not even with what cannot be read left out.
    is_hopeless: bool = False

    def is_taken(self, columns: Columns) -> bool:
        """Say whether an incident is made of the row."""
        return not self.is_hopeless and (columns.is_lenient or not self.problems)


def read_row(headings: Sequence[str], cells: Sequence[str], columns: Columns, names: Names) -> Entry:
    """Read one row. No query, but for a point that lies outside of its country."""
    said = dict(zip(headings, cells, strict=False))
    values = {name: said.get(heading, "") for name, heading in columns.by_field.items()}
    lines = [f"{heading}: {cell}" for heading, cell in said.items() if cell]
    # What the row says decides whether it changed, not the order or the width of the file.
    content = fingerprint({heading: cell for heading, cell in said.items() if cell})
    entry = Entry(values.get("key", "") or f"sha256:{content}", content, "\n".join(lines))
    _Reading(entry, values, columns, names).run()
    _quote(entry, values, columns, said)
    return entry


@dataclass(slots=True)
class _Reading:
    entry: Entry
    values: Mapping[str, str]
    columns: Columns
    names: Names

    def run(self) -> None:
        entry = self.entry
        if len(entry.key) > LONGEST_KEY:
            self._refuse(
                "key", _("The key of a row has at most %(most)d characters.") % {"most": LONGEST_KEY}
            )
            entry.key, entry.is_hopeless = entry.key[:LONGEST_KEY], True
        for name in ("admin1", "admin2", "place_name", "summary"):
            self._try(name, self._text)
        self._try("date", self._date)
        self._try("country", self._country)
        self._point()
        for name in ("event_type", "sub_event_type", "target_type"):
            self._try(name, self._term)
        self._try("weapon_types", self._weapons)
        self._fit()
        self._try("location_precision", self._precision)
        self._claims()
        self._numbers("killed", Outcome.KILLED)
        self._numbers("injured", Outcome.INJURED)
        self._try("actor", self._actor)
        self._try("attributed_to", self._speaker)
        self._try("address", self._address)
        self._try("tags", self._tags)
        self._try("priority", self._priority)
        self._try("title", self._text)
        if not entry.facts.get("title"):
            self._make_title()

    def _try(self, name: str, read: Callable[[str, str], None]) -> None:
        """Read a cell that has something in it; what is refused is told, and fills nothing."""
        if value := self.values.get(name, ""):
            try:
                read(name, value)
            except CaseworkError as error:
                self._refuse(name, error.message)

    def _refuse(self, name: str, sentence: str) -> None:
        self.entry.problems.append(Problem(name, self.values.get(name, "")[:200], sentence))

    def _text(self, name: str, value: str) -> None:
        most = SUMMARY_LENGTH if name == "summary" else _LENGTHS[name]
        if len(value) > most:
            raise BadInput(
                _("This has %(length)d characters, and at most %(most)d can be kept.")
                % {"length": len(value), "most": most}
            )
        self.entry.facts[name] = value if name == "summary" else " ".join(value.split())

    def _date(self, name: str, value: str) -> None:
        first = _day(value, self.columns.dates)
        last = _day(self.values.get("date_end", "") or value, self.columns.dates)
        edtf = first if first == last else f"{first}/{last}"
        precision = self.values.get("date_precision", "").casefold()
        if precision in ("month", "mois"):
            edtf = edtf[:7]
        elif precision in ("year", "annee", "année"):
            edtf = edtf[:4]
        elif precision in _ABOUT_WORDS and "/" not in edtf:
            edtf = f"{edtf}~"
        self.entry.facts["date_edtf"] = parse_edtf(edtf).edtf

    def _country(self, name: str, value: str) -> None:
        country = self.names.countries.get(value.casefold())
        if country is None:
            raise BadInput(_("No country has this name or code. Write it as MLI or Mali."))
        self.entry.facts[name] = country

    def _point(self) -> None:
        parts = [self.values.get("latitude", ""), self.values.get("longitude", "")]
        if joined := self.values.get("coordinates", ""):
            parts = re.split(r"\s*[,;\s]\s*", joined.strip("()[] "))
        if not any(parts):
            return
        where = "coordinates" if joined else "latitude"
        if len(parts) != 2 or not all(parts):
            self._refuse(where, _("A point needs latitude and longitude, such as 14.73 and -6.12."))
            return
        point: dict[str, Decimal | None] = {}
        for name, part in zip(("latitude", "longitude"), parts, strict=True):
            try:
                point[name] = read_degrees(name, part)
            except CaseworkError as error:
                self._refuse("coordinates" if joined else name, error.message)
        if len(point) < 2:
            return
        there = PlaceClaim(country=self.entry.facts.get("country"), **point)
        if needs_reason(there):
            self._refuse(where, outside_in_words(there))
            return
        self.entry.facts |= point

    def _term(self, name: str, value: str) -> None:
        self.entry.facts[name] = self._named(name, value)

    def _weapons(self, name: str, value: str) -> None:
        weapons = [self._named(name, part) for part in _parts(value)]
        self.entry.facts[name] = list(dict.fromkeys(weapons))

    def _named(self, name: str, value: str) -> Any:
        term = self.names.terms[name].get(" ".join(value.casefold().split()))
        if term is None:
            raise BadInput(_("“%(word)s” is no word of the codebook for this.") % {"word": value[:80]})
        return term

    def _fit(self) -> None:
        above, below = self.entry.facts.get("event_type"), self.entry.facts.get("sub_event_type")
        if above and below and below.parent_id != above.pk:
            del self.entry.facts["sub_event_type"]
            self._refuse(
                "sub_event_type",
                _("“%(below)s” does not belong to “%(above)s”.") % {"below": below, "above": above},
            )

    def _precision(self, name: str, value: str) -> None:
        known = {str(each.label).casefold(): each for each in LocationPrecision}
        known |= {each.value: each for each in LocationPrecision}
        found = known.get(value.casefold())
        if found is None:
            words = ", ".join(LocationPrecision.values)
            raise BadInput(_("Write how exact the place is as one of: %(words)s.") % {"words": words})
        if found == LocationPrecision.EXACT and "latitude" not in self.entry.facts:
            raise BadInput(_("An exact place needs its coordinates."))
        self.entry.facts[name] = found

    def _say(self, kind: ClaimKind, fields: dict[str, Any], *names: str) -> None:
        headings = self.columns.by_field
        cells = [f"{headings[name]}: {self.values[name]}" for name in names if self.values.get(name)]
        self.entry.claims.append(Said(kind, fields, "; ".join(cells)[:LONGEST_WORDS]))

    def _claims(self) -> None:
        """Say as claims of the list what the row says about date, place and kind."""
        facts = self.entry.facts
        if edtf := facts.get("date_edtf"):
            self._say(ClaimKind.DATE, {"date_edtf": edtf}, "date", "date_end", "date_precision")
        where = {name: facts[name] for name in _WHERE if facts.get(name)}
        if where.keys() - {"location_precision"}:
            self._say(ClaimKind.PLACE, where, *_WHERE, "coordinates")
        for name in ("event_type", "sub_event_type", "target_type"):
            if term := facts.get(name):
                self._say(ClaimKind.TERM, {"term": term}, name)
        for term in facts.get("weapon_types", ()):
            self._say(ClaimKind.TERM, {"term": term}, "weapon_types")

    def _numbers(self, name: str, outcome: Outcome) -> None:
        try:
            said = _count(self.values.get(name, ""))
            low = _count(self.values.get(f"{name}_low", ""))
            high = _count(self.values.get(f"{name}_high", ""))
        except CaseworkError as error:
            self._refuse(name, error.message)
            return
        if low or high:
            said = {
                "low": (low or {}).get("best", (low or {}).get("low")),
                "best": (said or {}).get("best"),
                "high": (high or {}).get("best", (high or {}).get("high")),
                "qualifier": Qualifier.BETWEEN,
            }
        if not said:
            return
        numbers = [said[each] for each in ("low", "best", "high") if said.get(each) is not None]
        if numbers != sorted(numbers):
            self._refuse(name, _("The numbers are not in order: the lowest comes first."))
            return
        if not numbers and said["qualifier"] == Qualifier.BETWEEN:
            said["qualifier"] = Qualifier.UNKNOWN_NUMBER
        fields = {"outcome": outcome, "category": CasualtyCategory.TOTAL, **said}
        self._say(ClaimKind.CASUALTIES, fields, f"{name}_low", name, f"{name}_high")

    def _actor(self, name: str, value: str) -> None:
        actor = self.names.actors.get(value.casefold())
        if actor is None:
            raise BadInput(
                _("No actor has exactly this name, or more than one has. Choose it by hand later.")
            )
        self._say(ClaimKind.ATTRIBUTION, {"actor": actor, "basis": AttributionBasis.THIRD_PARTY}, name)

    def _speaker(self, name: str, value: str) -> None:
        self.entry.attributed_to = " ".join(value.split())[: _LENGTHS[name]]

    def _address(self, name: str, value: str) -> None:
        if not re.match(r"https?://\S+\Z", value):
            raise BadInput(_("Write one whole address, such as https://example.org/article."))
        canonical(value)
        self.entry.address = value

    def _tags(self, name: str, value: str) -> None:
        most = Tag._meta.get_field("name").max_length or 0
        tags = [" ".join(part.split()) for part in _parts(value)]
        if any(len(tag) > most for tag in tags):
            raise BadInput(_("A tag has at most %(most)d characters.") % {"most": most})
        self.entry.tags = list(dict.fromkeys(tags))

    def _priority(self, name: str, value: str) -> None:
        known = {str(each.label).casefold(): each.value for each in Priority}
        known |= {each.name.casefold(): each.value for each in Priority}
        known |= {str(each.value): each.value for each in Priority}
        if value.casefold() not in known:
            words = ", ".join(each.name.lower() for each in Priority)
            raise BadInput(_("Write the priority as one of: %(words)s.") % {"words": words})
        self.entry.priority = known[value.casefold()]

    def _make_title(self) -> None:
        facts = self.entry.facts
        parts = [str(facts[name]) for name in ("event_type", "place_name") if facts.get(name)]
        if not parts:
            self._refuse("title", _("The row has no title, and neither event type nor place to make one of."))
            self.entry.is_hopeless = True
            return
        if edtf := facts.get("date_edtf"):
            day = parse_edtf(edtf)
            parts.append(date_in_words(day.edtf, day.earliest, day.latest))
        facts["title"] = ", ".join(parts)[: _LENGTHS["title"]]


def _quote(entry: Entry, values: Mapping[str, str], columns: Columns, said: Mapping[str, str]) -> None:
    """Find what proves: the passage's cell where there is one, else as much of the row as a quote holds."""
    passage = values.get("passage", "")
    if passage:
        opening = f"{columns.by_field['passage']}: "
        entry.start = entry.text.index(f"{opening}{passage}") + len(opening)
        entry.end = entry.start + min(len(passage), LONGEST_QUOTE)
    else:
        entry.start, entry.end = 0, min(len(entry.text), LONGEST_QUOTE)


def _parts(value: str) -> list[str]:
    return [part for part in _PARTED.split(value) if part]


def _day(value: str, order: DateOrder) -> str:
    """Return a date as EDTF text; raises BadInput where 1/2/2020 could be two days."""
    text = plain_digits(value).strip()
    if iso := _ISO.fullmatch(text):
        return f"{iso[1]}-{int(iso[2]):02}-{int(iso[3]):02}"
    slashed = _SLASHED.fullmatch(text)
    if slashed is None:
        return as_edtf(value)
    one, two, year = int(slashed[1]), int(slashed[2]), slashed[3]
    if order == DateOrder.NONE and one <= 12 and two <= 12 and one != two:
        raise BadInput(_("This can be two days. Say for the list whether the day or the month comes first."))
    is_month_first = two > 12 if order == DateOrder.NONE else order == DateOrder.MONTH_FIRST
    day, month = (two, one) if is_month_first else (one, two)
    return f"{year}-{month:02}-{day:02}"


def _count(value: str) -> dict[str, Any] | None:
    """Return low, best, high and qualifier of “20”, “20-25”, “19+”, “at least 19” or “unknown”."""
    text = plain_digits(value).strip().casefold()
    if not text:
        return None
    if text in _UNKNOWN:
        return {"qualifier": Qualifier.UNKNOWN_NUMBER}
    if exact := re.fullmatch(r"(\d{1,7})(?:[.,]0+)?", text):
        return {"best": int(exact[1]), "qualifier": Qualifier.EXACTLY}
    if span := re.fullmatch(r"(\d{1,7})\s*(?:-|–|to|à|إلى)\s*(\d{1,7})", text):
        return {"low": int(span[1]), "high": int(span[2]), "qualifier": Qualifier.BETWEEN}
    if least := re.fullmatch(r"(?:(\d{1,7})\s*\+|(?:at least|au moins|≥)\s*(\d{1,7}))", text):
        return {"low": int(least[1] or least[2]), "qualifier": Qualifier.AT_LEAST}
    if about := re.fullmatch(r"(?:about|around|environ|~|c\.)\s*(\d{1,7})", text):
        return {"best": int(about[1]), "qualifier": Qualifier.ABOUT}
    raise BadInput(_("This is no number of people. Write 20, 20-25, 19+ or unknown."))
