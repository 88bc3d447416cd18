"""The demo: five people, two desks, an incident in every state; once, and never on a server."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from casework.accounts.models import User
from casework.crossref.models import ExternalMatch, Offer
from casework.crossref.tasks import offer_new_documents
from casework.demo.press import items
from casework.incidents.models import CitationCheck, Incident, State
from casework.sources.grouping import group_next


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """An installation on one machine, as `make run` has it, with the demo until this file's last test."""
    var = tmp_path_factory.mktemp("var")
    place = {"IS_EMBEDDED": True, "IS_HTTPS": False, "VAR_DIR": var, "CAPTURES_DIR": var / "captures"}
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(**place):
        call_command("load_demo", verbosity=0)
        yield var
        transaction.set_rollback(True)


@pytest.fixture
def var(loaded: Path, db: None) -> Path:
    """Where the demo's files lie; what a test changes in the database is rolled back."""
    return loaded


def test_every_state_has_an_incident(var: Path) -> None:
    states = set(Incident.objects.values_list("review_state", flat=True))

    assert states == set(State)


def test_one_incident_is_public_and_its_numbers_are_a_range(var: Path) -> None:
    sokolo = Incident.objects.get(published_version__isnull=False)
    killed = sokolo.assessments.current().get(outcome="killed")

    assert (killed.low, killed.best, killed.high) == (19, 20, 20)


def test_one_document_changed_after_it_was_cited(var: Path) -> None:
    check = CitationCheck.objects.open().get()

    assert (check.fate, check.citation.incident.title) == ("changed", "Shots at the checkpoint of Dogofry")
    assert ("three" in check.before, "two" in check.after) == (True, True)


def test_loading_twice_changes_nothing(var: Path) -> None:
    before = [User.objects.count(), Incident.objects.count(), (var / "demo-accounts.txt").read_text()]

    call_command("load_demo", verbosity=0)

    assert [User.objects.count(), Incident.objects.count(), (var / "demo-accounts.txt").read_text()] == before


def test_everybody_signs_in_with_the_password_from_the_file(var: Path) -> None:
    lines = (var / "demo-accounts.txt").read_text().splitlines()

    for username, password in (line.split()[:2] for line in lines):
        answer = Client().post(reverse("account_login"), {"login": username, "password": password})
        assert answer.status_code == 302, username


def test_the_passwords_are_for_the_owner_of_the_installation_alone(var: Path) -> None:
    assert stat.S_IMODE((var / "demo-accounts.txt").stat().st_mode) == 0o600


def test_the_desk_of_another_region_sees_one_incident_of_its_own(var: Path) -> None:
    seen = Incident.objects.visible_to(User.objects.get(username="olek"))

    assert [incident.title for incident in seen] == ["Raid on a village on Lake Albert"]


@pytest.mark.django_db
@pytest.mark.parametrize("where", [{"IS_EMBEDDED": False}, {"IS_EMBEDDED": True, "IS_HTTPS": True}])
def test_a_server_gets_no_demo(settings: LazySettings, where: dict[str, bool]) -> None:
    for name, value in where.items():
        setattr(settings, name, value)

    with pytest.raises(CommandError, match="for trying out on one machine"):
        call_command("load_demo")


def test_a_server_does_not_start_with_people_of_the_demo(var: Path, settings: LazySettings) -> None:
    settings.IS_HTTPS = True

    assert [each.id for each in run_checks(databases=["default"])] == ["casework.E001"]


def test_a_machine_of_its_own_starts_with_people_of_the_demo(var: Path) -> None:
    assert run_checks(databases=["default"]) == []


def test_people_of_the_demo_can_be_deactivated(var: Path, settings: LazySettings) -> None:
    call_command("load_demo", deactivate=True, verbosity=0)

    settings.IS_HTTPS = True

    assert run_checks(databases=["default"]) == []
    assert not User.objects.filter(is_active=True).exists()


def test_every_address_lies_below_a_name_that_never_resolves() -> None:
    assert {item.url.split("/")[2].rsplit(".", 1)[1] for item in items()} == {"example"}


def test_another_data_set_stands_beside_sokolo(var: Path) -> None:
    match = ExternalMatch.objects.get(verdict="same")

    assert (str(match.record), match.incident.title) == ("UCDP 325624", "Raid on the army camp at Sokolo")


def test_a_document_is_offered_to_the_incident_it_is_about(var: Path) -> None:
    while group_next():
        pass
    offer_new_documents()

    offer = Offer.objects.waiting().get(document__title__contains="gendarmes of Dogofry return")
    assert offer.incident.title == "Shots at the checkpoint of Dogofry"
    assert [each["sentence"] for each in offer.reasons] == ["same day", "Dogofry named", "3 injured said"]
