"""The pages of lists: choose a file, correct its columns, check it, bring it in. Without a script."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from casework.accounts.models import Desk, User
from casework.codebook.vocabularies import load_vocabularies
from casework.crossref.lists import bringing, views
from casework.crossref.models import ListFile, OwnList
from casework.crossref.tasks import import_lists
from casework.incidents.models import Incident
from tests.crossref.lists.builders import ROW, as_csv, checked, imported, many, row

PAGE = "/lists/"


def send(client: Client, user: User, content: bytes, name: str = "diary.csv") -> HttpResponse:
    load_vocabularies()
    client.force_login(user)
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})  # type: ignore[return-value]


def columns(**changes: str) -> dict[str, str]:
    """Return the form as a browser sends it back for the builders' row."""
    fields = {
        "key": "Ref",
        "date": "Date",
        "country": "Country",
        "place_name": "Place",
        "event_type": "Type",
        "killed": "Fatalities",
    }
    sent = {f"field-{name}": heading for name, heading in {**fields, **changes}.items()}
    return {"name": "Diary", "outlet": "Desk", "tlp": "CLEAR", "dates": "none", "then": "look", **sent}


def test_from_the_file_to_incidents(client: Client, aminata: User) -> None:
    answer = send(client, aminata, as_csv(row(), row(Ref="S-2", Date="1/2/2020")))
    file = ListFile.objects.get()
    assert (answer.status_code, answer["Location"], file.state) == (303, f"{PAGE}{file.pk}/", "read")

    page = client.get(f"{PAGE}{file.pk}/").content.decode()
    assert "Battles, Sokolo, 26 Jan 2020" in page
    assert "This can be two days" in page

    client.post(f"{PAGE}{file.pk}/columns/", {**columns(), "dates": "day_first"})
    page = client.get(f"{PAGE}{file.pk}/").content.decode()
    assert "1 Feb 2020" in page
    assert "This can be two days" not in page
    assert OwnList.objects.get().mapping["dates"] == "day_first"

    client.post(f"{PAGE}{file.pk}/columns/", {**columns(), "dates": "day_first", "then": "check"})
    assert "Bring these rows in" in client.get(f"{PAGE}{file.pk}/").content.decode()
    client.post(f"{PAGE}{file.pk}/import/")
    waiting = client.get(f"{PAGE}{file.pk}/")
    assert waiting["Refresh"] == "3"
    assert '<progress value="0" max="2"' in waiting.content.decode()

    import_lists()
    assert "Refresh" not in client.get(f"{PAGE}{file.pk}/")
    assert Incident.objects.count() == 2


def test_a_later_file_of_the_list_is_mapped_by_its_name(client: Client, aminata: User, desk: Desk) -> None:
    imported(as_csv(row()), aminata, desk, name="diary")

    send(client, aminata, as_csv(row()), name="diary.csv")

    file = ListFile.objects.latest("pk")
    assert file.own_list == OwnList.objects.get()


def test_columns_that_cannot_be_say_so_at_their_field(client: Client, aminata: User) -> None:
    send(client, aminata, as_csv(row()))
    file = ListFile.objects.get()

    answer = client.post(
        f"{PAGE}{file.pk}/columns/", columns(place_name="", event_type="", latitude="Latitude")
    )

    assert answer.status_code == 400
    page = answer.content.decode()
    assert "to make one of" in page
    assert 'value="Diary"' in page


def test_a_large_file_is_read_by_a_task(
    client: Client, aminata: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "SMALL", 10)
    send(client, aminata, many(3))
    file = ListFile.objects.get()
    waiting = client.get(f"{PAGE}{file.pk}/")
    assert (file.state, waiting["Refresh"]) == ("reading", "3")

    import_lists()

    file.refresh_from_db()
    assert (file.state, file.lines) == ("read", 3)


def test_a_file_that_is_none_is_refused_with_a_sentence(
    client: Client, aminata: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert send(client, aminata, b"").status_code == 400
    send(client, aminata, b"PK\x03\x04 no workbook", name="list.xlsx")
    page = client.get(f"{PAGE}{ListFile.objects.get().pk}/").content.decode()
    assert "no XLSX file that can be read" in page

    monkeypatch.setattr(bringing, "LARGEST", 10)
    answer = send(client, aminata, many(1))
    assert answer.status_code == 400
    assert "larger than" in answer.content.decode()


def test_the_report_is_a_file_that_no_spreadsheet_runs(client: Client, aminata: User, desk: Desk) -> None:
    file = checked(as_csv(row(Date="=1+2")), aminata, desk)
    client.force_login(aminata)

    answer = client.get(f"{PAGE}{file.pk}/report.csv")

    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines[0] == "Row,Field,Value,What there is to say"
    assert lines[1].startswith("2,Date,'=1+2,")


def test_the_way_back_is_shown_to_reviewers(client: Client, aminata: User, boris: User, desk: Desk) -> None:
    file = imported(as_csv(row()), aminata, desk)
    client.force_login(aminata)
    assert re.search(
        r"<button[^>]*disabled[^>]*>.*Take this import back", client.get(f"{PAGE}{file.pk}/").content.decode()
    )

    client.force_login(boris)
    client.post(f"{PAGE}{file.pk}/undo/")
    import_lists()

    assert Incident.objects.get().review_state == "rejected"


def test_others_see_nothing(client: Client, lamine: User, olek: User, aminata: User, desk: Desk) -> None:
    file = checked(as_csv(ROW), aminata, desk)

    client.force_login(lamine)
    assert client.get(PAGE).status_code == 403
    client.force_login(olek)
    assert "sokolo.csv" not in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}{file.pk}/").status_code == 404
    assert client.post(f"{PAGE}{file.pk}/import/").status_code == 404
