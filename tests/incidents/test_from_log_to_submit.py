"""One incident from its log to its submission, through pages alone."""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from casework.accounts.models import User
from casework.incidents.models import Incident, State
from casework.sources.models import Document
from tests.house.forms import values_of
from tests.incidents.codebook import make_country, make_term

TEXT = (
    "Before dawn on 26 January armed men attacked the army camp at Sokolo. "
    "The government says that about 20 soldiers died. Nobody has claimed the attack."
)


@pytest.fixture(autouse=True)
def captures(tmp_path: Path, settings: LazySettings) -> None:
    settings.CAPTURES_DIR = tmp_path


def press(client: Client, address: str, **typed: object) -> str:
    """Send the form of the page at `address` with what is typed into it; return where it leads."""
    answer = client.post(address, typed)
    assert answer.status_code == 303, answer.content.decode()
    return answer["Location"]


def seen(client: Client, uid: str) -> str:
    """The version that the page of the incident shows."""
    page = client.get(f"/incidents/{uid}/").content.decode()
    found = re.search(r"Version (\d+)", page)
    assert found
    return found[1]


def gaps(client: Client, uid: str) -> dict[str, str]:
    """What the page says is missing, and where it leads."""
    page = client.get(f"/incidents/{uid}/").content.decode()
    section = page.split('<ul class="gaps">')[1].split("</ul>")[0] if '<ul class="gaps">' in page else ""
    return {sentence: address for address, sentence in re.findall(r'<a href="(.*?)">(.*?)</a>', section)}


def log(client: Client) -> str:
    """File a text and log an incident from it; return its number."""
    press(client, "/documents/add/", text=TEXT, outlet="The wire", title="Camp attacked", token="one-form")
    document = Document.objects.get()
    address = press(client, f"/incidents/from-document/{document.pk}/", title="Raid on the camp at Sokolo")
    return address.split("/")[2]


def fill_in(client: Client, uid: str, **facts: str) -> None:
    """Fill in the form of the facts."""
    address = f"/incidents/{uid}/edit/"
    press(client, address, **{**values_of(client.get(address).content.decode()), **facts})


def prove(client: Client, uid: str, about: str, quote: str, **fields: object) -> None:
    """Cite a passage of the text and say what it proves."""
    text = {"document": Document.objects.get().pk, "snapshot": 1}
    press(client, f"/incidents/{uid}/prove/", **text, about=about, quote=quote, **fields)


def sign(client: Client, uid: str, outcome: str) -> None:
    """Assess the total of an outcome."""
    number = {"outcome": outcome, "category": "total", "rule": "range", "seen": seen(client, uid)}
    press(client, f"/incidents/{uid}/assess/", **number)


def test_what_is_missing_leads_to_where_it_is_filled_in(client: Client, aminata: User) -> None:
    client.force_login(aminata)
    uid = log(client)
    edit, proving = f"/incidents/{uid}/edit/", f"/incidents/{uid}/prove/"

    missing = gaps(client, uid)

    assert missing == {
        "Give the date.": f"{edit}#edit-date_edtf",
        "Choose the country.": f"{edit}#edit-country",
        "Give the place and say how exact it is.": f"{edit}#edit-location_precision",
        "Choose the event type.": f"{edit}#edit-event_type",
        "Cite at least one passage of a source.": proving,
        "Say who did it according to a source, or that nobody is identified.": proving,
        "Assess how many people were killed, or that the number is unknown.": "#number-killed-total",
        "Assess how many people were injured, or that the number is unknown.": "#number-injured-total",
    }
    page = client.get(edit).content.decode() + client.get(f"/incidents/{uid}/").content.decode()
    anchors = [address.split("#")[1] for address in missing.values() if "#" in address]
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in page] == []


def test_an_incident_is_submitted_through_pages_alone(client: Client, aminata: User) -> None:
    make_country()
    client.force_login(aminata)
    uid = log(client)

    fill_in(
        client,
        uid,
        date_edtf="26 January 2020",
        country="MLI",
        place_name="Sokolo",
        location_precision="near",
        event_type=str(make_term().pk),
    )
    numbers = {"low": 20, "best": 20, "high": 20, "qualifier": "about"}
    prove(client, uid, "killed", "about 20 soldiers", outcome="killed", category="military", **numbers)
    nobody = {"role": "perpetrator", "basis": "unidentified"}
    prove(client, uid, "perpetrator", "Nobody has claimed the attack", **nobody)
    sign(client, uid, "killed")
    sign(client, uid, "injured")
    assert gaps(client, uid) == {}
    press(client, f"/incidents/{uid}/take/")
    for move in ("start", "submit"):
        press(client, f"/incidents/{uid}/move/", transition=move, seen=seen(client, uid))

    incident = Incident.objects.get()
    assert (incident.review_state, incident.submitted_by) == (State.SUBMITTED, aminata)
    assert sorted(str(each) for each in incident.assessments.current()) == [
        "Injured, total: unknown",
        "Killed, total: 20/20/20",
    ]
