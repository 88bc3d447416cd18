"""The grid in which incidents find each other: by where and when they may have been.

Each incident lies in one cell of one tier. A look-up reads the few cells around it in every tier, so that a
day in a village meets a month in a district, and neither reads the whole table.
"""

from dataclasses import dataclass

from django.conf import settings

# One degree of latitude in kilometres; a degree of longitude is never counted as less than a tenth of that.
DEGREE_KM = 111.32
NARROWEST_DEGREE = 0.1


@dataclass(frozen=True, slots=True)
class Space:
    """How exactly a place is known: up to so many kilometres, in cells of so many degrees."""

    number: int
    reach_km: float
    degrees: float


@dataclass(frozen=True, slots=True)
class Time:
    """How exactly a date is known: the last day at most so many days after the first, in steps of so many."""

    number: int
    days: int
    step: int


# The sizes were measured: smaller cells mean more look-ups, larger ones more neighbours to compare with.
SPACES = (Space(0, 5.0, 0.5), Space(1, 60.0, 1.0), Space(2, 300.0, 4.0))
COUNTRY = 3
TIMES = (Time(0, 2, 4), Time(1, 35, 40))
OPEN = 2
# What is known to a region and to a month at once meets whatever happened there: only with the same number
# of dead, and not too small a one, it is worth a look.
VAGUE_SPACE = 2
FEWEST_KILLED = 5


@dataclass(frozen=True, slots=True)
class Window:
    """How far apart two incidents may be, beside what is not known exactly of either."""

    km: float
    days: int


# The windows in which studies join data sets of conflict events.
PRESETS = (Window(1, 1), Window(1, 2), Window(5, 1), Window(5, 2))


def widest() -> Window:
    """Return the window of this installation."""
    return Window(float(settings.MATCH_KM), settings.MATCH_DAYS)


def space_sql(reach_km: str, latitude: str) -> str:
    """Return SQL for the number of the space."""
    steps = " ".join(f"WHEN {reach_km} <= {each.reach_km} THEN {each.number}" for each in SPACES)
    return f"CASE WHEN {latitude} IS NULL THEN {COUNTRY} {steps} ELSE {COUNTRY} END"


def time_sql(first: str, last: str) -> str:
    """Return SQL for the number of the time; NULL where there is no date."""
    steps = " ".join(f"WHEN {last} - {first} <= {each.days} THEN {each.number}" for each in TIMES)
    return f"CASE WHEN {first} IS NULL THEN NULL {steps} ELSE {OPEN} END"


def cell_sql(space: str, time: str, y: str, x: str) -> str:
    """Return SQL that packs a cell of a tier into one integer."""
    tier = f"(({space}) * 3 + ({time}))::bigint"
    return f"({tier} * 10000000000 + (({y}) + 50000)::bigint * 100000 + ({x}) + 50000)"


def country_sql(country: str) -> str:
    """Return SQL for the place of a country in the tier of countries, from its three letters."""
    return (
        f"(ascii({country}) - 65) * 676 + (ascii(substr({country}, 2)) - 65) * 26"
        f" + ascii(substr({country}, 3)) - 65"
    )


def column_sql(x: str, degrees: str) -> str:
    """Return SQL that carries a column of cells across the 180th meridian."""
    return f"mod(mod({x}, (360 / {degrees})::int) + (360 / {degrees})::int, (360 / {degrees})::int)"


def own_cell_sql(space: str, time: str, latitude: str, longitude: str, country: str) -> str:
    """Return SQL for the cell of an incident; NULL where it is known too vaguely to be looked for."""
    sizes = " ".join(f"WHEN {each.number} THEN {each.degrees}" for each in SPACES)
    size = f"(CASE {space} {sizes} ELSE 1 END)"
    point = cell_sql(
        space,
        time,
        f"floor({latitude} / {size})::int",
        column_sql(f"floor({longitude} / {size})::int", size),
    )
    return (
        f"CASE WHEN {space} < {COUNTRY} AND ({space} < {VAGUE_SPACE} OR {time} < {OPEN}) THEN {point}"
        f" WHEN {space} = {COUNTRY} AND {country} IS NOT NULL AND {time} < {OPEN}"
        f" THEN {cell_sql(space, time, '0', country_sql(country))} END"
    )
