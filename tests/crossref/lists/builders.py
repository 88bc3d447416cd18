"""Lists of a desk as files, and what it takes to have one brought in."""

import csv
import io
from typing import Any

from casework.accounts.models import Desk, User
from casework.codebook.vocabularies import load_vocabularies
from casework.crossref.lists.bringing import bring_list, check_list, choose_columns, columns_of, import_list
from casework.crossref.lists.mapping import Columns, DateOrder
from casework.crossref.models import ListFile
from casework.crossref.tasks import import_lists

ROW = {
    "Ref": "S-1",
    "Date": "2020-01-26",
    "Country": "Mali",
    "Region": "Ségou",
    "Place": "Sokolo",
    "Latitude": "14.7328",
    "Longitude": "-6.1219",
    "Type": "Battles",
    "Fatalities": "20",
    "Source": "Government",
    "Notes": "Armed men attacked the army camp.",
}


def row(**changes: str) -> dict[str, str]:
    """Return the attack at Sokolo as a row of a list."""
    return {**ROW, **changes}


def as_csv(*rows: dict[str, str], mark: str = ",") -> bytes:
    """Return a list as bytes in UTF-8."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), delimiter=mark)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def many(number: int) -> bytes:
    """Return a list of so many rows, each with a key of its own."""
    return as_csv(*(row(Ref=f"S-{each}") for each in range(number)))


def brought(content: bytes, by: User, desk: Desk) -> ListFile:
    """Bring a file and have it read."""
    load_vocabularies()
    file = bring_list("sokolo.csv", content, by=by, desk=desk)
    import_lists()
    file.refresh_from_db()
    return file


def checked(content: bytes, by: User, desk: Desk, *, name: str = "Desk diary", **changes: Any) -> ListFile:
    """Bring a file, take the columns that are proposed, and have its rows checked."""
    file = brought(content, by, desk)
    assert file.state == "read", file.refused_because
    proposed = columns_of(file)
    columns = Columns(
        proposed.by_field, changes.pop("dates", DateOrder.NONE), changes.pop("is_lenient", False)
    )
    wanted = {"name": name, "outlet": "Desk", "tlp": "CLEAR", "columns": columns, **changes}
    choose_columns(file.pk, by=by, **wanted)
    check_list(file.pk, by=by)
    import_lists()
    file.refresh_from_db()
    return file


def imported(content: bytes, by: User, desk: Desk, **changes: Any) -> ListFile:
    """Bring a file in, all the way."""
    file = checked(content, by, desk, **changes)
    assert file.state == "checked", file.refused_because
    import_list(file.pk, by=by)
    import_lists()
    file.refresh_from_db()
    return file
