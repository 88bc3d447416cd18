"""Who else has an incident open: advice, for a minute, to people who may see it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from casework.accounts.models import User
from casework.core.tlp import Tlp
from casework.incidents.models import Incident
from casework.incidents.services import edit_incident
from casework.review.models import Presence
from casework.review.services.presence import be_here, forget_who_was_here, others_here
from casework.review.tasks import forget_who_left
from tests.gate import at_once
from tests.review.builders import make_incident, make_lease
from tests.truth_tables import truth_table


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


@pytest.mark.parametrize(
    ("doing", "sentence"),
    [
        ("", "Boris is reading this."),
        ("edit:place_name", "Boris is editing: Place."),
        ("edit", "Boris is editing what happened."),
        ("comment:text", "Boris is writing a comment."),
        ("move-return:note", "Boris is deciding about it."),
        ("assess-killed-total:reason", "Boris is assessing a number."),
        ("edit:secret", "Boris is editing what happened."),
        ("sleep", "Boris is reading this."),
        ("<b>", "Boris is reading this."),
    ],
)
def test_others_are_told_what_a_person_does(
    aminata: User, boris: User, incident: Incident, doing: str, sentence: str
) -> None:
    be_here(incident, by=boris, doing="comment")
    be_here(incident, by=boris, doing=doing)

    assert others_here(incident, but=aminata) == [sentence]
    assert others_here(incident, but=boris) == []


def beat(client: Client, by: User, incident: Incident, where: str = "presence", **sent: str) -> Any:
    client.force_login(by)
    return client.post(f"/incidents/{incident.uid}/{where}/", sent)


def test_the_page_is_told_who_is_here_and_what_changed(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    beat(client, boris, incident, doing="edit:grade")
    edit_incident(incident.pk, by=boris, seen=1, fields={"title": "Raid"})

    said = beat(client, aminata, incident).json()

    assert (said["people"], said["version"]) == (["Boris is editing: Grade."], 2)
    assert said["changed"].startswith("Boris changed this incident at ")


def test_the_word_that_prolongs_a_hold_says_so_too(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    make_lease(incident, boris)

    assert beat(client, boris, incident, "heartbeat", doing="comment:text").json()["people"] == []

    assert beat(client, aminata, incident).json()["people"] == ["Boris is writing a comment."]


def test_who_leaves_is_not_here_any_more(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    beat(client, boris, incident)
    beat(client, boris, incident, left="yes")

    assert others_here(incident, but=aminata) == []


def test_who_was_not_heard_of_for_a_minute_has_gone(aminata: User, boris: User, incident: Incident) -> None:
    be_here(incident, by=boris)
    Presence.objects.update(at=timezone.now() - timedelta(seconds=71))

    assert others_here(incident, but=aminata) == []
    assert (forget_who_left(), forget_who_left()) == (1, 0)


def test_strangers_neither_look_nor_are_looked_at(
    client: Client, aminata: User, sira: User, olek: User, incident: Incident
) -> None:
    assert beat(client, olek, incident).status_code == 404
    be_here(incident, by=aminata)
    Incident.objects.filter(pk=incident.pk).update(tlp=Tlp.RED)

    assert beat(client, aminata, incident).status_code == 404
    assert others_here(Incident.objects.get(), but=sira) == []


@pytest.mark.django_db(transaction=True)
def test_two_tabs_are_one_person(aminata: User, boris: User, incident: Incident) -> None:
    assert at_once(*[lambda: be_here(incident, by=boris)] * 2) == [None, None]
    assert others_here(incident, but=aminata) == ["Boris is reading this."]


@pytest.mark.django_db(transaction=True)
def test_rows_are_removed_twice_at_the_same_time(boris: User, incident: Incident) -> None:
    be_here(incident, by=boris)
    Presence.objects.update(at=timezone.now() - timedelta(minutes=2))

    assert sum(at_once(forget_who_was_here, forget_who_was_here)) == 1


def test_the_rules_of_presence(aminata: User, boris: User, incident: Incident) -> None:
    def build(**changes: Any) -> Presence:
        return Presence(**{"user": aminata, "incident": incident, **changes})

    def second(**changes: Any) -> Presence:
        build().save()
        return build(**changes)

    truth_table("presence_once", second, [({}, False), ({"user": boris}, True)])
    truth_table(
        "presence_doing_plain",
        build,
        [({"doing": ""}, True), ({"doing": "edit:place_name"}, True), ({"doing": "<b>"}, False)],
    )
