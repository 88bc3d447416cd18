"""Bring a file of another data set in, row by row: new, changed, as it was, or refused with a sentence."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.codebook.models import Actor, Country, Term
from casework.core.errors import BadInput, CaseworkError
from casework.core.text import storable
from casework.crossref.grid import own_cell_sql, space_sql, time_sql
from casework.crossref.imports.layouts import Event, read_row, recognise
from casework.crossref.models import Dataset, ExternalChange, ExternalRecord

# Rows in one transaction: what a killed import has finished stays, and the next one passes over it.
AT_ONCE = 500
# More nobody reads; by then the file is another one than it was taken for.
MOST_TOLD = 2_000
_COMPARED = (
    *("country", "first_day", "last_day", "latitude", "longitude", "reach_km", "event_type", "actors"),
    *("killed", "killed_low", "killed_high", "place", "low", "best", "high", "flags", "row", "row_sha256"),
    *("space", "time", "due_at"),
)

_PLACE_IN_GRID = f"""
    UPDATE crossref_externalrecord r
       SET space = tier.space, time = tier.time, place_name = crossref_place(r.place),
           place_names = array_remove(ARRAY[crossref_place(r.place)], ''),
           place_sounds = array_remove(ARRAY[crossref_sound(crossref_place(r.place))], ''),
           cell = {own_cell_sql("tier.space", "tier.time", "r.latitude", "r.longitude", "r.country")}
      FROM crossref_externalrecord o
     CROSS JOIN LATERAL (SELECT {space_sql("o.reach_km", "o.latitude")} AS space,
                                {time_sql("o.first_day", "o.last_day")} AS time) tier
     WHERE o.id = r.id AND r.dataset = %s AND r.external_id = ANY(%s)
