"""Taking, coding blind, submitting, giving back: the services."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casework.accounts.models import Desk, Role, User
from casework.coding.models import Coding
from casework.coding.queues import waiting_for
from casework.coding.services import give_back, keep_draft, submit, take
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.incidents.models import Incident, State
from casework.incidents.policies import people_who_see
from casework.review.services import take_next
from tests.builders import make_user
from tests.coding.builders import make_draw, make_submitted
from tests.incidents.builders import make_casualty_claim
from tests.review.builders import make_comment, make_complete, make_lease, make_term

pytestmark = pytest.mark.django_db


def fields(**changes: Any) -> dict[str, Any]:
    """What a form says about the camp at Sokolo."""
    said: dict[str, Any] = {
        "date_edtf": "2020-01-26",
        "place_name": "Sokolo",
        "event_type": make_term("event_type", "battles"),
        "weapon_types": [],
        "killed_low": None,
        "killed_best": 20,
        "killed_high": None,
        "perpetrators": [],
        "basis": "unidentified",
    }
    return {**said, **changes}


def test_taking_hides_the_incident_until_it_is_submitted(aminata: User, boris: User) -> None:
    draw = make_draw(aminata)

    coding = take(draw.pk, by=boris)

    assert not Incident.objects.visible_to(boris).exists()
    assert boris not in people_who_see(draw.incident)
    assert take_next(boris) is None
    submit(coding.pk, fields(), is_blind=True, by=boris, typed={})
    assert Incident.objects.visible_to(boris).exists()
    assert boris in people_who_see(draw.incident)


def test_submitting_keeps_what_was_coded_and_in_what_it_differs(aminata: User, boris: User) -> None:
    coding = take(make_draw(aminata).pk, by=boris)

    submit(coding.pk, fields(date_edtf="2020-01-27"), is_blind=True, by=boris, typed={"basis": ["claimed"]})

    coding.refresh_from_db()
    assert coding.coded["date_earliest"] == "2020-01-27"
    assert (coding.coded["killed_low"], coding.coded["killed_high"]) == (20, 20)
    assert coding.differing == [
        *("date", "country", "location_precision", "killed_low", "killed_best", "killed_high"),
    ]


def test_a_submitted_coding_never_changes(aminata: User, boris: User) -> None:
    coding = make_submitted(make_draw(aminata), boris)

    changes: list[dict[str, Any]] = [{"is_blind": False}, {"values": {}}, {"typed": {}}, {"differing": []}]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Coding.objects.filter(pk=coding.pk).update(**change)
    with pytest.raises(NotNow):
        keep_draft(coding.pk, {}, by=boris)
    with pytest.raises(NotNow):
        submit(coding.pk, fields(), is_blind=True, by=boris, typed={})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date_edtf": "31 February"}, "date_edtf"),
        ({"killed_low": 5, "killed_best": 2}, "killed_low"),
        ({"location_precision": "exact"}, ""),
        ({"latitude": "91", "longitude": "0"}, "latitude"),
    ],
)
def test_the_rules_of_an_incident_hold(
    aminata: User, boris: User, changes: dict[str, Any], field: str
) -> None:
    coding = take(make_draw(aminata).pk, by=boris)

    with pytest.raises(BadInput) as refused:
        submit(coding.pk, fields(**changes), is_blind=True, by=boris, typed={})

    assert refused.value.field == field
    assert Coding.objects.open().filter(pk=coding.pk).exists()


def test_a_colleague_was_faster(aminata: User, boris: User, sira: User) -> None:
    draw = make_draw(aminata)
    take(draw.pk, by=boris)

    with pytest.raises(NotNow, match="Boris has taken these sources"):
        take(draw.pk, by=sira)


def test_taking_twice_is_taking_once(aminata: User, boris: User) -> None:
    draw = make_draw(aminata)

    assert take(draw.pk, by=boris) == take(draw.pk, by=boris)


def test_nobody_hoards(aminata: User, boris: User) -> None:
    for _ in range(3):
        take(make_draw(aminata).pk, by=boris)

    with pytest.raises(NotNow, match="three at a time"):
        take(make_draw(aminata).pk, by=boris)


def test_given_back_is_offered_to_others_only(aminata: User, boris: User, sira: User) -> None:
    draw = make_draw(aminata)
    coding = take(draw.pk, by=boris)

    give_back(coding.pk, by=boris)

    assert Incident.objects.visible_to(boris).exists()
    assert draw not in waiting_for(boris)
    assert draw in waiting_for(sira)
    with pytest.raises(NotPermitted):
        take(draw.pk, by=boris)


def test_supervisors_of_the_desk_give_it_back(
    aminata: User, boris: User, sira: User, olek: User, desk: Desk
) -> None:
    coding = take(make_draw(aminata).pk, by=boris)

    for person in (aminata, olek):
        with pytest.raises(NotFound):
            give_back(coding.pk, by=person)
    give_back(coding.pk, by=sira)

    assert not Coding.objects.open().exists()


def test_whoever_had_a_part_in_it_is_not_offered_it(aminata: User, boris: User, desk: Desk) -> None:
    people = {name: make_user(name, desk, Role.SUPERVISOR) for name in ("held", "talked", "agreed", "logged")}
    incident = make_complete(aminata, State.REVIEWED, reviewed_by=people["agreed"], created_by=aminata)
    make_lease(incident, people["held"])
    make_comment(incident, people["talked"])
    Incident.objects.filter(pk=incident.pk).update(created_by=people["logged"])
    draw = make_draw(aminata, incident=incident)

    assert draw in waiting_for(boris)
    for person in (aminata, *people.values()):
        assert draw not in waiting_for(person), person


def test_others_are_not_offered_it(aminata: User, lamine: User, vera: User, olek: User, nadia: User) -> None:
    draw = make_draw(aminata)

    for person in (lamine, vera, olek, nadia):
        assert draw not in waiting_for(person), person
        with pytest.raises(NotFound):
            take(draw.pk, by=person)


@pytest.mark.parametrize("state", [State.RETURNED, State.REJECTED])
def test_what_is_not_submitted_any_more_is_not_offered(aminata: User, boris: User, state: State) -> None:
    draw = make_draw(aminata)

    Incident.objects.update(review_state=state, reviewed_by=None)

    assert draw not in waiting_for(boris)


def test_sources_that_the_person_may_not_read_are_not_offered(aminata: User, boris: User) -> None:
    draw = make_draw(aminata)

    document = draw.snapshots.get().document
    document.tlp = "RED"
    document.save()

    assert draw not in waiting_for(boris)


def test_what_is_not_drawn_is_offered_to_nobody(aminata: User, boris: User) -> None:
    draw = make_draw(aminata, lot="77", is_drawn=False)

    assert draw not in waiting_for(boris)
    with pytest.raises(NotFound):
        take(draw.pk, by=boris)


def test_assessed_numbers_are_the_first_coding(aminata: User, boris: User) -> None:
    incident = make_complete(aminata, State.SUBMITTED)
    make_casualty_claim(incident)
    draw = make_draw(aminata, incident=incident)

    coding = make_submitted(draw, boris)

    assert coding.coded["killed_best"] is None
    assert coding.coded["perpetrators"] == []
    assert coding.differing == []
