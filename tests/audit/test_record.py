"""What is written into the trail, and how it reads."""

import re
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.audit.services import record
from casework.audit.verbs import VERBS
from casework.core.request import request_id


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_whom_and_when(nadia: User, aminata: User) -> None:
    with request_id("request-0001"):
        entry = record(nadia, "accounts.deactivate", aminata, before={"is_active": True}, note="Left.")

    entry = Entry.objects.get(pk=entry.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT now() - %s < interval '1 minute'", [entry.at])
        assert cursor.fetchone() == (True,)
    assert (entry.actor, entry.verb, entry.subject_kind, entry.subject_id) == (
        nadia,
        "accounts.deactivate",
        "user",
        aminata.pk,
    )
    assert (entry.before, entry.after, entry.note) == ({"is_active": True}, {}, "Left.")
    assert entry.request_id == "request-0001"
    assert entry.sentence() == "Nadia deactivated Aminata."


@pytest.mark.django_db
def test_an_entry_about_a_person_follows_their_name(nadia: User, aminata: User) -> None:
    entry = record(nadia, "accounts.deactivate", aminata)
    User.objects.filter(pk=aminata.pk).update(name="A former colleague", username="former1")

    entry = Entry.objects.get(pk=entry.pk)

    assert entry.sentence() == "Nadia deactivated A former colleague."
    assert "aminata" not in entry.subject_label.lower()


@pytest.mark.django_db
def test_an_entry_about_anything_else_keeps_its_name_of_the_time(nadia: User, desk: Desk) -> None:
    entry = record(nadia, "accounts.change_desk", desk, before={"name": "Sahel"}, after={"name": "Niger"})
    Desk.objects.filter(pk=desk.pk).update(name="Niger")

    assert Entry.objects.get(pk=entry.pk).sentence() == "Nadia changed the desk Sahel."


@pytest.mark.django_db
def test_what_the_program_did_is_told_in_its_name(desk: Desk) -> None:
    assert record(None, "accounts.create_desk", desk).sentence() == "Casework opened the desk Sahel."


@pytest.mark.django_db
def test_the_desk_of_the_subject_is_noted(nadia: User, aminata: User, other_desk: Desk) -> None:
    membership = aminata.memberships.get()

    assert record(nadia, "accounts.give_role", membership).desk_id == membership.desk_id
    assert record(nadia, "accounts.give_role", membership, desk=other_desk).desk == other_desk


@pytest.mark.django_db
def test_values_that_json_lacks_are_written_as_text(nadia: User, desk: Desk) -> None:
    entry = record(nadia, "accounts.change_desk", desk, after={"from": date(2026, 2, 3)}, note="a\r\nb\x00")

    entry.refresh_from_db()

    assert (entry.after, entry.note) == ({"from": "2026-02-03"}, "a\nb")


def test_an_unknown_verb_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match=r"audit/verbs\.py"):
        record(None, "accounts.dance", None)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_of_the_change_it_tells_of() -> None:
    with pytest.raises(TransactionManagementError):
        record(None, "accounts.sign_in_unknown", None)


@pytest.mark.django_db(transaction=True)
def test_an_entry_vanishes_with_a_change_that_fails(desk: Desk) -> None:
    with transaction.atomic():
        record(None, "accounts.change_desk", desk)
        transaction.set_rollback(True)

    assert not Entry.objects.exists()


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_reads_as_a_sentence(verb: str) -> None:
    sentence = str(VERBS[verb]) % {"actor": "Sira", "subject": "CW-000012"}

    assert re.fullmatch(r"[a-z]+\.[a-z_]+", verb)
    assert sentence.endswith(".")
    assert "Sira" in sentence or sentence.startswith(("Somebody ", "CW-000012 ", "Casework "))


def test_an_entry_with_a_verb_of_another_version_still_reads() -> None:
    entry = Entry(verb="review.sing", subject_kind="incident", subject_id=3, subject_label="CW-000003")

    assert entry.sentence() == "Casework did “review.sing” to CW-000003."
