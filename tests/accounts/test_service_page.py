"""The pages of services, beside one's own keys, and their screen in the administration."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casework.accounts.keys import authenticate_key
from casework.accounts.models import ApiKey, Desk, Service, User
from casework.accounts.programs import end_service
from tests.accounts.builders import make_service, make_service_key
from tests.signing_in import confirm

pytestmark = pytest.mark.django_db

SERVICES = "/accounts/services/"
SECRET = re.compile(r"cw_[a-z0-9]{8}_[A-Za-z0-9_-]{43}")


def signed_in(client: Client, person: User) -> Client:
    client.force_login(person)
    confirm(client)
    return client


def typed(by: User, *desks: Desk, **changes: Any) -> dict[str, Any]:
    fields = {
        "name": "Map of the Sahel",
        "purpose": "Weekly map on the website.",
        "contact": "map@partner.example.org",
        "owner": by.pk,
        "desks": [desk.pk for desk in desks],
        "scopes": ["read"],
        "ends_on": "2027-06-30",
    }
    return {**fields, **changes}


def test_a_supervisor_makes_a_service_and_is_led_to_its_keys(client: Client, sira: User, desk: Desk) -> None:
    answer = signed_in(client, sira).post(SERVICES, typed(sira, desk, scopes=["read", "write"]))

    service = Service.objects.get()
    assert answer["Location"] == f"{SERVICES}{service.pk}/"
    assert list(service.desks.all()) == [desk]
    page = client.get(answer["Location"]).content.decode()
    assert "Without a key the service opens nothing." in page
    assert service.account.username in page


def test_the_key_of_a_service_is_shown_once(client: Client, sira: User, desk: Desk) -> None:
    service = make_service(sira, desk)

    answer = signed_in(client, sira).post(f"{SERVICES}{service.pk}/keys/", {"name": "server", "days": "30"})

    (secret,) = SECRET.findall(answer.content.decode())
    key = authenticate_key(secret)
    assert key is not None
    assert key.user == service.account
    assert answer["Cache-Control"] == "no-store"
    assert SECRET.findall(client.get(f"{SERVICES}{service.pk}/").content.decode()) == []


def test_what_was_typed_stays_when_a_service_is_refused(client: Client, sira: User) -> None:
    answer = signed_in(client, sira).post(SERVICES, typed(sira, scopes=["read", "write"], name="Odd name"))

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Choose the desks at which it writes or decides." in page
    assert 'value="Odd name"' in page


def test_a_key_is_refused_in_a_sentence(client: Client, sira: User) -> None:
    service = make_service(sira)

    answer = signed_in(client, sira).post(f"{SERVICES}{service.pk}/keys/", {"name": "", "days": "30"})

    assert answer.status_code == 400
    assert "Say what the key is for" in answer.content.decode()


def test_a_renewed_key_is_shown_on_the_page_of_its_service(client: Client, sira: User, desk: Desk) -> None:
    service = make_service(sira, desk)
    key, _secret = make_service_key(service, sira)

    answer = signed_in(client, sira).post(reverse("account_key_renew", args=[key.pk]), {"days": "7"})

    page = answer.content.decode()
    assert '<h1 dir="auto">Map of the Sahel</h1>' in page
    assert len(SECRET.findall(page)) == 1
    assert ApiKey.objects.filter(user=service.account).live().count() == 2


def test_a_revoked_key_leads_back_to_its_service(client: Client, sira: User, desk: Desk) -> None:
    service = make_service(sira, desk)
    key, secret = make_service_key(service, sira)

    answer = signed_in(client, sira).post(reverse("account_key_revoke", args=[key.pk]))

    assert answer["Location"] == f"{SERVICES}{service.pk}/"
    assert authenticate_key(secret) is None


def test_a_service_is_changed_and_ended(client: Client, sira: User, desk: Desk) -> None:
    service = make_service(sira, desk, scopes=["read", "write"])
    address = f"{SERVICES}{service.pk}/"
    signed_in(client, sira)

    changed = client.post(address, typed(sira, desk, name="Map", purpose="Another map."))
    ended = client.post(f"{address}end/")

    assert (changed.status_code, ended.status_code) == (303, 303)
    service = Service.objects.get()
    assert (str(service), service.purpose, service.scopes) == ("Map", "Another map.", ["read"])
    assert "This service has ended." in client.get(address).content.decode()
    refused = client.post(address, typed(sira, desk))
    assert refused.status_code == 409


def test_who_may_not_change_a_service_reads_why(client: Client, sira: User, nadia: User, desk: Desk) -> None:
    service = make_service(sira, desk)
    make_service_key(service, sira)

    page = signed_in(client, nadia).get(f"{SERVICES}{service.pk}/").content.decode()

    assert "Only a supervisor of Sahel gives a service access to it." in page
    assert "Make the key" not in page
    assert "/renew/" not in page
    assert "End the service" in page


def test_another_desk_sees_services_of_no_desk_alone(
    client: Client, sira: User, olek: User, desk: Desk
) -> None:
    hidden = make_service(sira, desk)
    make_service(sira, name="For everybody")

    page = signed_in(client, olek).get(SERVICES).content.decode()

    assert "For everybody" in page
    assert f"{SERVICES}{hidden.pk}/" not in page


@pytest.mark.parametrize(("who", "leads"), [("sira", True), ("nadia", True), ("boris", False)])
def test_ones_own_keys_lead_to_the_services(
    who: str, leads: bool, client: Client, request: pytest.FixtureRequest
) -> None:
    page = signed_in(client, request.getfixturevalue(who)).get("/accounts/keys/").content.decode()

    assert (SERVICES in page) == leads


def test_the_administration_ends_services_and_lists_no_account_as_a_person(
    client: Client, sira: User, nadia: User, desk: Desk
) -> None:
    service = make_service(sira, desk)
    _key, secret = make_service_key(service, sira)
    signed_in(client, nadia)

    people = client.get(reverse("admin:accounts_user_changelist")).content.decode()
    listed = client.get(reverse("admin:accounts_service_changelist")).content.decode()
    shown = client.get(reverse("admin:accounts_service_change", args=[service.pk])).content.decode()
    client.post(
        reverse("admin:accounts_service_changelist"), {"action": "end", "_selected_action": [service.pk]}
    )

    assert service.account.username not in people
    assert "Map of the Sahel" in listed
    assert f"{SERVICES}{service.pk}/" in shown
    assert authenticate_key(secret) is None


def test_services_that_ended_stay_on_the_page(client: Client, sira: User) -> None:
    end_service(make_service(sira).pk, by=sira)

    assert "1 service that ended" in signed_in(client, sira).get(SERVICES).content.decode()
