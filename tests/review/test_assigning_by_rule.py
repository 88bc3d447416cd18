"""Work that goes to whoever has least to do, is there, and may see it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.accounts.models import User
from casework.accounts.services import choose_habits
from casework.core.errors import NotNow, NotPermitted
from casework.incidents.models import Incident
from casework.review.services.organising import assign_by_rule
from tests.review.builders import make_incident


def given(incident: Incident, by: User) -> User | None:
    return assign_by_rule(incident.pk, by=by, seen=incident.version).assigned_to


def be_away(person: User, *, days: int) -> None:
    until = timezone.now().date() + timedelta(days=days)
    choose_habits(person, goes_on=True, shortcuts_on=True, keys={}, away_until=until)


def test_whoever_has_least_gets_it(lamine: User, aminata: User, boris: User, sira: User) -> None:
    make_incident(lamine, assigned_to=aminata)

    assert given(make_incident(lamine), sira) == boris
    assert given(make_incident(lamine), sira) == aminata


def test_who_is_away_gets_nothing(lamine: User, aminata: User, boris: User, sira: User) -> None:
    be_away(aminata, days=0)
    be_away(boris, days=-1)
    assert given(make_incident(lamine), sira) == boris

    be_away(boris, days=3)
    with pytest.raises(NotNow):
        given(make_incident(lamine), sira)


def test_a_red_incident_goes_to_who_is_named_on_it(
    lamine: User, aminata: User, boris: User, sira: User
) -> None:
    incident = make_incident(lamine, tlp="RED")
    incident.named_people.add(boris)

    assert given(incident, sira) == boris


def test_only_supervisors_give_work_by_rule(lamine: User, aminata: User, boris: User) -> None:
    make_incident(lamine, assigned_to=aminata)

    with pytest.raises(NotPermitted):
        given(make_incident(lamine), aminata)
