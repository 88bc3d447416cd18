"""A release as UCDP publishes GED: one CSV file in a zip archive, in GED's columns."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from casework.publication.exports.terms import citation_of_all, licence
from casework.publication.exports.xlsx import Sink
from casework.publication.models import GedRow, Release
from casework.publication.projections.ged import GED_COLUMNS

# The clock of the machine is no part of a release: the same release gives the same bytes.
_FIXED = (1980, 1, 1, 0, 0, 0)
BATCH = 1_000


def release_named(text: str) -> Release | None:
    """Return the release that UCDP's spelling of a version names: 26.1 or 261."""
    named = Release.objects.filter(name=text).only("id", "name").first()
    if named is not None:
        return named
    short = {each.name.replace(".", ""): each for each in Release.objects.only("id", "name").order_by("-pk")}
    return short.get(text)


def ged_zip(release: Release) -> Iterator[bytes]:
    """Yield the archive: the events, and a text with citation and licence."""
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        about = f"{citation_of_all()}\nRelease {release.name}.\n{licence()}\n"
        archive.writestr(_entry("README.txt"), about)
        with archive.open(_entry(f"GEDEvent_v{release.name.replace('.', '_')}.csv"), "w") as file:
            for batch in _batches(release):
                file.write(batch.encode())
                if found := sink.take():
                    yield found
    yield sink.take()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIXED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _batches(release: Release) -> Iterator[str]:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(GED_COLUMNS)
    rows = GedRow.objects.filter(release=release).order_by("ged_id").values_list("row", flat=True)
    for number, row in enumerate(rows.iterator(BATCH), 1):
        writer.writerow(_cell(name, row[name]) for name in GED_COLUMNS)
        if number % BATCH == 0:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def _cell(name: str, value: Any) -> Any:
    """UCDP's files write days without T, truths as 0 and 1; formulas are tamed as everywhere."""
    if name in ("date_start", "date_end"):
        return value.replace("T", " ") + ".000"
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
