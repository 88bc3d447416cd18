"""The first rows of a file as they would become."""

from __future__ import annotations

from dataclasses import dataclass

from casework.core.dates import parse_edtf
from casework.core.wording import date_in_words, number_in_words
from casework.crossref.lists.bringing import columns_of
from casework.crossref.lists.mapping import BY_NAME
from casework.crossref.lists.names import our_names
from casework.crossref.lists.reading import Entry, read_row
from casework.crossref.models import ListFile
from casework.incidents.models import ClaimKind

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Previewed:
    """A row as it would become, in words, and what of it cannot be read."""

    number: int
    key: str
    title: str
    summary: str
    date: str
    place: str
    killed: str
    is_taken: bool
    troubles: list[tuple[str, str, str]]


def preview(file: ListFile) -> list[Previewed]:
    """Return the first twenty rows. Six queries, and one for each point outside of its country."""
    columns, names = columns_of(file), our_names()
    shown = []
    for row in file.rows.order_by("number")[:SHOWN]:
        if not row.cells:
            continue
        entry = read_row(file.headings, row.cells, columns, names)
        shown.append(
            Previewed(
                row.number,
                "" if entry.key.startswith("sha256:") else entry.key,
                str(entry.facts.get("title", "")),
                str(entry.facts.get("summary", "")),
                _date(entry),
                _place(entry),
                _killed(entry),
                entry.is_taken(columns),
                [(label_of(each.field), each.value, each.sentence) for each in entry.problems],
            )
        )
    return shown


def label_of(field: str) -> str:
    """Return what a field is called on the page; the name itself where it is none that a column fills."""
    return str(BY_NAME[field].label) if field in BY_NAME else field


def _date(entry: Entry) -> str:
    if not (edtf := entry.facts.get("date_edtf")):
        return ""
    day = parse_edtf(edtf)
    return date_in_words(day.edtf, day.earliest, day.latest)


def _place(entry: Entry) -> str:
    facts = entry.facts
    parts = [str(facts[name]) for name in ("place_name", "admin1", "country") if facts.get(name)]
    if "latitude" in facts:
        parts.append(f"({facts['latitude']}, {facts['longitude']})")
    return ", ".join(parts)


def _killed(entry: Entry) -> str:
    for said in entry.claims:
        if said.kind == ClaimKind.CASUALTIES and said.fields["outcome"] == "killed":
            return number_in_words(*(said.fields.get(name) for name in ("low", "best", "high")))
    return ""
