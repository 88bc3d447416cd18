"""Each person reads the language they chose; what is stored or published does not depend on it."""

from collections.abc import Generator

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation

from casework.accounts.models import User
from casework.audit.services import record
from casework.codebook.models import Country, Term
from casework.incidents.content import content_of
from tests.codebook.builders import make_term, make_vocabulary, mali
from tests.incidents.builders import make_incident
from tests.publication.builders import make_sokolo

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _leave_english_to_other_tests() -> Generator[None]:
    """A request leaves its language to whatever the thread does next; another request would set it anew."""
    with translation.override("en"):
        yield


def language_of(client: Client, address: str = LOGIN) -> tuple[str, str]:
    text = client.get(address).content.decode()
    return text.split('lang="')[1][:2], text.split('dir="')[1][:3]


@pytest.mark.django_db
def test_before_the_sign_in_the_browser_and_then_the_choice_count(client: Client) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr-ML,fr;q=0.8"
    assert language_of(client) == ("fr", "ltr")

    client.post("/accounts/language/", {"language": "ar", "next": LOGIN})

    assert language_of(client) == ("ar", "rtl")


def test_the_choice_of_a_person_follows_them_to_another_browser(client: Client, aminata: User) -> None:
    client.force_login(aminata)
    client.post("/accounts/language/", {"language": "fr"})

    elsewhere = Client(headers={"Accept-Language": "ar"})
    elsewhere.force_login(aminata)

    assert language_of(elsewhere, "/") == ("fr", "ltr")
    assert elsewhere.get("/")["Content-Language"] == "fr"


@pytest.mark.parametrize("chosen", ["", "xx", "<b>", "en-us"])
def test_a_language_we_do_not_have_changes_nothing(client: Client, aminata: User, chosen: str) -> None:
    client.force_login(aminata)

    answer = client.post("/accounts/language/", {"language": chosen})

    aminata.refresh_from_db()
    assert (answer.status_code, aminata.language, dict(answer.cookies)) == (302, "en", {})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "country", "term"),
    [("en", "Mali", "Armed clash"), ("fr", "Mali", "Affrontement armé"), ("ar", "مالي", "اشتباك مسلح")],
)
def test_countries_and_terms_have_names_in_every_language(language: str, country: str, term: str) -> None:
    with translation.override(language):
        assert str(Country(iso3="MLI", iso2="ML", name="Mali")) == country
        assert str(Term(label="Armed clash")) == term


def test_a_country_that_no_list_has_keeps_its_name() -> None:
    with translation.override("fr"):
        assert str(Country(iso2="ZZZ", name="Somewhere")) == "Somewhere"


def test_coordinates_are_written_alike_in_every_language(client: Client, aminata: User) -> None:
    incident = make_incident(aminata, latitude="14.73280", longitude="-6.12190")
    User.objects.update(language="fr")
    client.force_login(aminata)

    assert "14.73280, -6.12190" in client.get(f"/incidents/{incident.uid}/").content.decode()


def test_the_trail_names_things_in_one_language(aminata: User) -> None:
    term = make_term(label="Armed clash")

    with translation.override("fr"), transaction.atomic():
        entry = record(aminata, "codebook.change_actor", term)

    assert entry.subject_label == "Armed clash"


def test_what_is_published_is_the_same_whatever_the_approver_reads(aminata: User) -> None:
    incident = make_sokolo(
        aminata,
        country=mali(),
        event_type=make_term(vocabulary=make_vocabulary("event_type"), label="Battles"),
    )

    with translation.override("ar"):
        in_arabic = content_of(incident)

    assert in_arabic == content_of(incident)
