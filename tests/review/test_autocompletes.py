"""What the administration offers while somebody types a name: nothing of a desk that is not theirs.

The table is written by hand. A field that offers names and is not in it fails the first test.
"""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from casework.accounts.models import Desk, User
from tests.codebook.builders import make_place
from tests.incidents.builders import make_document, make_source
from tests.review.builders import make_incident
from tests.signing_in import confirm

pytestmark = pytest.mark.django_db

# What a field offers to a supervisor: "shared" names that every desk has, or nothing at all.
OFFERED = {
    ("codebook", "actor", "country"): "shared",
    ("codebook", "actor", "parent"): "shared",
    ("codebook", "place", "country"): "shared",
    ("sources", "source", "country"): "shared",
    ("sources", "document", "source"): "shared",
    ("sources", "feed", "source"): "shared",
    ("accounts", "membership", "user"): "refused",
    ("accounts", "membership", "desk"): "refused",
}
DOCUMENTS = ("sources", "snapshot", "document")
SECRETS = ("of the lakes", "olek", "Great Lakes")


def fields() -> set[tuple[str, str, str]]:
    """Return every field of the administration that offers names while somebody types."""
    return {
        (screen.opts.app_label, str(screen.opts.model_name), name)
        for screen in admin.site._registry.values()
        for name in screen.autocomplete_fields
    }


def answer(client: Client, field: tuple[str, str, str], term: str = "") -> tuple[int, str]:
    app, model, name = field
    asked = {"app_label": app, "model_name": model, "field_name": name, "term": term}
    found = client.get(reverse("admin:autocomplete"), asked)
    return found.status_code, found.content.decode()


@pytest.fixture
def lakes(other_desk: Desk, olek: User) -> None:
    """A desk with an incident, a document and a person, of which nobody else may hear."""
    Desk.objects.filter(pk=other_desk.pk).update(name="Great Lakes")
    make_incident(olek, title="Raid of the lakes")
    make_document(olek, title="Report of the lakes")


def test_every_field_that_offers_names_is_in_the_table() -> None:
    assert fields() == set(OFFERED)


@pytest.mark.parametrize("field", OFFERED)
@pytest.mark.parametrize("term", ["", "lakes", "olek", "a"])
def test_a_supervisor_finds_nothing_of_another_desk(
    client: Client, sira: User, lakes: None, field: tuple[str, str, str], term: str
) -> None:
    make_source(name="Outlet of everybody")
    make_place("Sokolo")
    client.force_login(sira)

    status, said = answer(client, field, term)

    assert status == (200 if OFFERED[field] == "shared" else 403)
    # A refusal repeats the address that was asked for.
    assert not any(secret in said for secret in SECRETS if secret != term)


@pytest.mark.parametrize(
    "field",
    [
        ("review", "deskincident", "desk"),
        ("review", "approvalqueue", "assigned_to"),
        ("sources", "document", "created_by"),
        DOCUMENTS,
        ("audit", "entry", "actor"),
        ("accounts", "user", "groups"),
        ("accounts", "apikey", "user"),
    ],
)
def test_a_field_that_no_screen_offers_is_no_way_to_names(
    client: Client, sira: User, lakes: None, field: tuple[str, str, str]
) -> None:
    """Django answers for every relation to rows that a screen can search; then the screen's scope holds."""
    make_document(sira, title="Report of ours")
    client.force_login(sira)

    status, said = answer(client, field)

    assert (status, "Report of ours" in said) in [(403, False), (200, field == DOCUMENTS)]
    assert not any(secret in said for secret in SECRETS)


@pytest.mark.parametrize("field", [field for field, offered in OFFERED.items() if offered == "refused"])
def test_an_operator_is_offered_people_and_desks(
    client: Client, nadia: User, lakes: None, field: tuple[str, str, str]
) -> None:
    client.force_login(nadia)
    confirm(client)

    assert answer(client, field)[0] == 200


def test_a_verifier_is_offered_nothing(client: Client, aminata: User) -> None:
    client.force_login(aminata)

    assert {answer(client, field)[0] for field in OFFERED} <= {302, 403}
