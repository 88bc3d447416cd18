"""What no list, file or row can be, proved row by row."""

from typing import Any

import pytest

from casework.accounts.models import Desk, User
from casework.crossref.models import ListedIncident, ListFile, ListRow, OwnList
from casework.incidents.models import Incident
from tests.crossref.builders import NOON
from tests.incidents.builders import make_document, make_incident
from tests.truth_tables import truth_table

HASH = "0" * 64


@pytest.fixture
def own_list(sira: User, desk: Desk) -> OwnList:
    return OwnList.objects.create(desk=desk, name="Diary", outlet="Desk", created_by=sira)


def test_lists(own_list: OwnList, sira: User, desk: Desk, other_desk: Desk) -> None:
    def build(**changes: Any) -> OwnList:
        return OwnList(**{"desk": desk, "name": "Other", "outlet": "Desk", "created_by": sira, **changes})

    truth_table(
        "own_list_once_per_desk",
        build,
        [({}, True), ({"name": "DIARY"}, False), ({"name": "DIARY", "desk": other_desk}, True)],
    )
    truth_table("own_list_name_said", build, [({}, True), ({"name": " "}, False)])
    truth_table("own_list_outlet_said", build, [({}, True), ({"outlet": " "}, False)])
    truth_table("own_list_tlp_known", build, [({"tlp": "AMBER"}, True), ({"tlp": "PINK"}, False)])


def build_file(of: OwnList, sira: User, **changes: Any) -> ListFile:
    """Return a file that was brought and is not saved."""
    values = {"desk": of.desk, "own_list": of, "file_name": "a.csv", "sha256": HASH, "size": 1}
    return ListFile(**{**values, "by": sira, "due_at": NOON, **changes})


def test_files(own_list: OwnList, sira: User) -> None:
    def build(**changes: Any) -> ListFile:
        return build_file(own_list, sira, **changes)

    why = {"refused_because": "It is no CSV."}
    truth_table(
        "list_file_due_while_worked_on",
        build,
        [
            ({}, True),
            ({"due_at": None}, False),
            ({"state": "checking"}, True),
            ({"state": "importing", "imported_by": sira}, True),
            ({"state": "undoing", "imported_by": sira, "due_at": None}, False),
            ({"state": "read", "due_at": None}, True),
            ({"state": "checked"}, False),
            ({"state": "imported", "imported_by": sira, "due_at": None}, True),
            ({"state": "undone", "imported_by": sira}, False),
            ({"state": "refused", "due_at": None, **why}, True),
        ],
    )
    truth_table(
        "list_file_stopped_says_why",
        build,
        [
            ({}, True),
            (why, False),
            ({"state": "refused", "due_at": None}, False),
            ({"state": "refused", "due_at": None, **why}, True),
        ],
    )


def test_files_belong_to_a_list_and_to_somebody(own_list: OwnList, sira: User) -> None:
    def build(**changes: Any) -> ListFile:
        return build_file(own_list, sira, **changes)

    none: dict[str, Any] = {"own_list": None}
    truth_table(
        "list_file_of_a_list",
        build,
        [
            (none, True),
            ({"state": "read", "due_at": None, **none}, True),
            ({"state": "checking", **none}, False),
            ({"state": "checking"}, True),
        ],
    )
    truth_table(
        "list_file_in_somebodys_name",
        build,
        [
            ({}, True),
            ({"state": "importing"}, False),
            ({"state": "importing", "imported_by": sira}, True),
            ({"state": "undone", "due_at": None}, False),
        ],
    )
    truth_table(
        "list_file_of_some_bytes", build, [({}, True), ({"size": 0}, False), ({"sha256": "x"}, False)]
    )


def test_rows(own_list: OwnList, sira: User) -> None:
    file = build_file(own_list, sira)
    file.save()
    ListRow.objects.create(file=file, number=2)
    incident = make_incident(sira)
    row: dict[str, Any] = {
        "own_list": own_list,
        "incident": incident,
        "document": make_document(sira),
        "content": HASH,
        "version": 1,
        "file": file,
    }
    ListedIncident.objects.create(**row, key="A")
    ListedIncident.objects.create(**row, key="B", ended_at=NOON)

    def build(**changes: Any) -> ListedIncident:
        return ListedIncident(**{**row, "key": "C", **changes})

    truth_table(
        "list_row_once",
        lambda **changes: ListRow(**{"file": file, "number": 3, **changes}),
        [({}, True), ({"number": 2}, False)],
    )
    truth_table(
        "listed_incident_once",
        build,
        [({"key": "A"}, False), ({"key": "A", "ended_at": NOON}, True), ({"key": "B"}, True), ({}, True)],
    )
    truth_table("listed_incident_key_said", build, [({}, True), ({"key": " "}, False)])
    truth_table("listed_incident_content_is_a_hash", build, [({}, True), ({"content": "x"}, False)])
    assert Incident.objects.get() == incident
