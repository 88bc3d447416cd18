"""How fast a list of a desk's own is read, checked and brought in, and with how much memory.

    DATABASE_URL=… CASEWORK_SECRET_KEY=… python -m benchmarks.lists [ROWS]

An invented list with a point, numbers, a type and a date in each row, as CSV and as XLSX, goes all the way by
the services and the task that people use: every row becomes an incident with a document, a citation, claims
and an entry in the trail for each step. Goals, for one worker on an idle core: 2,000 rows checked a second,
for somebody waits for the check; 1,000 rows brought in a minute, so that 100,000 are there overnight; 250 MB
beside what the program has before it begins, for a worker of the installations we know has 512 MB.
"""

import io
import os
import resource
import sys
import time
from collections.abc import Callable
from tempfile import TemporaryDirectory

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
django.setup()

from datetime import date, timedelta  # noqa: E402 - settings come first
from pathlib import Path  # noqa: E402

from django.conf import settings  # noqa: E402
from openpyxl import Workbook  # noqa: E402

from benchmarks.queue import database  # noqa: E402
from casework.accounts.models import Desk, Membership, Role, User  # noqa: E402
from casework.celery import app  # noqa: E402
from casework.codebook.vocabularies import load_vocabularies  # noqa: E402
from casework.crossref.lists.bringing import (  # noqa: E402
    bring_list,
    check_list,
    choose_columns,
    columns_of,
    import_list,
)
from casework.crossref.lists.running import work_on_next_list  # noqa: E402
from casework.crossref.models import ListFile  # noqa: E402
from casework.incidents.models import Incident  # noqa: E402

CHECKED_A_SECOND, WRITTEN_A_MINUTE, MEMORY_MB = 2_000, 1_000, 250
HEADINGS = ("Ref", "Date", "Country", "Place", "Latitude", "Longitude", "Type", "Killed", "Source", "Notes")


def rows(number: int) -> list[tuple[str, ...]]:
    """Return so many invented rows."""
    first = date(2015, 1, 1)
    return [
        (
            f"R-{each}",
            (first + timedelta(each % 3_600)).isoformat(),
            "Mali",
            f"Village {each % 900}",
            f"{13.5 + each % 97 / 100:.4f}",
            f"{-7.5 + each % 89 / 100:.4f}",
            "Battles",
            str(each % 30),
            "Government",
            f"Armed men attacked the post at village {each % 900} and left after {each % 5} hours.",
        )
        for each in range(number)
    ]


def as_csv(table: list[tuple[str, ...]]) -> bytes:
    return "\n".join(",".join(row) for row in (HEADINGS, *table)).encode()


def as_workbook(table: list[tuple[str, ...]]) -> bytes:
    """Return the rows as a workbook."""
    book, content = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in (HEADINGS, *table):
        sheet.append(row)
    book.save(content)
    return content.getvalue()


def work() -> None:
    """Do what the task does, in turns of twenty seconds."""
    while work_on_next_list(20):
        pass


def timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def said(what: str, figure: float, unit: str, goal: float, *, at_most: bool = False) -> str:
    holds = figure <= goal if at_most else figure >= goal
    return f"{what}: {figure:,.0f} {unit}; goal {goal:,}: {'holds' if holds else 'MISSED'}.\n"


def memory_mb() -> float:
    """Return the most memory that the process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(name: str, content: bytes, number: int, *, by: User, desk: Desk) -> ListFile:
    """Bring a file, and say how fast it is read and checked."""
    file = bring_list(name, content, by=by, desk=desk)
    sys.stdout.write(f"{name}: {len(content) / 1e6:.1f} MB, read at {number / timed(work):,.0f} rows/s.\n")
    file.refresh_from_db()
    columns = columns_of(file)
    choose_columns(file.pk, by=by, name=name, outlet="Desk", tlp="CLEAR", columns=columns)
    check_list(file.pk, by=by)
    sys.stdout.write(said("  checked", number / timed(work), "rows/s", CHECKED_A_SECOND))
    return file


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    table = rows(number)
    files = {"list.xlsx": as_workbook(table), "list.csv": as_csv(table)}
    del table
    with TemporaryDirectory() as kept, database():
        settings.CAPTURES_DIR = Path(kept)
        # Nobody is to be woken, and no broker waited for.
        app.conf["broker_url"] = "memory://"
        load_vocabularies()
        desk = Desk.objects.create(name="Sahel", slug="sahel")
        by = User.objects.create_user("aminata", "aminata@example.org", name="Aminata")
        Membership.objects.create(user=by, desk=desk, role=Role.VERIFIER)
        sys.stdout.write(f"{number:,} rows, load {os.getloadavg()[0]:.1f}.\n")
        before = memory_mb()
        for name, content in files.items():
            file = run(name, content, number, by=by, desk=desk)
        import_list(file.pk, by=by)
        sys.stdout.write(said("  brought in", number / timed(work) * 60, "rows/min", WRITTEN_A_MINUTE))
        file.refresh_from_db()
        sys.stdout.write(f"  {Incident.objects.count():,} incidents, {file.counts}.\n")
        sys.stdout.write(said("memory more", memory_mb() - before, "MB", MEMORY_MB, at_most=True))


if __name__ == "__main__":
    main()
