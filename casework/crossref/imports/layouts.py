"""Read a row of another data set, in whichever of its layouts, into what we compare. No database."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import isfinite

from django.utils.translation import gettext as _

from casework.core.errors import BadInput
from casework.crossref.models import Dataset, ExternalRecord

Flag = ExternalRecord.Flag
# UCDP GED codebook, where_prec: how far the true place may be from the point, in kilometres.
_GED_REACH = {"1": 1.0, "2": 25.0, "3": 60.0, "4": 200.0, "5": 300.0, "6": 800.0, "7": 300.0}
# ACLED codebook, geo_precision and time_precision.
_ACLED_REACH = {"1": 1.0, "2": 25.0, "3": 200.0}
_ACLED_DAYS = {"1": 0, "2": 3, "3": 15}
# The releases of GED give the same columns other names.
_OTHER_NAMES = {"best_est": "best", "high_est": "high", "low_est": "low"}
_TRUTHS = {"True": "1", "False": "0"}
_GED_NEEDS = {"id", "date_start", "date_end", "latitude", "longitude", "best", "high", "low", "where_prec"}
_ACLED_NEEDS = {"event_id_cnty", "event_date", "latitude", "longitude", "fatalities"}


@dataclass(frozen=True, slots=True)
class Event:
    """What a row says, as far as we compare it. `row` is the row under the newest names of its columns."""

    dataset: Dataset
    external_id: str
    row: dict[str, str]
    first_day: date
    last_day: date
    latitude: float | None
    longitude: float | None
    reach_km: float
    place: str
    country: str
    country_number: int | None
    event_type: str
    actors: tuple[str, ...]
    actor_numbers: tuple[int, ...]
    low: int | None
    best: int | None
    high: int | None
    flags: list[str] = field(default_factory=list)


def recognise(columns: Sequence[str]) -> Dataset:
    """Return which data set a header belongs to; raises BadInput where it is none that we read."""
    names = {_OTHER_NAMES.get(name, name) for name in columns}
    if names >= _GED_NEEDS:
        return Dataset.UCDP_GED
    if names >= _ACLED_NEEDS:
        return Dataset.ACLED
    raise BadInput(
        _("This is no file of UCDP GED or ACLED. GED needs the columns %(ged)s.")
        % {"ged": ", ".join(sorted(_GED_NEEDS))}
    )


def read_row(dataset: Dataset, given: Mapping[str | None, str | None]) -> Event:
    """Read one row; raises BadInput with what is wrong in it."""
    row = {
        _OTHER_NAMES.get(name, name): _TRUTHS.get(value := (said or "").strip(), value)
        for name, said in given.items()
        if name
    }
    return _ged(row) if dataset == Dataset.UCDP_GED else _acled(row)


def _ged(row: dict[str, str]) -> Event:
    first, last = _day(row, "date_start"), _day(row, "date_end")
    if last < first:
        raise BadInput(
            _("date_end %(last)s lies before date_start %(first)s.") % {"first": first, "last": last}
        )
    low, best, high = (_number(row, name) for name in ("low", "best", "high"))
    flags = {
        Flag.LOW_ABOVE_HIGH: low is not None and high is not None and low > high,
        Flag.SOURCES_UNKNOWN: row.get("number_of_sources", "") in ("", "-1"),
        Flag.DATE_IMPRECISE: row.get("date_prec", "1") not in ("", "1"),
        Flag.PLACE_IMPRECISE: row["where_prec"] not in ("1", "2"),
        Flag.UNCLEAR: row.get("event_clarity") == "2",
    }
    latitude, longitude = _point(row)
    numbers = (row.get("side_a_new_id", ""), row.get("side_b_new_id", ""))
    return Event(
        Dataset.UCDP_GED,
        _id(row, "id"),
        row,
        first,
        last,
        latitude,
        longitude,
        _GED_REACH.get(row["where_prec"], 300.0),
        row.get("where_coordinates", "")[:400],
        row.get("country", ""),
        int(row["country_id"]) if row.get("country_id", "").isdecimal() else None,
        "",
        tuple(name for name in (row.get("side_a", ""), row.get("side_b", "")) if name),
        tuple(int(each) for each in numbers if each.isdecimal()),
        low,
        best,
        high,
        [flag.value for flag, holds in flags.items() if holds],
    )


def _acled(row: dict[str, str]) -> Event:
    day = _day(row, "event_date")
    around = timedelta(days=_ACLED_DAYS.get(row.get("time_precision", "1"), 0))
    killed = _number(row, "fatalities")
    flags = {
        Flag.DATE_IMPRECISE: row.get("time_precision", "1") not in ("", "1"),
        Flag.PLACE_IMPRECISE: row.get("geo_precision", "1") not in ("", "1", "2"),
    }
    latitude, longitude = _point(row)
    return Event(
        Dataset.ACLED,
        _id(row, "event_id_cnty"),
        row,
        day - around,
        day + around,
        latitude,
        longitude,
        _ACLED_REACH.get(row.get("geo_precision", "1"), 25.0),
        row.get("location", "")[:400],
        row.get("country", ""),
        None,
        row.get("event_type", ""),
        tuple(name for name in (row.get("actor1", ""), row.get("actor2", "")) if name),
        (),
        killed,
        killed,
        killed,
        [flag.value for flag, holds in flags.items() if holds],
    )


def _id(row: Mapping[str, str], name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9-]{1,40}", row.get(name, "")):
        raise BadInput(_("The number of the event (%(name)s) is missing or too long.") % {"name": name})
    return row[name]


def _day(row: Mapping[str, str], name: str) -> date:
    try:
        return date.fromisoformat(row.get(name, "")[:10])
    except ValueError as error:
        said = {"name": name, "text": row.get(name, "")[:30]}
        raise BadInput(_("%(name)s is “%(text)s”. Write days as 2020-01-26.") % said) from error


def _number(row: Mapping[str, str], name: str) -> int | None:
    text = row.get(name, "")
    if not text:
        return None
    if not re.fullmatch(r"\d{1,7}(\.0+)?", text):
        raise BadInput(
            _("%(name)s is “%(text)s”, which is no number of people.") % {"name": name, "text": text[:30]}
        )
    return int(text.split(".")[0])


def _point(row: Mapping[str, str]) -> tuple[float | None, float | None]:
    if not row.get("latitude") and not row.get("longitude"):
        return None, None
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
    except ValueError as error:
        raise BadInput(_("Latitude or longitude is no number of degrees.")) from error
    if not (isfinite(latitude) and isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise BadInput(_("The point is not on Earth: latitude is -90 to 90, longitude -180 to 180."))
    return latitude, longitude
