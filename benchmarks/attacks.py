"""Invented attacks for benchmarks: clustered in space and time, with known duplicates.

Seeded: the same settings give the same attacks. A duplicate is perturbed in every field, as another report of
the same attack would be; a hard negative is another attack in the same town on the same day.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

FIRST_DAY = datetime.date(2010, 1, 1)
COUNTRIES = {
    "MLI": (15.5, -2.5), "BFA": (12.5, -1.5), "NER": (14.5, 6.0), "NGA": (10.0, 9.0), "SOM": (3.5, 45.0),
    "SYR": (35.0, 38.0), "AFG": (33.5, 66.0), "MMR": (21.0, 96.5), "UKR": (48.5, 34.0), "COL": (4.5, -73.5),
}  # fmt: skip
_SYLLABLES = tuple(consonant + vowel for consonant in "bdfgklmnst" for vowel in "aeio")
# How other reports spell a name.
_SPELLINGS = tuple(pair.split(":") for pair in ("ou:u", "k:c", "y:i", "w:ou", "z:s", "g:gh", "e:é", "o:oo"))
_RANGES = {"near": 25.0, "adm2": 60.0, "adm1": 200.0}


@dataclass(frozen=True)
class Settings:
    """What kind of world is invented. Weights are chosen with other settings than they are reported on."""

    incidents: int
    seed: int
    days: int = 3650
    duplicates: float = 0.03
    hard_negatives: float = 0.02
    # 1 perturbs as the numbers below say, more perturbs more.
    noise: float = 1.0
    towns_for: int = 300


@dataclass(frozen=True, slots=True)
class Town:
    """A place where attacks happen, under all of its names."""

    country: str
    latitude: float
    longitude: float
    name: str
    other_names: tuple[str, ...]
    actors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Attack:
    """One report of an attack. Two with the same truth are the same attack."""

    truth: int
    country: str
    first_day: datetime.date
    last_day: datetime.date
    latitude: float | None
    longitude: float | None
    reach_km: float
    place: str
    other_names: tuple[str, ...]
    event_type: int | None
    target_type: int | None
    killed: tuple[int, int, int] | None
    injured: tuple[int, int, int] | None
    actors: tuple[int, ...]
    documents: tuple[int, ...]


@dataclass
class World:
    """Invents attacks. Iterate once."""

    settings: Settings
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.settings.seed)  # noqa: S311 - nothing secret
        number = max(60, self.settings.incidents // self.settings.towns_for)
        self.towns = [self._town() for _ in range(number)]
        self.weights = [1 / (rank + 5) ** 0.8 for rank in range(number)]
        self.documents = 0

    def attacks(self) -> Iterator[Attack]:
        """Yield every attack: the independent ones, their hard negatives, their duplicates."""
        asked = self.settings
        copies = int(asked.incidents * asked.duplicates)
        rivals = int(asked.incidents * asked.hard_negatives)
        apart = asked.incidents - copies - rivals
        doubled = set(self.chance.sample(range(apart), copies))
        rivalled = set(self.chance.sample(range(apart), rivals))
        towns = self.chance.choices(self.towns, self.weights, k=apart)
        last_day = 0
        truth = asked.incidents
        for number, town in enumerate(towns):
            # A fifth of all attacks follows another one within days.
            is_burst = self.chance.random() < 0.2 and number > 0
            if is_burst:
                town = towns[number - 1] = towns[number - 1]
                day = min(asked.days - 1, last_day + self.chance.choice((0, 1, 1, 2, 3)))
            else:
                day = self.chance.randrange(asked.days)
            last_day = day
            towns[number] = town
            original = self._attack(number, town, day)
            yield self._as_reported(original)
            if number in rivalled:
                truth += 1
                yield self._as_reported(self._rival(truth, town, day, original))
            if number in doubled:
                yield self._again(original, town)

    def _town(self) -> Town:
        country = self.chance.choice(list(COUNTRIES))
        latitude, longitude = COUNTRIES[country]
        name = "".join(self.chance.choices(_SYLLABLES, k=self.chance.choice((2, 3, 3, 4)))).title()
        others = {self._spelt(name), self._spelt(name)} - {name}
        if self.chance.random() < 0.15:
            others.add("".join(self.chance.choices(_SYLLABLES, k=3)).title())
        base = list(COUNTRIES).index(country) * 10
        return Town(
            country,
            round(latitude + self.chance.gauss(0, 1.6), 5),
            round(longitude + self.chance.gauss(0, 1.6), 5),
            name,
            tuple(sorted(others)),
            tuple(base + each for each in self.chance.sample(range(6), 3)),
        )

    def _attack(self, truth: int, town: Town, day: int) -> Attack:
        killed, injured = self._toll(), self._toll()
        self.documents += 3
        date = FIRST_DAY + datetime.timedelta(days=day)
        return Attack(
            truth,
            town.country,
            date,
            date,
            # Most reports have the point of the town, which two attacks there share.
            *self._point(town.latitude, town.longitude, 0.01 if self.chance.random() < 0.3 else 0.0),
            1.0,
            town.name,
            town.other_names,
            self.chance.choices((1, 2, 3, 4, 5, 6), (35, 25, 25, 5, 5, 5))[0],
            self.chance.choices(range(1, 9), (30, 15, 20, 10, 8, 7, 5, 5))[0],
            self._told(killed),
            self._told(injured),
            (self.chance.choices(town.actors, (6, 3, 1))[0],),
            (self.documents, self.documents + 1),
        )

    def _rival(self, truth: int, town: Town, day: int, original: Attack) -> Attack:
        other = self._attack(truth, town, day)
        if self.chance.random() < 0.3:
            other = replace(other, documents=(original.documents[0], *other.documents[1:]))
        if self.chance.random() < 0.5:
            other = replace(other, event_type=original.event_type)
        return replace(other, actors=original.actors) if self.chance.random() < 0.5 else other

    def _again(self, original: Attack, town: Town) -> Attack:
        """Another report of the same attack, each field of it perturbed."""
        shifted = self._happens(0.15)
        day = original.first_day
        if shifted:
            day += datetime.timedelta(days=self.chance.choice((-1, 1, 1, 1, 2)))
        self.documents += 2
        documents: tuple[int, ...] = (self.documents,)
        if self.chance.random() < 0.2:
            documents = (original.documents[0], self.documents)
        # The other report has the point of the town, or one of its own.
        apart = self.chance.choice((0.0, 0.0, 0.0, 0.005, 0.01, 0.03)) * self.settings.noise
        latitude, longitude = self._point(town.latitude, town.longitude, apart)
        again = replace(
            original,
            first_day=day,
            last_day=day,
            latitude=latitude,
            longitude=longitude,
            event_type=self.chance.randint(1, 6) if self._happens(0.1) else original.event_type,
            target_type=self.chance.randint(1, 8) if self._happens(0.12) else original.target_type,
            killed=self._retold(original.killed),
            injured=self._retold(original.injured),
            actors=(self.chance.choice(town.actors),) if self._happens(0.1) else original.actors,
            documents=documents,
        )
        return self._as_reported(again)

    def _as_reported(self, attack: Attack) -> Attack:
        """Leave out and blur what reports leave out and blur."""
        changes = {**self._named(attack), **self._dated(attack), **self._placed(attack)}
        for name, share in (("event_type", 0.05), ("target_type", 0.15), ("killed", 0.08), ("injured", 0.35)):
            if self._happens(share):
                changes[name] = None
        if self._happens(0.25):
            changes["actors"] = ()
        # Whoever types a name by hand does not choose the listed place with its other names.
        if self._happens(0.5):
            changes["other_names"] = ()
        return replace(attack, **changes)

    def _named(self, attack: Attack) -> dict[str, Any]:
        name = attack.place
        if self._happens(0.35):
            name = self.chance.choice((name, *attack.other_names))
        return {"place": self._spelt(name) if self._happens(0.15) else name}

    def _dated(self, attack: Attack) -> dict[str, Any]:
        if not self._happens(0.08):
            return {}
        most = self.chance.choice((1, 2, 3, 10, 20))
        before, after = self.chance.randint(0, most), self.chance.randint(0, most // 2)
        return {
            "first_day": attack.first_day - datetime.timedelta(days=before),
            "last_day": attack.last_day + datetime.timedelta(days=after),
        }

    def _placed(self, attack: Attack) -> dict[str, Any]:
        if not self._happens(0.2):
            nowhere = {"latitude": None, "longitude": None, "reach_km": 800.0}
            return nowhere if self._happens(0.01) else {}
        precision = self.chance.choices(("near", "adm2", "adm1"), (15, 4, 2))[0]
        reach = _RANGES[precision]
        blur = reach / 111 / 3
        wide: dict[str, Any] = {
            "reach_km": reach,
            "latitude": round((attack.latitude or 0) + self.chance.uniform(-blur, blur), 5),
            "longitude": round((attack.longitude or 0) + self.chance.uniform(-blur, blur), 5),
        }
        return wide if precision == "near" else {**wide, "place": "", "other_names": ()}

    def _retold(self, numbers: tuple[int, int, int] | None) -> tuple[int, int, int] | None:
        if numbers is None:
            return None
        _low, best, _high = numbers
        if self._happens(0.35):
            return (best, best, best + max(1, best // 4)) if self.chance.random() < 0.4 else self._near(best)
        if self._happens(0.08):
            other = max(0, int(best * self.chance.uniform(0.5, 2)))
            return (other, other, other)
        return numbers

    def _told(self, best: int) -> tuple[int, int, int]:
        """Give a number as reports do: as it is, or as a span."""
        if self._happens(0.2):
            return (max(0, best - max(1, best // 6)), best, best + max(1, best // 5))
        return (best, best, best)

    def _point(self, latitude: float, longitude: float, apart: float) -> tuple[float, float]:
        return (
            round(latitude + self.chance.gauss(0, apart), 5),
            round(longitude + self.chance.gauss(0, apart), 5),
        )

    def _near(self, best: int) -> tuple[int, int, int]:
        other = max(0, best + self.chance.choice((-2, -1, 1, 1, 2, max(1, best // 8))))
        return self._told(other)

    def _toll(self) -> int:
        return min(400, int(self.chance.lognormvariate(1.1, 1.1)))

    def _spelt(self, name: str) -> str:
        found = [pair for pair in _SPELLINGS if pair[0] in name.lower()]
        if not found:
            return name
        old, new = self.chance.choice(found)
        return name.lower().replace(old, new).title()

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share * self.settings.noise
