"""Supervisors bring a file of another data set: checked, then brought in, by a task that may be killed."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotNow, NotPermitted
from casework.crossref.imports import loading, running
from casework.crossref.imports.running import bring_file, confirm_import, work_on_next
from casework.crossref.models import ExternalRecord, RecordImport
from casework.crossref.tasks import import_files
from tests.crossref.builders import NOON
from tests.crossref.test_imports import GED, ged, text
from tests.truth_tables import truth_table

PAGE = "/pairs/data-sets/"


def file(*rows: dict[str, Any]) -> bytes:
    return text(*rows).getvalue().encode()


def many(number: int) -> bytes:
    return file(*(ged(id=900_000 + each) for each in range(number)))


def send(client: Client, user: User, content: bytes, name: str = "ged.csv") -> HttpResponse:
    client.force_login(user)
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})  # type: ignore[return-value]


def test_a_file_is_checked_then_brought_in(client: Client, sira: User) -> None:
    answer = send(client, sira, file(GED, ged(id=2, best="many"), ged(id=3, low=8, best=8, high=7)))
    brought = RecordImport.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{PAGE}{brought.pk}/")

    import_files()
    brought.refresh_from_db()
    assert brought.state == "checked"
    assert brought.counts == {"new": 2, "changed": 0, "unchanged": 0, "refused": 1}
    assert not ExternalRecord.objects.exists()
    page = client.get(f"{PAGE}{brought.pk}/").content.decode()
    assert "What it would do" in page
    assert "best is “many”" in page
    assert "low is above high" in page

    client.post(f"{PAGE}{brought.pk}/confirm/")
    import_files()
    brought.refresh_from_db()
    assert (brought.state, brought.imported_by, brought.lines) == ("imported", sira, 3)
    assert ExternalRecord.objects.count() == 2
    verbs = ["crossref.bring_file", "crossref.start_import", "crossref.import"]
    assert [*Entry.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True)] == verbs


def test_the_refused_rows_are_a_file(client: Client, sira: User) -> None:
    send(client, sira, file(GED, ged(id=2, date_start="soon")))
    import_files()

    answer = client.get(f"{PAGE}{RecordImport.objects.get().pk}/refused.csv")

    assert answer["Content-Disposition"].startswith("attachment")
    lines = answer.content.decode().splitlines()
    assert lines[0] == "Line,Why it was refused"
    assert lines[1].startswith("3,")


def test_what_is_no_file_of_a_data_set_is_refused_with_a_sentence(client: Client, sira: User) -> None:
    send(client, sira, b"name,colour\nmoon,white\n")

    import_files()

    brought = RecordImport.objects.get()
    assert brought.state == "refused"
    assert "no file of UCDP GED or ACLED" in client.get(f"{PAGE}{brought.pk}/").content.decode()
    with pytest.raises(NotNow):
        confirm_import(brought.pk, by=sira)


def test_an_empty_or_huge_file_is_refused_at_the_door(
    client: Client, sira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = send(client, sira, b"")
    assert answer.status_code == 400
    assert "not empty" in answer.content.decode()

    monkeypatch.setattr(running, "LARGEST", 10)
    with pytest.raises(BadInput, match="larger than"):
        bring_file("ged.csv", b"x" * 11, by=sira)


def test_only_supervisors(client: Client, boris: User, sira: User) -> None:
    brought = bring_file("ged.csv", file(GED), by=sira)

    with pytest.raises(NotPermitted):
        bring_file("ged.csv", file(GED), by=boris)
    with pytest.raises(NotPermitted):
        confirm_import(brought.pk, by=boris)
    client.force_login(boris)
    assert client.get(PAGE).status_code == 403
    assert client.get(f"{PAGE}{brought.pk}/refused.csv").status_code == 403


@pytest.mark.parametrize("dies_in", [1, 2])
def test_whoever_is_killed_is_followed_by_another_that_counts_nothing_twice(
    sira: User, monkeypatch: pytest.MonkeyPatch, dies_in: int
) -> None:
    monkeypatch.setattr(loading, "AT_ONCE", 2)
    brought = bring_file("ged.csv", many(5), by=sira)
    import_files()
    confirm_import(brought.pk, by=sira)
    save, steps = loading._save, []

    def dies(*args: Any) -> None:
        save(*args)
        steps.append(args)
        if len(steps) == dies_in:
            raise KeyboardInterrupt

    monkeypatch.setattr(loading, "_save", dies)
    with pytest.raises(KeyboardInterrupt):
        import_files()
    assert not work_on_next(1)

    RecordImport.objects.update(due_at=NOON)
    import_files()

    brought.refresh_from_db()
    assert (brought.state, brought.counts["new"]) == ("imported", 5)
    assert ExternalRecord.objects.count() == 5


def test_a_worker_whose_time_is_over_hands_the_rest_on(sira: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "AT_ONCE", 2)
    brought = bring_file("ged.csv", many(5), by=sira)

    turns = 0
    while work_on_next(0):
        turns += 1

    brought.refresh_from_db()
    assert (turns, brought.state, brought.lines) == (4, "checked", 5)


def test_a_worker_that_lost_its_turn_writes_nothing(sira: User, monkeypatch: pytest.MonkeyPatch) -> None:
    brought = bring_file("ged.csv", many(3), by=sira)
    import_files()
    confirm_import(brought.pk, by=sira)
    save = loading._save

    def slow(*args: Any) -> None:
        save(*args)
        RecordImport.objects.update(due_at=NOON)

    monkeypatch.setattr(loading, "_save", slow)
    assert work_on_next(5)

    assert not ExternalRecord.objects.exists()


def test_the_same_file_again_changes_nothing(sira: User) -> None:
    for _ in range(2):
        brought = bring_file("ged.csv", file(GED), by=sira)
        import_files()
        confirm_import(brought.pk, by=sira)
        confirm_import(brought.pk, by=sira)
        import_files()

    brought.refresh_from_db()
    assert brought.counts == {"new": 0, "changed": 0, "unchanged": 1, "refused": 0}


def test_a_number_that_stands_twice_counts_once(sira: User) -> None:
    report = loading.import_records(text(GED, ged(best=21)), by=sira)

    assert (report.new, report.refused) == (1, 1)
    assert "stands twice" in report.refusals[0][1]


def test_constraints(sira: User) -> None:
    def build(**changes: Any) -> RecordImport:
        return RecordImport(**{"file_name": "a.csv", "sha256": "0" * 64, "size": 1, "by": sira, **changes})

    done = {"due_at": None, "finished_at": NOON}
    why = {"refused_because": "It is no CSV."}
    truth_table(
        "record_import_due_while_worked_on",
        build,
        [
            ({}, True),
            ({"finished_at": NOON}, False),
            ({"state": "checked", "due_at": None}, True),
            ({"state": "checked", "due_at": NOON}, False),
            ({"state": "checked", **done}, False),
            ({"state": "imported", "imported_by": sira, **done}, True),
            ({"state": "imported", "imported_by": sira, "due_at": None}, False),
            ({"state": "refused", **done, **why}, True),
            ({"state": "refused", "finished_at": NOON, "due_at": NOON, **why}, False),
        ],
    )
    truth_table(
        "record_import_refused_says_why",
        build,
        [({}, True), (why, False), ({"state": "refused", **done}, False)],
    )
    truth_table(
        "record_import_in_somebodys_name",
        build,
        [
            ({"state": "importing"}, False),
            ({"state": "importing", "imported_by": sira}, True),
            ({"state": "imported", **done}, False),
        ],
    )
    truth_table(
        "record_import_of_some_bytes", build, [({"size": 0}, False), ({"sha256": "x"}, False), ({}, True)]
    )
