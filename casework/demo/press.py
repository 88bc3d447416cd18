"""Outlets that do not exist, and what they wrote about attacks, some of which happened."""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casework.accounts.models import User
from casework.sources.models import Source, SourceDomain, SourceReliability

HERE = Path(__file__).parent
# Before the first text, so that each source has its rating on the day it wrote.
RATED_ON = date(2019, 1, 1)


class Item(NamedTuple):
    """One published text."""

    slug: str
    outlet: str
    on: date
    title: str
    text: str

    @property
    def url(self) -> str:
        """Its address, below a name that never resolves (RFC 2606)."""
        return f"https://{self.outlet}.example/{self.on:%Y/%m/%d}/{self.slug}"


def items() -> list[Item]:
    """Every text, in order of publication."""
    return [_read(path) for path in sorted((HERE / "texts").glob("*.txt"))]


def corrections() -> list[Item]:
    """What outlets made of their own texts afterwards, without saying so."""
    return [_read(path) for path in sorted((HERE / "corrections").glob("*.txt"))]


def add_outlets(rated_by: User) -> dict[str, Source]:
    """Add every outlet with its domain and its rating; return them by slug."""
    with (HERE / "outlets.csv").open(encoding="utf-8", newline="") as lines:
        return {row["slug"]: _add_outlet(row, rated_by) for row in csv.DictReader(lines)}


def _add_outlet(row: dict[str, str], rated_by: User) -> Source:
    source = Source.objects.create(
        slug=row["slug"],
        name=row["name"],
        kind=row["kind"],
        scale=row["scale"],
        language="en",
        country_id=row["country"],
        owner=row["owner"],
        is_agency=row["is_agency"] == "yes",
    )
    SourceDomain.objects.create(source=source, domain=row["domain"])
    SourceReliability.objects.create(
        source=source, letter=row["reliability"], from_on=RATED_ON, reason=row["reason"], by=rated_by
    )
    return source


def _read(path: Path) -> Item:
    """Read a text: its date and slug from the file's name, outlet and title from the lines on top."""
    head, text = path.read_text(encoding="utf-8").split("\n\n", 1)
    outlet, title = (line.split(": ", 1)[1] for line in head.splitlines())
    return Item(path.stem[11:], outlet, date.fromisoformat(path.stem[:10]), title, text)