"""


@dataclass
class Report:
    """What became of the rows of a file. A dry run reports what would have become of them."""

    dataset: Dataset
    is_dry: bool = False
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    flags: Counter[str] = field(default_factory=Counter)
    refusals: list[tuple[int, str]] = field(default_factory=list)
    # Every row of the file was looked at.
    is_whole: bool = False

    @property
    def rows(self) -> int:
        """How many rows the file had."""
        return self.new + self.changed + self.unchanged + self.refused

    @property
    def flags_in_words(self) -> list[tuple[str, int]]:
        """What was flagged, and how often."""
        return [(str(ExternalRecord.Flag(flag).label), count) for flag, count in sorted(self.flags.items())]

    def refuse(self, line: int, sentence: str) -> None:
        """Count a row that was left out; the first of them are told."""
        self.refused += 1
        if len(self.refusals) < MOST_TOLD:
            self.refusals.append((line, sentence))


@dataclass(frozen=True, slots=True)
class _Names:
    """Our rows by the names and numbers that other data sets use."""

    countries: Mapping[str, str]
    country_numbers: Mapping[int, str]
    actors: Mapping[str, tuple[int, ...]]
    actor_numbers: Mapping[int, tuple[int, ...]]
    types: Mapping[str, int]


def import_records(
    lines: Iterable[str],
    *,
    by: User | None,
    is_dry: bool = False,
    so_far: Report | None = None,
    keep: Callable[[Report], bool] | None = None,
) -> Report:
    """Bring in every row of a CSV file of UCDP GED or ACLED, and return the report. Safe to run twice.

    A row that is here already is left as it is; one that says something else is updated, and what it said
    before is kept. A row that cannot be read is refused with its line, and the others go on. The file is read
    as a stream. With `so_far`, it goes on behind the rows that this report counts. `keep` is called with the
    report in the transaction of each step, and says whether there is time for another one. Raises BadInput
    where the file is of neither data set.
    """
    reader = csv.DictReader(_without_nul(lines))
    try:
        report = so_far or Report(recognise(reader.fieldnames or []), is_dry)
        names = _names()
        for _passed in islice(reader, report.rows):
            pass
        while given := [(reader.line_num, row) for row in islice(reader, AT_ONCE)]:
            with transaction.atomic():
                _save(_events(given, report), report, names)
                go_on = keep(report) if keep else True
            if not go_on:
                return report
        report.is_whole = True
    except csv.Error as error:
        raise BadInput(_("The file is no CSV from line %(line)d on.") % {"line": reader.line_num}) from error
    except UnicodeDecodeError as error:
        raise BadInput(_("The file is not in UTF-8. Save it as CSV in UTF-8.")) from error
    if not is_dry and (report.new or report.changed):
        told = {"dataset": report.dataset.value, "new": report.new, "changed": report.changed}
        with transaction.atomic():
            record(by, "crossref.import", None, after=told)
    return report


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield storable(line.removeprefix("\ufeff") if number == 0 else line)


def _events(rows: Iterable[tuple[int, Mapping[str | Any, Any]]], report: Report) -> dict[str, Event]:
    """Read rows, each with its line; what cannot be read, or comes again, is refused."""
    events: dict[str, Event] = {}
    for line, row in rows:
        try:
            event = read_row(report.dataset, row)
        except CaseworkError as error:
            report.refuse(line, error.message)
            continue
        if event.external_id in events:
            again = _("Number %(id)s stands twice in the file. The row before this one was taken.")
            report.refuse(line, again % {"id": event.external_id})
            continue
        events[event.external_id] = event
    report.flags.update(flag for event in events.values() for flag in event.flags)
    return events


def _names() -> _Names:
    countries: dict[str, str] = {}
    numbers: dict[int, str] = {}
    for country in Country.objects.all():
        countries |= {country.name.casefold(): country.pk, country.acled_name.casefold(): country.pk}
        if country.gw_number:
            numbers[country.gw_number] = country.pk
    actors: dict[str, tuple[int, ...]] = {}
    actor_numbers: dict[int, tuple[int, ...]] = {}
    for actor in Actor.objects.prefetch_related("aliases"):
        ids = tuple(each for each in (actor.pk, actor.parent_id) if each)
        for name in (actor.name, actor.acled_label, *(alias.name for alias in actor.aliases.all())):
            actors[name.casefold()] = actors.get(name.casefold(), ()) + ids
        if actor.ucdp_id:
            actor_numbers[actor.ucdp_id] = actor_numbers.get(actor.ucdp_id, ()) + ids
    types = Term.objects.filter(vocabulary="event_type").values_list("label", "pk")
    return _Names(countries, numbers, actors, actor_numbers, dict(types))


def _save(events: Mapping[str, Event], report: Report, names: _Names) -> None:
    """Write the rows of one step. Imports of one data set wait for each other here: both may bring a row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext(%s))", [f"crossref.import {report.dataset.value}"]
        )
    known = {
        each.external_id: each
        for each in ExternalRecord.objects.filter(dataset=report.dataset, external_id__in=events).order_by(
            "pk"
        )
    }
    made, changed, changes = [], [], []
    for external_id, event in events.items():
        was = known.get(external_id)
        if was is None:
            made.append(
                _filled(ExternalRecord(dataset=report.dataset, external_id=external_id), event, names)
            )
        elif difference := _difference(was.row, event.row):
            # A layout without a column says nothing about it.
            now = {**was.row, **event.row}
            before = {name: was.row.get(name) for name in difference}
            changes.append(ExternalChange(record=was, before=before, after=difference))
            changed.append(_filled(was, event, names, now))
        else:
            report.unchanged += 1
    report.new += len(made)
    report.changed += len(changed)
    if report.is_dry or not (made or changed):
        return
    ExternalRecord.objects.bulk_create(made)
    ExternalRecord.objects.bulk_update(changed, [*_COMPARED, "changed_at"])
    ExternalChange.objects.bulk_create(changes)
    with connection.cursor() as cursor:
        written = [each.external_id for each in (*made, *changed)]
        cursor.execute(_PLACE_IN_GRID, [report.dataset.value, written])


def _difference(was: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in now.items() if was.get(name) != value}


def _filled(
    kept: ExternalRecord, event: Event, names: _Names, row: Mapping[str, str] | None = None
) -> ExternalRecord:
    if kept.pk:
        kept.changed_at = Now()
    kept.row = dict(row or event.row)
    kept.row_sha256 = hashlib.sha256(json.dumps(kept.row, sort_keys=True).encode()).hexdigest()
    kept.country = names.country_numbers.get(event.country_number or 0) or names.countries.get(
        event.country.casefold()
    )
    kept.first_day, kept.last_day = event.first_day, event.last_day
    kept.latitude, kept.longitude, kept.reach_km = event.latitude, event.longitude, event.reach_km
    kept.place, kept.event_type = event.place, names.types.get(event.event_type)
    kept.low, kept.best, kept.high, kept.flags = event.low, event.best, event.high, event.flags
    numbers = [each for each in (event.low, event.best, event.high) if each is not None]
    kept.killed = event.best if event.best is not None else min(numbers, default=None)
    kept.killed_low, kept.killed_high = min(numbers, default=None), max(numbers, default=None)
    found = {pk for name in event.actors for pk in names.actors.get(name.casefold(), ())}
    found |= {pk for number in event.actor_numbers for pk in names.actor_numbers.get(number, ())}
    kept.actors, kept.documents = sorted(found), []
    kept.place_name, kept.place_names, kept.place_sounds = "", [], []
    kept.space, kept.time, kept.due_at = 3, 0, Now()
    return kept
