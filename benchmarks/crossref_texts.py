"""Invent news about invented attacks: what a reporter writes, leaves out, mistakes and adds."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.attacks import Attack

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
COUNTRY_NAMES = {
    "MLI": "Mali", "BFA": "Burkina Faso", "NER": "Niger", "NGA": "Nigeria", "SOM": "Somalia",
    "SYR": "Syria", "AFG": "Afghanistan", "MMR": "Myanmar", "UKR": "Ukraine", "COL": "Colombia",
}  # fmt: skip
_BACKGROUND = (
    "The region has seen years of violence.",
    "Schools stayed closed on the day after, parents said.",
    "Nobody could be reached for comment.",
    "The Red Cross asked for access to the wounded.",
    "Residents fled towards the river.",
)


@dataclass(frozen=True, slots=True)
class Text:
    """One report: what it says, when it came out, and the truths of the attacks that it tells of."""

    title: str
    text: str
    published_on: datetime.date
    truths: tuple[int, ...]


@dataclass
class Reporter:
    """Writes about attacks. The noise is how much is left out and mistaken; 1 is as usual."""

    seed: int
    noise: float = 1.0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - nothing secret

    def texts(self, attacks: Sequence[Attack], number: int) -> Iterator[Text]:
        """Yield so many texts; a third of them tells of a second attack as background."""
        for attack in self.chance.choices(attacks, k=number):
            published = attack.last_day + datetime.timedelta(days=self.chance.choice((0, 1, 1, 1, 2, 3)))
            told, truths = [self._told(attack, published)], [attack.truth]
            if self.chance.random() < 0.33:
                other = self.chance.choice(attacks)
                told.append(self._told(other, published, is_past=True))
                truths.append(other.truth)
            told += self.chance.sample(_BACKGROUND, self.chance.randint(1, 4))
            yield Text(self._title(attack), " ".join(told), published, tuple(truths))

    def _title(self, attack: Attack) -> str:
        where = attack.place if attack.place and not self._happens(0.4) else COUNTRY_NAMES[attack.country]
        return self.chance.choice((f"Deadly raid at {where}", f"{where}: new attack", f"Violence in {where}"))

    def _told(self, attack: Attack, published: datetime.date, *, is_past: bool = False) -> str:
        names = [attack.place, *attack.other_names]
        place = attack.place if not self._happens(0.15) else self.chance.choice(names)
        where = "in the area" if not place or self._happens(0.12) else f"near {place}"
        country = "" if self._happens(0.3) else f" in {COUNTRY_NAMES[attack.country]}"
        when = self._when(attack.first_day, published, is_past)
        first = self.chance.choice((
            f"Gunmen attacked a village {where}{country}{when}.",
            f"An attack {where}{country} was reported{when}, officials said.",
            f"Armed men stormed a post {where}{country}{when}.",
        ))  # fmt: skip
        return " ".join(filter(None, [first, *self._people(attack)]))

    def _when(self, day: datetime.date, published: datetime.date, is_past: bool) -> str:
        if self._happens(0.2):
            return ""
        if self._happens(0.08):
            day += datetime.timedelta(days=self.chance.choice((-1, 1)))
        if is_past or (published - day).days > 6 or self.chance.random() < 0.4:
            year = f" {day.year}" if is_past or self.chance.random() < 0.3 else ""
            return f" on {day.day} {_MONTHS[day.month - 1]}{year}"
        return f" on {_DAYS[day.weekday()]}" if day <= published else ""

    def _people(self, attack: Attack) -> Iterator[str]:
        for numbers, word, share in ((attack.killed, "killed", 0.15), (attack.injured, "wounded", 0.4)):
            if numbers is None or self._happens(share):
                continue
            best = numbers[1]
            if self._happens(0.2):
                best = max(0, best + self.chance.choice((-2, -1, 1, 2, best // 6 + 1)))
            said = _NUMBERS[best] if best < len(_NUMBERS) else str(best)
            how = self.chance.choice(("", "", "At least ", "About "))
            yield f"{how}{said if how else said.capitalize()} people were {word}."

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share * self.noise
